"""Tests of scraper/store/tally.py: listings that name the same again are cut, and nothing beside them."""

from scraper import model
from scraper.model import Claim, Page, PageKind, Visit, WitnessKind
from scraper.outcome import Outcome
from scraper.store import Archive, add_pages, settle
from tests.store.samples import DAY, NOW, failed, page, rows

HOST = "https://humas.example.go.id"
CUT = "SELECT url FROM frontier WHERE outcome = 'cut' ORDER BY url"


def _listing(path: str, *articles: int) -> Visit:
    """A listing that names the articles of these numbers."""
    own = page(HOST + path, kind=PageKind.LISTING)
    named = [
        Page(f"{HOST}/berita/{n}/bupati-buka-pasar", own.site, PageKind.ARTICLE, None, own.url)
        for n in articles
    ]
    said = model.Testimony(WitnessKind.LISTING, own.url, tuple(Claim(one) for one in named))
    return failed(Outcome.LISTING, own.url, page=own, found=tuple(named), testimony=said, due_at=NOW + DAY)


def _ask(archive: Archive, visits: list[Visit]) -> None:
    add_pages(archive, [visit.page for visit in visits], NOW)
    for visit in visits:
        settle(archive, visit, NOW)


def test_listings_that_name_the_same_again_are_cut_and_articles_are_not(archive: Archive) -> None:
    """Behind 21 filters that name three articles, the next is cut; an article of that shape is asked for."""
    _ask(archive, [_listing(f"/berita?urut=a{n}&warna=b{n}", 1, 2, 3) for n in range(22)])
    further = [page(f"{HOST}/berita?urut=c&warna=d{n}", kind=kind) for n, kind in enumerate(PageKind)]
    add_pages(archive, further, NOW)

    assert {PageKind.LISTING, PageKind.UNKNOWN} == {
        one.kind for one in further if one.url in rows(archive, CUT)
    }


def test_listings_that_name_others_are_all_asked_for(archive: Archive) -> None:
    """Sixty months, each with articles of its own that a sitemap had named before, are no trap."""
    months = [_listing(f"/arsip/{2015 + n // 12}/{1 + n % 12}", 2 * n, 2 * n + 1) for n in range(60)]
    add_pages(archive, [article for month in months for article in month.found], NOW)
    _ask(archive, months)
    add_pages(archive, [page(f"{HOST}/arsip/2020/1", kind=PageKind.LISTING)], NOW)

    assert [] == rows(archive, CUT)
