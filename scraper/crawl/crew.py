"""A few threads that visit pages, each with a visitor of its own; jobs go in, answers come out."""

import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from scraper.model import Page, Visit
from scraper.sites import Site


@dataclass(frozen=True, slots=True)
class Job:
    """One page to visit now, for this site, after so many visits in a row that brought nothing."""

    page: Page
    site: Site
    host: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job's visit came to, and how long its host is left alone now."""

    job: Job
    visit: Visit
    pause_s: float
    elapsed_s: float


Visitor = Callable[[Job], Answer]


class Crew:
    """
    Threads that each serve one host at a time over one connection.

    Why: threads, because fetching waits and lexbor, zlib and zstd let go of the interpreter while they work
    (MEASURED: 1.7 CPU seconds per 1,000 pages, against 3.7 for an async client with 16 connections).
    """

    def __init__(self, size: int, make_visitor: Callable[[], AbstractContextManager[Visitor]]) -> None:
        self._answers: queue.SimpleQueue[tuple[int, Answer | BaseException]] = queue.SimpleQueue()
        self._inboxes: list[queue.SimpleQueue[Job | None]] = [queue.SimpleQueue() for _ in range(size)]
        self._idle: dict[int, str] = dict.fromkeys(
            range(size), ""
        )  # thread number to the host it served last
        for number, inbox in enumerate(self._inboxes):
            name = f"kabar-{number}"
            threading.Thread(
                target=self._work, args=(number, inbox, make_visitor), name=name, daemon=True
            ).start()

    @property
    def has_idle(self) -> bool:
        """Whether a job can be given now."""
        return bool(self._idle)

    @property
    def is_working(self) -> bool:
        """Whether an answer is still to come."""
        return len(self._idle) < len(self._inboxes)

    def give(self, job: Job) -> None:
        """Hands the job to an idle thread, if possible to the one that has a connection to its host."""
        number = next((n for n, host in self._idle.items() if host == job.host), next(iter(self._idle)))
        del self._idle[number]
        self._inboxes[number].put(job)

    def answers(self, timeout_s: float, most: int) -> list[Answer]:
        """The answers that are there, at most so many; waits up to the timeout for the first."""
        taken: list[Answer] = []
        try:
            while len(taken) < most:
                number, answer = self._answers.get(timeout=0 if taken else timeout_s)
                if isinstance(answer, BaseException):
                    self._idle[number] = ""  # nothing more is to come from it
                    raise answer
                self._idle[number] = answer.job.host
                taken.append(answer)
        except queue.Empty:
            return taken
        return taken

    def dismiss(self) -> None:
        """Lets every thread end after the job it is at."""
        for inbox in self._inboxes:
            inbox.put(None)

    def _work(
        self,
        number: int,
        inbox: "queue.SimpleQueue[Job | None]",
        make_visitor: Callable[[], AbstractContextManager[Visitor]],
    ) -> None:
        try:
            with make_visitor() as visit:
                while (job := inbox.get()) is not None:
                    self._answers.put((number, visit(job)))
        except BaseException as exc:  # noqa: BLE001  # handed to the main thread, which raises it
            self._answers.put((number, exc))
