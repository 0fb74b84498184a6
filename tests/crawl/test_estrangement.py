"""A domain that expired or was taken over: nothing of what stands there then becomes the site's article."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.fetch.server import FaultServer, Peer

kabar = kabar_fixture
FREE = ("--allow-private", "--delay", "0")
ARTICLES = 12
TITLE = "Situs Resmi Pemerintah Kabupaten Tirtasari"
PARKED = (
    "<html><title>tirta.example is for sale | ParkedNames</title><h1>tirta.example</h1><p>is for sale</p>"
    "<p>Buy now: $2,895. Choose your payment plan.</p></html>"
)
GAMBLING = (
    "<html><title>Situs Slot Gacor Terpercaya Maxwin</title>"
    "<meta property='og:type' content='article'><article>"
    "<h1>Slot Gacor Hari Ini Gampang Menang</h1><p>1 Desember 2025</p>"
    + "".join(
        f"<p>Daftar akun ke-{n} dan nikmati bonus harian bagi semua anggota baru kami.</p>" for n in range(9)
    )
    + "</article></html>"
)


def _words(number: int, what: str) -> str:
    lines = "".join(
        f"<p>{what} ke-{number} dihadiri {number * part} orang, kata panitia bagian {part} di balai desa.</p>"
        for part in range(2, 9)
    )
    return (
        f"<html><head><title>{what} {number}</title></head><body><article><h1>{what} ke-{number} dibuka</h1>"
        f"<p>{number % 3 + 1} November 2025</p>{lines}</article></body></html>"
    )


def _home(title: str, links: dict[str, str]) -> str:
    items = "".join(f'<li><a href="{path}">{words}</a></li>' for path, words in links.items())
    return f"<html><title>{title}</title><body><ul>{items}</ul></body></html>"


class _Domain(dict[str, object]):
    """One host, and what stands there now."""

    def __init__(self) -> None:
        self.serves: Callable[[str], str | None] = own

    def get(self, _name: str, _default: object = None) -> object:  # type: ignore[override]  # as the server asks
        return self._answer

    def _answer(self, peer: Peer) -> None:
        text = self.serves(peer.path)
        if text is None:
            peer.answer(b"", "404 Not Found")
        elif text.startswith("http"):
            peer.answer(b"", "302 Found", [f"Location: {text}"])
        else:
            peer.answer(text.encode())


def _numbered(path: str, stem: str) -> int | None:
    return int(path.removeprefix(stem)) if path.startswith(stem) else None


def own(path: str) -> str | None:
    """The government's site."""
    if path == "/":
        return _home(
            TITLE, {f"/berita?id={n}": f"Pasar ke-{n} dibuka bupati" for n in range(1, ARTICLES + 1)}
        )
    number = _numbered(path, "/berita?id=")
    return _words(number, "Pasar desa") if number else None


def parked(path: str) -> str | None:
    """A seller of names, at every address."""
    return PARKED


def gambling(path: str) -> str | None:
    """One page at every address, robots.txt too."""
    return GAMBLING


def blog(path: str) -> str | None:
    """Another site with articles of its own."""
    if path == "/":
        return _home(
            "Resep Dapur Bunda", {f"/resep/{n}-masak": f"Resep masakan ke-{n} bunda" for n in range(1, 9)}
        )
    number = _numbered(path.removesuffix("-masak"), "/resep/")
    return _words(number, "Lomba masak") if number else None


def elsewhere(path: str) -> str | None:
    """Every address leads to another host."""
    return "http://127.0.0.2/slot"


def relaunched(path: str) -> str | None:
    """The same government in a new design, with other addresses."""
    if path == "/":
        links = {f"/kabar/{n}-pasar-desa": f"Pasar ke-{n} dibuka bupati" for n in range(1, ARTICLES + 2)}
        return _home("Kabupaten Tirtasari Maju", links)
    number = _numbered(path.removesuffix("-pasar-desa"), "/kabar/")
    return _words(number, "Pasar desa") if number else None


@pytest.fixture
def domain() -> Iterator[tuple[_Domain, FaultServer]]:
    """The host, crawled by nobody yet."""
    pages = _Domain()
    with FaultServer(pages) as server:  # type: ignore[arg-type]  # as above
        yield pages, server


def _kept() -> list[tuple[object, ...]]:
    with sqlite3.connect("archive.db") as archive:
        return archive.execute("SELECT url, title, body, revision FROM articles ORDER BY url").fetchall()


@pytest.mark.parametrize(
    ("stranger", "outcome", "said"),
    [
        (parked, "replaced", "another site stands at its home page: tirta.example is for sale | ParkedNames"),
        (gambling, "replaced", "another site stands at its home page: Situs Slot Gacor Terpercaya Maxwin"),
        (blog, "replaced", "another site stands at its home page: Resep Dapur Bunda"),
        (elsewhere, "moved_away", "redirected to another site: 127.0.0.2"),
    ],
)
def test_nothing_of_a_stranger_is_kept_as_the_site_s(
    kabar: Kabar,
    domain: tuple[_Domain, FaultServer],
    stranger: Callable[[str], str | None],
    outcome: str,
    said: str,
) -> None:
    """Parked, one page for all, another site, led away: told and named by status, the records as before."""
    pages, server = domain
    first = kabar("crawl", server.url(""), *FREE)
    before = _kept()
    pages.serves = stranger
    nights = []
    for _ in range(3):
        server.hits.clear()
        nights.append((kabar("crawl", "--all", *FREE, "--json"), server.hits.total()))
    status = kabar("status")

    assert (0, ARTICLES) == (first.code, len(before))
    assert before == _kept()
    assert {outcome} == {
        row["outcome"] for night, _ in nights for row in night.rows if row.get("url") == server.url("")
    }
    assert {1} == {night.code for night, _ in nights}
    assert all(requests <= 4 for _, requests in nights)
    assert 1 == status.code
    assert said in status.out


def test_the_stranger_s_page_is_kept_as_the_proof(kabar: Kabar, domain: tuple[_Domain, FaultServer]) -> None:
    """What stood at the home page is a capture, of no article; the site is back when its own page is."""
    pages, server = domain
    kabar("crawl", server.url(""), *FREE)
    pages.serves = gambling
    left = kabar("crawl", "--all", *FREE, "--json").rows[-1]["summary"]["left"]
    with sqlite3.connect("archive.db") as archive:
        proof = archive.execute("SELECT article, size FROM captures WHERE outcome = 'replaced'").fetchall()
    pages.serves = own
    back = kabar("crawl", "--all", *FREE)

    assert [(None, len(GAMBLING.encode()))] == proof
    assert ["another site stands at its home page: Situs Slot Gacor Terpercaya Maxwin"] == list(left.values())
    assert (0, 0) == (back.code, kabar("status").code)


def test_a_new_design_is_no_stranger(kabar: Kabar, domain: tuple[_Domain, FaultServer]) -> None:
    """Where all addresses are new and the name is the same, the site is crawled on."""
    pages, server = domain
    kabar("crawl", server.url(""), *FREE)
    pages.serves = relaunched
    said = kabar("crawl", "--all", *FREE, "--json")

    assert said.rows[-1]["summary"]["left"] == {}
    assert f"{server.url('')}kabar/13-pasar-desa" in [url for url, *_ in _kept()]


@pytest.mark.parametrize(
    ("title", "is_left"),
    [
        ("Beranda | Situs Resmi", False),
        ("", False),
        ("127.0.0.1", False),
        ("TIRTASARI Menuju Kota Cerdas", False),
        ("Apache2 Debian Default Page: It works", True),
        ("Slot Gacor 127.0.0.1 Resmi Terpercaya", True),
    ],
)
def test_a_title_tells_whose_a_page_without_known_links_is(
    kabar: Kabar, domain: tuple[_Domain, FaultServer], title: str, is_left: bool
) -> None:
    """Words of any site and the host's own name say nothing; another name does."""
    pages, server = domain
    kabar("crawl", server.url(""), *FREE)
    pages.serves = lambda _path: _home(title, {f"/baru/{n}": f"Kabar baru ke-{n} hari ini" for n in range(9)})
    said = kabar("crawl", "--all", *FREE, "--max-pages", "3", "--json")

    assert is_left is bool(said.rows[-1]["summary"]["left"])


def test_news_about_gambling_is_news(kabar: Kabar, domain: tuple[_Domain, FaultServer]) -> None:
    """An article of the site's own about "judi online" is archived like any other."""
    pages, server = domain
    kabar("crawl", server.url(""), *FREE)
    news = _words(13, "Sosialisasi bahaya judi online dan slot gacor")
    links = {"/berita?id=12": "Pasar ke-12 dibuka bupati", "/berita?id=13": "Sosialisasi bahaya judi online"}
    pages.serves = lambda path: (
        {"/": _home("Slot Gacor? Waspada!", links), "/berita?id=13": news}.get(path) or own(path)
    )
    said = kabar("crawl", "--all", *FREE, "--json")

    assert 1 == said.rows[-1]["summary"]["counts"]["archived"]
