"""Writes frontier rows in the caller's transaction: pages that were found, and how visits ended."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scraper.model import Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.store.barred import barred_in
from scraper.store.columns import to_moment, to_text
from scraper.store.patterns import Placer, Placing, priority_of
from scraper.store.sites import know_site
from scraper.urls import host_of

_LONGEST_VALIDATOR = 1_000  # characters; real ones have under 100, and each would be sent back
_NOT_MODIFIED = 304
_NO_REQUEST = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.EXCLUDED, Outcome.REFUSED_ADDRESS})


@dataclass(frozen=True, slots=True)
class Ending:
    """How a visit ended, once its article was compared with the archive's."""

    outcome: Outcome
    at: datetime
    article_id: int | None = None
    is_missed: bool = False  # the archive knows an article at this address, and the visit did not show it


def write_pages(connection: sqlite3.Connection, pages: Iterable[Page], now: datetime) -> int:
    """How many of these pages were new, inside the caller's transaction."""
    return len(find_pages(connection, pages, now))


def find_pages(connection: sqlite3.Connection, pages: Iterable[Page], now: datetime) -> list[Page]:
    """Those of these pages that were new and are to be asked for, inside the caller's transaction."""
    found_at = to_moment(now)
    sites: set[str] = set()
    new: list[Page] = []
    placer = Placer(connection)
    for page in barred_in(connection).pages(pages):
        if page.site not in sites:
            sites.add(page.site)
            know_site(connection, page)
        if _find(placer, page, found_at):
            new.append(page)
    return new


def _find(placer: Placer, page: Page, found_at: str) -> bool:
    """Whether the page was not known and is to be asked for; it is placed, or cut by a budget."""
    known = placer.connection.execute(_IS_KNOWN, (to_text(page.url),)).fetchone()
    if known:
        return known[0] == Outcome.CUT and _find_nearer(placer, page, found_at)
    placing = placer.place(page)
    names = dict(zip(_NAMES, _names(page), strict=True))
    placer.connection.execute(_FIND, _row_of(placing, found_at) | names)
    return placing.cut is None


def _find_nearer(placer: Placer, page: Page, found_at: str) -> bool:
    """Whether a page that was cut as too far away is nearer than it seemed: a listing names it, say."""
    (depth,) = placer.connection.execute(_DEPTH, (to_text(page.url),)).fetchone()
    placing = placer.place(page)
    if placing.cut or placing.depth >= (depth or 0):
        return False
    placer.connection.execute(_NEARER, {"url": to_text(page.url)} | _row_of(placing, found_at))
    return True


def _row_of(placing: Placing, found_at: str) -> dict[str, object]:
    return {
        "found_at": found_at,
        "due_at": None if placing.cut else found_at,
        "outcome": Outcome.CUT if placing.cut else None,
        "detail": placing.cut,
        "priority": placing.priority,
        "depth": placing.depth,
        "pattern": placing.pattern,
    }


def write_visit(connection: sqlite3.Connection, visit: Visit, ending: Ending) -> None:
    """Notes in the caller's transaction how the visit ended and when its page is due again."""
    url, site, host, kind, href, origin = _names(visit.page)
    ended_at = to_moment(ending.at)
    etag, last_modified = _validators(visit, ending)
    row = {
        "url": url,
        "site": site,
        "host": host,
        "kind": _learned_kind(visit, ending.outcome) or kind,
        "learned": _learned_kind(visit, ending.outcome),
        "href": href,
        "discovered_from": origin,
        "ended_at": ended_at,
        "asked_at": None if ending.outcome in _NO_REQUEST else ended_at,
        "outcome": ending.outcome,
        "detail": to_text(visit.detail),
        "due_at": None if visit.due_at is None else to_moment(visit.due_at),
        "failed": not ending.outcome.is_kept,
        "etag": etag,
        "last_modified": last_modified,
        "answered": visit.capture is not None and visit.capture.status != _NOT_MODIFIED,
        "article": ending.article_id,
    }
    row["priority"] = priority_of(PageKind(_learned_kind(visit, ending.outcome) or kind), url)
    connection.execute(_SETTLE, row)


def note_news(connection: sqlite3.Connection, visit: Visit, now: datetime) -> None:
    """Notes that this listing named new addresses: it is looked at again the sooner."""
    connection.execute(_NEWS, (to_moment(now), to_text(visit.page.url)))


_NEWS = """
INSERT INTO listing_news(page, news_at) SELECT id, ? FROM frontier WHERE url = ?
ON CONFLICT(page) DO UPDATE SET news_at = excluded.news_at
"""
_IS_KNOWN = "SELECT outcome FROM frontier WHERE url = ?"
_DEPTH = "SELECT depth FROM frontier WHERE url = ?"
_NEARER = """
UPDATE frontier SET outcome = NULL, detail = NULL, due_at = :due_at, depth = :depth, pattern = :pattern
WHERE url = :url
"""
_NAMES = ("url", "site", "host", "kind", "href", "discovered_from")
_FIND = """
INSERT INTO frontier(
  url, site, host, kind, href, discovered_from, found_at, due_at, outcome, detail, priority, depth,
  pattern)
VALUES (
  :url, :site, :host, :kind, :href, :discovered_from, :found_at, :due_at, :outcome, :detail, :priority,
  :depth, :pattern) ON CONFLICT(url) DO NOTHING
"""
_SETTLE = """
INSERT INTO frontier(
  url, site, host, kind, href, discovered_from, found_at, outcome, detail, due_at, attempts, visits,
  first_asked_at, last_asked_at, etag, last_modified, article, priority)
VALUES (
  :url, :site, :host, :kind, :href, :discovered_from, :ended_at, :outcome, :detail, :due_at, :failed, 1,
  :asked_at, :asked_at, :etag, :last_modified, :article, :priority)
ON CONFLICT(url) DO UPDATE SET
  priority = CASE WHEN kind = 'unknown' AND :learned IS NOT NULL THEN :priority
    ELSE coalesce(priority, :priority) END,
  kind = CASE kind WHEN 'unknown' THEN coalesce(:learned, kind) ELSE kind END,
  outcome = excluded.outcome,
  detail = excluded.detail,
  due_at = excluded.due_at,
  attempts = CASE WHEN :failed THEN attempts + 1 ELSE 0 END,
  visits = visits + 1,
  first_asked_at = coalesce(first_asked_at, excluded.first_asked_at),
  last_asked_at = coalesce(excluded.last_asked_at, last_asked_at),
  etag = CASE WHEN :answered THEN excluded.etag ELSE etag END,
  last_modified = CASE WHEN :answered THEN excluded.last_modified ELSE last_modified END,
  article = coalesce(excluded.article, article)
"""


def _names(page: Page) -> tuple[str, str, str, str, str | None, str | None]:
    href, origin = to_text(page.href), to_text(page.discovered_from)
    return to_text(page.url), to_text(page.site), to_text(host_of(page.url)), page.kind, href, origin


def _learned_kind(visit: Visit, outcome: Outcome) -> str | None:
    """What the page turned out to be."""
    if visit.article is not None:
        return PageKind.ARTICLE
    return PageKind.LISTING if outcome is Outcome.LISTING else None


def _validators(visit: Visit, ending: Ending) -> tuple[str | None, str | None]:
    """
    ETag and Last-Modified of a whole answer that was read to its end: only that may be a 304 next time.

    Why not of one that stands in an article's place: its 304 would be a sighting of the article.
    """
    capture = visit.capture
    # A redirect's last answer names what its own address has, not what the one that was asked for has.
    is_own = capture is not None and capture.complete and not capture.hops
    if capture is None or not is_own or ending.outcome.is_failure or ending.is_missed:
        return None, None
    etag, modified = (to_text(capture.header(name)) for name in ("etag", "last-modified"))
    return _if_short(etag), _if_short(modified)


def _if_short(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_VALIDATOR else None
