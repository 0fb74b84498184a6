"""The addresses that are known, and when each is due; no row is ever lost.

Nothing is claimed: the archive has one writer, so what a killed run had not settled is simply still due.
"""

import json
import sqlite3
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, zip_longest
from typing import Any

from scraper.model import Page, PageKind, Validators
from scraper.outcome import Outcome
from scraper.store.columns import from_moment, from_published, to_moment
from scraper.store.database import Archive
from scraper.store.endings import write_pages
from scraper.store.migrations.politeness import NOT_HAD
from scraper.store.patterns import ARTICLES, PRIORITIES
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
    published_at: date | datetime | None = None  # of the article that it brought last
    changed_at: datetime | None = None  # when that was last reworded, or a listing last named a new address

    @property
    def validators(self) -> Validators | None:
        """What to send along so that the server need not send the page again; None: there is nothing."""
        return Validators(self.etag, self.last_modified) if self.etag or self.last_modified else None


@dataclass(frozen=True, slots=True)
class Within:
    """Which part of what is due; days are those that witnesses and pages give, first and last included."""

    priorities: tuple[int, ...] = PRIORITIES
    since: date | None = None
    until: date | None = None


_EVERYTHING = Within()


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
    fresh: bool = False,
    limit: int,
    within: Within = _EVERYTHING,
) -> list[FrontierRow]:
    """
    The pages that are due, of these sites or at these addresses, hosts taking turns; fresh: only not yet had.

    Shape: each host's first, then each host's second, and so on; within a host what names articles comes
        before them, and what is due longest first; a host that was asked last comes last in its round.
    """
    with archive.reading() as connection:
        if urls is None:
            queues = _due_by_host(connection, sites, _Due(to_moment(now), within, fresh), limit)
        else:
            queues = _due_at(connection, urls, to_moment(now), limit)
        turns = chain.from_iterable(zip_longest(*queues))
        return frontier_rows(connection, [row for row in turns if row is not None][:limit])


def known_pages(archive: Archive, urls: Collection[str]) -> Mapping[str, FrontierRow]:
    """What the archive knows of the pages at these addresses, due or not, by address."""
    with archive.reading() as connection:
        rows = connection.execute(_KNOWN, (json.dumps(sorted(urls)),)).fetchall()
        return {row.page.url: row for row in frontier_rows(connection, rows)}


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


def cut_of(archive: Archive, urls: Collection[str]) -> set[str]:
    """Those of these addresses that a budget against traps has cut."""
    with archive.reading() as connection:
        return {row[0] for row in connection.execute(_CUT_OF, (json.dumps(sorted(urls)),))}


def knows_address(archive: Archive, url: str) -> bool:
    """Whether the frontier has this normalised address."""
    with archive.reading() as connection:
        return connection.execute("SELECT 1 FROM frontier WHERE url = ?", (url,)).fetchone() is not None


def frontier_counts(archive: Archive, site: str) -> Mapping[str, int]:
    """How many of a site's addresses ended with each outcome, NOT_ASKED for those without one."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT coalesce(outcome, ?), count(*) FROM frontier WHERE site = ? GROUP BY outcome",
            (NOT_ASKED, site),
        )
        return dict(rows.fetchall())


# The terms are those of the index frontier_due, word for word, or SQLite would not use it.
SELECT_PAGES = """
SELECT id, article, url, site, kind, href, discovered_from, due_at, outcome, detail, attempts, visits, etag,
  last_modified, first_asked_at, last_asked_at
FROM frontier
"""
_OF_HOST = "WHERE site = :site AND host = :host AND priority = :priority AND due_at <= :now"
# A date of a witness may be a month or a year: both ends are cut to its length.
_IN_RANGE = """ AND NOT EXISTS (
  SELECT 1 FROM claims WHERE claims.address = frontier.id AND (
    published < substr(:since, 1, length(published)) OR published > substr(:until, 1, length(published))
    OR changed < :since))
AND NOT EXISTS (
  SELECT 1 FROM articles WHERE articles.id = frontier.article AND (
    substr(published_at, 1, 10) < :since OR substr(published_at, 1, 10) > :until))"""
_ORDER = " ORDER BY due_at, id LIMIT :limit"
_DUE = SELECT_PAGES + _OF_HOST + _ORDER
_FRESH = SELECT_PAGES + _OF_HOST + " AND " + NOT_HAD + _ORDER
_DUE_WITHIN = SELECT_PAGES + _OF_HOST + _IN_RANGE + _ORDER
_FRESH_WITHIN = SELECT_PAGES + _OF_HOST + " AND " + NOT_HAD + _IN_RANGE + _ORDER
_KNOWN = SELECT_PAGES + "WHERE url IN (SELECT value FROM json_each(?))"  # noqa: S608  # fixed terms
_DUE_AT = _KNOWN + " AND due_at <= ? ORDER BY priority, due_at, id LIMIT ?"
_CUT_OF = "SELECT url FROM frontier WHERE url IN (SELECT value FROM json_each(?)) AND outcome = 'cut'"
_NEXT_HOST = "SELECT min(host) FROM frontier WHERE site = ? AND host > ? AND due_at IS NOT NULL"
_LAST_ASKED = "SELECT max(last_asked_at) FROM frontier WHERE site = ? AND host = ?"
_FIRST_DUE = """
SELECT min(due_at) FROM frontier WHERE site = ? AND host = ? AND priority = ? AND due_at IS NOT NULL
"""

_Row = tuple[Any, ...]  # as SQLite hands it over


@dataclass(frozen=True, slots=True)
class _Due:
    """What a statement of the frontier is asked with."""

    now: str
    within: Within
    fresh: bool = False

    def statement(self, priority: int) -> str:
        """The statement for addresses of this priority."""
        is_open = self.within.since is None and self.within.until is None
        if self.fresh and priority == ARTICLES:
            return _FRESH if is_open else _FRESH_WITHIN
        return _DUE if is_open else _DUE_WITHIN

    def values(self, pair: tuple[str, str], priority: int, limit: int) -> dict[str, str | int]:
        """The parameters for one host of a site; an end that is open lies before or behind every day."""
        since, until = self.within.since, self.within.until
        return {
            "site": pair[0],
            "host": pair[1],
            "priority": priority,
            "now": self.now,
            "limit": limit,
            "since": since.isoformat() if since else "0",
            "until": until.isoformat() if until else "9",
        }


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
    connection: sqlite3.Connection, sites: Collection[str] | None, due: _Due, limit: int
) -> list[list[_Row]]:
    """What is due of each host; the host that was asked last comes last."""
    hosts = list(_hosts(connection, sites))
    share = max(1, limit // max(1, len(hosts)))
    while True:
        queues = {pair: _due_of(connection, pair, due, share) for pair in hosts}
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


def _due_of(connection: sqlite3.Connection, pair: tuple[str, str], due: _Due, limit: int) -> list[_Row]:
    """
    Witnesses and listings first: they say what else there is.

    Why only articles may be left out as had before: what names articles is due as its own rhythm says.
    """
    rows: list[_Row] = []
    for priority in due.within.priorities:
        values = due.values(pair, priority, limit - len(rows))
        rows += connection.execute(due.statement(priority), values).fetchall()
    return rows


def _due_at(connection: sqlite3.Connection, urls: Collection[str], now: str, limit: int) -> list[list[_Row]]:
    queues: dict[str, list[_Row]] = {}
    for row in connection.execute(_DUE_AT, (json.dumps(sorted(urls)), now, limit)):
        queues.setdefault(host_of(row[2]), []).append(row)
    return list(queues.values())


_ARTICLE_TIMES = """
SELECT id, published_at, (SELECT max(captured_at) FROM revisions WHERE article = articles.id AND number > 1)
FROM articles WHERE id IN (SELECT value FROM json_each(?))
"""
_LISTING_TIMES = "SELECT page, news_at FROM listing_news WHERE page IN (SELECT value FROM json_each(?))"


def frontier_rows(connection: sqlite3.Connection, rows: Iterable[_Row]) -> list[FrontierRow]:
    """What SELECT_PAGES gave as rows, each with the times of what it brought."""
    found = list(rows)
    articles = json.dumps([row[1] for row in found if row[1] is not None])
    pages = json.dumps([row[0] for row in found if row[1] is None])
    times = {number: times for number, *times in connection.execute(_ARTICLE_TIMES, (articles,))}
    news = dict(connection.execute(_LISTING_TIMES, (pages,)).fetchall())
    return [
        replace(
            _frontier_row(row[2:]),
            published_at=from_published(times[row[1]][0]) if row[1] in times else None,
            changed_at=from_moment(times[row[1]][1] if row[1] in times else news.get(row[0])),
        )
        for row in found
    ]


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
