"""Writes what a visit says about an article that it did not show, in the caller's transaction."""

import html
import re
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from scraper.model import Capture, Visit
from scraper.outcome import Outcome
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.identity import displaced_at
from scraper.store.presence import Observation, Sight, disappearances, zone_of
from scraper.text.wording import same_words, tokens_of
from scraper.urls import host_of, path_of

_WITHIN = timedelta(hours=1)  # how near in time the host must have answered for another page
_SOON = timedelta(hours=20)  # a nightly run finds it due the next night, whenever in the run it was asked
_SELDOM = timedelta(days=30)  # what is gone may come back
_HOST_DOWN = frozenset(
    {
        Outcome.UNREACHABLE,
        Outcome.TIMED_OUT,
        Outcome.SERVER_ERROR,
        Outcome.BUSY,
        Outcome.TRUNCATED,
        Outcome.BAD_RESPONSE,
    }
)
_NOT_ASKED = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.REFUSED_ADDRESS, Outcome.CRASHED})
_NO_TEXT = frozenset({Outcome.LISTING, Outcome.NOT_AN_ARTICLE})
_HOME = re.compile(r"/(index\.(php|html?|aspx?)|home|beranda|id|en)?/?$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DETAILS = {
    Sight.REDIRECTED_HOME: "its address leads to the home page or a listing",
    Sight.SOFT_404: "its address answers with a page that does not show it",
}


@dataclass(frozen=True, slots=True)
class Missed:
    """An article that the visit did not show, and what it saw in its place."""

    article_id: int
    sight: Sight


@dataclass(frozen=True, slots=True)
class Absent:
    """When an article was absent, and the capture that shows it, if there was an answer."""

    at: datetime
    capture_id: int | None


def missed_by(connection: sqlite3.Connection, visit: Visit) -> Missed | None:
    """The article that the archive knows at the visit's address, where the visit did not show it."""
    if visit.outcome in _NOT_ASKED or (visit.article is None and visit.outcome is Outcome.UNCHANGED):
        return None
    if visit.article is not None and not _is_sent_home(visit.capture):
        return None
    url = to_text(visit.page.url)
    row = connection.execute(_KNOWN, {"url": url}).fetchone()
    if row is None:
        return None
    return Missed(row[0], _sight(visit, row[1]))


def without_article(visit: Visit, missed: Missed) -> Visit:
    """The visit as it is to be settled: what stands in the article's place is not archived as one."""
    if not missed.sight.is_absence:
        return visit
    detail = visit.detail if visit.outcome is Outcome.GONE else _DETAILS[missed.sight]
    return replace(visit, article=None, outcome=Outcome.GONE, detail=detail)


def note_absence(connection: sqlite3.Connection, visit: Visit, missed: Missed, absent: Absent) -> None:
    """Keeps the absence, concludes from it, and has a suspected one looked for again the next day."""
    at = absent.at
    url = to_text(visit.page.url)
    (page, site, host) = connection.execute(_PAGE, (url,)).fetchone()
    row = {
        "article": missed.article_id,
        "at": to_moment(at),
        "state": missed.sight,
        "page": page,
        "host": host,
        "capture": absent.capture_id,
        "site": site,
        "since": to_moment(at - _WITHIN),
        "needs_article": missed.sight is Sight.SOFT_404,
    }
    connection.execute(_ADD, row)
    if missed.sight.is_absence:
        is_gone = _conclude(connection, missed.article_id, at)
        due_at = at + _SELDOM if is_gone else _next_day(connection, site, at)
        if visit.article is None:  # else the address is due as that of the article that it shows now
            connection.execute("UPDATE frontier SET due_at = ? WHERE id = ?", (to_moment(due_at), page))


def bear_witness(connection: sqlite3.Connection, visit: Visit, article_id: int | None, at: datetime) -> None:
    """Notes for the absences of the last hour that their host answers for this page."""
    row = {
        "host": to_text(host_of(visit.page.url)),
        "since": to_moment(at - _WITHIN),
        "article": article_id or 0,
        "is_article": article_id is not None,
    }
    for number, seen_at in connection.execute(_UNWITNESSED, row).fetchall():
        (page,) = connection.execute(
            "SELECT id FROM frontier WHERE url = ?", (to_text(visit.page.url),)
        ).fetchone()
        connection.execute(
            "UPDATE absences SET witness = ? WHERE article = ? AND observed_at = ?", (page, number, seen_at)
        )
        _conclude(connection, number, at)


def replaced_by(connection: sqlite3.Connection, visit: Visit, article_id: int) -> list[Missed]:
    """The articles that stood at the visit's address before the one that it shows now."""
    return [
        Missed(known, Sight.REPLACED)
        for known in displaced_at(connection, visit.page.url)
        if known != article_id
    ]


_KNOWN = """
SELECT articles.id, articles.title FROM articles WHERE id = coalesce(
  (SELECT article FROM frontier WHERE url = :url), (SELECT id FROM articles WHERE url = :url))
"""
_PAGE = "SELECT id, site, host FROM frontier WHERE url = ?"
_ANSWERED = """
SELECT id FROM frontier
WHERE site = :site AND host = :host AND last_asked_at BETWEEN :since AND :at AND id <> :page
  AND outcome IN ('archived', 'unchanged', 'revised', 'listing') AND coalesce(article, 0) <> :article
  AND (article IS NOT NULL OR NOT :needs_article)
ORDER BY last_asked_at DESC LIMIT 1
"""
_ADD = f"""
INSERT INTO absences(article, observed_at, present_at, state, page, host, capture, witness)
SELECT :article, :at, last_seen_at, :state, :page, :host, :capture, ({_ANSWERED})
FROM articles WHERE id = :article ON CONFLICT DO NOTHING
"""  # noqa: S608  # fixed text
_UNWITNESSED = """
SELECT article, observed_at FROM absences
WHERE host = :host AND witness IS NULL AND observed_at >= :since AND article <> :article
  AND (state IN ('missing', 'redirected_home', 'replaced') OR (state = 'soft_404' AND :is_article))
"""
_SINCE_SEEN = """
SELECT observed_at, state, witness IS NOT NULL FROM absences
WHERE article = :article AND observed_at > (SELECT last_seen_at FROM articles WHERE id = :article)
"""
# Addresses that brought the article and, when they were last asked, still did.
_STILL_THERE = """
SELECT DISTINCT frontier.id FROM captures JOIN frontier ON frontier.url = captures.requested_url
WHERE captures.article = :article AND frontier.article = :article
  AND frontier.outcome IN ('archived', 'unchanged', 'revised')
"""


def _sight(visit: Visit, headline: str) -> Sight:
    """What the visit saw in the place of the article of this headline."""
    capture, outcome = visit.capture, visit.outcome
    if _is_sent_home(capture):
        return Sight.REDIRECTED_HOME
    if outcome is Outcome.GONE:
        return Sight.SOFT_404 if capture is not None and capture.status < 400 else Sight.MISSING
    if outcome is Outcome.FORBIDDEN:
        return Sight.WITHHELD
    if outcome in _HOST_DOWN:
        return Sight.HOST_DOWN
    if outcome not in _NO_TEXT or capture is None or not capture.complete:
        return Sight.UNREAD
    if outcome is Outcome.LISTING and capture.final_url != capture.requested_url:
        return Sight.REDIRECTED_HOME
    return Sight.UNREAD if _shows(capture.payload, headline) else Sight.SOFT_404


def _is_sent_home(capture: Capture | None) -> bool:
    """Whether an address below the home page led to a home page."""
    if capture is None or not capture.hops or capture.status >= 300:
        return False
    asked, answered = path_of(capture.requested_url), path_of(capture.final_url)
    return bool(_HOME.match(answered)) and not _HOME.match(asked)


def _shows(payload: bytes, headline: str) -> bool:
    """Whether a page has these words anywhere: if so, it may be a layout that we cannot read."""
    words = [token.key.casefold() for token in tokens_of(headline)]
    text = html.unescape(_TAG.sub(" ", payload.decode("utf-8", "replace")))
    page = " ".join(token.key.casefold() for token in tokens_of(text))
    return not words or " ".join(words) in page or same_words(headline, text)


def _conclude(connection: sqlite3.Connection, article_id: int, at: datetime) -> bool:
    """Whether the article is gone for all that is known; if so, its row says since when."""
    rows = connection.execute(_SINCE_SEEN, {"article": article_id}).fetchall()
    zone = connection.execute(
        "SELECT zone FROM sites WHERE name = (SELECT site FROM articles WHERE id = ?)", (article_id,)
    ).fetchone()
    observations = [Observation(from_moment(seen), Sight(state), bool(known)) for seen, state, known in rows]
    found = disappearances(observations, zone_of(zone[0]))
    if not found or not found[-1].is_gone:
        return False
    others = connection.execute(_STILL_THERE, {"article": article_id}).fetchall()
    if others:  # it may still stand there: ask first
        now = to_moment(at)
        connection.executemany(
            "UPDATE frontier SET due_at = min(coalesce(due_at, ?), ?) WHERE id = ?",
            [(now, now, page) for (page,) in others],
        )
        return False
    connection.execute(
        "UPDATE articles SET gone_at = ? WHERE id = ? AND gone_at IS NULL",
        (to_moment(found[-1].absent_at), article_id),
    )
    return True


def _next_day(connection: sqlite3.Connection, site: str, at: datetime) -> datetime:
    """When to look again, on another day of the site's zone."""
    zone = zone_of(connection.execute("SELECT zone FROM sites WHERE name = ?", (site,)).fetchone()[0])
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return max(at + _SOON, datetime.combine(tomorrow, time(), zone))
