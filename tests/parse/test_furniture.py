"""Furniture: navigation and footers that hold links only."""

from scraper.parse.furniture import without_furniture
from scraper.parse.skim import skim

LINKS = "".join(f'<a href="/{number}">Menu {number}</a>' for number in range(9))


def test_a_menu_and_a_footer_of_links_are_cut_out() -> None:
    """They are kept aside for their links, a footer inside a menu goes with it."""
    html, furniture = without_furniture(
        f"<p>a</p><nav>{LINKS}<footer>x</footer></nav><p>b</p><footer>{LINKS}</footer>"
    )

    assert "<p>a</p><p>b</p>" == html
    assert 18 == furniture.count("<a ")


def test_crumbs_and_menus_around_the_article_stay() -> None:
    """A <nav> with few links, or with a headline or a paragraph in it, is no furniture."""
    for inside in (LINKS[:60], f"{LINKS}<h1>Judul</h1>", f"{LINKS}<p>{'kata ' * 60}</p>"):
        html = f"<nav>{inside}</nav>"

        assert (html, "") == without_furniture(html)


def test_a_skim_keeps_the_menus_markup() -> None:
    """The links of a menu can still be found on the skim."""
    page = skim(f"<nav>{LINKS}</nav><p>Teks")

    assert ["Teks"] == [block.text for block in page.blocks]
    assert 'href="/8"' in page.furniture
