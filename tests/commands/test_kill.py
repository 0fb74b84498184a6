"""A crawl that is killed, stopped or run twice at once loses nothing and keeps nothing twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.site.server import SampleSite, serve_sample_site

KILLS = 2  # `make bench-kill` tries forty and more
# What two crawls of one site must have in common: all but numbers and times.
SAME = """
SELECT url, title, published_at, updated_at, category, place, byline, photo_credit, tags, body, views,
  revision
FROM articles ORDER BY url
"""
PHOTOS = """
SELECT articles.url, position, photos.url, caption, credit
FROM photos JOIN articles ON articles.id = photos.article ORDER BY 1, 2
"""


@pytest.fixture
def slow_site() -> Iterator[SampleSite]:
    """A sample site that takes its time, so that a kill falls into the middle of a crawl."""
    with serve_sample_site(delay_s=0.01) as running:
        yield running


def _start(folder: Path, site: SampleSite) -> "subprocess.Popen[bytes]":
    words = ["crawl", site.url, "--allow-private", "--delay", "0"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    with (folder / "talk.txt").open("ab") as talk:
        return subprocess.Popen(
            [sys.executable, "-m", "scraper", *words],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=talk,
        )


def _wait_for_articles(folder: Path, count: int) -> None:
    """Returns when the archive holds so many articles, or after ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if (folder / "archive.db").exists():
            try:
                if _rows(folder, "SELECT count(*) FROM articles")[0][0] >= count:
                    return
            except sqlite3.OperationalError:
                continue  # the tables are being made
        time.sleep(0.005)


def _rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True) as connection:
        return connection.execute(sql).fetchall()


def test_killed_crawls_end_in_the_same_records(kabar: Kabar, slow_site: SampleSite, tmp_path: Path) -> None:
    """A crawl killed at several moments, then run again, has the records of an undisturbed one."""
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    killed.mkdir()
    whole.mkdir()
    rng = random.Random(17)  # noqa: S311  # moments, not secrets
    for kill in range(KILLS):
        process = _start(killed, slow_site)
        _wait_for_articles(killed, kill * 20 + rng.randrange(1, 20))
        process.kill()
        process.wait()
    assert 0 == _start(killed, slow_site).wait(60)
    slow_site.delay_s = 0.0
    archive = str(whole / "archive.db")
    assert 0 == kabar("crawl", slow_site.url, "--allow-private", "--delay", "0", "--archive", archive).code

    assert [("ok",)] == _rows(killed, "PRAGMA integrity_check")
    assert _rows(whole, SAME) == _rows(killed, SAME)
    assert _rows(whole, PHOTOS) == _rows(killed, PHOTOS)
    assert 42 == len(_rows(killed, SAME))


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_stopped_crawl_keeps_what_came(slow_site: SampleSite, tmp_path: Path, word: signal.Signals) -> None:
    """SIGTERM and Ctrl-C end a crawl within seconds, with exit code 3 and a summary."""
    slow_site.delay_s = 0.2  # so that it is far from its end, however busy the machine is
    process = _start(tmp_path, slow_site)
    _wait_for_articles(tmp_path, 3)
    process.send_signal(word)
    started = time.monotonic()
    process.wait(20)
    talk = (tmp_path / "talk.txt").read_text("utf-8")

    assert 3 == process.returncode
    assert 6 > time.monotonic() - started
    assert "stopped, run it again to go on" in talk
    assert "Traceback" not in talk
    assert _rows(tmp_path, "SELECT exit_code FROM runs") == [(3,)]


def test_second_run_at_the_same_time_is_told_who_holds_the_archive(
    kabar: Kabar, slow_site: SampleSite, tmp_path: Path
) -> None:
    """While one run holds the archive, another ends with exit code 75 and names the first one's process."""
    process = _start(tmp_path, slow_site)
    _wait_for_articles(tmp_path, 1)

    said = kabar("crawl", slow_site.url, "--allow-private", "--delay", "0")

    process.kill()
    process.wait()
    assert 75 == said.code
    assert str(process.pid) in said.err
