"""Tests of scraper/commands/status.py: real crawls, and what a site's fall looks like in their archive."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.fetch.server import FaultServer, Peer

FREE = ("--allow-private", "--delay", "0")
NEW = 12  # articles of the second night
TODAY = datetime.now(UTC).date()


class Office:
    """A small news site whose articles, and what they look like, the test decides."""

    def __init__(self) -> None:
        self.articles = 40
        self.youngest_day = 0  # days ago
        self.shows_counter: Callable[[int], bool] = lambda _number: True
        self.is_article: Callable[[int], bool] = lambda _number: True
        self.is_down = False

    def robots(self, peer: Peer) -> None:
        """Everything is allowed."""
        peer.answer(b"", "404 Not Found")

    def home(self, peer: Peer) -> None:
        """Every article, newest first."""
        if self.is_down:
            peer.answer(b"", "500 Internal Server Error")
            return
        links = "".join(
            f'<li><a href="/berita?id={number}">Kabar nomor {number} dari kantor bupati</a></li>'
            for number in range(self.articles, 0, -1)
        )
        peer.answer(f"<html><title>Kantor</title><body><ul>{links}</ul></body></html>".encode())

    def article(self, peer: Peer) -> None:
        """One article, a day older than the next."""
        number = int(peer.path.rsplit("=", 1)[1])
        if not self.is_article(number):
            peer.answer(b"<html><title>Kantor</title><body><div>Selamat datang</div></body></html>")
            return
        day = TODAY - timedelta(days=self.youngest_day + max(0, 40 - number))
        counter = f"<span>Dibaca: {number * 7} kali</span>" if self.shows_counter(number) else ""
        words = (
            f"<p>Bupati membuka acara ke-{number} di balai desa, dan warga datang sejak pagi hari.</p>" * 6
        )
        peer.answer(
            f"<html><head><title>Acara {number}</title><meta property='og:type' content='article'>"
            f"</head><body><article><h1>Bupati membuka acara ke-{number}</h1>"
            f"<time datetime='{day}'>{day}</time>{counter}"
            f"{words}</article></body></html>".encode()
        )


@pytest.fixture
def office() -> Iterator[tuple[Office, str]]:
    """The site and its address."""
    site = Office()
    faults = {"robots.txt": site.robots, "": site.home, "berita": site.article}
    with FaultServer(faults) as server:
        yield site, server.url("")


def _night(kabar: Kabar, url: str) -> None:
    kabar("crawl", url, *FREE)


def test_a_site_that_is_well_is_well(kabar: Kabar, office: tuple[Office, str]) -> None:
    """After two ordinary nights status ends with 0 and shows both runs."""
    site, url = office
    _night(kabar, url)
    site.articles += NEW
    _night(kabar, url)
    said = kabar("status", "--json")

    assert (0, []) == (said.code, said.rows[-1]["complaints"])
    assert [2, 1] == [row["run"]["id"] for row in said.rows if "run" in row]
    assert TODAY.isoformat() == said.rows[-1]["last_published"]


def test_a_site_that_went_silent_is_told(kabar: Kabar, office: tuple[Office, str]) -> None:
    """A daily site whose last article is three weeks old ends status with 1, and says since when."""
    site, url = office
    site.youngest_day = 21
    _night(kabar, url)
    said = kabar("status")

    assert 1 == said.code
    assert f"silent for 21 days, since {TODAY - timedelta(days=21)}" in said.out


def test_a_field_that_began_to_fail_is_told(kabar: Kabar, office: tuple[Office, str]) -> None:
    """Where a new layout hides the counter of new articles, that field is named."""
    site, url = office
    _night(kabar, url)
    site.articles += NEW
    site.shows_counter = lambda number: number <= 40
    _night(kabar, url)
    said = kabar("status")

    assert 1 == said.code
    assert f"views: 0 of the newest {NEW} articles have it, 100% of those before" in said.out


def test_a_layout_that_is_no_longer_read_is_told(kabar: Kabar, office: tuple[Office, str]) -> None:
    """Where new articles are not read as such any more, that is told, though nothing new came."""
    site, url = office
    _night(kabar, url)
    site.articles += 25
    site.is_article = lambda number: number <= 40
    _night(kabar, url)
    said = kabar("status")

    assert 1 == said.code
    assert "articles' pages were read as articles" in said.out


def test_a_host_that_is_left_alone_is_named(kabar: Kabar, office: tuple[Office, str]) -> None:
    """A pause that a host is given is shown with its end; it is no reason for a look yet."""
    _night(kabar, office[1])
    with sqlite3.connect("archive.db") as archive:
        archive.execute("UPDATE hosts SET ready_at = '2999-01-01T00:00:00.000Z', why = 'it asks for a pause'")
    said = kabar("status")

    assert 0 == said.code
    assert "it asks for a pause; until 2999-01-01 00:00 UTC" in said.out


def test_what_is_not_there_is_told(kabar: Kabar, office: tuple[Office, str]) -> None:
    """Without an archive, and for a site that it does not have, status says so."""
    assert 1 == kabar("status").code
    _night(kabar, office[1])
    said = kabar("status", "jateng")

    assert 2 == said.code
    assert "has no site 'jateng'" in said.err
    assert Path("archive.db").exists()
