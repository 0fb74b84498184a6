"""What is forgotten, by whose word, and what a crawl may therefore not bring back."""

from sqlite_utils import Database

from scraper.store.migrations.added import add_column

_TABLES = (
    """
CREATE TABLE forgotten (
  id INTEGER PRIMARY KEY, -- in the order of the decisions
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  level TEXT NOT NULL, -- hide, exclude, tombstone or erase
  reason TEXT NOT NULL, -- why, in the words of who decided
  decided_at TEXT NOT NULL, -- UTC
  undone_at TEXT -- UTC: when it was taken back; NULL: it holds
)
""",
    """
CREATE TABLE barred (
  digest TEXT NOT NULL, -- SHA-256 in hexadecimal: of an address, a payload or the words of a body
  kind TEXT NOT NULL, -- address, payload or words
  article INTEGER NOT NULL REFERENCES articles(id), -- the forgotten article that it stands for
  PRIMARY KEY (digest, kind, article)
) WITHOUT ROWID
""",
)


def create_forgotten(database: Database) -> None:
    """Makes the tables of what is forgotten, and the column that readers look at."""
    for statement in _TABLES:
        database.execute(statement)
    add_column(
        database,
        "articles",
        "forgotten TEXT",
        "how it is forgotten: hide, exclude, tombstone or erase; NULL: it is not. Readers leave it out",
    )
