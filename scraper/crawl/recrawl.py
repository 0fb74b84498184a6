"""When a page is due again: young articles soon, old ones seldom, failures after growing waits."""

from datetime import UTC, date, datetime, time, timedelta

from scraper.model import Article, PageKind
from scraper.outcome import Outcome

_LISTING_AGAIN = timedelta(hours=12)  # twice a day: a nightly run always finds its listings due
_GONE_AGAIN = (timedelta(days=1), timedelta(days=30))  # "gone" needs a second look on another day
_BARREN_AGAIN = timedelta(days=30)  # a page that was no article may become one
_BLOCKED_AGAIN = timedelta(days=1)  # robots.txt is read anew every 24 h
_FAILED_AGAIN = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))
# An article's age, and how long until it is asked for again: while it is news, views move and officials edit.
_AGE_TO_WAIT = (
    (timedelta(days=3), timedelta(hours=12)),
    (timedelta(days=14), timedelta(days=2)),
    (timedelta(days=60), timedelta(days=7)),
    (timedelta(days=365), timedelta(days=30)),
)
_OLD_AGAIN = timedelta(days=180)


def due_again(
    outcome: Outcome,
    now: datetime,
    *,
    article: Article | None = None,
    attempts: int = 0,
    retry_after_s: float | None = None,
) -> datetime | None:
    """
    When to ask for a page again; None: never.

    Shape: attempts are the visits in a row before this one that brought nothing.
    Units: aware UTC.
    """
    if outcome in (Outcome.EXCLUDED, Outcome.REFUSED_ADDRESS):
        return None
    if outcome in (Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.REVISED):
        return now + _wait_for_age(article, now)
    if outcome is Outcome.LISTING:
        return now + _LISTING_AGAIN
    if outcome is Outcome.GONE:
        return now + _GONE_AGAIN[min(attempts, len(_GONE_AGAIN) - 1)]
    if outcome is Outcome.BLOCKED_BY_ROBOTS:
        return now + _BLOCKED_AGAIN
    if outcome.is_failure:
        wait = _FAILED_AGAIN[min(attempts, len(_FAILED_AGAIN) - 1)]
        return now + max(wait, timedelta(seconds=retry_after_s or 0))
    return now + _BARREN_AGAIN


def is_worth_asking(kind: PageKind, found_on: Outcome) -> bool:
    """Whether a link found on a page that ended so is asked for: unknown kinds only from listings."""
    return kind is not PageKind.UNKNOWN or found_on is Outcome.LISTING


def _wait_for_age(article: Article | None, now: datetime) -> timedelta:
    if article is None or article.published_at is None:
        return _AGE_TO_WAIT[2][1]
    age = now - _moment(article.published_at)
    return next((wait for limit, wait in _AGE_TO_WAIT if age <= limit), _OLD_AGAIN)


def _moment(day: date | datetime) -> datetime:
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=UTC)
    return datetime.combine(day, time(), UTC)
