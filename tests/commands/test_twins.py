"""One article, one record: a real site that shows each article under many addresses."""

import sqlite3
from collections.abc import Iterator

import pytest

from tests.commands.conftest import Kabar
from tests.fetch.server import FaultServer, Peer

FREE = ("--allow-private", "--delay", "0")
SLUG = "bupati-lantik-pejabat-baru-di-pendopo"
# Address of a twin, and whether it is asked for at all: what is plainly another dress of a page is not.
TWINS = {
    f"/berita/{SLUG}": True,
    f"/berita/{SLUG}?print=1": False,
    f"/berita/{SLUG}?tmpl=component&print=1&page=": False,
    f"/berita/{SLUG}/amp/": False,
    f"/berita/{SLUG}/print": False,
    f"/berita/{SLUG}?m=1": False,
    f"/berita/{SLUG}?utm_source=wa&fbclid=x#komentar": False,
    f"/berita/{SLUG}?PHPSESSID=0123456789abcdef": False,
    f"/index.php/berita/{SLUG}": True,
    f"/berita/{SLUG}.html": True,
    f"/berita/{SLUG}?page=3": True,
    f"/berita/{SLUG}?b=2&a=1": True,
    f"/berita/{SLUG}?a=1&b=2": False,
}


def _page(path: str) -> bytes:
    """The same words whatever the address, within chrome that differs."""
    words = "".join(
        f"<p>Bupati melantik {number} pejabat di pendopo kabupaten, dan berpesan agar melayani warga.</p>"
        for number in range(11, 17)
    )
    chrome = "" if "print" in path else f"<nav>Anda di sini: {path}</nav>"
    return (
        f"<html><head><title>Lantik</title></head><body>{chrome}<article><h1>Bupati Lantik Pejabat Baru</h1>"
        f"<p>26 November 2025</p>{words}</article></body></html>"
    ).encode()


def _home(peer: Peer) -> None:
    links = "".join(f'<li><a href="{path}">Bupati Lantik Pejabat Baru Hari Ini</a></li>' for path in TWINS)
    peer.answer(f"<html><title>Beranda</title><body><ul>{links}</ul></body></html>".encode())


class _Site(dict[str, object]):
    """Every address but the home page and robots.txt is the article."""

    def get(self, name: str, _default: object = None) -> object:  # type: ignore[override]  # as the server asks
        if name == "":
            return _home
        if name == "robots.txt":
            return lambda peer: peer.answer(b"", "404 Not Found")
        return lambda peer: peer.answer(_page(peer.path))


@pytest.fixture
def site() -> Iterator[FaultServer]:
    """The site."""
    with FaultServer(_Site()) as server:  # type: ignore[arg-type]  # as above
        yield server


def _rows(sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("archive.db") as connection:
        return connection.execute(sql).fetchall()


def test_all_addresses_of_an_article_give_one_record(kabar: Kabar, site: FaultServer) -> None:
    """For printing or phones, with a session, index.php, .html or a page number: one record."""
    kabar("crawl", site.url(""), *FREE)

    assert [(site.url(f"berita/{SLUG}"), 1)] == _rows("SELECT url, revision FROM articles")
    asked = {path for path, hits in site.hits.items() if hits}
    sorted_query = f"/berita/{SLUG}?a=1&b=2"  # the one address of both orders

    assert not {path for path, is_asked in TWINS.items() if not is_asked and path != sorted_query} & asked
    assert {sorted_query, f"/berita/{SLUG}.html", f"/index.php/berita/{SLUG}"} <= asked


def test_the_order_of_visits_makes_no_difference(kabar: Kabar, site: FaultServer) -> None:
    """Whichever address is visited first, the record has the plainest one."""
    for path in (
        f"berita/{SLUG}?dari=beranda",
        f"index.php/berita/{SLUG}",
        f"berita/{SLUG}",
        f"berita/{SLUG}.html",
    ):
        kabar("crawl", site.url(path), *FREE)

    assert [(site.url(f"berita/{SLUG}"),)] == _rows("SELECT url FROM articles")
    assert [(4,)] == _rows("SELECT count(*) FROM frontier WHERE article = 1")


def test_the_address_as_written_is_kept(kabar: Kabar, site: FaultServer) -> None:
    """The frontier keeps the link as it stood in the page beside the address that it means."""
    kabar("crawl", site.url(""), *FREE)

    hrefs = {str(href) for (href,) in _rows("SELECT href FROM frontier WHERE href IS NOT NULL")}
    assert f"/berita/{SLUG}" in hrefs
    assert f"/berita/{SLUG}?b=2&a=1" in hrefs
