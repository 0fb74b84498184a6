"""One run: hands due pages to the crew, host by host, and writes what comes back; the only writer."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from scraper.crawl.crew import Answer, Crew, HostFree, Job
from scraper.crawl.pace import Pace
from scraper.crawl.plan import Plan
from scraper.crawl.queues import Queues
from scraper.model import Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.sites import Site, site_of_url
from scraper.store import Archive, add_pages, barred_urls, due_pages, settle_many
from scraper.urls import host_of

log = logging.getLogger(__name__)

_FRONTIER_BATCH = 500  # rows read at once, fair over hosts
# A kill loses at most the answers that wait for a transaction, and the pages in flight: all are still due.
_SETTLE_BATCH = 40
_SETTLE_EVERY_S = 0.2
_NEWS_BATCH = 40
_LONGEST_WAIT_S = 0.5  # how long the run may be deaf to Ctrl-C and SIGTERM
_STOP_WAIT_S = 5.0  # for the pages in flight when the run is told to stop

# A host is left for the next run where it asks for a longer pause, or where so many pages in a row
# failed: each of them may cost a thread a minute and a half, and the host a request that it cannot serve.
_LONGEST_PAUSE_S = 60.0
_MOST_FAILURES = 10
_HOST_FAILS = frozenset({Outcome.BUSY, Outcome.SERVER_ERROR, Outcome.TIMED_OUT, Outcome.UNREACHABLE})

Watch = Callable[[Answer, Outcome], None]


@dataclass(slots=True)
class Run:
    """The state of one run; made for it and gone with it."""

    archive: Archive
    plan: Plan
    crew: Crew
    watch: Watch
    max_pages: int | None = None
    run_id: int | None = None
    stint: int = 1  # pages that a fetcher asks a host for before it hears of others
    pace: Pace = field(default_factory=Pace)
    counts: Counter[Outcome] = field(default_factory=Counter)
    asked: int = 0
    left: dict[str, str] = field(default_factory=dict)  # hosts left for the next run, and why
    _answers: list[Answer] = field(default_factory=list)  # not written yet
    _settled_at: float = 0.0
    _seeds: Queues = field(default_factory=Queues)
    _due: Queues = field(default_factory=Queues)
    _in_flight: set[str] = field(default_factory=set)
    _follow: set[str] = field(init=False)
    _sites: dict[str, Site] = field(init=False)
    _failures: Counter[str] = field(default_factory=Counter)  # of each host, in a row
    _is_ending: bool = False
    _is_hungry: bool = True  # a host that nothing waits for may have something due

    def __post_init__(self) -> None:
        self._follow = set(self.plan.follow)
        self._sites = {site.name: site for site in self.plan.sites}
        barred = barred_urls(self.archive, [page.url for page in self.plan.seeds])
        for page in self.plan.seeds:
            if page.url in barred:
                visit = Visit(page, Outcome.EXCLUDED, None, "forgotten with kabar forget")
                self._answers.append(Answer(self._job(page, 0), visit, 0.0, 0.0))
            else:
                self._seeds.add(self._job(page, 0))

    def work(self) -> None:
        """Asks until nothing is due or the limit is reached; what came is written, whatever ends it."""
        try:
            while True:
                self._give()
                if not (self.crew.is_working or self._answers or self._seeds or self._due):
                    return
                self._take(self._patience_s())
        finally:
            self._is_ending = True
            self.crew.dismiss()
            self._take_last()
            self.crew.release()

    def waiting(self) -> int:
        """How many pages are known to be asked for still; more may be found."""
        return len(self._seeds) + len(self._due) + len(self._in_flight)

    def _give(self) -> None:
        while self.crew.has_idle and not self._is_full():
            jobs = self._next_jobs()
            if not jobs:
                break
            self.pace.begin(jobs[0].host)
            self._in_flight.update(job.page.url for job in jobs)
            self.asked += len(jobs)
            self.crew.give(jobs)
        if self._is_full():
            self._seeds.clear()
            self._due.clear()

    def _is_full(self) -> bool:
        return self.max_pages is not None and self.asked >= self.max_pages

    def _next_jobs(self) -> list[Job]:
        """The next pages of one host: a single one, or a stint of them where a host is due no pauses."""
        first = self._next_job()
        if first is None:
            return []
        jobs = [first]
        most = self.stint if self.max_pages is None else min(self.stint, self.max_pages - self.asked)
        while len(jobs) < most and (job := self._next_of(first.host)):
            jobs.append(job)
        return jobs

    def _next_job(self) -> Job | None:
        job = self._seeds.take(self._is_ready) or self._due.take(self._is_ready)
        if job is None and self._is_hungry and self._follow:
            self._refill()
            job = self._due.take(self._is_ready)
        return job

    def _next_of(self, host: str) -> Job | None:
        return self._seeds.take_of(host) or self._due.take_of(host)

    def _is_ready(self, host: str) -> bool:
        return self.pace.wait_s(host) == 0

    def _refill(self) -> None:
        """
        Reads what is due of the followed sites.

        Why only when a host is hungry: the rows of a slow host may wait for hours, and must neither be read
        again for each page nor keep a quick one from its own.
        """
        self._is_hungry = False
        rows = due_pages(self.archive, now=_now(), sites=sorted(self._follow), limit=_FRONTIER_BATCH)
        for row in rows:
            url = row.page.url
            if url not in self._in_flight and url not in self._seeds and host_of(url) not in self.left:
                self._due.add(self._job(row.page, row.attempts))

    def _job(self, page: Page, attempts: int) -> Job:
        site = self._sites.get(page.site) or site_of_url(page.url, ())
        return Job(page, site, host_of(page.url), attempts)

    def _patience_s(self) -> float:
        """Seconds until an answer may come or a host may be asked again."""
        if not self.crew.has_idle:
            return _SETTLE_EVERY_S if self._answers else _LONGEST_WAIT_S
        if self._answers:
            return 0.02
        hosts = {*self._due.hosts(), *self._seeds.hosts()}
        waits = [wait for host in hosts if (wait := self.pace.wait_s(host)) is not None]
        return min([_LONGEST_WAIT_S, *waits])

    def _take(self, timeout_s: float) -> None:
        """Hears what came, gives the crew its next pages, and writes what has waited long enough."""
        for entry in self.crew.news(timeout_s, _NEWS_BATCH):
            if isinstance(entry, HostFree):
                self._free(entry)
            else:
                self._answers.append(entry)
        if not self._is_ending:
            self._give()  # before the writing, so that the crew works while we write
        if self._answers and self._must_settle():
            answers, self._answers = self._answers, []
            self._settled_at = time.monotonic()
            self._settle(answers)

    def _must_settle(self) -> bool:
        """Whether to write now: a transaction for each page would wait for the disk most of the time."""
        is_old = time.monotonic() - self._settled_at >= _SETTLE_EVERY_S
        return is_old or len(self._answers) >= _SETTLE_BATCH or not self.crew.is_working

    def _free(self, entry: HostFree) -> None:
        """What a host's answers mean for the next request to it; what it was not asked for waits again."""
        host = entry.host
        self.pace.end(host, entry.pause_s)
        self.asked -= len(entry.unasked)
        self._in_flight.difference_update(job.page.url for job in entry.unasked)
        self._due.put_back(entry.unasked)
        for outcome in entry.outcomes:
            self._failures[host] = self._failures[host] + 1 if outcome in _HOST_FAILS else 0
        if entry.pause_s > _LONGEST_PAUSE_S and entry.outcomes[-1] is Outcome.BUSY:
            self._leave(host, f"it asks for a pause of {entry.pause_s:,.0f} s")
        elif self._failures[host] >= _MOST_FAILURES:
            self._leave(host, f"{_MOST_FAILURES} pages in a row failed")

    def _settle(self, answers: list[Answer]) -> None:
        visits = [self._in_scope(answer.visit) for answer in answers]
        outcomes = settle_many(self.archive, visits, now=_now(), run_id=self.run_id)
        for answer, outcome in zip(answers, outcomes, strict=True):
            self._note_ending(answer, outcome)
        for answer, outcome in zip(answers, outcomes, strict=True):
            log.info("%s %s %s", outcome, answer.visit.page.url, answer.visit.detail)
            self.watch(answer, outcome)

    def _note_ending(self, answer: Answer, outcome: Outcome) -> None:
        """What this page's ending means for the pages to come; until here it counted as in flight."""
        site = answer.visit.page.site
        self._in_flight.discard(answer.visit.page.url)
        self.counts[outcome] += 1
        if _opens_its_site(answer.visit, outcome):
            self._follow.add(site)
        if site in self._follow and not self._due.has_host(answer.job.host):
            self._is_hungry = True

    def _leave(self, host: str, why: str) -> None:
        """Asks nothing more of this host in this run; its pages stay due."""
        jobs = self._due.drop(host) + self._seeds.drop(host)
        add_pages(
            self.archive, [job.page for job in jobs], _now()
        )  # a seed that was not asked for is none yet
        self.left[host] = why

    def _in_scope(self, visit: Visit) -> Visit:
        """The visit without the links of a lone article: who asks for one page gets one page."""
        if _opens_its_site(visit, visit.outcome) or visit.page.site in self._follow:
            return visit
        return replace(visit, found=(), testimony=None)

    def _take_last(self) -> None:
        deadline = time.monotonic() + _STOP_WAIT_S
        while (self.crew.is_working or self._answers) and time.monotonic() < deadline:
            self._take(0.1)


def _opens_its_site(visit: Visit, outcome: Outcome) -> bool:
    """Whether a page leads on: a listing by its text, or by its address, as a home page of one text."""
    return outcome is Outcome.LISTING or (outcome.is_kept and visit.page.kind is PageKind.LISTING)


def _now() -> datetime:
    return datetime.now(UTC)
