"""Threads that fetch pages, a host each, and threads that read them; jobs go in, answers come out."""

import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field

from scraper.crawl.recrawl import Past
from scraper.model import Fetched, Page, RobotsFile, SiteMemory, Validators, Visit
from scraper.outcome import Outcome
from scraper.sites import Site

_RELEASE_S = 2.0  # what a reader that is not at a page needs to end


@dataclass(frozen=True, slots=True)
class Job:
    """One page to visit now, for this site, with what the archive knows of both."""

    page: Page
    site: Site
    host: str
    past: Past = field(default_factory=Past)
    validators: Validators | None = None
    outcome: Outcome | None = None  # how its last visit ended
    memory: SiteMemory | None = None  # what is boilerplate at the site
    is_followed: bool = False  # whether the links of its site are written


@dataclass(frozen=True, slots=True)
class Catch:
    """What asking for a job's page brought, still to be read, and how long its host is left alone now."""

    job: Job
    fetched: Fetched
    rule: str  # of robots.txt, that allowed or forbade the fetch
    pause_s: float
    elapsed_s: float = 0.0
    robots_file: RobotsFile | None = None  # that was fetched for it
    shut_s: float = 0.0  # how long the whole host may not be asked, because its robots.txt cannot be had
    sitemaps: tuple[str, ...] = ()  # that robots.txt names; for a home page


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job's visit came to."""

    job: Job
    visit: Visit
    pause_s: float
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class HostFree:
    """A host that nobody asks for anything now, how it took what it was asked for, and what it was not."""

    host: str
    pause_s: float  # that it is due
    outcomes: tuple[Outcome | None, ...]  # of the fetches, in order; None: the page came
    unasked: tuple[Job, ...] = ()
    shut_s: float = 0.0  # how long it may not be asked, because its robots.txt cannot be had
    rule: str = ""  # of robots.txt, for the last page


Fetch = Callable[[Job], Catch]
Read = Callable[[Catch], Answer]


@dataclass(frozen=True, slots=True)
class Hands:
    """How many threads fetch and read, and what each of them does it with."""

    fetchers: int
    make_fetch: Callable[[], AbstractContextManager[Fetch]]
    readers: int
    make_read: Callable[[], AbstractContextManager[Read]]


class Crew:
    """
    Threads that fetch, each serving one host at a time over one connection, and threads that read.

    Shape: a fetcher is hired when there is a host for it and none is idle.
    Why apart: a host whose page is here can be asked for the next one while that page is read. A page waits
    for its reader in a short queue, so that a slow reader holds up the fetching and not the memory.
    """

    def __init__(self, hands: Hands) -> None:
        self._news: queue.SimpleQueue[Answer | HostFree | BaseException] = queue.SimpleQueue()
        self._catches: queue.Queue[Catch | None] = queue.Queue(2 * hands.readers)
        self._inboxes: list[queue.SimpleQueue[Sequence[Job] | None]] = []
        self._idle: dict[int, str] = {}  # fetcher's number to the host that it served last
        self._busy: dict[str, int] = {}  # host to the fetcher that serves it
        self._open = 0  # jobs whose answer is still to come
        self._is_over = threading.Event()
        self._hands = hands
        self._readers = [self._start(f"kabar-read-{number}", self._reads) for number in range(hands.readers)]

    @property
    def has_idle(self) -> bool:
        """Whether a job can be given now."""
        return bool(self._idle) or len(self._inboxes) < self._hands.fetchers

    @property
    def is_working(self) -> bool:
        """Whether an answer is still to come."""
        return self._open > 0

    def give(self, jobs: Sequence[Job]) -> None:
        """Hands jobs of one host to an idle fetcher, if possible to the one that is connected to it."""
        host = jobs[0].host
        if not self._idle:
            self._hire()
        number = next((n for n, last in self._idle.items() if last == host), next(iter(self._idle)))
        del self._idle[number]
        self._busy[host] = number
        self._open += len(jobs)
        self._inboxes[number].put(jobs)

    def news(self, timeout_s: float, most: int) -> list[Answer | HostFree]:
        """What came in, at most so much; waits up to the timeout for the first."""
        taken: list[Answer | HostFree] = []
        try:
            while len(taken) < most:
                entry = self._news.get(timeout=0 if taken else timeout_s)
                if isinstance(entry, BaseException):
                    self._open = 0  # nothing more is sure to come
                    raise entry
                if isinstance(entry, HostFree):
                    self._idle[self._busy.pop(entry.host)] = entry.host
                    self._open -= len(entry.unasked)
                else:
                    self._open -= 1
                taken.append(entry)
        except queue.Empty:
            return taken
        return taken

    def dismiss(self) -> None:
        """Lets every thread end after the page it is at."""
        self._is_over.set()
        for inbox in self._inboxes:
            inbox.put(None)

    def release(self) -> None:
        """Lets the readers go, once nothing is to come any more; waits a moment for them."""
        for _ in self._readers:
            with suppress(queue.Full):
                self._catches.put_nowait(None)
        for thread in self._readers:
            thread.join(_RELEASE_S)

    def _hire(self) -> None:
        number = len(self._inboxes)
        inbox: queue.SimpleQueue[Sequence[Job] | None] = queue.SimpleQueue()
        self._inboxes.append(inbox)
        self._idle[number] = ""
        self._start(f"kabar-fetch-{number}", lambda: self._fetches(inbox))

    def _start(self, name: str, work: Callable[[], None]) -> threading.Thread:
        def guarded() -> None:
            try:
                work()
            except BaseException as exc:  # noqa: BLE001  # handed to the main thread, which raises it
                self._news.put(exc)

        thread = threading.Thread(target=guarded, name=name, daemon=True)
        thread.start()
        return thread

    def _fetches(self, inbox: "queue.SimpleQueue[Sequence[Job] | None]") -> None:
        with self._hands.make_fetch() as fetch:
            while (jobs := inbox.get()) is not None:
                self._news.put(self._stint(fetch, jobs))

    def _stint(self, fetch: Fetch, jobs: Sequence[Job]) -> HostFree:
        """Fetches one page of a host after the other, as long as it is due no pause and fails at nothing."""
        pause_s = shut_s = 0.0
        rule = ""
        outcomes: list[Outcome | None] = []
        for at, job in enumerate(jobs):
            if (
                pause_s
                or shut_s
                or self._is_over.is_set()
                or (outcomes and outcomes[-1] and outcomes[-1].is_failure)
            ):
                return HostFree(job.host, pause_s, tuple(outcomes), tuple(jobs[at:]), shut_s, rule)
            catch = fetch(job)
            pause_s, shut_s, rule = catch.pause_s, catch.shut_s, catch.rule
            outcomes.append(catch.fetched.outcome)
            self._catches.put(catch)
        return HostFree(jobs[0].host, pause_s, tuple(outcomes), (), shut_s, rule)

    def _reads(self) -> None:
        with self._hands.make_read() as read:
            while (catch := self._catches.get()) is not None:
                self._news.put(read(catch))
