"""Furniture: navigation and footers that hold links only."""

from time import process_time

from scraper.parse.skim import skim

LINKS = "".join(f'<a href="/{number}">Menu {number}</a>' for number in range(9))


def test_a_menu_and_a_footer_of_links_are_cut_out() -> None:
    """They are kept aside for their links, a footer inside a menu goes with it."""
    page = skim(f"<p>a</p><nav>{LINKS}<footer>x</footer></nav><p>b</p><footer>{LINKS}</footer>")

    assert "<body><p>a</p><p>b</p></body>" == page.html
    assert 18 == page.furniture.count("<a ")


def test_crumbs_and_menus_around_the_article_stay() -> None:
    """A <nav> with few links, or with a headline or a paragraph in it, is no furniture."""
    for inside in (LINKS[:60], f"{LINKS}<h1>Judul</h1>", f"{LINKS}<p>{'kata ' * 60}</p>"):
        page = skim(f"<nav>{inside}</nav>")

        assert page.html.startswith("<body><nav><a ")
        assert "" == page.furniture


def test_a_menu_inside_a_page_that_is_one_menu_is_cut_out() -> None:
    """Where a theme wraps the whole page in a <nav>, the menu inside it still goes."""
    page = skim(f"<nav><h1>Judul</h1><nav>{LINKS}</nav><p>Teks</p></nav>")

    assert ["Judul", "Teks"] == [block.text for block in page.blocks]


def test_menus_inside_menus_cost_no_square_of_time() -> None:
    """Nine hundred menus inside each other, each with links, are read in well under a second."""
    started = process_time()
    skim(f"<nav>{'<a href=/x>y</a>' * 9}" * 900)

    assert process_time() - started < 1.0


def test_a_skim_keeps_the_menus_markup() -> None:
    """The links of a menu can still be found on the skim."""
    page = skim(f"<nav>{LINKS}</nav><p>Teks")

    assert ["Teks"] == [block.text for block in page.blocks]
    assert 'href="/8"' in page.furniture
