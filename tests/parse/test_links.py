"""Tests of scraper/parse/links.py."""

from scraper.parse.links import find_links
from scraper.parse.skim import skim

URL = "https://humas.contohkab.go.id/berita/"


def _links(html: str) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in find_links(skim(f"<html><body>{html}</body></html>"), URL)]


def test_links_are_absolute_each_once_with_their_words() -> None:
    """Two links to one address are one, with the words of the one that has some."""
    html = (
        '<a href="/a?utm_source=x"><img src=1.jpg></a>'
        '<p><a href="/a">Judul <b>berita</b></a> <a href=b>Dua</a></p>'
    )

    assert [
        ("https://humas.contohkab.go.id/a", "Judul berita"),
        ("https://humas.contohkab.go.id/berita/b", "Dua"),
    ] == _links(html)


def test_what_leads_nowhere_is_no_link() -> None:
    """Fragments, scripts, mail addresses and broken addresses are left out."""
    html = "".join(
        f'<a href="{href}">x</a>' for href in ("#top", "javascript:x()", "mailto:a@b.id", "http://[", "")
    )

    assert [] == _links(html)


def test_base_is_kept_to_where_it_is_usable() -> None:
    """Relative addresses count from <base href>, unless that is no address."""
    good = (
        "<html><head><base href='https://www.contohkab.go.id/x/'></head><body><a href=y>Y</a></body></html>"
    )
    bad = "<html><head><base href='http://['></head><body><a href=y>Y</a></body></html>"

    assert ["https://www.contohkab.go.id/x/y"] == [link.url for link in find_links(skim(good), URL)]
    assert ["https://humas.contohkab.go.id/berita/y"] == [link.url for link in find_links(skim(bad), URL)]


def test_a_page_of_links_without_end_is_cut() -> None:
    """No more than 3,000 links are taken from one page."""
    assert 3_000 == len(_links("".join(f"<a href=/{n}>Berita nomor {n}</a>" for n in range(5_000))))


def test_one_address_means_another_page_on_another_host() -> None:
    """An address from the root counts from each page's own host, however often it was met before."""
    page = skim('<html><body><a href="/a">A</a><a href="b">B</a><a href="//cdn.go.id/c">C</a></body></html>')

    for url in ("https://satukab.go.id/berita/1", "http://duakab.go.id/x/2"):
        scheme, host = url.split("/")[0], url.split("/")[2]
        folder = url.rsplit("/", 1)[0]
        assert [f"{scheme}//{host}/a", f"{folder}/b", f"{scheme}//cdn.go.id/c"] == [
            link.url for link in find_links(page, url)
        ]


def test_a_menu_that_was_met_leads_from_each_page_that_has_it() -> None:
    """What a menu says of a relative address counts from each page, though its markup is read once."""
    items = "".join(f'<li><a href="/m/{n}">Menu {n}</a><li><a href="s/{n}">Sub {n}</a>' for n in range(9))
    page = skim(f"<html><body><nav><ul>{items}</ul></nav><p>Isi</p></body></html>")

    assert page.furniture
    for url in (
        "https://satukab.go.id/berita/1",
        "https://satukab.go.id/profil/2",
        "http://duakab.go.id/x/3",
    ):
        root, folder = "/".join(url.split("/")[:3]), url.rsplit("/", 1)[0]
        assert [f"{root}/m/0", f"{folder}/s/0"] == [link.url for link in find_links(page, url)][:2]
