"""When a page that names articles is asked for again: the best witness each night, the others in turn."""

import sqlite3
from datetime import UTC, datetime, timedelta

from scraper.model import Visit
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.patterns import ARTICLES, PRIORITIES
from scraper.urls import host_of

# A night's run asks for robots.txt, the best witness, one more page that names articles, and what is due of
# the articles beside them: fewer than five addresses where nothing is new.
_NIGHTLY = timedelta(hours=12)  # for the best witness, however long its site has been silent
_SOONEST = timedelta(days=7)  # for a page that had nothing new
_A_DAY = timedelta(days=1)  # between the turns of two such pages of a site
_LONGEST = timedelta(days=400)  # what had no turn by then has none: others name the same


def set_due(connection: sqlite3.Connection, address: int, visit: Visit, *, fresh: int) -> None:
    """
    Sets when this page is asked for again; inside the caller's transaction.

    Shape: fresh is how many addresses it named that it had not named before.
    Why a page in the middle of a walk is never due by itself: the walk leads to it where there is news.
    """
    if visit.due_at is None:
        return
    page = connection.execute(_PAGE, (address,)).fetchone()
    if page is not None and page[0]:
        due = None
    elif _is_best(connection, address, visit):
        due = to_moment(min(visit.due_at, _now(visit) + _NIGHTLY))
    elif fresh:
        due = to_moment(visit.due_at)
    else:
        due = _turn(connection, visit)
    connection.execute("UPDATE frontier SET due_at = ? WHERE id = ?", (due, address))


def _is_best(connection: sqlite3.Connection, address: int, visit: Visit) -> bool:
    """Whether this is the first page of the site's cheapest witness that tells what is new."""
    best = connection.execute(_BEST, (to_text(visit.page.site),)).fetchone()
    return best is None or best[0] == address


def _turn(connection: sqlite3.Connection, visit: Visit) -> str | None:
    """The day behind the last one on which such a page of the site is due, but not within a week."""
    now = _now(visit)
    key = (to_text(visit.page.site), to_text(host_of(visit.page.url)))
    dues = [connection.execute(_LAST, (*key, turn)).fetchone()[0] for turn in PRIORITIES if turn != ARTICLES]
    last = from_moment(max((due for due in dues if due), default=None))
    day = max(now + _SOONEST, last + _A_DAY) if last else now + _SOONEST
    return to_moment(day) if day <= now + _LONGEST else None


def _now(visit: Visit) -> datetime:
    return visit.capture.fetched_at if visit.capture else datetime.now(UTC)


# Whether another page of its witness leads to it: an index' file and a walk's later page are such.
_PAGE = """
SELECT EXISTS (
  SELECT 1 FROM witness_pages AS first WHERE first.witness = own.witness AND first.number < own.number)
FROM witness_pages AS own WHERE address = ?
"""
# The first page of the witness that costs least and names everything; of listings the one that names most.
_BEST = """
SELECT witness_pages.address, min(witness_pages.number) FROM witnesses
JOIN witness_pages ON witness_pages.witness = witnesses.id
WHERE witnesses.site = ? AND witnesses.tells_news
GROUP BY witnesses.id
ORDER BY CASE witnesses.kind WHEN 'wordpress' THEN 0 WHEN 'sitemap' THEN 1 WHEN 'feed' THEN 2 ELSE 3 END,
  (SELECT count(*) FROM claims WHERE claims.witness = witnesses.id) DESC
LIMIT 1
"""
_LAST = "SELECT max(due_at) FROM frontier WHERE site = ? AND host = ? AND priority = ? AND due_at IS NOT NULL"
