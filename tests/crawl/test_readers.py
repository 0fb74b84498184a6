"""Tests of scraper/crawl/readers.py with real processes."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from scraper.crawl import readers
from scraper.crawl.readers import LateProcess, ReaderDiedError, ReaderProcess, spare_cores


def _make_read() -> Callable[[str], tuple[int, str]]:
    """A reading function that tells which process it runs in, and dies or hangs where it is told to."""

    def read(task: str) -> tuple[int, str]:
        if task == "die":
            os._exit(7)
        if task == "hang":
            time.sleep(60)
        if task == "eat":
            return os.getpid(), str(len(bytearray(50_000_000_000)))
        return os.getpid(), task.upper()

    return read


@pytest.fixture
def process() -> Iterator[ReaderProcess[str, tuple[int, str]]]:
    """A process that is gone after the test."""
    with ReaderProcess(_make_read) as made:
        yield made


def test_one_process_reads_everything(process: ReaderProcess[str, tuple[int, str]]) -> None:
    """All tasks are read in the same process, which is not ours."""
    first, second = process.read("satu"), process.read("dua")

    assert ("SATU", "DUA") == (first[1], second[1])
    assert first[0] == second[0] != os.getpid()


@pytest.mark.parametrize(("task", "words"), [("die", "ended with 7"), ("eat", "ended with 1")])
def test_a_page_that_kills_its_reader_costs_a_page(
    process: ReaderProcess[str, tuple[int, str]], task: str, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A reader that dies, or wants more memory than any page needs, is told and replaced."""
    with pytest.raises(ReaderDiedError, match=words):
        process.read(task)

    assert "TIGA" == process.read("tiga")[1]


def test_a_page_that_never_ends_is_given_up(
    process: ReaderProcess[str, tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that hangs is killed after its time, and the next page is read by another."""
    process.read("satu")
    monkeypatch.setattr(readers, "_LONGEST_READ_S", 0.1)
    with pytest.raises(ReaderDiedError, match=r"longer than 0 s"):
        process.read("hang")
    monkeypatch.setattr(readers, "_LONGEST_READ_S", 30.0)

    assert "DUA" == process.read("dua")[1]


def test_the_first_few_are_read_here(process: ReaderProcess[str, tuple[int, str]]) -> None:
    """A run of a few pages starts no process; a longer one does."""
    late = LateProcess(_make_read(), process)
    pids = [late.read("a")[0] for _ in range(9)]

    assert {os.getpid()} == set(pids[:8])
    assert os.getpid() != pids[8]


def test_some_core_is_left_for_reading() -> None:
    """However few cores there are, one process reads, and never more than four."""
    assert 1 <= spare_cores() <= 4
