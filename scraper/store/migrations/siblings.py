"""Dictionaries that are sibling pages, and what was said on both sides of an exchange."""

from sqlite_utils import Database

from scraper.store.migrations.added import add_column

# The table stood empty until now: nothing was compressed against anything.
_TABLES = (
    "DROP TABLE dictionaries",
    """
CREATE TABLE dictionaries (
  id INTEGER PRIMARY KEY, -- number of the dictionary
  site TEXT NOT NULL REFERENCES sites(name), -- the site whose pages are compressed against it
  made_at TEXT NOT NULL, -- UTC: when that page was fetched
  capture INTEGER NOT NULL UNIQUE REFERENCES captures(id) -- the page that it is; its payload is stored alone
)
""",
    """
CREATE TABLE request_heads (
  id INTEGER PRIMARY KEY, -- number of the head
  headers TEXT NOT NULL UNIQUE -- JSON list of [name, value], in the order in which they were sent
)
""",
    # To find what a dictionary serves, and so that it is never deleted while a capture needs it.
    "CREATE INDEX captures_dictionary ON captures(dictionary) WHERE dictionary IS NOT NULL",
    "CREATE INDEX dictionaries_site ON dictionaries(site)",
)


def create_siblings(database: Database) -> None:
    """Makes dictionaries point to the pages that they are, and captures to what was sent."""
    for statement in _TABLES:
        database.execute(statement)
    add_column(
        database, "captures", "status_line TEXT", "of the last answer, as HTTP/1.1 200 OK; NULL: not kept"
    )
    add_column(
        database,
        "captures",
        "request INTEGER REFERENCES request_heads(id)",
        "the headers that we sent last; NULL: not kept",
    )
