"""The addresses that are known, and when each is due; no row is ever lost.

Nothing is claimed: the archive has one writer, so what a killed run had not settled is simply still due.
"""

import json
import sqlite3
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest
from typing import Any

from scraper.model import Page, PageKind
from scraper.outcome import Outcome
from scraper.store.columns import from_moment, to_moment
from scraper.store.database import Archive
from scraper.store.endings import write_pages
from scraper.store.patterns import PRIORITIES
from scraper.urls import host_of

NOT_ASKED = "not_asked"  # stands in frontier_counts for the pages that have no outcome yet


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """A page and how far the archive is with it."""

    page: Page
    due_at: datetime | None
    outcome: Outcome | None = None  # None: not asked for yet
    detail: str = ""
    attempts: int = 0  # visits in a row, up to the last, that kept nothing
    visits: int = 0  # in all
    etag: str | None = None
    last_modified: str | None = None
    first_asked_at: datetime | None = None
    last_asked_at: datetime | None = None


def add_pages(archive: Archive, pages: Iterable[Page], now: datetime) -> int:
    """How many of these pages were new; they are due at once, and the known ones stay as they are."""
    with archive.writing() as connection:
        return write_pages(connection, pages, now)


def due_pages(
    archive: Archive,
    *,
    now: datetime,
    sites: Collection[str] | None = None,
    urls: Collection[str] | None = None,
    limit: int,
) -> list[FrontierRow]:
    """
    The pages that are due, of these sites or at these addresses, hosts taking turns.

    Shape: each host's first, then each host's second, and so on; within a host what names articles comes
        before them, and what is due longest first; a host that was asked last comes last in its round.
    """
    with archive.reading() as connection:
        if urls is None:
            queues = _due_by_host(connection, sites, to_moment(now), limit)
        else:
            queues = _due_at(connection, urls, to_moment(now), limit)
        turns = chain.from_iterable(zip_longest(*queues))
        return [_frontier_row(row) for row in turns if row is not None][:limit]


def next_due(archive: Archive) -> datetime | None:
    """When the first page is due that is due at all."""
    with archive.reading() as connection:
        dues = [
            row[0]
            for pair in _hosts(connection, None)
            for priority in PRIORITIES
            for row in connection.execute(_FIRST_DUE, (*pair, priority))
            if row[0] is not None
        ]
    return from_moment(min(dues, default=None))


def frontier_counts(archive: Archive, site: str) -> Mapping[str, int]:
    """How many of a site's addresses ended with each outcome, NOT_ASKED for those without one."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT coalesce(outcome, ?), count(*) FROM frontier WHERE site = ? GROUP BY outcome",
            (NOT_ASKED, site),
        )
        return dict(rows.fetchall())


# The terms are those of the index frontier_due, or SQLite would not use it.
_DUE = """
SELECT url, site, kind, href, discovered_from, due_at, outcome, detail, attempts, visits, etag, last_modified,
  first_asked_at, last_asked_at
FROM frontier
WHERE site = ? AND host = ? AND priority = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?
"""
_DUE_AT = """
SELECT url, site, kind, href, discovered_from, due_at, outcome, detail, attempts, visits, etag, last_modified,
  first_asked_at, last_asked_at
FROM frontier
WHERE url IN (SELECT value FROM json_each(?)) AND due_at <= ? ORDER BY priority, due_at, id LIMIT ?
"""
_NEXT_HOST = "SELECT min(host) FROM frontier WHERE site = ? AND host > ? AND due_at IS NOT NULL"
_LAST_ASKED = "SELECT max(last_asked_at) FROM frontier WHERE site = ? AND host = ?"
_FIRST_DUE = """
SELECT min(due_at) FROM frontier WHERE site = ? AND host = ? AND priority = ? AND due_at IS NOT NULL
"""

_Row = tuple[Any, ...]  # as SQLite hands it over


def _hosts(connection: sqlite3.Connection, sites: Collection[str] | None) -> Generator[tuple[str, str]]:
    """Each site with each of its hosts that has something due some day; a seek in the index for each."""
    names = (
        [row[0] for row in connection.execute("SELECT name FROM sites")]
        if sites is None
        else dict.fromkeys(sites)
    )
    for site in names:
        host = ""
        while True:
            (host,) = connection.execute(_NEXT_HOST, (site, host)).fetchone()
            if host is None:
                break
            yield site, host


def _due_by_host(
    connection: sqlite3.Connection, sites: Collection[str] | None, now: str, limit: int
) -> list[list[_Row]]:
    """What is due of each host; the host that was asked last comes last."""
    hosts = list(_hosts(connection, sites))
    share = max(1, limit // max(1, len(hosts)))
    while True:
        queues = {pair: _due_of(connection, pair, now, share) for pair in hosts}
        found = [len(queue) for queue in queues.values()]
        if sum(found) >= limit or max(found, default=0) < share:
            break
        share *= 4  # some hosts had less than their share: the others may have more
    merged: dict[str, list[_Row]] = {}
    asked: dict[str, str] = {}
    for (site, host), queue in queues.items():
        (last,) = connection.execute(_LAST_ASKED, (site, host)).fetchone()
        merged.setdefault(host, []).extend(queue)
        asked[host] = max(asked.get(host, ""), last or "")
    return [merged[host] for host in sorted(merged, key=lambda host: asked[host])]


def _due_of(connection: sqlite3.Connection, pair: tuple[str, str], now: str, limit: int) -> list[_Row]:
    """Witnesses and listings first: they say what else there is."""
    rows: list[_Row] = []
    for priority in PRIORITIES:
        rows += connection.execute(_DUE, (*pair, priority, now, limit - len(rows))).fetchall()
    return rows


def _due_at(connection: sqlite3.Connection, urls: Collection[str], now: str, limit: int) -> list[list[_Row]]:
    queues: dict[str, list[_Row]] = {}
    for row in connection.execute(_DUE_AT, (json.dumps(sorted(urls)), now, limit)):
        queues.setdefault(host_of(row[0]), []).append(row)
    return list(queues.values())


def _frontier_row(row: _Row) -> FrontierRow:
    url, site, kind, href, origin, due_at, outcome, detail, attempts, visits, etag, modified, *asked = row
    return FrontierRow(
        page=Page(url, site, PageKind(kind), href, origin),
        due_at=from_moment(due_at),
        outcome=Outcome(outcome) if outcome else None,
        detail=detail or "",
        attempts=attempts,
        visits=visits,
        etag=etag,
        last_modified=modified,
        first_asked_at=from_moment(asked[0]),
        last_asked_at=from_moment(asked[1]),
    )
