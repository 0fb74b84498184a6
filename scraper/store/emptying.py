"""Takes a forgotten article's words out of every table, by what the tables say of their own columns."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.store.barred import digest_of
from scraper.text.passages import Mark, blanked

# What names an article without holding its words: exchanges, addresses, and what keeps it forgotten.
_NOT_ITS_WORDS = frozenset({"captures", "frontier", "forgotten", "barred", "erased_marks"})
# Of an article's own row: what may stay when its words go.
_FACTS = frozenset({"site", "url", "first_seen_at", "last_seen_at", "gone_at", "parser_version", "forgotten"})
_INTERNAL = ("sqlite_", "_sqlite_", "articles_fts")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text, and the columns that tell its table's rows apart."""

    table: str
    name: str
    keys: tuple[str, ...]
    may_be_null: bool


def empty_records(connection: sqlite3.Connection, article: int) -> None:
    """Deletes, in the caller's transaction, what hangs on this article, and empties its own row of words."""
    for table, column in _children(connection, "articles"):
        if table not in _NOT_ITS_WORDS:
            connection.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (article,))  # noqa: S608
    changes = [
        f"{column.name} = {'NULL' if column.may_be_null else repr('')}"
        for column in _text_columns(connection, "articles")
        if column.name not in _FACTS
    ]
    changes += ["views = NULL", "word_count = 0"]
    connection.execute(f"UPDATE articles SET {', '.join(changes)} WHERE id = ?", (article,))  # noqa: S608


def forget_addresses(connection: sqlite3.Connection, addresses: Iterable[str]) -> None:
    """Deletes these addresses from the frontier; what names them names none, or goes with them."""
    for url in addresses:
        for table, column in _children(connection, "frontier"):
            end = "= (SELECT id FROM frontier WHERE url = ?)"
            if _may_be_null(connection, table, column):
                statement = f'UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" {end}'  # noqa: S608
            else:
                statement = f'DELETE FROM "{table}" WHERE "{column}" {end}'  # noqa: S608
            connection.execute(statement, (url,))
        connection.execute("DELETE FROM frontier WHERE url = ?", (url,))


def blank_elsewhere(
    connection: sqlite3.Connection, addresses: Iterable[str], marks: frozenset[Mark], needles: Iterable[str]
) -> list[str]:
    """
    Blanks the marked words and these addresses wherever else a table has them; other articles' words stay.

    Shape: needles are words, in lower case, one of which stands in whatever quotes. What comes back are the
        addresses of other frontier rows that spell the words, for these can only be deleted.
    """
    addresses = sorted(set(addresses), key=len, reverse=True)
    needles = [*needles, *(url.lower() for url in addresses)]
    spelled: list[str] = []
    for column in _swept(connection):
        for *keys, value in _with_needle(connection, column, needles):
            if not isinstance(value, str):
                continue
            left = value
            for url in addresses:
                left = left.replace(url, "erased:")
            left = blanked(left, marks)
            if left == value:
                continue
            if (column.table, column.name) == ("frontier", "url"):
                spelled.append(value)
            else:
                _write(connection, column, keys, left)
    return spelled


def bar(connection: sqlite3.Connection, article: int, kind: str, digests: Iterable[str]) -> None:
    """Bars these digests for this article's sake."""
    connection.executemany(
        "INSERT INTO barred(digest, kind, article) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(digest, kind, article) for digest in digests],
    )


def bar_addresses(connection: sqlite3.Connection, article: int, urls: Iterable[str]) -> None:
    """Bars these addresses for this article's sake."""
    bar(connection, article, "address", [digest_of(url) for url in urls])


def _swept(connection: sqlite3.Connection) -> Iterator[Column]:
    """The text columns that may quote an article without being another article's own."""
    owned = {table for table, _ in _children(connection, "articles")} - {"captures", "frontier"}
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in names:
        if table in owned or table in ("articles", "sites") or table.startswith(_INTERNAL):
            continue
        yield from _text_columns(connection, table)


def _text_columns(connection: sqlite3.Connection, table: str) -> list[Column]:
    rows = connection.execute(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)
    ).fetchall()
    (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    has_rowid = "WITHOUT ROWID" not in statement.upper()
    keys = ("rowid",) if has_rowid else tuple(name for name, _, _, place in rows if place)
    return [Column(table, name, keys, not not_null) for name, kind, not_null, _ in rows if kind == "TEXT"]


def _with_needle(
    connection: sqlite3.Connection, column: Column, needles: list[str]
) -> list[tuple[object, ...]]:
    keys = ", ".join(f'"{key}"' if key != "rowid" else key for key in column.keys)
    found = " OR ".join(f'instr(lower("{column.name}"), ?)' for _ in needles)
    return connection.execute(
        f'SELECT {keys}, "{column.name}" FROM "{column.table}" WHERE {found}',  # noqa: S608  # schema's names
        needles,
    ).fetchall()


def _write(connection: sqlite3.Connection, column: Column, keys: list[object], left: str) -> None:
    terms = " AND ".join(f'"{key}" = ?' if key != "rowid" else "rowid = ?" for key in column.keys)
    connection.execute(
        f'UPDATE "{column.table}" SET "{column.name}" = ? WHERE {terms}',  # noqa: S608  # schema's names
        (left, *keys),
    )


def _children(connection: sqlite3.Connection, parent: str) -> list[tuple[str, str]]:
    """The tables that name rows of this one, each with the column that does."""
    return connection.execute(
        """
SELECT tables.name, keys."from" FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
WHERE tables.type = 'table' AND keys."table" = ?
""",
        (parent,),
    ).fetchall()


def _may_be_null(connection: sqlite3.Connection, table: str, column: str) -> bool:
    statement = 'SELECT NOT "notnull" FROM pragma_table_info(?) WHERE name = ?'
    return bool(connection.execute(statement, (table, column)).fetchone()[0])
