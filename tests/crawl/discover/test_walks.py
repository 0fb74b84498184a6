"""Walks of old systems: numbers that mean articles, parts that buttons load, pages with faults."""

import json
from collections.abc import Callable

import pytest

from scraper.crawl.discover import numbered_articles
from scraper.model import Link
from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, Reply, headline, joomla, laravel, page, served
from tests.crawl.discover.test_sites import a_night_passes, crawl, rows

kabar = kabar_fixture
_Answer = Callable[[NewsSite, str, dict[str, str]], Reply | None]


def _teasers(site: NewsSite, number: int) -> str:
    some = site.shown("listing")[(number - 1) * 10 : number * 10]
    return "".join(f'<h3><a href="{site.path_of(site, n)}">{headline(n)}</a></h3>' for n in some)


def _home(site: NewsSite, door: str) -> Reply:
    return site.listing(site.shown("listing")[:4], f'<a href="{door}">Semua berita</a>')


def _old(door: str, name: str, own: str = "") -> _Answer:
    """The listing of an old CMS: its page's number has a name of its own."""

    def answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/" and name not in query:
            return _home(site, door)
        if path != door.split("?")[0] or (own and own not in query.values()):
            return None
        number, last = int(query.get(name, 1)), -(-site.count // 10)
        sign = "&" if "?" in door else "?"
        pages = "".join(
            f'<a href="{door}{sign}{name}={n}">{n}</a> ' for n in (number - 1, number + 1) if 0 < n <= last
        )
        return Reply(page("Berita", f"<h1>Berita</h1>{_teasers(site, number)}{pages}"))

    return answer


@pytest.mark.parametrize(
    ("article", "answer"),
    [
        (
            "/media.php?id={}&module=detailberita",
            _old("/media.php?module=semuaberita", "halberita", "semuaberita"),
        ),
        ("/index.php?id={}&page=detail-berita", _old("/index.php?page=berita", "hal", "berita")),
        ("/berita.php?page={}", _old("/berita.php", "hal")),
    ],
)
def test_articles_of_old_systems_are_no_pages_of_a_listing(
    kabar: Kabar, article: str, answer: _Answer
) -> None:
    """Articles at ?module=, ?page=word&id= and even ?page=77 are all kept."""
    with served(NewsSite(34, lambda _site, n: article.format(n), answer)) as site:
        crawl(kabar, site)

        assert 34 == rows("SELECT count(*) FROM articles")[0][0]


def test_a_page_number_that_is_carried_along_is_left_out(kabar: Kabar) -> None:
    """Where page 3 of a listing links its articles with ?page=3, each is kept once, at its plain address."""

    def answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/":
            return _home(site, "/berita")
        number = query.get("page", "1")
        reply = _old("/berita", "page")(site, path, query)
        if reply is None or number == "1":
            return reply
        return Reply(reply.body.replace(b'">Bupati', f'?page={number}">Bupati'.encode()))

    with served(
        NewsSite(34, lambda _site, n: f"/berita/{1000 + n}/bupati-resmikan-pasar-{n}", answer)
    ) as site:
        crawl(kabar, site)

        assert 34 == rows("SELECT count(*) FROM articles")[0][0]
        assert [] == rows("SELECT url FROM articles WHERE url LIKE '%page=%'")


def _part_json(inside: str, following: str | None) -> Reply:
    return Reply(json.dumps({"html": inside, "next": following}).encode(), "application/json")


def _part_silent(inside: str, _: str | None) -> Reply:
    return Reply(json.dumps({"html": inside}).encode(), "application/json")


def _part_html(inside: str, _: str | None) -> Reply:
    return Reply(inside.encode())


def _part_button(inside: str, following: str | None) -> Reply:
    button = f'<a class="load-more" data-next="{following}">Lagi</a>' if following else ""
    return Reply((inside + button).encode())


@pytest.mark.parametrize("part", [_part_json, _part_silent, _part_html, _part_button])
@pytest.mark.parametrize("address", ["/berita/load?page={}", "/berita/load/{}"])
def test_what_a_button_loads_is_walked_to_its_end(
    kabar: Kabar, part: Callable[[str, str | None], Reply], address: str
) -> None:
    """Parts in JSON or HTML, that say where they go on or do not, are asked for by number to the last."""

    def answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/":
            return _home(site, "/berita")
        if path == "/berita":
            button = f'<button class="load-more" data-url="{address.format(2)}">Muat lebih banyak</button>'
            return Reply(page("Berita", f"<h1>Berita</h1>{_teasers(site, 1)}{button}"))
        if not path.startswith("/berita/load"):
            return None
        said = query.get("page") or path.rpartition("/")[2]
        number = int(said) if said.isdigit() else 0
        inside = _teasers(site, number) if number else ""
        return part(inside, address.format(number + 1) if number < 4 else None) if inside else None

    with served(NewsSite(34, lambda _site, n: f"/berita/baca/kabar-{n:03}x/x{n}", answer)) as site:
        crawl(kabar, site)

        assert 34 == rows("SELECT count(*) FROM articles")[0][0]
        assert 6 >= len([path for path in site.requests if path.startswith("/berita/load")])


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize(("build", "hole"), [(laravel, "/berita?page=3"), (joomla, "/berita?start=20")])
def test_a_walk_goes_on_behind_a_hole(
    kabar: Kabar, build: Callable[..., NewsSite], hole: str, status: int
) -> None:
    """A page of a listing that fails costs its articles alone, is named, and a night asks for little more."""
    site = build(54, hidden={"sitemap": frozenset(range(1, 55))})
    plain, reply = site.answer, Reply(page("Galat", "<h1>Galat</h1>"), status=status)

    def answer(one: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        name, _, number = hole.partition("?")[2].partition("=")
        return reply if path == "/berita" and query.get(name) == number else plain(one, path, query)

    site.answer = answer
    with served(site):
        crawl(kabar, site, "--json") if status == 404 else kabar(
            "crawl", site.origin + "/", "--allow-private", "--delay", "0"
        )
        assert 44 == rows("SELECT count(*) FROM articles")[0][0]
        assert hole in kabar("coverage", site.origin.removeprefix("http://")).out


def test_the_end_of_a_listing_is_no_hole(kabar: Kabar) -> None:
    """Where the last page promises one that is not there, two more are tried; a night asks for little."""

    def answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        if path not in ("/", "/berita"):
            return None
        number = int(query.get("page", 1))
        some = site.shown("listing")[(number - 1) * 10 : number * 10]
        return site.listing(some, f'<a href="/berita?page={number + 1}">Selanjutnya</a>') if some else None

    with served(NewsSite(30, lambda _site, n: f"/berita/baca/kabar-{n:03}x/x{n}", answer)) as site:
        crawl(kabar, site)
        beyond = [path for path in site.requests if path.endswith(("page=4", "page=5", "page=6", "page=7"))]

        assert 30 == rows("SELECT count(*) FROM articles")[0][0]
        assert ["/berita?page=4", "/berita?page=5", "/berita?page=6"] == beyond
        assert "page=5" not in kabar("coverage", site.origin.removeprefix("http://")).out
        site.requests.clear()
        a_night_passes()
        crawl(kabar, site)
        assert 5 > len(site.requests), site.requests


def test_words_of_paging_are_no_headlines() -> None:
    """A number's link is an article only where its words are a headline's, and not those of all its like."""
    links = [
        Link(f"https://a.go.id/berita?page={n}", "", words)
        for n, words in enumerate(
            ["Ke bagian 1 dari daftar ini", "Ke bagian 2 dari daftar ini", "3", "Berikutnya"]
        )
    ]
    links.append(Link("https://a.go.id/berita?page=77", "", "Bupati Resmikan Pasar Baru"))

    assert {"https://a.go.id/berita?page=77"} == numbered_articles(links)
