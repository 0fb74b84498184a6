"""When a page is due again: what changed lately soon, what is still seldom, failures in growing waits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scraper.model import Article, PageKind
from scraper.outcome import Outcome

_SOONEST, _LATEST = timedelta(hours=12), timedelta(days=180)  # a nightly run always finds what is due soonest
_LISTING_LATEST = timedelta(days=30)
# A page that has been still for ten days is looked at again after five; sooner at a site that edits much.
_STILL_SHARE = 0.5
_EDITING_FACTOR = 10.0  # where one article in ten was edited later, the wait is half as long
_UNKNOWN_STILL = timedelta(days=14)  # of an article without a date, and before anything is known
# "gone" needs a second look on another day; so does a domain
_GONE_AGAIN = (timedelta(days=1), timedelta(days=30))
_BARREN_AGAIN = timedelta(days=30)  # a page that was no article may become one
_BLOCKED_AGAIN = timedelta(days=1)  # robots.txt is read anew every 24 h
_FAILED_AGAIN = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))


@dataclass(frozen=True, slots=True)
class Past:
    """What the archive knew of a page before a visit."""

    attempts: int = 0  # visits in a row that brought nothing
    is_listing: bool = False
    published_at: date | datetime | None = None  # of the article that it brought
    changed_at: datetime | None = None  # when that was reworded, or a listing named a new address
    edited_share: float = 0.0  # of the site's articles, those that were reworded later
    asked_at: datetime | None = None  # when it was last asked for
    visits: int = 0  # in all


def due_again(
    outcome: Outcome,
    now: datetime,
    *,
    article: Article | None = None,
    past: Past | None = None,
    retry_after_s: float | None = None,
) -> datetime | None:
    """
    When to ask for a page again; None: never.

    Units: aware UTC.
    Why: the wait is a share of how long a page has been still, as browsers guess how long a copy is good
        (RFC 9111, section 4.2.2); a counter moves and officials edit mostly while an article is young.
    """
    past = past or Past()
    attempts = past.attempts
    if outcome in (Outcome.EXCLUDED, Outcome.REFUSED_ADDRESS):
        return None
    if outcome in (Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.REVISED, Outcome.LISTING):
        return now + _wait(outcome, now, article, past)
    if outcome in (Outcome.GONE, Outcome.MOVED_AWAY, Outcome.REPLACED):
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


def _wait(outcome: Outcome, now: datetime, article: Article | None, past: Past) -> timedelta:
    share = _STILL_SHARE / (1.0 + _EDITING_FACTOR * past.edited_share)
    latest = _LISTING_LATEST if past.is_listing or outcome is Outcome.LISTING else _LATEST
    return min(max(_still(outcome, now, article, past) * share, _SOONEST), latest)


def _still(outcome: Outcome, now: datetime, article: Article | None, past: Past) -> timedelta:
    """How long the page has been as it is, as far as is known."""
    if outcome is Outcome.REVISED:
        return timedelta()
    published_at = article.published_at if article else past.published_at
    times = [_moment(published_at)] if published_at else []
    if past.changed_at:
        times.append(past.changed_at)
    if not times:
        return timedelta() if outcome is Outcome.LISTING else _UNKNOWN_STILL
    return now - max(times)


def _moment(day: date | datetime) -> datetime:
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=UTC)
    return datetime.combine(day, time(), UTC)
