"""The captures that an export takes with it: each with its bytes, or with the earlier one that has them."""

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scraper.model import Capture, Hop
from scraper.outcome import Outcome
from scraper.store.captures import payload_of
from scraper.store.columns import from_moment, to_text
from scraper.store.database import Archive
from scraper.store.query import VISIBLE, RecordQuery, condition_of, has_words, match_of

_REMEMBERED = 4096  # payloads whose first capture is not looked for again
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Twin:
    """A capture of the same payload."""

    id: int
    requested_url: str
    final_url: str
    fetched_at: str  # as archive.db has it
    status: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A capture as the archive keeps it, and what is known besides."""

    id: int
    site: str
    capture: Capture  # of a 304 with the payload that it stands for
    sha256: str  # of the payload
    outcome: Outcome | str
    robots: str | None = None
    via: str | None = None  # the page that named its address
    article: int | None = None  # that was read from it
    shows_article: bool = False  # whether it is the last that did so
    twin: Twin | None = None  # an earlier one in the same export


def exchanges(archive: Archive, query: RecordQuery) -> Iterator[Exchange]:
    """
    The captures that the query means, in the order of their numbers, as they all were at the first one.

    Shape: all captures, of the site if one is named; where the query asks anything of articles, those that
        the articles it means were read from.
    Why: numbers first, at eight bytes each; what a capture weighs is held for one at a time.
    """
    terms, parameters = _condition(query)
    with archive.reading() as connection:
        connection.execute("BEGIN")  # until the end, so that a writer beside us changes nothing
        try:
            rows = connection.execute(f"SELECT id FROM captures WHERE {terms} ORDER BY id", parameters)  # noqa: S608
            numbers = array("q", (number for (number,) in rows))
            first_of = lru_cache(_REMEMBERED)(lambda holder: _first_of(connection, holder, numbers))
            for number in numbers:
                yield _read(archive, number, first_of)
        finally:
            connection.execute("ROLLBACK")


def newest_moment(archive: Archive) -> str | None:
    """When the youngest capture was made, as archive.db has it; None where there is none."""
    with archive.reading() as connection:
        row = connection.execute("SELECT fetched_at FROM captures ORDER BY id DESC LIMIT 1").fetchone()
        return row[0] if row else None


_SELECT = """
SELECT captures.site, requested_url, final_url, fetched_at, elapsed_s, status, captures.outcome,
  captures.headers, hops, robots, content_encoding, complete, coalesce(erased_to, sha256), repeats,
  captures.article, articles.capture IS captures.id, frontier.discovered_from, status_line,
  request_heads.headers
FROM captures
LEFT JOIN request_heads ON request_heads.id = captures.request
LEFT JOIN articles ON articles.id = captures.article
LEFT JOIN frontier ON frontier.url = captures.requested_url
WHERE captures.id = ?
"""
# What readers may not see; and erased captures have no payload to show.
_NOT_FORGOTTEN = (
    f"(article IS NULL OR article IN (SELECT id FROM articles WHERE {VISIBLE})) "  # noqa: S608  # fixed words
    "AND erased_to IS NOT ''"
)
_TWINS = """
SELECT id, requested_url, final_url, fetched_at, status FROM captures
WHERE (id = :holder OR repeats = :holder) AND status <> 304 ORDER BY id
"""


def _condition(query: RecordQuery) -> tuple[str, dict[str, Any]]:
    if not has_words(query) and query.since is None and query.until is None and query.limit is None:
        site = " AND site = :site" if query.site is not None else ""
        return _NOT_FORGOTTEN + site, {"site": to_text(query.site)} if query.site is not None else {}
    condition = condition_of(query)
    terms, parameters = condition.terms, dict(condition.parameters)
    if has_words(query):
        terms += " AND id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match)"
        parameters["match"] = match_of(query.words or "")
        if not parameters["match"]:
            return "0", {}
    chosen = f"SELECT id FROM articles WHERE 1 {terms} ORDER BY id LIMIT :limit"  # noqa: S608  # fixed terms
    return f"article IN ({chosen}) AND erased_to IS NOT ''", parameters


def _first_of(connection: sqlite3.Connection, holder: int, numbers: "array[int]") -> Twin | None:
    """The first of the chosen captures that has the payload which this one holds."""
    for row in connection.execute(_TWINS, {"holder": holder}):
        twin = Twin(*row)
        place = bisect_left(numbers, twin.id)
        if place < len(numbers) and numbers[place] == twin.id:
            return twin
    return None


def _read(archive: Archive, number: int, first_of: Callable[[int], Twin | None]) -> Exchange:
    with archive.reading() as connection:
        row = connection.execute(_SELECT, (number,)).fetchone()
    site, requested_url, final_url, fetched_at, elapsed_s, status, outcome, headers, hops, *rest = row
    robots, content_encoding, complete, sha256, repeats, article, shows_article, via, *sent = rest
    status_line, request_headers = sent
    twin = first_of(repeats or number)
    if twin is not None and twin.id >= number and status != _NOT_MODIFIED:
        twin = None
    capture = Capture(
        requested_url=requested_url,
        final_url=final_url,
        fetched_at=from_moment(fetched_at),
        status=status,
        headers=_pairs(headers),
        payload=payload_of(archive, number),
        content_encoding=content_encoding,
        hops=tuple(Hop(*hop) for hop in json.loads(hops or "[]")),
        complete=bool(complete),
        elapsed_s=elapsed_s,
        status_line=status_line,
        request_headers=_pairs(request_headers),
    )
    return Exchange(number, site, capture, sha256, outcome, robots, via, article, bool(shows_article), twin)


def _pairs(headers: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(headers or "[]"))
