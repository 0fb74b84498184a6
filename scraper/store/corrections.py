"""Values that a person corrected: they stand above what the page says, which is kept beside them."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from scraper.errors import UsageError
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive

_TEXTS = ("title", "body", "category", "place", "byline", "photo_credit", "language")
_DAYS = ("published_at", "updated_at")
CORRECTABLE = (*_TEXTS, *_DAYS, "tags", "views")
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says that a value is; `page_value` is the page's own."""

    field: str
    value: str | None
    page_value: str | None
    why: str
    made_at: datetime
    undone_at: datetime | None = None


def corrections(archive: Archive, article_id: int) -> list[Correction]:
    """Every correction of this article, in the order in which they were made."""
    with archive.reading() as connection:
        return [
            Correction(field, value, page_value, why, from_moment(made), from_moment(undone))
            for field, value, page_value, why, made, undone in connection.execute(_ALL, (article_id,))
        ]


def standing(connection: sqlite3.Connection, article_id: int) -> dict[str, str | int | None]:
    """The page's own values of the fields that a person corrected, by field."""
    rows = connection.execute(_STANDING, (article_id,))
    return {field: _as_column(field, page_value) for field, page_value in rows}


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be corrected, to what, and why; None or nothing: the article has no such value."""

    field: str
    text: str | None
    why: str


def correct(archive: Archive, article_id: int, edition: Edition, now: datetime) -> None:
    """
    Sets a value by hand.

    Raises: UsageError for a field that cannot be corrected, a value that it cannot have, or no such article.
    """
    field, text = edition.field, edition.text
    if field not in CORRECTABLE:
        raise UsageError(f"no field is called {field!r}", hint=f"Fields: {', '.join(CORRECTABLE)}.")
    value = None if text is None else _read(field, text)
    if value is None and field in ("title", "body"):
        raise UsageError(f"an article without a {field} is none")
    with archive.writing() as connection:
        own = standing(connection, article_id)
        page_value = own[field] if field in own else _present(connection, article_id, field)
        moment = to_moment(now)
        connection.execute(_UNDO, (moment, article_id, field))
        connection.execute(
            _ADD, (article_id, field, _as_text(value), _as_text(page_value), to_text(edition.why), moment)
        )
        _set(connection, article_id, field, value)


def undo(archive: Archive, article_id: int, field: str, now: datetime) -> None:
    """
    Gives a field its page's value back.

    Raises: UsageError where no correction of it stands.
    """
    with archive.writing() as connection:
        own = standing(connection, article_id)
        if field not in own:
            raise UsageError(f"no correction of {field!r} stands in article {article_id}")
        connection.execute(_UNDO, (to_moment(now), article_id, field))
        _set(connection, article_id, field, own[field])


def note_page_values(
    connection: sqlite3.Connection, article_id: int, values: dict[str, str | int | None]
) -> None:
    """Keeps what the page says now of the fields that a person corrected."""
    connection.executemany(
        "UPDATE corrections SET page_value = ? WHERE article = ? AND field = ? AND undone_at IS NULL",
        [(_as_text(value), article_id, field) for field, value in values.items()],
    )


_ALL = """
SELECT field, value, page_value, why, made_at, undone_at FROM corrections WHERE article = ? ORDER BY id
"""
_STANDING = "SELECT field, page_value FROM corrections WHERE article = ? AND undone_at IS NULL"
_UNDO = "UPDATE corrections SET undone_at = ? WHERE article = ? AND field = ? AND undone_at IS NULL"
_ADD = "INSERT INTO corrections(article, field, value, page_value, why, made_at) VALUES (?, ?, ?, ?, ?, ?)"


def _present(connection: sqlite3.Connection, article_id: int, field: str) -> str | int | None:
    # The name is one of CORRECTABLE.
    statement = f"SELECT {field} FROM articles WHERE id = ?"  # noqa: S608
    row = connection.execute(statement, (article_id,)).fetchone()
    if row is None:
        raise UsageError(
            f"the archive has no article {article_id}", hint="`kabar search` lists their numbers."
        )
    value: str | int | None = row[0]
    return value


def _set(connection: sqlite3.Connection, article_id: int, field: str, value: str | int | None) -> None:
    connection.execute(f"UPDATE articles SET {field} = ? WHERE id = ?", (value, article_id))  # noqa: S608
    if field == "body":
        words = len(str(value).split())
        connection.execute("UPDATE articles SET word_count = ? WHERE id = ?", (words, article_id))


def _read(field: str, text: str) -> str | int | None:
    """The value as its column holds it."""
    text = to_text(text).strip()
    if not text:
        return None
    try:
        if field == "views":
            return _count(text)
        if field in _DAYS:
            return _day(text)
    except ValueError as exc:
        raise UsageError(
            f"{field} cannot be {text!r}",
            hint="Write 2019-11-26, 2019-11-26T09:00+07:00, or a number.",
        ) from exc
    if field == "tags":
        return json.dumps([tag for part in text.split(",") if (tag := part.strip())], ensure_ascii=False)
    return text


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError(text)
    return number


def _day(text: str) -> str:
    if "T" not in text and " " not in text:
        return date.fromisoformat(text).isoformat()
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.isoformat()


def _as_text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _as_column(field: str, value: str | None) -> str | int | None:
    return int(value) if field == "views" and value is not None else value
