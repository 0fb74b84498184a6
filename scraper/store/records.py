"""Records as the archive holds them: one, or a stream of those that a query means."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from scraper.model import Article, Photo, Record, Source
from scraper.store.columns import from_moment, from_published
from scraper.store.database import Archive
from scraper.store.query import RecordQuery, condition_of, has_words, match_of


def record(archive: Archive, article_id: int) -> Record | None:
    """The record of this number, or None where there is none."""
    with archive.reading() as connection:
        return _read(connection, article_id)


def records(archive: Archive, query: RecordQuery) -> Iterator[Record]:
    """The records that the query means, by number; one at a time, for they may be more than memory holds."""
    condition = condition_of(query)
    terms, parameters = condition.terms, condition.parameters
    if has_words(query):
        terms += " AND id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match)"
        parameters["match"] = match_of(query.words or "")
        if not parameters["match"]:
            return
    # Numbers first, rows one by one: sorting whole rows would copy their bodies.
    statement = f"SELECT id FROM articles WHERE 1 {terms} ORDER BY id LIMIT :limit"  # noqa: S608  # fixed terms
    with archive.reading() as connection:
        for (article_id,) in connection.execute(statement, parameters):
            found = _read(connection, article_id)
            if found is not None:
                yield found


def _read(connection: sqlite3.Connection, article_id: int) -> Record | None:
    cursor = connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,))
    values = cursor.fetchone()
    if values is None:
        return None
    row = dict(zip((column[0] for column in cursor.description), values, strict=True))
    photos = connection.execute(
        "SELECT url, caption, credit FROM photos WHERE article = ? ORDER BY position", (article_id,)
    )
    sources = connection.execute(
        "SELECT field, source FROM provenance WHERE article = ? ORDER BY field, source", (article_id,)
    )
    return _record(row, tuple(Photo(*photo) for photo in photos), tuple(Source(*entry) for entry in sources))


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
