"""robots.txt, sitemaps and feeds that are hostile: each ends in its outcome, articles come all the same."""

import gzip
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.fetch.faults.register import TEN_MEGABYTES
from tests.fetch.server import Fault, FaultServer, Peer

kabar = kabar_fixture
FREE = ("--allow-private", "--delay", "0")
GOOD = 10
XML = "Content-Type: application/xml"
SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
INDEX = b'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def _article(number: int) -> bytes:
    words = "".join(
        f"<p>Bupati membuka acara ke-{number} bagian {part} di balai desa, dan warga datang sejak pagi.</p>"
        for part in range(6)
    )
    return (
        f"<html><title>Acara {number}</title><article><h1>Bupati membuka acara ke-{number}</h1>"
        f"<p>{number} November 2025</p>{words}</article></html>"
    ).encode()


def _pages() -> dict[str, Fault]:
    """A home page and its ten articles, without robots.txt."""
    names = [f"berita/detail/{number}-bupati-membuka-acara" for number in range(1, GOOD + 1)]
    items = "".join(f'<li><a href="/{name}">Bupati membuka acara desa</a></li>' for name in names)
    home = f"<html><title>Kantor</title><ul>{items}</ul></html>".encode()
    pages: dict[str, Fault] = {"": lambda peer: peer.answer(home)}
    for number, name in enumerate(names, 1):
        pages[name] = lambda peer, number=number: peer.answer(_article(number))  # type: ignore[misc]
    return pages


@pytest.fixture
def site() -> Iterator[FaultServer]:
    """A site that the test spoils."""
    with FaultServer(_pages()) as server:
        yield server


def _titles() -> int:
    with sqlite3.connect("archive.db") as archive:
        return int(archive.execute("SELECT count(*) FROM articles").fetchone()[0])


def _ended(path: str) -> tuple[str, str]:
    with sqlite3.connect("archive.db") as archive:
        row = archive.execute(
            "SELECT outcome, detail FROM frontier WHERE url LIKE ?", (f"%{path}",)
        ).fetchone()
    return row[0], row[1] or ""


def html_as_rules(peer: Peer) -> None:
    """The home page's layout where the rules should be."""
    peer.answer(b"<!doctype html><html><body>User-agent: *<br>Disallow: /</body></html>")


def big_rules(peer: Peer) -> None:
    """600 KB, whose last line, behind the 500 KiB, forbids all."""
    comments = (b"# " + b"x" * 97 + b"\n") * 6_000
    peer.answer(comments + b"User-agent: *\nDisallow: /\n", headers=["Content-Type: text/plain"])


def rules_of_15_000_agents(peer: Peer) -> None:
    """As many groups as fit."""
    peer.answer(b"".join(b"User-agent: bot%d\nDisallow: /%d\n" % (n, n) for n in range(15_000)))


def rules_without_end(peer: Peer) -> None:
    """Each answer leads to a further one."""
    peer.answer(b"", "302 Found", [f"Location: /robots.txt?{sum(peer.server.hits.values())}"])


@pytest.mark.parametrize("rules", [html_as_rules, big_rules, rules_of_15_000_agents, rules_without_end])
def test_rules_that_are_none_forbid_nothing(kabar: Kabar, site: FaultServer, rules: Fault) -> None:
    """Where there are no rules to be read, or only behind half a megabyte, all articles are kept."""
    site.faults["robots.txt"] = rules
    site.faults["robots.txt?"] = rules
    said = kabar("crawl", site.url(""), *FREE)

    assert (0, GOOD) == (said.code, _titles()), said.err


def test_rules_that_two_hosts_send_each_other_forbid_nothing(kabar: Kabar, site: FaultServer) -> None:
    """Two hosts whose robots.txt lead to each other are asked as often as redirects are followed."""
    with FaultServer(_pages(), host="127.0.0.2") as other:
        for one, another in ((site, other), (other, site)):
            target = another.url("robots.txt")
            one.faults["robots.txt"] = lambda peer, target=target: peer.answer(
                b"", "302 Found", [f"Location: {target}"]
            )  # type: ignore[misc]
        said = kabar("crawl", site.url(""), other.url(""), *FREE)
        asked = [server.hits["/robots.txt"] for server in (site, other)]

    assert (0, 2 * GOOD) == (said.code, _titles())
    assert 22 == sum(asked)


def _maps(peer: Peer) -> None:
    peer.answer(
        f"User-agent: *\nSitemap: http://{peer.header('host')}/peta.xml\n".encode(),
        headers=["Content-Type: text/plain"],
    )


def gzip_bomb(peer: Peer) -> None:
    """10 GB of zeros, packed."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Encoding: gzip\r\n\r\n")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    peer.send(squeeze.compress(SITEMAP) + squeeze.flush(zlib.Z_FULL_FLUSH))
    for _ in range(1_000):
        peer.send(TEN_MEGABYTES)


def packed_bomb(peer: Peer) -> None:
    """A file that is gzip in itself, of 200 MB."""
    peer.answer(gzip.compress(SITEMAP + b" " * 200_000_000, 1), headers=["Content-Type: application/gzip"])


def entity_bomb(peer: Peer) -> None:
    """A billion laughs."""
    names = "abcdefghij"
    inner = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    head = f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha">{inner}]>'
    peer.answer(f"{head}<urlset><url><loc>&j;</loc></url></urlset>".encode(), headers=[XML])


def _many(peer: Peer, count: int) -> None:
    base = (peer.header("host") or "").encode()
    rows = b"".join(b"<url><loc>http://%s/b/%d</loc></url>" % (base, number) for number in range(count))
    peer.answer(SITEMAP + rows + b"</urlset>", headers=[XML])


def a_circle(peer: Peer) -> None:
    """Two indexes that name each other, and themselves."""
    base = (peer.header("host") or "").encode()
    rows = b"".join(
        b"<sitemap><loc>http://%s/%s</loc></sitemap>" % (base, name) for name in (b"peta.xml", b"peta2.xml")
    )
    peer.answer(INDEX + rows + b"</sitemapindex>", headers=[XML])


def indexes_without_end(peer: Peer) -> None:
    """Each names two others that nobody has seen."""
    base, number = peer.header("host"), int((peer.path.partition("?")[2] or "1").removesuffix(".xml"))
    rows = "".join(f"<sitemap><loc>http://{base}/peta.xml?{2 * number + n}</loc></sitemap>" for n in (0, 1))
    peer.answer(INDEX + rows.encode() + b"</sitemapindex>", headers=[XML])


@pytest.mark.parametrize(
    ("bomb", "outcome"),
    [
        (gzip_bomb, "too_large"),
        (packed_bomb, "too_large"),
        (entity_bomb, "listing"),
        (a_circle, "listing"),
        (indexes_without_end, "listing"),
    ],
)
def test_a_sitemap_bomb_costs_itself_alone(
    kabar: Kabar, site: FaultServer, bomb: Fault, outcome: str
) -> None:
    """However a sitemap is built, it has its outcome, few requests are spent on it, all articles are kept."""
    site.faults |= {"robots.txt": _maps, "peta.xml": bomb, "peta2.xml": bomb}
    kabar("crawl", site.url(""), *FREE)
    asked = Counter(path.partition("?")[0] for path in site.hits.elements())

    assert GOOD == _titles()
    assert outcome == _ended("/peta.xml")[0]
    assert 60 > asked["/peta.xml"]
    assert 3 >= asked["/peta2.xml"]


def test_a_sitemap_of_a_million_addresses_is_too_large(kabar: Kabar, site: FaultServer) -> None:
    """A file past the 50 MB that a sitemap may have is none, and costs no article."""
    site.faults |= {"robots.txt": _maps, "peta.xml": lambda peer: _many(peer, 1_000_000)}
    kabar("crawl", site.url(""), *FREE)

    assert ("too_large", "more than 52,428,800 bytes on the wire") == _ended("/peta.xml")
    assert GOOD == _titles()


def test_a_sitemap_of_too_many_addresses_says_so(
    kabar: Kabar, site: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands behind the most that one file may have is left out, and told by page and coverage."""
    monkeypatch.setattr("scraper.crawl.discover.sitemap.MOST_ENTRIES", 500)
    site.faults |= {"robots.txt": _maps, "peta.xml": lambda peer: _many(peer, 501)}
    kabar("crawl", site.url(""), *FREE, "--max-pages", "4")
    said = kabar("coverage", site.url("").split("/")[2])

    assert "500 addresses; it has more than one file may have" in _ended("/peta.xml")[1]
    assert "more than is taken from one file" in said.out


def test_a_feed_of_1970_dates_nothing(kabar: Kabar, site: FaultServer) -> None:
    """A feed whose clock stands at 1970 names its articles; their day is what their pages say."""
    items = "".join(
        f"<item><title>Acara {n}</title><link>{site.url(f'berita/detail/{n}-bupati-membuka-acara')}</link>"
        "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate></item>"
        for n in range(1, GOOD + 1)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Kantor</title>'
    feed = f"{head}{items}</channel></rss>".encode()
    site.faults["feed"] = site.faults["feed/"] = lambda peer: peer.answer(
        feed, headers=["Content-Type: application/rss+xml"]
    )
    kabar("crawl", site.url(""), *FREE)
    with sqlite3.connect("archive.db") as archive:
        days = [day for (day,) in archive.execute("SELECT published_at FROM articles ORDER BY published_at")]
        claims = archive.execute(
            "SELECT count(*), count(published) FROM claims JOIN witnesses ON witnesses.id = witness"
            " WHERE witnesses.kind = 'feed'"
        ).fetchone()
    report = kabar("coverage", site.url("").split("/")[2])

    assert [f"2025-11-{n:02}" for n in range(1, GOOD + 1)] == [day[:10] for day in days]
    assert (GOOD, 0) == claims
    assert "1970" not in report.out
