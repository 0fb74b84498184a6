"""Tests of scraper/commands/crawl.py: real pages from a real server into a real archive."""

import json
import socket
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.site.server import SampleSite, serve_sample_site

EXPECTED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "site" / "expected.jsonl").read_text("utf-8").splitlines()
]
TABLES = ("articles", "captures", "frontier", "photos", "provenance", "revisions", "sites", "views")


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """A sample site of the test's own, whose requests can be counted."""
    with serve_sample_site() as running:
        yield running


def _rows(sql: str, path: str = "archive.db") -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


def _sizes() -> dict[str, int]:
    return {table: _rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # type: ignore[misc]  # noqa: S608


def _crawl(kabar: Kabar, *words: str) -> Counter[str]:
    """Counts by outcome of a crawl that ended well."""
    said = kabar("crawl", *words, "--allow-private", "--delay", "0", "--json")
    assert said.code in (0, 1), said.err
    return Counter(said.rows[-1]["summary"]["counts"])


def test_one_address_gives_one_record(kabar: Kabar, site: SampleSite) -> None:
    """A crawl of one article asks for robots.txt and that page, and keeps one record."""
    counts = _crawl(kabar, site.url + "detail_berita?id=2461")

    assert {"archived": 1} == counts
    assert ["/robots.txt", "/detail_berita?id=2461"] == site.requests
    assert 1 == _sizes()["frontier"]


def test_second_crawl_of_an_unchanged_page_is_answered_with_304(kabar: Kabar, site: SampleSite) -> None:
    """A second crawl sends the validators; the 304 is kept and stands for the bytes that we have."""
    _crawl(kabar, site.url + "detail_berita?id=2461")
    before = _sizes()

    counts = _crawl(kabar, site.url + "detail_berita?id=2461")

    assert {"unchanged": 1} == counts
    assert before | {"captures": 2} == _sizes()
    assert [(200, None, 1), (304, 1, 0)] == _rows(
        "SELECT status, repeats, payload IS NOT NULL FROM captures ORDER BY id"
    )
    assert [(1, 1)] == _rows("SELECT count(DISTINCT sha256), count(DISTINCT size) FROM captures")
    assert [(1,)] == _rows("SELECT last_seen_at > first_seen_at FROM articles")
    assert ["/robots.txt", *["/detail_berita?id=2461"] * 2] == site.requests


def test_home_page_brings_every_article(kabar: Kabar, site: SampleSite) -> None:
    """From the home page every article of the site is found and kept once, whatever addresses lead to it."""
    _crawl(kabar, site.url)

    titles = [row[0] for row in _rows("SELECT title FROM articles")]
    assert sorted(row["title"] for row in EXPECTED) == sorted(titles)


def test_nothing_is_asked_for_twice(kabar: Kabar, site: SampleSite) -> None:
    """One run asks for no address twice but where a redirect leads there, and for none out of scope."""
    _crawl(kabar, site.url)

    twice = [path for path, count in Counter(site.requests).items() if count > 1]
    assert [f"{site.url.rstrip('/')}{path}" for path in twice] == [
        row[0] for row in _rows("SELECT DISTINCT final_url FROM captures WHERE hops IS NOT NULL")
    ]
    assert not [path for path in site.requests if path.startswith("/admin")]


def test_second_run_of_a_site_asks_for_little(kabar: Kabar, site: SampleSite) -> None:
    """A run right after a whole one asks for the home page only: robots.txt is known, nothing else is due."""
    _crawl(kabar, site.url)
    site.requests.clear()

    _crawl(kabar, site.url)

    assert ["/"] == site.requests


def test_max_pages_is_kept_to(kabar: Kabar, site: SampleSite) -> None:
    """--max-pages N asks for N pages, and the next run goes on where it stopped."""
    first = _crawl(kabar, site.url, "--max-pages", "7")
    _crawl(kabar, site.url)

    assert 7 == sum(first.values())
    assert len(EXPECTED) == _sizes()["articles"]


def test_loopback_is_refused_without_leave(kabar: Kabar, site: SampleSite) -> None:
    """Without --allow-private a loopback address is refused, with the word that allows it."""
    said = kabar("crawl", site.url)

    assert 1 == said.code
    assert "--allow-private" in said.out + said.err
    assert [] == site.requests


def test_lines_without_a_terminal(kabar: Kabar, site: SampleSite) -> None:
    """Where no person watches, each page is a line on standard output, the summary on standard error."""
    said = kabar("crawl", site.url + "detail_berita?id=2461", "--allow-private", "--delay", "0")

    assert 1 == len(said.out.splitlines())
    assert said.out.startswith("archived")
    assert "1 page: 1 archived" in said.err
    assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("berita",), 2, "Known: "),
        (("http://",), 2, "whole address"),
        (("--delay", "-1", "jateng"), 2, "--delay"),
        ((), 2, "kabar crawl jateng"),
    ],
)
def test_wrong_words_are_told(kabar: Kabar, words: tuple[str, ...], code: int, hint: str) -> None:
    """A wrong word ends with exit code 2 and what to write instead, and makes no archive."""
    said = kabar("crawl", *words)

    assert code == said.code
    assert hint in said.err
    assert "Traceback" not in said.err
    assert not Path("archive.db").exists()


def test_missing_page_and_silent_host_are_told(kabar: Kabar, site: SampleSite) -> None:
    """A 404 and a host that does not answer end in their outcomes, exit code 1, and no article."""
    Path("config/kabar").mkdir(parents=True)
    Path("config/kabar/config.toml").write_text("attempts = 1\n", "utf-8")
    gone = kabar(
        "crawl", site.url + "berita/tidak-ada-lagi-di-sini", "--allow-private", "--delay", "0", "--json"
    )
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    silent = kabar("crawl", f"http://127.0.0.1:{port}/x", "--allow-private", "--delay", "0", "--json")

    assert (1, "gone") == (gone.code, gone.rows[0]["outcome"])
    assert (1, "unreachable") == (silent.code, silent.rows[0]["outcome"])
    assert 0 == _sizes()["articles"]


def test_foreign_file_is_left_alone(kabar: Kabar, site: SampleSite) -> None:
    """A file that is no archive is refused by its name and not changed by a byte."""
    Path("notes.db").write_bytes(b"not a database, but mine" * 100)

    said = kabar("crawl", site.url, "--allow-private", "--archive", "notes.db")

    assert 1 == said.code
    assert "notes.db" in said.err
    assert b"not a database, but mine" * 100 == Path("notes.db").read_bytes()
