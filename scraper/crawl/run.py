"""One run: hands due pages to the crew, host by host, and writes what comes back; the only writer."""

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scraper.crawl.again import Again
from scraper.crawl.crew import Answer, Crew, HostFree, Job
from scraper.crawl.estrangement import Strangers
from scraper.crawl.journal import note_left, note_page
from scraper.crawl.links import Links, opens_its_site
from scraper.crawl.manners import LONGEST_PAUSE_S, Manners
from scraper.crawl.memories import Memories
from scraper.crawl.pace import Pace
from scraper.crawl.plan import Plan
from scraper.crawl.queues import Queues
from scraper.crawl.supply import Supply, seed_rows
from scraper.crawl.turns import Turns
from scraper.model import Page, Visit
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.sites import Site, site_of_url
from scraper.store import Archive, FrontierRow, add_pages, cut_of, settle_many
from scraper.urls import host_of

# A kill loses at most the answers that wait for a transaction, and the pages in flight: all are still due.
_SETTLE_BATCH = 40
_SETTLE_EVERY_S = 0.2
_NEWS_BATCH = 40
_LONGEST_WAIT_S = 0.5  # how long the run may be deaf to Ctrl-C and SIGTERM
_LAST_NEWS_S = 0.05  # for a host's last word, which may come after its last page
_STOP_WAIT_S = 5.0  # for the pages in flight when the run is told to stop

Watch = Callable[[Answer, Outcome], None]


@dataclass(slots=True)
class Run:
    """The state of one run; made for it and gone with it."""

    archive: Archive
    plan: Plan
    crew: Crew
    watch: Watch
    settings: Settings = field(default_factory=Settings)
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
    _manners: Manners = field(init=False)
    _again: Again = field(init=False)
    _memories: Memories = field(init=False)
    _strangers: Strangers = field(init=False)
    _ends_at: float = field(init=False)  # of the monotonic clock
    _is_stopped: bool = False
    _is_ending: bool = False
    _turns: Turns = field(default_factory=Turns)
    _supply: Supply = field(init=False)
    _links: Links = field(default_factory=Links)

    def __post_init__(self) -> None:
        self._follow = set(self.plan.follow)
        self._sites = {site.name: site for site in self.plan.sites}
        self._manners = Manners(self.archive, self.settings)
        self._again = Again(self.archive, self.settings)
        self._memories = Memories(self.archive)
        self._strangers = Strangers(self.archive)
        self._supply = Supply(self.archive, self._again, self._follow, self.plan.within, self.plan.sites)
        minutes = self.settings.max_minutes
        self._ends_at = math.inf if minutes is None else time.monotonic() + 60 * minutes
        rows, barred = seed_rows(self.archive, self.plan.seeds, longest_first=minutes is not None)
        self._queue(self._seeds, rows)
        entrances = self._supply.entrances({page.site for page in self.plan.seeds})
        self._queue(self._seeds, [(row.page, row) for row in entrances])
        self._follow -= {row.page.site for row in entrances if row.outcome is Outcome.REPLACED}
        for page in barred:
            visit = Visit(page, Outcome.EXCLUDED, None, "forgotten with kabar forget")
            self._answers.append(Answer(self._job(page, None), visit, 0.0, 0.0))

    def work(self) -> None:
        """Asks until nothing is due, a limit is reached or it is stopped; what came is written."""
        try:
            while not self._is_stopped and not self.is_out_of_time:
                self._manners.renew(_now())
                self._give()
                if not (self.crew.is_working or self._answers or self._seeds or self._due):
                    if self._is_full() or not self._supply.find_more(_now(), self.left):
                        return
                    continue
                self._take(self._patience_s())
        finally:
            self._is_ending = True
            self.crew.dismiss()
            self._take_last()
            self.crew.release()
            self._keep_hosts()
            self._manners.release()

    def stop(self) -> None:
        """Lets work() come to its end within seconds; may be called by a signal's handler."""
        self._is_stopped = True

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._is_stopped

    @property
    def is_out_of_time(self) -> bool:
        """Whether the minutes that it was given are over."""
        return time.monotonic() >= self._ends_at

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
        return self.settings.max_pages is not None and self.asked >= self.settings.max_pages

    def _next_jobs(self) -> list[Job]:
        """The next pages of one host: a single one, or a stint of them where a host is due no pauses."""
        first = self._next_job()
        if first is None:
            return []
        jobs = [first]
        limit = self.settings.max_pages
        most = self.stint if limit is None else min(self.stint, limit - self.asked)
        while len(jobs) < most and (job := self._next_of(first.host)):
            jobs.append(job)
        return jobs

    def _next_job(self) -> Job | None:
        while True:
            host = self._turns.take()
            if host is None and self._supply.hungry:
                self._queue(self._due, [(row.page, row) for row in self._supply.take(_now())])
                host = self._turns.take()
            if host is None:
                return None
            job = self._next_of(host)
            if job is None:
                continue
            why = self._manners.refusal(job.host, job.site, _now())
            if why is None:
                return job
            add_pages(self.archive, [job.page], _now())  # a seed may not be known yet
            self._leave(job.host, why)

    def _next_of(self, host: str) -> Job | None:
        return self._seeds.take_of(host) or self._due.take_of(host)

    def _queue(self, queue: Queues, pages: Sequence[tuple[Page, FrontierRow | None]]) -> None:
        """Puts these pages into the queue, each with what the archive knows of it."""
        now = _now()
        for host in self._manners.meet((host_of(page.url) for page, _ in pages), now):
            wait_s = self._manners.wait_s(host, now)
            # A host that wants longer is refused when its turn comes, which is now.
            self.pace.end(host, wait_s if wait_s <= LONGEST_PAUSE_S else 0.0)
        for page, row in pages:
            host, is_known = host_of(page.url), page.url in self._in_flight or page.url in self._seeds
            if not is_known and host not in self.left:
                queue.add(self._job(page, row))
                self._wait_turn(host)

    def _wait_turn(self, host: str) -> None:
        ready_at = self.pace.ready_at(host)
        if ready_at is not None:
            self._turns.add(host, ready_at)

    def _job(self, page: Page, row: FrontierRow | None) -> Job:
        site = self._sites.get(page.site) or site_of_url(page.url, ())
        host, memory = host_of(page.url), self._memories.of(page.site)
        is_followed = page.site in self._follow
        if row is None:
            return Job(page, site, host, memory=memory, is_followed=is_followed)
        past = self._again.past_of(row)
        return Job(page, site, host, past, row.validators, row.outcome, memory, is_followed)

    def _patience_s(self) -> float:
        """Seconds until an answer may come or a host may be asked again."""
        if not self.crew.has_idle:
            return _SETTLE_EVERY_S if self._answers else _LONGEST_WAIT_S
        if self._answers:
            return 0.02
        wait = self._turns.wait_s()
        return _LONGEST_WAIT_S if wait is None else min(wait, _LONGEST_WAIT_S)

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
        why = self._manners.note(entry, _now())
        if why is not None:
            self._leave(host, why)
        elif self._due.has_host(host) or self._seeds.has_host(host):
            self._wait_turn(host)

    def _keep_hosts(self) -> None:
        """Writes how the hosts stand that answered after the last page was written."""
        for entry in self.crew.news(_LAST_NEWS_S, _NEWS_BATCH):
            if isinstance(entry, HostFree):
                self._free(entry)
        states = self._manners.changed()
        if states:
            settle_many(self.archive, [], _now(), self.run_id, states)

    def _settle(self, answers: list[Answer]) -> None:
        answers = [self._strangers.judged(answer) for answer in answers]
        visits = [self._links.worth_writing(answer.visit, self._follow) for answer in answers]
        outcomes = settle_many(self.archive, visits, _now(), self.run_id, self._manners.changed())
        self._links.note(visits)
        for answer, outcome in zip(answers, outcomes, strict=True):
            self._note_ending(answer, outcome)
        for answer, outcome in zip(answers, outcomes, strict=True):
            note_page(answer, outcome)
            self.watch(answer, outcome)
        if any(answer.visit.article is None for answer in answers):
            self._due.remove(cut_of(self.archive, self._due.urls()))

    def _note_ending(self, answer: Answer, outcome: Outcome) -> None:
        """What this page's ending means for the pages to come; until here it counted as in flight."""
        site = answer.visit.page.site
        self._in_flight.discard(answer.visit.page.url)
        self.counts[outcome] += 1
        self._again.note(answer.visit.page, outcome)
        if opens_its_site(answer.visit, outcome):
            self._follow.add(site)
        elif outcome is Outcome.REPLACED:
            self._follow.discard(site)
            self._leave(answer.job.host, answer.visit.detail)
        if site in self._follow and not self._due.has_host(answer.job.host):
            self._supply.hungry.add(site)

    def _leave(self, host: str, why: str) -> None:
        """Asks nothing more of this host in this run; its pages stay due."""
        jobs = self._due.drop(host) + self._seeds.drop(host)
        add_pages(self.archive, [job.page for job in jobs], _now())  # a seed may not be known yet
        self.left[host] = why
        note_left(host, why)

    def _take_last(self) -> None:
        deadline = time.monotonic() + _STOP_WAIT_S
        while (self.crew.is_working or self._answers) and time.monotonic() < deadline:
            self._take(0.1)


def _now() -> datetime:
    return datetime.now(UTC)
