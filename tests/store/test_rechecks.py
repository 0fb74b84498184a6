"""Tests of scraper/store/rechecks.py: which known pages are looked at again."""

from datetime import timedelta

from scraper.model import PageKind
from scraper.outcome import Outcome
from scraper.store import Archive, add_pages, due_pages, entrance, habits, pages_again, settle
from tests.store.samples import DAY, NOW, URL, capture, failed, page, rows, visit

WEEK = timedelta(days=7)


def _numbers(archive: Archive, most: int) -> list[str]:
    return [row.page.url[len(URL) :] for row in pages_again(archive, "contoh", NOW + WEEK, most)]


def test_both_ends_of_the_queue_are_served(archive: Archive) -> None:
    """Half of the pages became due last, half wait longest; what is not due is none of them."""
    for number in range(6):
        settle(archive, visit(f"{URL}{number}", due_at=NOW + number * DAY), NOW)
    settle(archive, visit(f"{URL}9", due_at=NOW + 8 * DAY), NOW)

    assert ["5", "0"] == _numbers(archive, 2)
    assert ["5", "4", "0", "1"] == _numbers(archive, 4)
    assert 6 == len(_numbers(archive, 100))
    days = [pages_again(archive, "contoh", NOW + WEEK + n * timedelta(hours=20), 1) for n in range(3)]
    assert {"0", "5"} == {row.page.url[len(URL) :] for (row,) in days}


def test_what_was_not_had_yet_is_no_recheck(archive: Archive) -> None:
    """New addresses, failures and an article missed for the first time are due outside of the allowance."""
    settle(archive, visit(URL + "0"), NOW)
    add_pages(archive, [page(URL + "1")], NOW)
    settle(archive, failed(Outcome.TIMED_OUT, URL + "2"), NOW)
    settle(archive, visit(URL + "3"), NOW)
    settle(archive, failed(Outcome.GONE, URL + "3", capture=capture(status=404)), NOW)
    settle(archive, failed(Outcome.NOT_AN_ARTICLE, URL + "4"), NOW)

    fresh = due_pages(archive, now=NOW + WEEK, sites=["contoh"], fresh=True, limit=10)
    assert {"1", "2", "3"} == {row.page.url[len(URL) :] for row in fresh}
    assert {"0", "4"} == set(_numbers(archive, 10))


def test_a_page_comes_with_the_times_of_what_it_brought(archive: Archive) -> None:
    """An article's date and its last rewording come with its page, and validators to ask with."""
    settle(archive, visit(capture=capture(headers=(("ETag", "a"),))), NOW)
    settle(archive, visit(title="Judul lain sama sekali", at=NOW + DAY), NOW + DAY)

    (row,) = pages_again(archive, "contoh", NOW + WEEK, 2)
    assert 2019 == getattr(row.published_at, "year", None)
    assert NOW + DAY == row.changed_at
    assert 1.0 == habits(archive, "contoh").edited_share
    assert row.validators is None


def test_a_listing_s_news_are_noted(archive: Archive) -> None:
    """When a listing last named a new address is kept; it counts against the time it has been still."""
    listing = page(URL + "list", kind=PageKind.LISTING)
    settle(archive, failed(Outcome.LISTING, page=listing, found=(page(URL + "new"),)), NOW)
    settle(archive, failed(Outcome.LISTING, page=listing, found=(page(URL + "new"),)), NOW + WEEK)

    assert ["2026-11-22T03:04:05.678Z"] == rows(archive, "SELECT news_at FROM listing_news")


def test_a_crawl_begins_at_the_entrance(archive: Archive) -> None:
    """The first listing that no page named is the site's entrance."""
    add_pages(archive, [page(URL + "x"), page(URL + "a", kind=PageKind.LISTING)], NOW)
    add_pages(archive, [page(URL + "b", kind=PageKind.LISTING, discovered_from=URL + "a")], NOW)

    assert [URL + "a"] == [row.page.url for row in entrance(archive, "contoh")]
