"""The headline by the page's title, and the element with most prose."""

from scraper.parse.columns import columns_of
from scraper.parse.main_element import find_headline, find_main
from scraper.parse.skim import skim

PROSE = "Bupati meresmikan pasar baru di pusat kota pada hari Selasa pagi bersama para pedagang dan warga."


def test_the_headline_is_the_heading_of_the_title() -> None:
    """Of the headings the one that the page's title holds is the headline, a larger one above it or not."""
    page = skim(
        "<title>Pasar Baru di Pusat Kota - Pemkab</title><h1>Pemerintah Kabupaten</h1>"
        f"<h2>Pasar Baru di Pusat Kota</h2><p>{PROSE}</p>"
    )

    assert 1 == find_headline(page, columns_of(page, ()))


def test_prose_below_the_headline_counts_twice() -> None:
    """The element that begins below the headline is the main one, though another holds more prose."""
    page = skim(
        f"<div id=popup><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></div>"
        f"<div id=isi><h1>Pasar Baru di Kota</h1><p>{PROSE}</p><p>{PROSE}</p></div>"
    )
    columns = columns_of(page, ())
    main = find_main(columns, 3)

    assert 'id="isi"' == page.attributes[main.element]
    assert (4, 5) == (main.first, main.last)
    assert 'id="popup"' == page.attributes[find_main(columns, None).element]


def test_a_page_without_prose_has_a_main_element() -> None:
    """Menus alone: some element, and no place in it."""
    page = skim("<ul><li><a href=/x>Profil</a></li></ul>")
    main = find_main(columns_of(page, ()), None)

    assert (0, 0) == (main.first, main.last)
