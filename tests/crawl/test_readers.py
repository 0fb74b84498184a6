"""Tests of scraper/crawl/readers.py with real processes."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from scraper.crawl import readers
from scraper.crawl.readers import LateProcess, ReaderDiedError, ReaderProcess, most_readers

Process = ReaderProcess[str, str, tuple[int, str]]


def _make_read() -> Callable[[str, str], tuple[int, str]]:
    """A reading function that tells which process it runs in, and dies or hangs where it is told to."""

    def read(task: str, shared: str) -> tuple[int, str]:
        if task == "die":
            os._exit(7)
        if task == "hang":
            time.sleep(60)
        if task == "eat":
            return os.getpid(), str(len(bytearray(50_000_000_000)))
        return os.getpid(), f"{task.upper()} {shared}"

    return read


@pytest.fixture
def process() -> Iterator[Process]:
    """A process that is gone after the test."""
    with ReaderProcess(_make_read) as made:
        yield made


def test_one_process_reads_everything(process: Process) -> None:
    """All tasks are read in the same process, which is not ours."""
    first, second = process.read("satu", "x"), process.read("dua", "x")

    assert ("SATU x", "DUA x") == (first[1], second[1])
    assert first[0] == second[0] != os.getpid()


@pytest.mark.parametrize(("task", "words"), [("die", "ended with 7"), ("eat", "ended with 1")])
def test_a_page_that_kills_its_reader_costs_a_page(
    process: Process,
    task: str,
    words: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A reader that dies, or wants more memory than any page needs, is told and replaced."""
    with pytest.raises(ReaderDiedError, match=words):
        process.read(task, "x")

    assert "TIGA x" == process.read("tiga", "x")[1]


def test_a_page_that_never_ends_is_given_up(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hangs is killed after its time, and the next page is read by another."""
    process.read("satu", "x")
    monkeypatch.setattr(readers, "_LONGEST_READ_S", 0.1)
    with pytest.raises(ReaderDiedError, match=r"longer than 0 s"):
        process.read("hang", "x")
    monkeypatch.setattr(readers, "_LONGEST_READ_S", 30.0)

    assert "DUA x" == process.read("dua", "x")[1]


def test_the_first_few_are_read_here(process: Process) -> None:
    """A run of a few pages starts no process; a longer one does."""
    late = LateProcess(_make_read(), process)
    pids = [late.read("a", "x")[0] for _ in range(9)]

    assert {os.getpid()} == set(pids[:8])
    assert os.getpid() != pids[8]


def test_each_core_reads_up_to_four() -> None:
    """However few cores there are, one process reads, and never more than four."""
    assert 1 <= most_readers() <= 4


def test_what_tasks_share_outlives_their_reader(process: Process) -> None:
    """What tasks share is sent once, each its own, and sent anew to a reader that replaces one."""
    first, second = "satu".title(), "dua".title()
    told = [process.read("a", shared)[1] for shared in (first, second, first)]
    with pytest.raises(ReaderDiedError):
        process.read("die", first)

    assert ["A Satu", "A Dua", "A Satu"] == told
    assert "B Satu" == process.read("b", first)[1]
