"""Values that a person corrected, values that an earlier parser read, and what was read again."""

from sqlite_utils import Database

_TABLES = (
    """
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY, -- in the order in which they were made
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  field TEXT NOT NULL, -- which of its values
  value TEXT, -- what a person says it is; NULL: the article has none
  page_value TEXT, -- what the page says, as of its last visit; NULL: nothing
  why TEXT NOT NULL, -- the reason that was given
  made_at TEXT NOT NULL, -- UTC
  undone_at TEXT -- UTC: when another one took its place, or the page's value came back; NULL: it stands
)
""",
    "CREATE UNIQUE INDEX corrections_standing ON corrections(article, field) WHERE undone_at IS NULL",
    """
CREATE TABLE former_values (
  id INTEGER PRIMARY KEY, -- in the order in which they gave way
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  field TEXT NOT NULL, -- which of its values
  number INTEGER, -- the wording that had it; NULL: the article itself
  value TEXT, -- as it was read then; NULL: nothing was read
  source TEXT, -- where it was read
  capture INTEGER REFERENCES captures(id), -- the capture that it was read from
  parser_version TEXT NOT NULL, -- the kabar that read it so
  replaced_at TEXT NOT NULL -- UTC: when another parser read it otherwise
)
""",
    "CREATE INDEX former_values_article ON former_values(article)",
    """
CREATE TABLE rereads (
  article INTEGER PRIMARY KEY REFERENCES articles(id), -- an article of which every capture was read again
  parser_version TEXT NOT NULL, -- by this kabar
  read_at TEXT NOT NULL -- UTC
)
""",
)


def create_rereads(database: Database) -> None:
    """Makes the tables of corrections, former values and readings."""
    for statement in _TABLES:
        database.execute(statement)
