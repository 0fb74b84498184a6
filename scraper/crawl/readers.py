"""Reading in processes of its own: a page that breaks its reader costs a page, not the run."""

import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

_LONGEST_READ_S = 120.0  # a page of a million short blocks takes 6
_FEW = 8  # tasks; a process costs as much CPU as reading some hundred pages of 50 KB
_END_S = 1.0  # what the process needs to see that nothing more comes
_PACKAGE = Path(__file__).parents[2]

Task = TypeVar("Task")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


class ReaderDiedError(Exception):
    """The process ended, or was ended, while it read."""


class ReaderProcess(Generic[Task, Shared, Result]):
    """
    One process that reads what it is given, one page at a time; for one thread.

    Shape: what many tasks share, as all pages of a site do, is sent with the first of them alone.
    Why a program of its own and not a fork: the crawl has threads and an open database, and neither may be
    copied.
    """

    def __init__(self, make_read: Callable[[], Callable[[Task, Shared], Result]]) -> None:
        self._make_read = make_read
        self._sent: dict[int, Shared] = {}  # by its id, which is its own as long as it is held here
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, task: Task, shared: Shared) -> Result:
        """
        What the process made of this task and what it shares with others.

        Raises: ReaderDiedError where it died of it or took too long; the next task gets a new process.
        """
        connection = self._connection or self._start()
        try:
            number = id(shared)
            connection.send((task, number, None if number in self._sent else shared))
            self._sent[number] = shared
            if connection.poll(_LONGEST_READ_S):
                result: Result = connection.recv()
                return result
        except (EOFError, OSError) as exc:
            self.close()
            code = self._process.returncode if self._process else None
            raise ReaderDiedError(f"the reading process ended with {code}") from exc
        if self._process:
            self._process.kill()
        self.close()
        raise ReaderDiedError(f"reading took longer than {_LONGEST_READ_S:.0f} s")

    def close(self) -> None:
        """Lets the process end."""
        if self._connection:
            self._connection.close()
            self._connection = None
        if self._process:
            try:
                self._process.wait(_END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _start(self) -> Connection:
        self._sent.clear()
        ours, theirs = Pipe()
        path = os.pathsep.join(filter(None, [str(_PACKAGE), os.environ.get("PYTHONPATH")]))
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-m", "scraper.crawl.reader", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        ours.send(self._make_read)
        self._connection = ours
        return ours


class LateProcess(Generic[Task, Shared, Result]):
    """Reads the first few tasks in the caller's own thread: many a run has no more, and a process costs."""

    def __init__(
        self, read_here: Callable[[Task, Shared], Result], process: ReaderProcess[Task, Shared, Result]
    ) -> None:
        self._read_here = read_here
        self._process = process
        self._read = 0

    def read(self, task: Task, shared: Shared) -> Result:
        """What came of reading it, here or there; raises ReaderDiedError as the process does."""
        self._read += 1
        return self._read_here(task, shared) if self._read <= _FEW else self._process.read(task, shared)


def most_readers() -> int:
    """How many processes may read beside the one that fetches and writes: one for each core, at most four."""
    return min(4, os.cpu_count() or 2)
