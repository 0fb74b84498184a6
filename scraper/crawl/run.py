"""One run: hands due pages to the crew, host by host, and writes what comes back; the only writer."""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from scraper.crawl.crew import Answer, Crew, Job
from scraper.crawl.pace import Pace
from scraper.crawl.plan import Plan
from scraper.model import Page, Visit
from scraper.outcome import Outcome
from scraper.sites import Site, site_of_url
from scraper.store import Archive, due_pages, settle_many
from scraper.urls import host_of

log = logging.getLogger(__name__)

_FRONTIER_BATCH = 500  # rows read at once, fair over hosts
_SETTLE_BATCH = 20  # answers written in one transaction; a kill loses at most these and the pages in flight
_LONGEST_WAIT_S = 0.5  # how long the run may be deaf to Ctrl-C and SIGTERM
_STOP_WAIT_S = 5.0  # for the pages in flight when the run is told to stop

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
    pace: Pace = field(default_factory=Pace)
    counts: Counter[Outcome] = field(default_factory=Counter)
    asked: int = 0
    _seeds: deque[Page] = field(init=False)
    _due: deque[Job] = field(default_factory=deque)
    _in_flight: set[str] = field(default_factory=set)
    _follow: set[str] = field(init=False)
    _sites: dict[str, Site] = field(init=False)
    _frontier_is_dry: bool = False

    def __post_init__(self) -> None:
        self._seeds = deque(self.plan.seeds)
        self._follow = set(self.plan.follow)
        self._sites = {site.name: site for site in self.plan.sites}

    def work(self) -> None:
        """Asks until nothing is due or the limit is reached; what came is written, whatever ends it."""
        try:
            while True:
                self._give()
                if not self.crew.is_working and not self._seeds and not self._due:
                    return
                self._take(self._patience_s())
        finally:
            self.crew.dismiss()
            self._take_last()

    def waiting(self) -> int:
        """How many pages are known to be asked for still; more may be found."""
        return len(self._seeds) + len(self._due) + len(self._in_flight)

    def _give(self) -> None:
        while self.crew.has_idle and not self._is_full():
            job = self._next_job()
            if job is None:
                return
            self.pace.begin(job.host)
            self._in_flight.add(job.page.url)
            self.asked += 1
            self.crew.give(job)
        if self._is_full():
            self._seeds.clear()
            self._due.clear()

    def _is_full(self) -> bool:
        return self.max_pages is not None and self.asked >= self.max_pages

    def _next_job(self) -> Job | None:
        if not self._due and not self._frontier_is_dry and self._follow:
            self._refill()
        return self._pick_seed() or self._pick_due()

    def _pick_seed(self) -> Job | None:
        for _ in range(len(self._seeds)):
            page = self._seeds.popleft()
            if self.pace.wait_s(host_of(page.url)) == 0 and page.url not in self._in_flight:
                return self._job(page, 0)
            self._seeds.append(page)
        return None

    def _pick_due(self) -> Job | None:
        for _ in range(len(self._due)):
            job = self._due.popleft()
            if self.pace.wait_s(job.host) == 0:
                return job
            self._due.append(job)
        return None

    def _refill(self) -> None:
        rows = due_pages(self.archive, now=_now(), sites=sorted(self._follow), limit=_FRONTIER_BATCH)
        seeds = {page.url for page in self._seeds}
        fresh = [row for row in rows if row.page.url not in self._in_flight and row.page.url not in seeds]
        self._due.extend(self._job(row.page, row.attempts) for row in fresh)
        self._frontier_is_dry = not fresh

    def _job(self, page: Page, attempts: int) -> Job:
        site = self._sites.get(page.site) or site_of_url(page.url, ())
        return Job(page, site, host_of(page.url), attempts)

    def _patience_s(self) -> float:
        """Seconds until an answer may come or a host may be asked again."""
        if not self.crew.has_idle:
            return _LONGEST_WAIT_S
        hosts = {job.host for job in self._due} | {host_of(page.url) for page in self._seeds}
        waits = [wait for host in hosts if (wait := self.pace.wait_s(host)) is not None]
        return min([_LONGEST_WAIT_S, *waits])

    def _take(self, timeout_s: float) -> None:
        if not self.crew.is_working:
            time.sleep(timeout_s)
            return
        answers = self.crew.answers(timeout_s, _SETTLE_BATCH)
        if answers:
            self._settle(answers)

    def _settle(self, answers: list[Answer]) -> None:
        visits = [self._in_scope(answer.visit) for answer in answers]
        outcomes = settle_many(self.archive, visits, now=_now(), run_id=self.run_id)
        for answer, outcome in zip(answers, outcomes, strict=True):
            self._in_flight.discard(answer.visit.page.url)
            self.pace.end(answer.job.host, answer.pause_s)
            self.counts[outcome] += 1
            if outcome is Outcome.LISTING:
                self._follow.add(answer.visit.page.site)
            if answer.visit.page.site in self._follow:
                self._frontier_is_dry = False
            log.info("%s %s %s", outcome, answer.visit.page.url, answer.visit.detail)
            self.watch(answer, outcome)

    def _in_scope(self, visit: Visit) -> Visit:
        """The visit without the links of a lone article: who asks for one page gets one page."""
        if visit.outcome is Outcome.LISTING or visit.page.site in self._follow:
            return visit
        return replace(visit, found=())

    def _take_last(self) -> None:
        deadline = time.monotonic() + _STOP_WAIT_S
        while self.crew.is_working and time.monotonic() < deadline:
            self._take(0.1)


def _now() -> datetime:
    return datetime.now(UTC)
