"""Sites without end: a crawl of each ends, asks for little of the trap, and says what it left out."""

from collections.abc import Callable, Iterable

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, Reply, laravel, page, served
from tests.crawl.discover.test_sites import crawl, rows

kabar = kabar_fixture


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


TRAPS = [(_calendar, "/kalender"), (_paging, "/galeri"), (_parameters, "/layanan"), (_folders, "/unit/")]


@pytest.mark.parametrize(("trap", "door"), TRAPS)
def test_a_site_without_end_is_left_in_time(
    kabar: Kabar, trap: Callable[[str, dict[str, str]], Reply | None], door: str
) -> None:
    """Beside a calendar, endless paging, multiplying parameters or endless folders all articles are kept."""
    site = laravel(12)
    plain = site.answer

    def answer(one: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
        reply = trap(path, query) or plain(one, path, query)
        if reply and path == "/":
            return Reply(reply.body.replace(b"</nav>", f'<a href="{door}">Lain</a></nav>'.encode()))
        return reply

    site.answer = answer
    with served(site):
        said = crawl(kabar, site)
        asked = [path for path in site.requests if path.startswith(door.rstrip("/"))]

        assert 12 == rows("SELECT count(*) FROM articles")[0][0]
        assert 260 > len(asked)
        if trap is not _paging:  # which names nothing new, and ends by itself
            assert "left out" in said.err
            assert "cut" in kabar("coverage", site.origin.removeprefix("http://")).out
