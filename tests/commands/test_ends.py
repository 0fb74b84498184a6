"""How a command ends when something stands in its way: no room, a signal behind its pages, a reader gone."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scraper.commands import main
from scraper.store import Archive
from tests.commands.conftest import Kabar
from tests.fetch.server import Fault, FaultServer
from tests.site.server import SampleSite
from tests.store.children import in_child

ROOT = Path(__file__).parents[2]
FREE = ("--allow-private", "--delay", "0")
NAG = "Ikuti terus kabar terbaru dari kami dengan mengunduh aplikasi layanan warga di ponsel anda."
LEARN = "scraper.commands.crawl.learn_sites"


def _article(number: int) -> bytes:
    """An article of a theme that puts a line of its own into each body."""
    lines = [
        f"Camat membuka kegiatan ke-{number}, bagian {part}, bersama {number * part} warga desa."
        for part in range(1, 30)
    ]
    words = "".join(f"<p>{line}</p>" for line in [*lines[:20], NAG, *lines[20:]])
    return (
        f"<html lang=id><title>Humas</title><h1>Camat Buka Kegiatan {number} Bagi Warga</h1>"
        f"<p>{number % 28 + 1} November 2025</p><div class=isi>{words}</div></html>"
    ).encode()


@pytest.fixture
def url() -> Iterator[str]:
    """The home page of a site whose boilerplate is known only when a run has had its pages."""
    names = [f"berita/detail/{number}-camat-buka-kegiatan" for number in range(1, 41)]
    links = "".join(f'<li><a href="/{name}">Camat buka kegiatan bagi warga</a></li>' for name in names)
    home = f"<html><title>Kantor</title><ul>{links}</ul></html>".encode()
    pages: dict[str, Fault] = {"": lambda peer: peer.answer(home)}
    for number, name in enumerate(names, 1):
        pages[name] = lambda peer, number=number: peer.answer(_article(number))  # type: ignore[misc]
    with FaultServer(pages) as server:
        yield server.url("")


def _rows(sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("archive.db") as archive:
        return archive.execute(sql).fetchall()


def _crawled(url: str, meanwhile: Callable[[Archive], None], monkeypatch: pytest.MonkeyPatch) -> int:
    """How a crawl in a process of its own ended, in which this happens between its pages and its learning."""
    learn = sys.modules["scraper.reread.learning"].learn_sites

    def disturbed(archive: Archive, *rest: object) -> int:
        meanwhile(archive)
        return int(learn(archive, *rest))

    def crawl() -> None:
        monkeypatch.setattr(LEARN, disturbed)
        monkeypatch.setattr(sys, "argv", ["kabar", "crawl", url, *FREE])
        try:
            main()
        except SystemExit as ended:
            os._exit(int(ended.code or 0))

    return in_child(crawl)


def _no_more_room(archive: Archive) -> None:
    log = archive.path.with_name(archive.path.name + "-wal")
    most = max(archive.path.stat().st_size, log.stat().st_size) + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _stopped(_archive: Archive) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(("meanwhile", "code"), [(_no_more_room, 1), (_stopped, 3)])
def test_a_run_that_cannot_learn_has_an_end_and_the_next_one_learns(
    kabar: Kabar, url: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Archive], None], code: int
) -> None:
    """A full disk or a SIGTERM behind the last page: the run is told as ended, and nothing is left undone."""
    ended = _crawled(url, meanwhile, monkeypatch)
    runs = _rows("SELECT exit_code, ended_at IS NOT NULL, counts LIKE '%\"archived\": 40%' FROM runs")
    with_nag = _rows("SELECT count(*) FROM articles WHERE body LIKE '%mengunduh aplikasi%'")
    again = kabar("crawl", url, *FREE)

    assert (code, [(code, 1, 1)], [(40,)]) == (ended, runs, with_nag)
    assert (0, [(0,)]) == (again.code, _rows("SELECT count(*) FROM articles WHERE body LIKE '%mengunduh%'"))
    assert [(40,)] == _rows("SELECT count(*) FROM articles")


def _printing_to_nobody(*words: str) -> "subprocess.Popen[bytes]":
    """A command whose output nobody reads."""
    ours, theirs = os.pipe()
    os.close(ours)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "scraper", *words]
    try:
        return subprocess.Popen(command, env=environment, stdout=theirs, stderr=subprocess.PIPE)
    finally:
        os.close(theirs)


def _ending(process: "subprocess.Popen[bytes]") -> tuple[int, str]:
    """Its exit code, and its talk."""
    _, told = process.communicate(timeout=60)
    return process.returncode, told.decode()


PRINTING = (
    "--help",
    "crawl --help",
    "search",
    "search --json",
    "show 1",
    "sites",
    "sites --known",
    "status",
    "export - --format jsonl",
)


def test_a_reader_that_goes_away_is_no_fault(kabar: Kabar, sample_site: SampleSite) -> None:
    """Whatever prints ends with 0 and without a word where its reader has gone away, as behind `| head`."""
    kabar("crawl", sample_site.url, *FREE, "--max-pages", "12")
    started = {words: _printing_to_nobody(*words.split()) for words in PRINTING}

    assert dict.fromkeys(PRINTING, (0, "")) == {words: _ending(one) for words, one in started.items()}


def test_a_crawl_whose_reader_goes_away_is_stopped(kabar: Kabar, sample_site: SampleSite) -> None:
    """What had come is kept, and the run is noted as stopped."""
    code, told = _ending(_printing_to_nobody("crawl", sample_site.url, *FREE))

    assert 3 == code
    assert "stopped, run it again to go on" in told
    assert [(3, 1)] == _rows("SELECT exit_code, ended_at IS NOT NULL FROM runs")
