"""Sites without end: a crawl of each ends, asks for little of the trap, and says what it left out."""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, Reply, laravel, page, served
from tests.crawl.discover.test_sites import crawl, rows

kabar = kabar_fixture
_Trap = Callable[[NewsSite, str, dict[str, str]], Reply | None]


def _links(targets: Iterable[str]) -> str:
    """Links with words enough to look like headlines."""
    return "".join(
        f'<p><a href="{url}">Agenda kegiatan pemerintah daerah {i}</a></p>' for i, url in enumerate(targets)
    )


def _calendar(path: str, query: dict[str, str]) -> Reply | None:
    """A calendar of which every month names the next and the one before, and its days."""
    if not path.startswith("/kalender"):
        return None
    parts = path.strip("/").split("/")
    year, month = (int(parts[1]), int(parts[2])) if len(parts) > 2 else (2026, 1)
    after = f"/kalender/{year + month // 12}/{month % 12 + 1}"
    before = f"/kalender/{year - (month == 1)}/{(month - 2) % 12 + 1}"
    days = _links(f"/kalender/{year}/{month}/{day}" for day in range(1, 29))
    return Reply(
        page("Kalender", f'<h1>Kalender</h1>{days}<a href="{before}">Lalu</a><a href="{after}">Lanjut</a>')
    )


def _paging(path: str, query: dict[str, str]) -> Reply | None:
    """A listing whose every page is the same, and names the next."""
    if path != "/galeri":
        return None
    number = int(query.get("page", 1))
    links = "".join(
        f'<a href="/galeri/foto-kegiatan-bupati-{i}">Foto kegiatan bupati ke {i}</a> ' for i in range(9)
    )
    return Reply(page("Galeri", f'<h1>Galeri</h1>{links}<a href="/galeri?page={number + 1}">Selanjutnya</a>'))


def _parameters(path: str, query: dict[str, str]) -> Reply | None:
    """A page whose links add one parameter after the other, in every combination."""
    if path != "/layanan":
        return None
    names = [name for name in "abcdefgh" if name not in query]
    own = "&".join(f"{name}={value}" for name, value in query.items())
    return Reply(
        page(
            "Layanan",
            "<h1>Layanan</h1>" + _links(f"/layanan?{own}&{n}={v}" for n in names for v in ("ya", "tidak")),
        )
    )


def _folders(path: str, query: dict[str, str]) -> Reply | None:
    """A page whose relative link leads one folder deeper, for ever."""
    if not path.startswith("/unit"):
        return None
    return Reply(
        page("Unit", "<h1>Unit</h1>" + _links(f"{name}/" for name in ("bagian", "sub", "seksi") * 3))
    )


_FILTERS = {"cat": "abcde", "sort": ("judul", "baru", "lama"), "view": ("list", "grid"), "tag": "12345678"}


def _facets(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    """A listing that is filtered, sorted and shown in every combination, each with its own pages."""
    if path != "/berita":
        return None
    shown = site.shown("listing")
    if "cat" in query:
        shown = [number for number in shown if number % 5 == "abcde".index(query["cat"])]
    if "tag" in query:
        shown = [number for number in shown if number % 8 == int(query["tag"]) - 1]
    own = {name: value for name, value in query.items() if name != "page"}
    first = (int(query.get("page", 1)) - 1) * 10
    further = [{**own, "page": str(page)} for page in range(1, 2 + (len(shown) - 1) // 10)]
    further += [{**own, name: value} for name, values in _FILTERS.items() for value in values]
    more = "".join(f'<a href="/berita?{urlencode(one)}">pilih</a> ' for one in further)
    some = shown[first : first + 10]
    return site.listing(some[::-1] if query.get("sort") == "lama" else some, more) if some else None


def _sessions(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    """A listing of which every link to itself carries a word that was never there before."""
    if path != "/berita":
        return None
    first = (int(query.get("page", 1)) - 1) * 10
    further = (f"/berita?page={1 + n}&token=s{len(site.requests)}x{n}" for n in range(3))
    more = "".join(f'<a href="{url}">{url[-2:]}</a> ' for url in further)
    more += f'<a href="/berita?token=s{len(site.requests)}y">Berita</a>'
    some = site.shown("listing")[first : first + 10]
    return site.listing(some, more) if some else None


def _days(_: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    """A calendar of which every day has an address like an article's, and names eleven more."""
    if not path.startswith("/jadwal"):
        return None
    day = int(path.removesuffix(".html").rpartition("/")[2]) if path.endswith(".html") else 1
    return Reply(page("Jadwal", "<h1>Jadwal</h1>" + _links(f"/jadwal/{day + n}.html" for n in range(1, 12))))


def _of_any_site(trap: Callable[[str, dict[str, str]], Reply | None]) -> _Trap:
    return lambda _site, path, query: trap(path, query)


TRAPS = [
    (_of_any_site(_calendar), "/kalender", 60),
    (_of_any_site(_paging), "/galeri", 15),
    (_of_any_site(_parameters), "/layanan", 60),
    (_of_any_site(_folders), "/unit/", 125),
    (_facets, "/berita", 100),
    (_sessions, "/berita", 75),
    (_days, "/jadwal", 40),
]


@pytest.mark.parametrize(("trap", "door", "most"), TRAPS)
def test_a_site_without_end_is_left_in_time(kabar: Kabar, trap: _Trap, door: str, most: int) -> None:
    """Beside calendars, filters, session words, endless paging and folders all articles are kept."""
    site = laravel(24)
    _build_in(site, trap, door)
    with served(site):
        said = crawl(kabar, site, "--max-pages", "600")
        articles = {site.path_of(site, number) for number in range(1, 25)}
        asked = [path for path in site.requests if path.startswith(door.rstrip("/")) and path not in articles]

        assert 24 == rows("SELECT count(*) FROM articles")[0][0]
        assert most > len(asked)
        if door != "/galeri":  # which names nothing new, and ends by itself
            assert "left out" in said.err
            assert "cut" in kabar("coverage", site.origin.removeprefix("http://")).out


def _months(site: NewsSite, path: str, _: dict[str, str]) -> Reply | None:
    """An archive of a page a month, each of which names that month's articles and every other month."""
    by_month: dict[str, list[int]] = {}
    for number in site.shown("listing"):
        by_month.setdefault(f"/arsip/{site.day(number):%Y/%m}", []).append(number)
    menu = "".join(f'<a href="{month}">{month[7:]}</a> ' for month in by_month)
    if path == "/arsip":
        return Reply(page("Arsip", f"<h1>Arsip</h1>{menu}"))
    return site.listing(by_month[path], menu) if path in by_month else None


@pytest.mark.parametrize(("trap", "door"), [(_months, "/arsip"), (lambda *_: None, "/berita")])
def test_an_archive_whose_articles_are_known_is_no_trap(kabar: Kabar, trap: _Trap, door: str) -> None:
    """Pages of 80 months, and 40 pages of a listing, are all asked for beside a sitemap that names all."""
    site = laravel(80, every_days=31, per_page=2)
    _build_in(site, trap, door)
    with served(site):
        crawl(kabar, site)

        asked = {path for path in site.requests if path.startswith((f"{door}/2", f"{door}?page="))}
        assert 80 == rows("SELECT count(*) FROM articles")[0][0]
        assert [] == rows("SELECT url, detail FROM frontier WHERE outcome = 'cut'")
        assert (80 if door == "/arsip" else 39) <= len(asked)


def _build_in(site: NewsSite, trap: _Trap, door: str) -> None:
    """Puts the trap into the site, and a link to it on its home page."""
    plain = site.answer

    def answer(one: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        reply = trap(one, path, query) or plain(one, path, query)
        if reply and path == "/":
            return Reply(reply.body.replace(b"</nav>", f'<a href="{door}">Lain</a></nav>'.encode()))
        return reply

    site.answer = answer
