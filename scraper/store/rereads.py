"""What there is to read again, and the writing of what was read: in the archive's one transaction a batch."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scraper.model import Photo
from scraper.store.adopt import FoundAgain, StoredCapture, adopt, adopt_repeats
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.corrections import note_page_values, standing
from scraper.store.database import Archive
from scraper.store.history import Revision, revision_of
from scraper.store.merge import Known, Values


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the archive has it, and the captures that it was read from, oldest first."""

    site: str
    known: Known
    sources: frozenset[tuple[str, str, int]]  # field, source, capture
    revisions: tuple[Revision, ...]
    views: Mapping[int, int]  # capture to what its counter said
    captures: tuple[StoredCapture, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A value that gives way to another reading of the same bytes."""

    field: str
    value: str | None
    source: str | None = None
    capture: int | None = None
    number: int | None = None  # of the wording that had it
    parser_version: str = ""
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An article as today's parser reads it, to be written in the place of what the archive has."""

    article_id: int
    version: str  # of today's parser
    is_same: bool = True  # nothing but the version is to be written
    values: Values = field(default_factory=dict)  # by column, the address aside
    photos: tuple[Photo, ...] = ()
    sources: tuple[tuple[str, str, int], ...] = ()
    revisions: tuple[Revision, ...] = ()  # each under its own number; a further one was not told apart before
    views: Mapping[int, int] = field(default_factory=dict)
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An article whose bytes are kept, and the version that read all of them last."""

    id: int
    site: str
    done_by: str | None


def articles_to_read(archive: Archive, site: str | None = None) -> list[Listed]:
    """The articles whose bytes are kept, by number."""
    with archive.reading() as connection:
        return [Listed(*row) for row in connection.execute(_ARTICLES, {"site": _name(site)})]


def pages_to_read(archive: Archive, site: str | None) -> list[int]:
    """The captures of pages in which no article was found, each payload once."""
    with archive.reading() as connection:
        return [number for (number,) in connection.execute(_PAGES, {"site": _name(site)})]


def stored_article(archive: Archive, article_id: int) -> StoredArticle:
    """The article, with everything that reading it again may change."""
    with archive.reading() as connection:
        row = _row(connection, "SELECT * FROM articles WHERE id = ?", article_id)
        photos = connection.execute(_PHOTOS, (article_id,))
        known = Known(
            article_id,
            row["revision"],
            row,
            tuple(Photo(*photo) for photo in photos),
            standing(connection, article_id),
        )
        sources = connection.execute(
            "SELECT field, source, capture FROM provenance WHERE article = ?", (article_id,)
        )
        wordings = connection.execute(_REVISIONS, (article_id,))
        views = connection.execute("SELECT capture, views FROM views WHERE article = ?", (article_id,))
        captures = connection.execute(_CAPTURES, (article_id,))
        return StoredArticle(
            row["site"],
            known,
            frozenset(sources),
            tuple(revision_of(wording) for wording in wordings),
            dict(views),
            tuple(_capture(capture) for capture in captures),
        )


def stored_capture(archive: Archive, capture_id: int) -> StoredCapture:
    """The capture of this number."""
    with archive.reading() as connection:
        return _capture(connection.execute(_CAPTURE, (capture_id,)).fetchone())


def former_values(archive: Archive, article_id: int) -> list[Former]:
    """What earlier parsers read of this article where a later one read otherwise, oldest first."""
    with archive.reading() as connection:
        return [
            Former(name, value, source, capture, number, version, from_moment(at))
            for name, value, source, capture, number, version, at in connection.execute(
                _FORMER, (article_id,)
            )
        ]


def write_rereads(
    archive: Archive, rewritten: Sequence[Rewritten], found: Sequence[FoundAgain], now: datetime
) -> None:
    """Writes these articles and those that were found again, all of them or none."""
    with archive.writing() as connection:
        for one in rewritten:
            if not one.is_same:
                _rewrite(connection, one, to_moment(now))
            connection.execute(_MARK, (one.article_id, one.version, to_moment(now)))
            connection.execute(
                "UPDATE articles SET parser_version = ? WHERE id = ?", (one.version, one.article_id)
            )
        again = {one.capture.id: adopt(connection, one) for one in found}
        if again:
            adopt_repeats(connection, again)


def end_rereads(archive: Archive, site: str | None) -> None:
    """Takes the marks of a run that came to its end away, so that the next one reads all again."""
    with archive.writing() as connection:
        connection.execute(_END, {"site": _name(site)})


_ARTICLES = """
SELECT id, site, rereads.parser_version FROM articles LEFT JOIN rereads ON rereads.article = articles.id
WHERE (:site IS NULL OR site = :site) AND coalesce(forgotten, '') NOT IN ('tombstone', 'erase')
ORDER BY id
"""
_PAGES = """
SELECT id FROM captures
WHERE article IS NULL AND payload IS NOT NULL AND status = 200 AND complete
  AND outcome IN ('not_an_article', 'listing', 'needs_script', 'challenged', 'crashed', 'gone')
  AND (:site IS NULL OR site = :site)
ORDER BY id
"""
_CAPTURED = "id, site, requested_url, final_url, fetched_at, headers, sha256"
_CAPTURES = f"""
SELECT {_CAPTURED} FROM captures
WHERE article = ? AND outcome IN ('archived', 'unchanged', 'revised') AND status <> 304 AND size > 0
ORDER BY fetched_at, id
"""  # noqa: S608  # fixed text
_CAPTURE = f"SELECT {_CAPTURED} FROM captures WHERE id = ?"  # noqa: S608  # fixed text
_PHOTOS = "SELECT url, caption, credit FROM photos WHERE article = ? ORDER BY position"
_REVISIONS = """
SELECT number, captured_at, title, body, changed, capture, classes FROM revisions
WHERE article = ? ORDER BY number
"""
_FORMER = """
SELECT field, value, source, capture, number, parser_version, replaced_at FROM former_values
WHERE article = ? ORDER BY id
"""
_KEEP_FORMER = """
INSERT INTO former_values(article, field, number, value, source, capture, parser_version, replaced_at)
SELECT id, ?, ?, ?, ?, ?, parser_version, ? FROM articles WHERE id = ?
"""
_SET_REVISION = """
INSERT INTO revisions(article, number, captured_at, title, body, changed, classes, capture)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(article, number) DO UPDATE SET
  title = excluded.title, body = excluded.body, changed = excluded.changed, classes = excluded.classes
"""
_SET_VIEWS = """
INSERT INTO views(article, observed_at, views, capture)
SELECT ?, fetched_at, ?, id FROM captures WHERE id = ? ON CONFLICT DO NOTHING
"""
_VIEWED = """
UPDATE articles SET views_observed_at = (SELECT max(observed_at) FROM views WHERE article = :id)
WHERE id = :id
"""
_END = """
DELETE FROM rereads WHERE :site IS NULL OR article IN (SELECT id FROM articles WHERE site = :site)
"""
_MARK = """
INSERT INTO rereads(article, parser_version, read_at) VALUES (?, ?, ?)
ON CONFLICT(article) DO UPDATE SET parser_version = excluded.parser_version, read_at = excluded.read_at
"""


def _name(site: str | None) -> str | None:
    return None if site is None else to_text(site)


def _row(connection: sqlite3.Connection, statement: str, number: int) -> dict[str, Any]:
    cursor = connection.execute(statement, (number,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _capture(row: tuple[Any, ...]) -> StoredCapture:
    number, site, requested_url, final_url, fetched_at, headers, digest = row
    pairs = tuple((str(name), str(value)) for name, value in json.loads(headers))
    return StoredCapture(number, site, requested_url, final_url, from_moment(fetched_at), pairs, digest)


def _rewrite(connection: sqlite3.Connection, one: Rewritten, moment: str) -> None:
    """Puts today's reading in the place of what the archive has, which is kept as former values."""
    number = one.article_id
    connection.executemany(
        _KEEP_FORMER,
        [(old.field, old.number, old.value, old.source, old.capture, moment, number) for old in one.former],
    )
    corrected = standing(connection, number)
    note_page_values(connection, number, {name: one.values[name] for name in corrected if name in one.values})
    values = {name: value for name, value in one.values.items() if name not in corrected}
    if "body" in values:
        values["word_count"] = len(str(values["body"]).split())
    values["revision"] = one.revisions[-1].number
    # The names are those of the articles' columns, never a page's.
    setting = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(f"UPDATE articles SET {setting} WHERE id = :id", {**values, "id": number})  # noqa: S608
    connection.execute("DELETE FROM photos WHERE article = ?", (number,))
    connection.executemany(
        "INSERT INTO photos(article, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
        [(number, i, photo.url, photo.caption, photo.credit) for i, photo in enumerate(one.photos, start=1)],
    )
    connection.execute("DELETE FROM provenance WHERE article = ?", (number,))
    connection.executemany(
        "INSERT INTO provenance(article, field, source, capture) VALUES (?, ?, ?, ?)",
        [(number, *source) for source in one.sources],
    )
    for wording in one.revisions:
        changed, classes = ", ".join(wording.changed) or None, ", ".join(wording.classes) or None
        row = (number, wording.number, to_moment(wording.captured_at), wording.title, wording.body)
        connection.execute(_SET_REVISION, (*row, changed, classes, wording.capture))
    connection.execute("DELETE FROM views WHERE article = ?", (number,))
    connection.executemany(
        _SET_VIEWS, [(number, views, capture) for capture, views in sorted(one.views.items())]
    )
    connection.execute(_VIEWED, {"id": number})
