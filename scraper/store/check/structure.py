"""Checks of the file itself: SQLite's pages, the references between rows, the full-text index."""

import sqlite3
from collections.abc import Iterator

from scraper.store.border import is_damage
from scraper.store.check.damage import Damage, Looking, Part

_MOST_FAULTS = 100  # of SQLite's; one damaged page makes dozens
_INDEX_FAULTS = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


def check_file(looking: Looking) -> Iterator[Damage]:
    """What SQLite finds wrong with its own pages."""
    looking.tick(Part.FILE, 0, 1)
    for (fault,) in looking.connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall():
        if fault == "ok":
            continue
        if any(words in fault for words in _INDEX_FAULTS):
            yield Damage(Part.FILE, "an index", f"SQLite says: {fault}", (("REINDEX", ()),))
        else:
            yield Damage(Part.FILE, "a page of the file", f"SQLite says: {fault}; rows on it are lost")
    looking.tick(Part.FILE, 1, 1)


def check_references(looking: Looking) -> Iterator[Damage]:
    """Rows that name a row which is not there; where the column may be empty, emptying it loses nothing."""
    looking.tick(Part.REFERENCES, 0, 1)
    found = looking.connection.execute("PRAGMA foreign_key_check").fetchall()
    for table, row, parent, key in found:
        column = _column(looking.connection, table, key)
        where = f"{table} {row}" if row is not None else table
        meaning = f"its {column} names a row of {parent} that is not there"
        # What a payload is read with must stay named: emptied, the payload would only look readable.
        is_free = row is not None and column not in ("dictionary", "repeats")
        if is_free and not _must_be_there(looking.connection, table, column):
            mend = (f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row,))  # noqa: S608  # schema's names
            yield Damage(Part.REFERENCES, where, meaning, (mend,))
        else:
            yield Damage(Part.REFERENCES, where, meaning)
    looking.tick(Part.REFERENCES, 1, 1)


def check_search(looking: Looking) -> Iterator[Damage]:
    """Whether the full-text index says what the articles say; an archive that is only read is not asked."""
    if looking.connection.execute("PRAGMA query_only").fetchone()[0]:
        return  # FTS5 takes its question as a row to write
    looking.tick(Part.SEARCH, 0, 1)
    fault: sqlite3.DatabaseError | None = None
    looking.connection.execute("BEGIN IMMEDIATE")
    try:
        # 1: compare with the articles too, not only the index with itself.
        looking.connection.execute(
            "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as exc:
        if not is_damage(exc):
            raise
        fault = exc
    finally:
        looking.connection.execute("ROLLBACK")
    if fault is not None:
        rebuild = ("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')", ())
        meaning = f"searches miss articles or find wrong ones ({fault})"
        yield Damage(Part.SEARCH, "the full-text index", meaning, (rebuild,))
    looking.tick(Part.SEARCH, 1, 1)


def _column(connection: sqlite3.Connection, table: str, key: int) -> str:
    rows = connection.execute('SELECT id, "from" FROM pragma_foreign_key_list(?)', (table,))
    return next(str(column) for number, column in rows if number == key)


def _must_be_there(connection: sqlite3.Connection, table: str, column: str) -> bool:
    rows = connection.execute('SELECT "notnull" FROM pragma_table_info(?) WHERE name = ?', (table, column))
    return bool(rows.fetchone()[0])
