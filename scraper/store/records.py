"""Records as the archive holds them: one, or a stream of those that a query means."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from scraper.model import Article, Photo, Record, Source
from scraper.store.columns import from_moment, from_published
from scraper.store.database import Archive
from scraper.store.query import VISIBLE, RecordQuery, condition_of, has_words, match_of


def record(archive: Archive, article_id: int, *, with_forgotten: bool = False) -> Record | None:
    """The record of this number, or None where there is none, or none that readers may see."""
    with archive.reading() as connection:
        numbers = "SELECT id FROM articles WHERE id = :id"
        if not with_forgotten:
            numbers += f" AND {VISIBLE}"
        return next(_stream(connection, numbers, {"id": article_id}), None)


def records(archive: Archive, query: RecordQuery) -> Iterator[Record]:
    """
    The records that the query means, by number, as they all were at the first one.

    Why: numbers first, rows one by one: there may be more than memory holds, and a sort would copy bodies.
    """
    condition = condition_of(query)
    terms, parameters = condition.terms, condition.parameters
    if has_words(query):
        terms += " AND id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match)"
        parameters["match"] = match_of(query.words or "")
        if not parameters["match"]:
            return
    numbers = f"SELECT id FROM articles WHERE 1 {terms} ORDER BY id LIMIT :limit"  # noqa: S608  # fixed terms
    with archive.reading() as connection:
        yield from _stream(connection, numbers, parameters)


def _stream(
    connection: sqlite3.Connection, numbers: str, parameters: Mapping[str, str | int | None]
) -> Iterator[Record]:
    """
    The records of these numbers.

    Why: a statement that has not ended holds the archive as it was for all others of its connection. The
        driver reads one row ahead, so a row of nothing keeps this one open while the last record is read.
    """
    for (number,) in connection.execute(f"SELECT * FROM ({numbers}) UNION ALL SELECT NULL", parameters):  # noqa: S608
        if number is not None:
            yield _read(connection, number)


def _read(connection: sqlite3.Connection, article_id: int) -> Record:
    cursor = connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,))
    row = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    photos = connection.execute(
        "SELECT url, caption, credit FROM photos WHERE article = ? ORDER BY position", (article_id,)
    )
    sources = connection.execute(
        "SELECT field, source FROM provenance WHERE article = ? ORDER BY field, source", (article_id,)
    )
    by_hand = {
        field: f"corrected by hand: {why}" for field, why in connection.execute(_BY_HAND, (article_id,))
    }
    read = [Source(*entry) for entry in sources if entry[0] not in by_hand]
    traced = (*read, *(Source(field, why) for field, why in by_hand.items()))
    return _record(row, tuple(Photo(*photo) for photo in photos), traced)


_BY_HAND = "SELECT field, why FROM corrections WHERE article = ? AND undone_at IS NULL ORDER BY field"


def _record(row: dict[str, Any], photos: tuple[Photo, ...], sources: tuple[Source, ...]) -> Record:
    article = Article(
        url=row["url"],
        title=row["title"],
        body=row["body"],
        published_at=from_published(row["published_at"]),
        updated_at=from_published(row["updated_at"]),
        views=row["views"],
        photos=photos,
        byline=row["byline"],
        category=row["category"],
        tags=tuple(json.loads(row["tags"] or "[]")),
        place=row["place"],
        language=row["language"],
        sources=sources,
    )
    return Record(
        id=row["id"],
        site=row["site"],
        article=article,
        first_seen_at=from_moment(row["first_seen_at"]),
        last_seen_at=from_moment(row["last_seen_at"]),
        revision=row["revision"],
        capture=row["capture"],
        gone_at=from_moment(row["gone_at"]),
        views_observed_at=from_moment(row["views_observed_at"]),
        parser_version=row["parser_version"],
    )
