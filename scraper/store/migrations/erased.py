"""What an erasure leaves: a digest of what is left of the bytes, and marks to know the words by."""

from sqlite_utils import Database

from scraper.store.migrations.added import add_column

_TABLE = """
CREATE TABLE erased_marks (
  mark INTEGER NOT NULL, -- hash of a run of the erased words, 64 bits, signed; no words can be read from it
  article INTEGER NOT NULL REFERENCES articles(id), -- the erased article
  words INTEGER NOT NULL, -- how many words the run has
  PRIMARY KEY (mark, article)
) WITHOUT ROWID
"""


def create_erased(database: Database) -> None:
    """Makes room for what an erasure leaves."""
    database.execute(_TABLE)
    add_column(
        database,
        "captures",
        "erased_to TEXT",
        "SHA-256 of what an erasure left of the payload, empty where nothing; NULL: all of it is there",
    )
