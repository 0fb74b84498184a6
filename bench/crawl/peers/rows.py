"""What every peer does with an article: one row of SQLite, committed every hundred."""

import re
import sqlite3
from types import TracebackType
from typing import Self

_NAMES = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_DATE = re.compile(r"(\d{2}) (\w+) (\d{4})")
_BATCH = 100


def iso_date(line: str) -> str | None:
    """The first Indonesian date of a line as 2019-11-26."""
    found = _DATE.search(line)
    return f"{found[3]}-{_MONTHS[found[2]]:02}-{found[1]}" if found and found[2] in _MONTHS else None


class Rows:
    """The table `articles` of a new database."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            "CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, date TEXT, body TEXT)"
        )
        self._open = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.commit()
        self._connection.close()

    def add(self, url: str, title: str | None, date: str | None, body: str | None) -> None:
        """Writes one article."""
        self._connection.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", (url, title, date, body)
        )
        self._open += 1
        if self._open == _BATCH:
            self._connection.commit()
            self._open = 0
