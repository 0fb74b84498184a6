"""The full-text index over titles and bodies."""

from sqlite_utils import Database

# Triggers, so that no writer of articles, whoever it is, can leave the index behind.
_SEARCH = (
    """
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, body, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
""",
    # A word in the title weighs as much as ten in the body.
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('rank', 'bm25(10.0, 1.0)')",
    """
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
END
""",
    """
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END
""",
    """
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, body ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO articles_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
END
""",
)


def create_search(database: Database) -> None:
    """Makes the full-text index, and the triggers that keep it."""
    for statement in _SEARCH:
        database.execute(statement)
