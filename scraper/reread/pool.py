"""A pool of processes that read kept bytes again; each opens the archive for itself and sends back little."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from os import sched_getaffinity
from pathlib import Path
from typing import Generic, TypeVar

from scraper.reread.desk import Desk
from scraper.store import open_archive

_CHUNK = 16  # units that a process is given at once: some tenths of a second
_AHEAD = 3  # chunks that wait for each process

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to be read again: an article, or the capture of a page that was none."""

    number: int
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Died:
    """A unit that ended the process which read it."""

    unit: Unit


@dataclass(slots=True)
class _Chunk(Generic[Answer]):
    """Some units, and what will be made of them."""

    units: list[Unit]
    future: Future[list[Answer]] | None = None

    def answers(self) -> list[Answer]:
        if self.future is None:
            raise BrokenProcessPool
        return self.future.result()


Work = Callable[[Desk, Unit], Answer]


def cores() -> int:
    """How many processes can run at once."""
    return len(sched_getaffinity(0))


def read_all(
    path: Path, units: Iterable[Unit], work: Work[Answer], processes: int
) -> Generator[list[Answer | Died]]:
    """
    What `work` made of each unit, some units at a time, in no order.

    Shape: work is a function of a module, because another process has to find it.
    Why: a page that ends its process costs itself alone: the units of that moment are read once more, one by
        one.
    """
    todo = iter(units)
    while True:
        waiting: deque[_Chunk[Answer]] = deque()
        with _pool(path, processes) as pool:
            give = partial(_give, pool, todo, work, waiting)
            try:
                give(_AHEAD * processes)
                while waiting:
                    answers = waiting[0].answers()
                    waiting.popleft()
                    yield list(answers)
                    give(1)
            except BrokenProcessPool:
                suspects = [unit for chunk in waiting for unit in chunk.units]
            else:
                return
        while suspects:
            found = list(_one_by_one(path, suspects, work))
            suspects = suspects[len(found) :]
            yield found


def _give(
    pool: ProcessPoolExecutor,
    todo: Iterator[Unit],
    work: Work[Answer],
    waiting: "deque[_Chunk[Answer]]",
    count: int,
) -> None:
    """Hands out some more chunks."""
    for _ in range(count):
        units = list(islice(todo, _CHUNK))
        if units:
            waiting.append(_Chunk(units))  # before it is given, which a broken pool refuses
            waiting[-1].future = pool.submit(_read_chunk, work, units)


def _one_by_one(path: Path, units: list[Unit], work: Work[Answer]) -> Iterator[Answer | Died]:
    """What came of these units, read one after the other, up to the one that ends its process."""
    with _pool(path, 1) as pool:
        for unit in units:
            try:
                yield pool.submit(_read_chunk, work, [unit]).result()[0]
            except BrokenProcessPool:
                yield Died(unit)
                return


@contextmanager
def _pool(path: Path, processes: int) -> Generator[ProcessPoolExecutor]:
    """The processes; started anew and not forked, for a fork would share the archive's file with us."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (path,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


_MINE: list[Desk] = []  # of this process, set when it begins


def _begin(path: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to answer
    _MINE[:] = [Desk(open_archive(path, create=False, readonly=True))]


def _read_chunk(work: Work[Answer], chunk: list[Unit]) -> list[Answer]:
    return [work(_MINE[0], unit) for unit in chunk]
