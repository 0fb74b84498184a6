"""Settles what comes from files: in any order, once each, and without a place in the frontier."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper.model import Capture, Visit
from scraper.outcome import Outcome
from scraper.store.articles import Sighting, write_article
from scraper.store.barred import Barred, barred_in
from scraper.store.captures import CaptureContext, add_capture
from scraper.store.columns import to_moment, to_text
from scraper.store.database import Archive
from scraper.store.dictionaries import Dictionaries
from scraper.store.earlier import write_earlier
from scraper.store.identity import identify
from scraper.store.merge import merge
from scraper.store.sites import know_site
from scraper.store.twins import note_wording

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    An exchange from a file, and the digest of its payload as the file gives it.

    Shape: one that is known to be here has no visit, but the number of its capture.
    """

    visit: Visit | None
    digest: str | None = None
    capture_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file has been read: all before this place is in the archive."""

    file: str  # what tells it from others, whatever its name
    name: str
    place: int
    finished_at: datetime | None = None


def settle_arrivals(
    archive: Archive, arrivals: Sequence[Arrival], mark: Mark | None, run_id: int | None = None
) -> list[Outcome | None]:
    """
    How each of these ended, in their order; None for one that the archive has already.

    Why one transaction with the mark: a kill leaves what is in and what is marked in step.
    """
    with archive.writing() as connection:
        desk = _Desk(connection, archive.dictionaries, barred_in(connection), run_id)
        outcomes = [_settle(desk, arrival) for arrival in arrivals]
        if mark is not None:
            ended = to_moment(mark.finished_at) if mark.finished_at else None
            connection.execute(_SET_MARK, (mark.file, to_text(mark.name), mark.place, ended))
        return outcomes


def mark_of(archive: Archive, file: str) -> Mark | None:
    """How far this file was read before; None where it was not."""
    with archive.reading() as connection:
        row = connection.execute(
            "SELECT file, name, place FROM imports WHERE file = ? AND finished_at IS NULL", (file,)
        ).fetchone()
        return Mark(*row) if row else None


def same_capture(archive: Archive, capture: Capture) -> int | None:
    """The number of this exchange where it is here: the same bytes from the same address at that moment."""
    with archive.reading() as connection:
        return _same(connection, capture)


def capture_of_payload(archive: Archive, digest: str) -> int | None:
    """A capture whose payload a file's record named so; None where there is none."""
    with archive.reading() as connection:
        row = connection.execute(
            "SELECT capture FROM imported_payloads WHERE digest = ?", (to_text(digest),)
        ).fetchone()
        return row[0] if row else None


def last_capture_of(archive: Archive, url: str, until: datetime) -> int | None:
    """The last capture up to then that an article at this address was read from; None where there is none."""
    with archive.reading() as connection:
        row = connection.execute(_LAST_CAPTURE, (to_text(url), to_moment(until))).fetchone()
        return row[0] if row else None


_SET_MARK = """
INSERT INTO imports(file, name, place, finished_at) VALUES (?, ?, ?, ?)
ON CONFLICT(file) DO UPDATE
SET name = excluded.name, place = excluded.place, finished_at = excluded.finished_at
"""
_HOLDER = "SELECT id FROM captures WHERE sha256 = ? AND payload IS NOT NULL"
_HERE = """
SELECT id FROM captures
WHERE id = :holder AND fetched_at = :at AND final_url = :url AND status = :status
UNION ALL SELECT id FROM captures
WHERE repeats = :holder AND fetched_at = :at AND final_url = :url AND status = :status
"""
# What its digest does not lead to: a 304, and a page of which an erasure has left other bytes.
_HERE_BY_ADDRESS = """
SELECT id FROM captures
WHERE requested_url = :asked AND fetched_at = :at AND final_url = :url AND status = :status
  AND (status = 304 OR erased_to = :digest)
"""
_LAST_CAPTURE = """
SELECT captures.id FROM captures JOIN articles ON articles.id = captures.article
WHERE articles.url = ? AND captures.status <> 304 AND captures.fetched_at <= ?
ORDER BY captures.fetched_at DESC LIMIT 1
"""
_SEEN_AGAIN = """
UPDATE articles SET last_seen_at = max(last_seen_at, :at)
WHERE id = (SELECT article FROM captures WHERE sha256 = :digest AND payload IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every arrival of one transaction is written with."""

    connection: sqlite3.Connection
    dictionaries: Dictionaries
    barred: Barred
    run_id: int | None


def _settle(desk: _Desk, arrival: Arrival) -> Outcome | None:
    connection, visit = desk.connection, arrival.visit
    if visit is None or visit.capture is None:
        _remember(connection, arrival, arrival.capture_id)
        return None
    capture = visit.capture
    same = _same(connection, capture)
    if same is not None:
        _remember(connection, arrival, same)
        return None
    if desk.barred.bar_of(visit) is not None:
        return Outcome.EXCLUDED
    know_site(connection, visit.page)
    outcome, known, merged = visit.outcome, None, None
    if visit.article is not None:
        known, article = identify(connection, visit, visit.article)
        merged = merge(known, article)
        outcome = merged.outcome
    erased = desk.barred.erased_marks(visit.page.site)
    article_id = known.id if known else None
    context = CaptureContext(outcome, desk.dictionaries, desk.run_id, article_id, erased)
    number = add_capture(connection, visit, context)
    if number is None:
        return outcome
    _remember(connection, arrival, number)
    if merged is not None:
        sighting = Sighting(visit.page.site, number, capture.fetched_at)
        if known is not None and str(known.values["last_seen_at"]) > to_moment(capture.fetched_at):
            outcome = write_earlier(connection, known, merged.seen, sighting)
            connection.execute("UPDATE captures SET outcome = ? WHERE id = ?", (outcome, number))
            note_wording(connection, visit, known.id)
        else:
            note_wording(connection, visit, write_article(connection, known, merged, sighting))
    elif capture.status == _NOT_MODIFIED:
        seen = {"at": to_moment(capture.fetched_at), "digest": capture.digest}
        connection.execute(_SEEN_AGAIN, seen)
    return outcome


def _remember(connection: sqlite3.Connection, arrival: Arrival, number: int | None) -> None:
    """Keeps the digest under which later records may repeat this payload."""
    if arrival.digest and number is not None:
        connection.execute(
            "INSERT INTO imported_payloads(digest, capture) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (to_text(arrival.digest), number),
        )


def _same(connection: sqlite3.Connection, capture: Capture) -> int | None:
    holder = connection.execute(_HOLDER, (capture.digest,)).fetchone()
    named = {
        "holder": holder[0] if holder else None,
        "digest": capture.digest,
        "asked": to_text(capture.requested_url),
        "at": to_moment(capture.fetched_at),
        "url": to_text(capture.final_url),
        "status": capture.status,
    }
    row = connection.execute(_HERE, named).fetchone() if holder else None
    row = row or connection.execute(_HERE_BY_ADDRESS, named).fetchone()
    return row[0] if row else None
