"""Tests of scraper/store/endings.py: a page that seemed too far away, and is named by a listing after all."""

from scraper.model import PageKind
from scraper.outcome import Outcome
from scraper.store import Archive, add_pages, due_pages
from tests.store.samples import DAY, NOW, page, rows

URL = "https://humas.example.go.id/berita/detail/{}/bupati-lantik-pejabat-baru-hari-ini"


def test_a_page_that_was_too_far_is_asked_for_once_a_listing_names_it(archive: Archive) -> None:
    """A chain of articles leads past the budget of links; a listing that names one of them brings it back."""
    home = page("https://humas.example.go.id/", kind=PageKind.LISTING)
    add_pages(archive, [home], NOW)
    for number in range(30):
        origin = URL.format(number - 1) if number else home.url
        add_pages(archive, [page(URL.format(number), discovered_from=origin)], NOW)
    cut = rows(archive, "SELECT url FROM frontier WHERE outcome = ?", Outcome.CUT)
    named = page(URL.format(25), discovered_from=home.url)

    assert URL.format(25) in cut
    assert 1 == add_pages(archive, [named], NOW + DAY)
    assert 0 == add_pages(archive, [named], NOW + DAY)
    assert URL.format(25) not in rows(archive, "SELECT url FROM frontier WHERE outcome = ?", Outcome.CUT)
    due = due_pages(archive, now=NOW + DAY, sites=["contoh"], limit=100)
    assert URL.format(25) in [row.page.url for row in due]
