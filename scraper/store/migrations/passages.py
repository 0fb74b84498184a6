"""Passages that several articles carry: whole paragraphs by fingerprint, reworded ones by shingles."""

from sqlite_utils import Database

_STATEMENTS = (
    """
CREATE TABLE shared_passages (
  fingerprint INTEGER NOT NULL, -- of a paragraph's words, 64 bits, signed; 0: the article was looked at
  article INTEGER NOT NULL REFERENCES articles(id), -- the article that carries it
  PRIMARY KEY (fingerprint, article)
) WITHOUT ROWID
""",
    """
CREATE TABLE shared_shingles (
  shingle INTEGER NOT NULL, -- of a run of five words, 64 bits, signed
  article INTEGER NOT NULL REFERENCES articles(id), -- the article that carries it
  PRIMARY KEY (shingle, article)
) WITHOUT ROWID
""",
    "CREATE INDEX shared_passages_article ON shared_passages(article)",
    "CREATE INDEX shared_shingles_article ON shared_shingles(article)",
    # Whoever changes or removes the words, the passages are found anew.
    """
CREATE TRIGGER shared_passages_stale AFTER UPDATE OF body ON articles WHEN old.body IS NOT new.body BEGIN
  DELETE FROM shared_passages WHERE article = old.id;
  DELETE FROM shared_shingles WHERE article = old.id;
END
""",
    """
CREATE TRIGGER shared_passages_gone AFTER DELETE ON articles BEGIN
  DELETE FROM shared_passages WHERE article = old.id;
  DELETE FROM shared_shingles WHERE article = old.id;
END
""",
)


def create_passages(database: Database) -> None:
    """Makes the tables of passages, and the triggers that keep them true."""
    for statement in _STATEMENTS:
        database.execute(statement)
