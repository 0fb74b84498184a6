"""Writes an article, its wordings, counters, photographs and sources, in the caller's transaction."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.model import Photo
from scraper.store.columns import to_moment, to_text
from scraper.store.corrections import note_page_values
from scraper.store.merge import Known, Merged, wording_of
from scraper.text.edits import edits_between
from scraper.version import parser_version


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when an article was seen."""

    site: str
    capture_id: int
    seen_at: datetime


def write_article(
    connection: sqlite3.Connection, known: Known | None, merged: Merged, sighting: Sighting
) -> int:
    """The number of the article, which now stands in the archive as merged, with all that belongs to it."""
    row = _row(known, merged, sighting)
    if known is None:
        article_id = _insert(connection, row)
        connection.execute("UPDATE captures SET article = ? WHERE id = ?", (article_id, sighting.capture_id))
    else:
        article_id = known.id
        _update(connection, known, row)
        moved = merged.changed & known.corrected.keys()
        note_page_values(connection, article_id, {name: merged.values[name] for name in moved})
    if known is None or merged.reworded:
        _add_revision(connection, article_id, {**row, **merged.values}, known, merged.reworded)
    if "photos" in merged.changed:
        _write_photos(connection, article_id, merged.photos, is_new=known is None)
    traced = set() if known is None else _traced(connection, article_id)
    _write_sources(connection, article_id, merged, sighting, traced)
    if merged.views_seen is not None:
        observation = (article_id, to_moment(sighting.seen_at), merged.views_seen, sighting.capture_id)
        connection.execute(_ADD_VIEWS, observation)
    return article_id


def touch_article(connection: sqlite3.Connection, url: str, seen_at: datetime) -> None:
    """Notes that the article which this address brought last is still there, as a 304 says."""
    connection.execute(_TOUCH, {"url": to_text(url), "seen_at": to_moment(seen_at)})


_INSERT = """
INSERT INTO articles(
  site, url, title, published_at, updated_at, category, place, byline, photo_credit, tags, body, views,
  views_observed_at, language, word_count, first_seen_at, last_seen_at, revision, parser_version, capture)
VALUES (
  :site, :url, :title, :published_at, :updated_at, :category, :place, :byline, :photo_credit, :tags, :body,
  :views, :views_observed_at, :language, :word_count, :first_seen_at, :last_seen_at, :revision,
  :parser_version, :capture)
"""
_TOUCH = """
UPDATE articles SET last_seen_at = max(last_seen_at, :seen_at),
  gone_at = CASE WHEN gone_at > :seen_at THEN gone_at END
WHERE id = (SELECT article FROM frontier WHERE url = :url)
"""
_ADD_REVISION = """
INSERT INTO revisions(article, number, captured_at, title, body, changed, classes, capture)
VALUES (:article, :revision, :seen_at, :title, :body, :changed, :classes, :capture)
"""
# The same moment twice is the same observation.
_ADD_VIEWS = """
INSERT INTO views(article, observed_at, views, capture) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_ADD_SOURCE = (
    "INSERT INTO provenance(article, field, source, capture) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
)


def _row(known: Known | None, merged: Merged, sighting: Sighting) -> dict[str, str | int | None]:
    """Every column of the article's row."""
    seen_at = to_moment(sighting.seen_at)
    earlier: Mapping[str, str | int | None] = known.values if known else {}
    values = {**merged.values, **({name: known.values[name] for name in known.corrected} if known else {})}
    observed_at = earlier.get("views_observed_at") if merged.views_seen is None else seen_at
    return {
        **values,
        "site": earlier.get("site") or to_text(sighting.site),
        "views_observed_at": observed_at,
        "word_count": len(str(values["body"]).split()),
        "first_seen_at": min(seen_at, str(earlier.get("first_seen_at", seen_at))),
        "last_seen_at": max(seen_at, str(earlier.get("last_seen_at", seen_at))),
        "gone_at": _gone_at(earlier, seen_at),
        "revision": known.revision + bool(merged.reworded) if known else 1,
        "parser_version": parser_version(),
        "capture": sighting.capture_id,
    }


def _gone_at(earlier: Mapping[str, str | int | None], seen_at: str) -> str | int | None:
    """Since when it is gone: no longer, once it is seen again."""
    gone_at = earlier.get("gone_at")
    return gone_at if gone_at and str(gone_at) > seen_at else None


def _insert(connection: sqlite3.Connection, row: Mapping[str, str | int | None]) -> int:
    return int(connection.execute(_INSERT, row).lastrowid or 0)


def _update(connection: sqlite3.Connection, known: Known, row: Mapping[str, str | int | None]) -> None:
    """Sets what differs and nothing else, so that the full-text index is left alone where it may be."""
    changes = {name: value for name, value in row.items() if value != known.values[name]}
    if changes:
        # The names are those of _row, never a page's.
        setting = ", ".join(f"{name} = :{name}" for name in changes)
        connection.execute(f"UPDATE articles SET {setting} WHERE id = :id", {**changes, "id": known.id})  # noqa: S608


def _add_revision(
    connection: sqlite3.Connection,
    article_id: int,
    row: Mapping[str, str | int | None],
    known: Known | None,
    reworded: tuple[str, ...],
) -> None:
    classes: tuple[str, ...] = ()
    if known is not None:
        classes = edits_between(wording_of(known.page_values), wording_of(row))
    wording = {
        **row,
        "article": article_id,
        "seen_at": row["last_seen_at"],
        "changed": ", ".join(reworded) or None,
        "classes": ", ".join(classes) or None,
    }
    connection.execute(_ADD_REVISION, wording)


def _write_photos(
    connection: sqlite3.Connection, article_id: int, photos: tuple[Photo, ...], *, is_new: bool
) -> None:
    if not is_new:
        connection.execute("DELETE FROM photos WHERE article = ?", (article_id,))
    connection.executemany(
        "INSERT INTO photos(article, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
        [(article_id, i, photo.url, photo.caption, photo.credit) for i, photo in enumerate(photos, start=1)],
    )


def _traced(connection: sqlite3.Connection, article_id: int) -> set[str]:
    """The fields of an article that have a source."""
    rows = connection.execute("SELECT DISTINCT field FROM provenance WHERE article = ?", (article_id,))
    return {field for (field,) in rows}


def _write_sources(
    connection: sqlite3.Connection, article_id: int, merged: Merged, sighting: Sighting, traced: set[str]
) -> None:
    """Replaces the sources of the fields whose value changed, and adds those of fields that had none."""
    for field in traced & merged.changed:
        connection.execute("DELETE FROM provenance WHERE article = ? AND field = ?", (article_id, field))
    fresh = [
        (article_id, field, to_text(source.source), sighting.capture_id)
        for source in merged.seen.sources
        if (field := to_text(source.field)) not in traced or field in merged.changed
    ]
    connection.executemany(_ADD_SOURCE, fresh)
