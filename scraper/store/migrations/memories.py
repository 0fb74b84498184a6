"""What a site's memory was learnt from."""

from sqlite_utils import Database

_TABLE = """
CREATE TABLE memories (
  site TEXT PRIMARY KEY REFERENCES sites(name), -- the site
  pages INTEGER NOT NULL, -- how many of its pages were learnt from
  sample TEXT NOT NULL, -- SHA-256 of their captures' numbers: the same pages need not be learnt again
  learnt_at TEXT NOT NULL -- UTC
) WITHOUT ROWID
"""


def create_memories(database: Database) -> None:
    """Makes the table of what memories were learnt from."""
    database.execute(_TABLE)
