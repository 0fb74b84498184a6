"""A page that tells robots not to keep it: what is kept of it all the same, and when it is not obeyed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.fetch.server import FaultServer, Peer

FREE = ("--allow-private", "--delay", "0")
WORDS = "Kalimat yang tidak boleh disimpan arsip"
PAGE = f"""<html><head><title>Judul</title>{{meta}}</head><body><article><h1>Bupati Buka Pameran</h1>
<p>26 November 2025</p><p>{WORDS}, kata bupati. Warga datang sejak pagi hari ke pendopo.</p>
<p>Pameran dibuka sampai akhir pekan, dan pengunjung tidak dipungut biaya selama acara ini.</p>
<p>Lebih dari dua ratus pedagang ikut serta, dari batik sampai kopi, dan semuanya dari kabupaten ini.</p>
</article></body></html>"""


def _meta(peer: Peer) -> None:
    peer.answer(PAGE.format(meta='<meta name="robots" content="noindex, follow">').encode())


def _header(peer: Peer) -> None:
    peer.answer(PAGE.format(meta="").encode(), headers=["X-Robots-Tag: noarchive", 'ETag: "1"'])


def _listing(peer: Peer) -> None:
    links = "".join(
        f'<li><a href="/berita/{n}-bupati-buka-pameran">Bupati Buka Pameran Lagi {n}</a></li>'
        for n in range(9)
    )
    head = '<head><meta name="robots" content="noindex,follow"><title>Beranda</title></head>'
    peer.answer(f"<html>{head}<body><ul>{links}</ul>".encode())


@pytest.fixture
def site() -> Iterator[FaultServer]:
    """A site whose pages say so in their head or in their headers."""
    faults = {
        "meta": _meta,
        "header": _header,
        "": _listing,
        "robots.txt": lambda peer: peer.answer(b"", "404 No"),
    }
    with FaultServer(faults) as server:
        yield server


def _rows(sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("archive.db") as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(("path", "said"), [("meta", "noindex, follow"), ("header", "noarchive")])
def test_its_words_and_bytes_are_not_kept(kabar: Kabar, site: FaultServer, path: str, said: str) -> None:
    """It ends as not_archived: the exchange is kept with what the page said to robots, and no word of it."""
    ended = kabar("crawl", site.url(path), *FREE, "--json")

    assert "not_archived" == ended.rows[0]["outcome"]
    assert [(0,)] == _rows("SELECT count(*) FROM articles")
    assert [(200, 0, "not_archived")] == _rows("SELECT status, size, outcome FROM captures")
    assert [(said, 1)] == _rows("SELECT said, obeyed FROM directives")
    assert WORDS.encode() not in b"".join(file.read_bytes() for file in Path().glob("archive.db*"))
    kabar("crawl", site.url(path), *FREE)
    assert not any(b"if-none-match" in request.lower() for request in site.requests)


def test_a_listing_leads_on_without_being_kept(kabar: Kabar, site: FaultServer) -> None:
    """The links of a listing that is not to be kept are followed, as it says."""
    kabar("crawl", site.url(""), *FREE)

    assert [("listing", 0)] == _rows("SELECT outcome, size FROM captures WHERE id = 1")
    assert [(9,)] == _rows("SELECT count(*) FROM frontier WHERE kind = 'article'")


def test_a_profile_may_say_otherwise(kabar: Kabar, site: FaultServer) -> None:
    """With keep_noarchive in the site's profile the article is kept, and what the page said as well."""
    profile = Path("config/kabar/sites/pameran.toml")
    profile.parent.mkdir(parents=True)
    profile.write_text(
        f'title = "Pameran"\nhosts = ["127.0.0.1:{site.port}"]\nkeep_noarchive = true\n', "utf-8"
    )
    kabar("crawl", site.url("meta"), *FREE)

    assert [("Bupati Buka Pameran",)] == _rows("SELECT title FROM articles")
    assert [("noindex, follow", 0)] == _rows("SELECT said, obeyed FROM directives")
