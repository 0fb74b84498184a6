"""Tests of scraper/crawl/run.py: who is asked, when, and who is left alone; real threads, a real archive."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.crawl.crew import Answer, Catch, Crew, Fetch, Hands, Job, Read
from scraper.crawl.plan import Plan
from scraper.crawl.run import Run
from scraper.model import Fetched, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.sites import Site
from scraper.store import Archive, add_pages, due_pages, open_archive

LATER = timedelta(days=1)
Visitor = Callable[[Job], Answer]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(tmp_path / "archive.db") as opened:
        yield opened


def _answer(job: Job, outcome: Outcome, *, pause_s: float = 0.0, found: Sequence[str] = ()) -> Answer:
    pages = tuple(Page(url, job.site.name, PageKind.ARTICLE) for url in found)
    visit = Visit(job.page, outcome, datetime.now(UTC) + LATER, found=pages)
    return Answer(job, visit, pause_s, 0.0)


def _site(host: str) -> Site:
    return Site(host, host, (host,))


def _run(
    archive: Archive, hosts: Sequence[str], visit: Visitor, threads: int = 2, seeds: Sequence[str] = ()
) -> Run:
    """A run over what the archive has due of these hosts."""

    sites = tuple(map(_site, hosts))
    plan = Plan(sites, tuple(Page(url, url.split("/")[2]) for url in seeds), frozenset(hosts))
    return Run(archive, plan, Crew(_hands(visit, threads)), lambda _answer, _outcome: None)


def _hands(visit: Visitor, threads: int) -> Hands:
    """A crew's work where what a fetch brings is the answer itself."""
    answers: dict[str, Answer] = {}

    def fetch(job: Job) -> Catch:
        answer = answers[job.page.url] = visit(job)
        return Catch(job, Fetched(None, answer.visit.outcome), "", answer.pause_s)

    @contextmanager
    def make_fetch() -> Iterator[Fetch]:
        yield fetch

    @contextmanager
    def make_read() -> Iterator[Read]:
        yield lambda catch: answers.pop(catch.job.page.url)

    return Hands(threads, make_fetch, 1, make_read)


def _fill(archive: Archive, host: str, count: int) -> None:
    pages = [Page(f"http://{host}/{i}", host, PageKind.ARTICLE) for i in range(count)]
    add_pages(archive, pages, datetime.now(UTC))


def _visitor(asked: list[str], ending: Callable[[Job], Answer]) -> Visitor:
    def visit(job: Job) -> Answer:
        asked.append(job.page.url)
        return ending(job)

    return visit


def test_everything_due_is_asked_for_once(archive: Archive) -> None:
    """A run over several hosts and more rows than one reading of the frontier asks for each once."""
    asked: list[str] = []
    _fill(archive, "a.go.id", 550)
    _fill(archive, "b.go.id", 50)
    run = _run(archive, ["a.go.id", "b.go.id"], _visitor(asked, lambda job: _answer(job, Outcome.TRUNCATED)))
    run.work()

    assert 600 == len(asked) == len(set(asked)) == run.counts[Outcome.TRUNCATED]


def test_a_slow_host_keeps_no_other_from_its_own(archive: Archive) -> None:
    """What a quick host's pages name is asked for while a slow host's rows still wait."""
    asked: list[str] = []
    _fill(archive, "slow.go.id", 3)
    _fill(archive, "quick.go.id", 1)

    def ending(job: Job) -> Answer:
        if job.host == "slow.go.id":
            return _answer(job, Outcome.NOT_AN_ARTICLE, pause_s=0.3)
        step = int(job.page.url.rsplit("/", 1)[1]) + 1
        found = [f"http://quick.go.id/{step}"] if step < 10 else []
        return _answer(job, Outcome.LISTING, found=found)

    _run(archive, ["slow.go.id", "quick.go.id"], _visitor(asked, ending)).work()

    assert 13 == len(asked)
    assert "slow.go.id" in asked[-1]


def test_a_host_that_asks_for_a_long_pause_is_left_alone(archive: Archive) -> None:
    """After a long Retry-After that host is asked for nothing more; others go on, its pages stay due."""
    asked: list[str] = []
    _fill(archive, "busy.go.id", 50)
    _fill(archive, "fine.go.id", 20)

    def ending(job: Job) -> Answer:
        if job.host == "busy.go.id":
            return _answer(job, Outcome.BUSY, pause_s=3_600)
        return _answer(job, Outcome.NOT_AN_ARTICLE)

    started = time.monotonic()
    run = _run(archive, ["busy.go.id", "fine.go.id"], _visitor(asked, ending))
    run.work()
    due = due_pages(archive, now=datetime.now(UTC), sites=["busy.go.id"], limit=100)

    assert 1 == sum("busy.go.id" in url for url in asked)
    assert 20 == sum("fine.go.id" in url for url in asked)
    assert 49 == len(due)
    assert {"busy.go.id": "it asks for a pause of 3,600 s"} == run.left
    assert 30 > time.monotonic() - started


def test_a_host_that_fails_and_fails_is_left_for_the_next_run(archive: Archive) -> None:
    """Ten failures in a row end a host's turn in this run; one success in between begins the count anew."""
    asked: list[str] = []
    _fill(archive, "dead.go.id", 40)
    _fill(archive, "shaky.go.id", 40)

    def ending(job: Job) -> Answer:
        lives = job.host == "shaky.go.id" and job.page.url.endswith("9")
        return _answer(job, Outcome.NOT_AN_ARTICLE if lives else Outcome.TIMED_OUT)

    run = _run(archive, ["dead.go.id", "shaky.go.id"], _visitor(asked, ending))
    run.work()

    assert 10 == sum("dead.go.id" in url for url in asked)
    assert 40 == sum("shaky.go.id" in url for url in asked)
    assert ["dead.go.id"] == list(run.left)


def test_seeds_of_a_host_that_is_left_are_not_forgotten(archive: Archive) -> None:
    """Addresses that were named on the command line and not asked for any more stand in the frontier, due."""
    seeds = [f"http://busy.go.id/{i}" for i in range(5)]
    run = _run(archive, [], lambda job: _answer(job, Outcome.BUSY, pause_s=3_600), seeds=seeds)
    run.work()

    assert 1 == run.asked
    assert 4 == len(due_pages(archive, now=datetime.now(UTC), sites=["busy.go.id"], limit=100))


def test_a_visitor_that_cannot_be_made_ends_the_run(archive: Archive) -> None:
    """A thread that dies is told in the main thread; the run does not wait for it for ever."""

    @contextmanager
    def make_fetch() -> Iterator[Fetch]:
        raise OSError("no certificates")
        yield

    hands = replace(_hands(lambda job: _answer(job, Outcome.EMPTY), 1), make_fetch=make_fetch)
    plan = Plan((_site("a.go.id"),), (Page("http://a.go.id/1", "a.go.id"),), frozenset())
    run = Run(archive, plan, Crew(hands), lambda _answer, _outcome: None)

    with pytest.raises(OSError, match="no certificates"):
        run.work()


def test_a_watch_that_fails_loses_no_count(archive: Archive) -> None:
    """Where the printed line has no reader any more, what was written is counted all the same."""
    _fill(archive, "a.go.id", 3)

    def gone(_answer: Answer, _outcome: Outcome) -> None:
        raise BrokenPipeError

    run = _run(archive, ["a.go.id"], lambda job: _answer(job, Outcome.NOT_AN_ARTICLE), threads=1)
    run.watch = gone
    with pytest.raises(BrokenPipeError):
        run.work()

    assert run.counts[Outcome.NOT_AN_ARTICLE] >= 1


def test_a_stint_ends_where_its_host_is_due_a_pause(archive: Archive) -> None:
    """Pages given in a row are asked for in a row only while the host asks for no pause; none is lost."""
    asked: list[tuple[float, str]] = []
    _fill(archive, "a.go.id", 8)

    def ending(job: Job) -> Answer:
        asked.append((time.monotonic(), job.page.url))
        return _answer(job, Outcome.NOT_AN_ARTICLE, pause_s=0.2 if job.page.url.endswith("/3") else 0.0)

    run = _run(archive, ["a.go.id"], ending)
    run.stint = 16
    run.work()
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(asked)]

    assert 8 == run.asked == len({url for _, url in asked})
    assert gaps[3] >= 0.2
