"""Settles visits: everything that one page caused is written in one transaction, or nothing of it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scraper.model import Visit
from scraper.outcome import Outcome
from scraper.store.absence import Absent, bear_witness, missed_by, note_absence, replaced_by, without_article
from scraper.store.articles import Sighting, touch_article, write_article
from scraper.store.barred import Bar, Barred, barred_in
from scraper.store.captures import CaptureContext, add_capture
from scraper.store.database import Archive
from scraper.store.dictionaries import Dictionaries
from scraper.store.directives import note_directives
from scraper.store.emptying import bar_addresses, forget_addresses
from scraper.store.endings import Ending, find_pages, note_news, write_visit
from scraper.store.forget import Level
from scraper.store.hosts import HostState, write_hosts
from scraper.store.identity import identify
from scraper.store.merge import merge
from scraper.store.robots_files import keep_robots
from scraper.store.sites import know_site
from scraper.store.tally import Gain, count_ending
from scraper.store.testimony import hear
from scraper.store.twins import note_wording


def settle(archive: Archive, visit: Visit, now: datetime, run_id: int | None = None) -> Outcome:
    """How the visit ended: with an article archived, unchanged or revised; else as the visit itself says."""
    return settle_many(archive, [visit], now, run_id)[0]


def settle_many(
    archive: Archive,
    visits: Sequence[Visit],
    now: datetime,
    run_id: int | None = None,
    hosts: Sequence[HostState] = (),
) -> list[Outcome]:
    """How each of these visits ended, in their order; with how their hosts stand, all are one transaction."""
    with archive.writing() as connection:
        write_hosts(connection, hosts, now)
        desk = _Desk(connection, archive.dictionaries, barred_in(connection), run_id)
        return [_settle(desk, visit, now) for visit in visits]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every visit of one transaction is written with."""

    connection: sqlite3.Connection
    dictionaries: Dictionaries
    barred: Barred
    run_id: int | None

    def context(self, visit: Visit, outcome: Outcome, article_id: int | None = None) -> CaptureContext:
        """What the capture of this visit is written with."""
        erased = self.barred.erased_marks(visit.page.site)
        return CaptureContext(outcome, self.dictionaries, self.run_id, article_id, erased)


def _settle(desk: _Desk, visit: Visit, now: datetime) -> Outcome:
    connection = desk.connection
    bar = desk.barred.bar_of(visit)
    if bar is not None:
        return _refuse(connection, visit, bar, now)
    know_site(connection, visit.page)
    if visit.robots_file is not None:
        keep_robots(connection, visit.robots_file)
    ended_at = visit.capture.fetched_at if visit.capture else now
    missed = missed_by(connection, visit)
    if missed is not None:
        visit = without_article(visit, missed)
    kept = _keep(desk, visit, ended_at)
    write_visit(connection, visit, replace(kept.ending, is_missed=missed is not None))
    if missed is not None:
        note_absence(connection, visit, missed, Absent(ended_at, kept.capture_id))
    elif kept.ending.outcome.is_kept:
        bear_witness(connection, visit, kept.ending.article_id, ended_at)
    if visit.article is not None and kept.ending.article_id is not None:
        for other in replaced_by(connection, visit, kept.ending.article_id):
            note_absence(connection, visit, other, Absent(ended_at, kept.capture_id))
    _note_news(connection, visit, kept.ending.outcome, now)
    return kept.ending.outcome


def _refuse(connection: sqlite3.Connection, visit: Visit, bar: Bar, now: datetime) -> Outcome:
    """Keeps nothing of a page whose article is forgotten, and of an erased one not even its address."""
    if bar.level == Level.ERASE:
        bar_addresses(connection, bar.article, [visit.page.url])
        forget_addresses(connection, [visit.page.url])
    else:
        know_site(connection, visit.page)
        nothing = Visit(visit.page, Outcome.EXCLUDED, None, f"article {bar.article} was forgotten")
        write_visit(connection, nothing, Ending(Outcome.EXCLUDED, now))
    return Outcome.EXCLUDED


def _note_news(connection: sqlite3.Connection, visit: Visit, outcome: Outcome, now: datetime) -> None:
    """Writes the pages that became known, what a witness said, and what asking for such an address brings."""
    found = find_pages(connection, visit.found, now)
    news = hear(connection, visit, outcome, now)
    if visit.article is None and (found or news.pages):
        note_news(connection, visit, now)
    count_ending(connection, visit, outcome, Gain((*found, *news.pages), news.fresh))


@dataclass(frozen=True, slots=True)
class _Kept:
    """How a visit ended, and the capture that it left."""

    ending: Ending
    capture_id: int | None


def _keep(desk: _Desk, visit: Visit, ended_at: datetime) -> _Kept:
    """Writes capture and article."""
    connection = desk.connection
    if visit.article is None:
        capture_id = add_capture(connection, visit, desk.context(visit, visit.outcome))
        note_directives(connection, visit, capture_id)
        if visit.outcome is Outcome.UNCHANGED:
            touch_article(connection, visit.page.url, ended_at)
        return _Kept(Ending(visit.outcome, ended_at), capture_id)
    known, article = identify(connection, visit, visit.article)
    merged = merge(known, article)
    context = desk.context(visit, merged.outcome, known.id if known else None)
    capture_id = add_capture(connection, visit, context)
    if capture_id is None:
        raise ValueError(f"an article without the capture that it was read from: {visit.page.url}")
    note_directives(connection, visit, capture_id)
    sighting = Sighting(visit.page.site, capture_id, ended_at)
    article_id = write_article(connection, known, merged, sighting)
    note_wording(connection, visit, article_id)
    return _Kept(Ending(merged.outcome, ended_at, article_id), capture_id)
