"""What was imported from files: how far, and under which digests their revisit records name payloads."""

from sqlite_utils import Database

_STATEMENTS = (
    """
CREATE TABLE imports (
  file TEXT PRIMARY KEY, -- SHA-256 of its length, its first and its last 64 KiB, in hexadecimal
  name TEXT NOT NULL, -- as it was called
  place INTEGER NOT NULL, -- byte up to which its records are here
  finished_at TEXT -- UTC: when its end was reached; NULL: it was not
) WITHOUT ROWID
""",
    """
CREATE TABLE imported_payloads (
  digest TEXT PRIMARY KEY, -- of a payload, as a file's record gives it: sha1:...
  capture INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE -- a capture that has that payload
) WITHOUT ROWID
""",
    "CREATE INDEX imported_payloads_capture ON imported_payloads(capture)",
    # To find a capture again by its payload and its moment, and all that repeat one.
    "CREATE INDEX captures_repeats ON captures(repeats, fetched_at) WHERE repeats IS NOT NULL",
)


def create_imports(database: Database) -> None:
    """Makes the tables and the index that an import looks into."""
    for statement in _STATEMENTS:
        database.execute(statement)
