"""Settles visits: everything that one page caused is written in one transaction, or nothing of it."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from scraper.model import Visit
from scraper.outcome import Outcome
from scraper.store.articles import Sighting, touch_article, write_article
from scraper.store.captures import CaptureContext, add_capture
from scraper.store.database import Archive
from scraper.store.endings import Ending, write_pages, write_visit
from scraper.store.identity import identify
from scraper.store.merge import merge
from scraper.store.sites import know_site


def settle(archive: Archive, visit: Visit, now: datetime, run_id: int | None = None) -> Outcome:
    """How the visit ended: with an article archived, unchanged or revised; else as the visit itself says."""
    return settle_many(archive, [visit], now, run_id)[0]


def settle_many(
    archive: Archive, visits: Sequence[Visit], now: datetime, run_id: int | None = None
) -> list[Outcome]:
    """How each of these visits ended, in their order; all of them are one transaction."""
    with archive.writing() as connection:
        return [_settle(connection, visit, now, run_id) for visit in visits]


def _settle(connection: sqlite3.Connection, visit: Visit, now: datetime, run_id: int | None) -> Outcome:
    know_site(connection, visit.page)
    ended_at = visit.capture.fetched_at if visit.capture else now
    ending = _keep(connection, visit, ended_at, run_id)
    write_visit(connection, visit, ending)
    write_pages(connection, visit.found, now)
    return ending.outcome


def _keep(connection: sqlite3.Connection, visit: Visit, ended_at: datetime, run_id: int | None) -> Ending:
    """Writes capture and article."""
    if visit.article is None:
        add_capture(connection, visit, CaptureContext(visit.outcome, run_id))
        if visit.outcome is Outcome.UNCHANGED:
            touch_article(connection, visit.page.url, ended_at)
        return Ending(visit.outcome, ended_at)
    known, article = identify(connection, visit, visit.article)
    merged = merge(known, article)
    context = CaptureContext(merged.outcome, run_id, known.id if known else None)
    capture_id = add_capture(connection, visit, context)
    if capture_id is None:
        raise ValueError(f"an article without the capture that it was read from: {visit.page.url}")
    sighting = Sighting(visit.page.site, capture_id, ended_at)
    return Ending(merged.outcome, ended_at, write_article(connection, known, merged, sighting))
