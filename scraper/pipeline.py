"""The whole flow on one screen: page to capture, capture to article, article to record."""

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from scraper.crawl.crew import Answer, Catch, Crew, Fetch, Hands, Job, Read
from scraper.crawl.discover import Heard, edited_since
from scraper.crawl.obedience import directives_told, kept_of
from scraper.crawl.pace import pause_s
from scraper.crawl.plan import Plan
from scraper.crawl.readers import LateProcess, ReaderDiedError, ReaderProcess, most_readers
from scraper.crawl.reading import Lens, Reader, Unread, reading
from scraper.crawl.recrawl import due_again
from scraper.crawl.redirects import MayFollow, fetch_within
from scraper.crawl.robots import RobotsCache
from scraper.crawl.run import Run, Watch
from scraper.errors import told_fault
from scraper.fetch import Fetcher
from scraper.model import Article, Capture, Fetched, PageKind, Reading, Visit
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.store import Archive, fresh_robots
from scraper.urls import is_later_page, path_of

log = logging.getLogger(__name__)

# A list of posts is asked for what was edited since the last time, on nights that follow each other; each
# seventh time, and behind a longer pause, for its newest hundred as before, with the number of all.
_WHOLE_EVERY, _LATELY = 7, timedelta(days=4)
_STINT = 16  # pages of a site of one's own that are fetched in a row; its crawl has no delay
_STILL = frozenset({Outcome.LISTING, Outcome.UNCHANGED})
# How a visit ended that says nothing of the page itself.
_OF_NO_PAGE = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.CUT, Outcome.EXCLUDED, Outcome.REFUSED_ADDRESS})

__all__ = ["start_crawl", "visit_page"]


def start_crawl(
    archive: Archive, plan: Plan, settings: Settings, watch: Watch, run_id: int | None = None
) -> Run:
    """
    The run that will do this plan: call its `work()`, then read its counts by outcome.

    Shape: watch is called once a page, after it was written, in the thread that called work.
    """
    mine = threading.local()
    # One cache; each thread asks over its own connection.
    robots = RobotsCache(lambda url: mine.fetcher.fetch(url), known=fresh_robots(archive, datetime.now(UTC)))

    @contextmanager
    def make_fetch() -> Generator[Fetch]:
        with Fetcher(settings) as fetcher:
            mine.fetcher = fetcher
            tools = Tools(fetcher.fetch, robots, settings)
            yield lambda job: catch_page(job, tools)

    @contextmanager
    def make_read() -> Generator[Read]:
        with ReaderProcess(reading) as process:
            late = LateProcess(reading(), process)
            lenses: dict[str, Lens] = {}
            yield lambda catch: answer_of(catch, _read_apart(catch, late, lenses))

    hands = Hands(settings.threads, make_fetch, settings.readers or most_readers(), make_read)
    stint = 1 if settings.delay_s else _STINT
    return Run(archive, plan, Crew(hands), watch, settings, run_id, stint)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit needs besides its job."""

    fetch: Callable[..., Fetched]  # as Fetcher.fetch
    robots: RobotsCache
    settings: Settings


def visit_page(job: Job, tools: Tools) -> Answer:
    """What came of asking for one page: always an answer, with exactly one outcome."""
    catch = catch_page(job, tools)
    unread = _unread(catch)
    return answer_of(catch, Reader().read(unread, _lens(job)) if unread else None)


def catch_page(job: Job, tools: Tools) -> Catch:
    """What asking for a page brought, still to be read; a fault of ours is an outcome."""
    try:
        return _caught(job, tools)
    except Exception as exc:
        log.debug("crashed %s", job.page.url, exc_info=True)
        fetched = Fetched(None, Outcome.CRASHED, told_fault(exc))
        return Catch(job, fetched, "", tools.settings.delay_s)


def _caught(job: Job, tools: Tools) -> Catch:
    now = datetime.now(UTC)
    url = address_now(job, now)
    verdict = tools.robots.verdict(url, now)
    if not verdict.allowed:
        fetched = Fetched(None, verdict.outcome, verdict.detail or verdict.rule)
        shut_s = (verdict.shut_until - now).total_seconds() if verdict.shut_until else 0.0
        # Nothing was asked for, so no pause is due.
        return Catch(job, fetched, verdict.rule, 0.0, robots_file=verdict.fetched, shut_s=shut_s)
    takes_files = job.page.kind.is_machine_read

    def fetch(may_follow: MayFollow) -> Fetched:
        # Those of a list of posts may be of another part of it.
        validators = None if job.page.kind is PageKind.API else job.validators
        return tools.fetch(url, may_follow, validators, takes_files=takes_files)

    fetched, twin_s = fetch_within(job, tools.robots, now, fetch)
    fetched = _as_before(job, fetched)
    elapsed_s = fetched.capture.elapsed_s if fetched.capture else 0.0
    delay_s = max(tools.settings.delay_s, job.site.delay_s)
    pause = max(pause_s(delay_s, verdict.crawl_delay_s, elapsed_s), fetched.retry_after_s or 0.0)
    is_home = path_of(job.page.url) == "/"
    sitemaps = tools.robots.sitemaps(job.page.url, now) if is_home else ()
    return Catch(job, fetched, verdict.rule, pause, elapsed_s, verdict.fetched or twin_s, sitemaps=sitemaps)


def address_now(job: Job, now: datetime) -> str:
    """The address to ask for: the page's own, or of a list of posts the part that was edited lately."""
    past = job.past
    is_known = job.outcome is Outcome.LISTING and past.asked_at is not None
    if job.page.kind is not PageKind.API or not is_known or past.asked_at is None:
        return job.page.url
    is_whole = past.visits % _WHOLE_EVERY == 0 or now - past.asked_at > _LATELY
    return job.page.url if is_whole else edited_since(job.page.url, past.asked_at)


def _as_before(job: Job, fetched: Fetched) -> Fetched:
    """What was fetched; a 304 for a page that was no article and no listing ends as it ended last time."""
    is_known = job.outcome is not None and not job.outcome.is_kept and job.outcome not in _OF_NO_PAGE
    if fetched.outcome is Outcome.UNCHANGED and is_known:
        return replace(fetched, outcome=job.outcome)
    return fetched


def _read_apart(
    catch: Catch, late: LateProcess[Unread, Lens, Heard], lenses: dict[str, Lens]
) -> Heard | None:
    """What another process read; the lenses are those that it may have."""
    unread = _unread(catch)
    if unread is None:
        return None
    lens = _lens(catch.job)
    if lenses.get(lens.site.name) != lens:
        lenses[lens.site.name] = lens
    try:
        return late.read(unread, lenses[lens.site.name])
    except ReaderDiedError as exc:
        return Heard(Reading(Outcome.CRASHED, None, str(exc)))


def _unread(catch: Catch) -> Unread | None:
    """What is to be read of a catch; None where the fetch has said how the visit ended."""
    capture = catch.fetched.capture
    if capture is None or catch.fetched.outcome is not None:
        return None
    return Unread(catch.job.page, capture, catch.sitemaps, catch.job.is_followed)


def _lens(job: Job) -> Lens:
    return Lens(job.site, job.memory)


def answer_of(catch: Catch, gain: Heard | None) -> Answer:
    """The answer to a job from what was caught and read; always one, with exactly one outcome."""
    try:
        visit = _settled(catch, gain)
    except Exception as exc:  # the one catch-all: a fault of ours costs a page, not the run
        log.debug("crashed settling %s", catch.job.page.url, exc_info=True)
        due = due_again(Outcome.CRASHED, datetime.now(UTC), past=catch.job.past)
        visit = Visit(catch.job.page, Outcome.CRASHED, due, told_fault(exc))
    return Answer(catch.job, visit, catch.pause_s, catch.elapsed_s)


def _settled(catch: Catch, gain: Heard | None) -> Visit:
    job, fetched = catch.job, catch.fetched
    reading = gain.reading if gain else None
    outcome = reading.outcome if reading else (fetched.outcome or Outcome.CRASHED)
    article = reading.article if reading else None
    directives = directives_told(reading, job.site.profile)
    return Visit(
        page=job.page,
        outcome=outcome,
        due_at=_due_at(job, outcome, article, fetched),
        detail=reading.reason if reading else fetched.detail,
        capture=kept_of(fetched.capture, directives),
        article=article,
        found=gain.found if gain else (),
        robots=catch.rule,
        robots_file=catch.robots_file,
        testimony=gain.testimony if gain else None,
        directives=directives,
    )


def _due_at(job: Job, outcome: Outcome, article: Article | None, fetched: Fetched) -> datetime | None:
    """When the page is asked for again; a listing's later page, when the one before it has news."""
    is_listed = article is None and not job.page.kind.is_machine_read  # a program's ?per_page=100 is a size
    if outcome in _STILL and is_listed and is_later_page(job.page.url):
        return None
    return due_again(
        outcome, _moment(fetched.capture), article=article, past=job.past, retry_after_s=fetched.retry_after_s
    )


def _moment(capture: Capture | None) -> datetime:
    return capture.fetched_at if capture else datetime.now(UTC)
