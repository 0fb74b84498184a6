"""Makes an article of a capture that was none, in the caller's transaction."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.model import Article, Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.store.articles import Sighting, write_article
from scraper.store.identity import identify
from scraper.store.merge import merge


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture whose bytes are kept."""

    id: int
    site: str
    requested_url: str
    final_url: str
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """An article in a capture in which an earlier parser found none."""

    capture: StoredCapture
    article: Article


def adopt(connection: sqlite3.Connection, found: FoundAgain) -> int:
    """The article that a capture which was none now shows; one that is known already gets the capture."""
    capture = found.capture
    page = Page(capture.requested_url, capture.site, PageKind.ARTICLE)
    exchange = Capture(
        capture.requested_url, capture.final_url, capture.fetched_at, 200, capture.headers, b""
    )
    visit = Visit(page, Outcome.ARCHIVED, None, capture=exchange, article=found.article)
    known, article = identify(connection, visit, found.article)
    if known is not None:
        _link(connection, known.id, Outcome.UNCHANGED, capture.id)
        return known.id
    sighting = Sighting(capture.site, capture.id, capture.fetched_at)
    number = write_article(connection, None, merge(None, article), sighting)
    _link(connection, number, Outcome.ARCHIVED, capture.id)
    connection.execute("UPDATE frontier SET article = coalesce(article, ?) WHERE url = ?", (number, page.url))
    return number


def adopt_repeats(connection: sqlite3.Connection, again: Mapping[int, int]) -> None:
    """Gives the articles the captures that repeat theirs; one pass over all of them."""
    rows = connection.execute("SELECT id, repeats FROM captures WHERE repeats NOT NULL AND article IS NULL")
    for number, repeats in [row for row in rows if row[1] in again]:
        _link(connection, again[repeats], Outcome.UNCHANGED, number)


_SEEN = """
UPDATE articles SET
  first_seen_at = min(first_seen_at, (SELECT fetched_at FROM captures WHERE id = :capture)),
  last_seen_at = max(last_seen_at, (SELECT fetched_at FROM captures WHERE id = :capture))
WHERE id = :article
"""


def _link(connection: sqlite3.Connection, article_id: int, outcome: Outcome, capture_id: int) -> None:
    """Notes that a capture shows an article, and when that was seen."""
    connection.execute(
        "UPDATE captures SET article = ?, outcome = ? WHERE id = ?", (article_id, outcome, capture_id)
    )
    connection.execute(_SEEN, {"article": article_id, "capture": capture_id})
