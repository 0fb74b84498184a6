"""The words of each article as a number, by which the same article is known at another address."""

from sqlite_utils import Database

_TABLE = """
CREATE TABLE wordings (
  site TEXT NOT NULL REFERENCES sites(name), -- the site that published it
  wording INTEGER NOT NULL, -- fingerprint of headline, body and date, 64 bits, signed
  article INTEGER NOT NULL REFERENCES articles(id), -- the article that was seen with these words
  PRIMARY KEY (site, wording, article)
) WITHOUT ROWID
"""


def create_wordings(database: Database) -> None:
    """Makes the table."""
    database.execute(_TABLE)
