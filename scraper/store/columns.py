"""How values become columns and come back: moments, dates, texts, numbers."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import overload

# What no tool can show and some obey: control characters but tab and line feed, and halves of characters,
# which UTF-8 cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LARGEST_INTEGER = 2**63 - 1  # SQLite's own


@lru_cache(maxsize=64)  # a page's own moment stands in a dozen columns
def to_moment(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and Z: sorts as text and is read by SQLite, pandas and R."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@overload
def from_moment(text: str) -> datetime: ...
@overload
def from_moment(text: None) -> None: ...
def from_moment(text: str | None) -> datetime | None:
    """The moment that to_moment wrote."""
    return None if text is None else datetime.fromisoformat(text)


def to_published(value: datetime | date | None) -> str | None:
    """ISO 8601 with the page's own offset, or a bare date, as the page has it."""
    return None if value is None else value.isoformat()


def from_published(text: str | None) -> datetime | date | None:
    """A datetime where the text has a time, else a date."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@overload
def to_text(text: str) -> str: ...
@overload
def to_text(text: None) -> None: ...
def to_text(text: str | None) -> str | None:
    """The text without what a page may not put into a database or on a terminal."""
    # Most texts are addresses and names, and asking whether they are clean costs a tenth of cleaning them.
    return text if text is None or text.isprintable() else _UNPRINTABLE.sub("", text)


def to_count(number: int | None) -> int | None:
    """The number, or None where it is no count that SQLite can hold."""
    return number if number is not None and 0 <= number <= _LARGEST_INTEGER else None
