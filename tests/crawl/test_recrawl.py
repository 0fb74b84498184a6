"""Tests of scraper/crawl/recrawl.py."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scraper.crawl.recrawl import Past, due_again, is_worth_asking
from scraper.model import Article, PageKind
from scraper.outcome import Outcome

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def _article(days_old: int) -> Article:
    return Article("https://a.go.id/1", "t", "b", published_at=NOW - timedelta(days=days_old))


def test_young_articles_are_due_before_old_ones() -> None:
    """The older an article, the longer until it is asked for again, from half a day to half a year."""
    dues = [due_again(Outcome.ARCHIVED, NOW, article=_article(days)) for days in (1, 10, 40, 200, 2000)]

    assert sorted(dues, key=str) == dues
    assert (NOW + timedelta(hours=12), NOW + timedelta(days=180)) == (dues[0], dues[-1])


def test_failures_wait_longer_each_time() -> None:
    """A page that fails again and again is asked for ever more seldom, at most once a week."""
    waits = [due_again(Outcome.TIMED_OUT, NOW, past=Past(attempts)) for attempts in (0, 1, 2, 3, 4, 50)]

    assert [1, 6, 24, 72, 168, 168] == [(due - NOW) / timedelta(hours=1) for due in waits if due]


def test_a_host_that_asks_for_time_gets_it() -> None:
    """Retry-After beyond our own wait is kept to."""
    assert NOW + timedelta(days=2) == due_again(Outcome.BUSY, NOW, retry_after_s=172_800)


def test_gone_is_looked_at_again_the_next_day() -> None:
    """A page that is gone gets its second look on another day."""
    assert NOW + timedelta(days=1) == due_again(Outcome.GONE, NOW)


@pytest.mark.parametrize(
    "outcome", [each for each in Outcome if each not in (Outcome.EXCLUDED, Outcome.REFUSED_ADDRESS)]
)
def test_every_page_is_due_again_later(outcome: Outcome) -> None:
    """Whatever the outcome, a settled page is due in the future, so that a run comes to its end."""
    due = due_again(outcome, NOW, article=_article(0))

    assert due is not None
    assert due > NOW


def test_article_of_the_future_is_young() -> None:
    """A publication date ahead of the clock makes an article young, and breaks nothing."""
    article = Article("https://a.go.id/1", "t", "b", published_at=date(2027, 1, 1))

    assert NOW + timedelta(hours=12) == due_again(Outcome.ARCHIVED, NOW, article=article)


def test_unknown_links_are_followed_from_listings_only() -> None:
    """A link of no known shape is asked for where it stands on a listing, not where an article names it."""
    assert is_worth_asking(PageKind.UNKNOWN, Outcome.LISTING)
    assert not is_worth_asking(PageKind.UNKNOWN, Outcome.ARCHIVED)
    assert is_worth_asking(PageKind.ARTICLE, Outcome.ARCHIVED)


def test_an_edited_article_is_young_again() -> None:
    """How long an article has stood as it is counts, not only when it was published."""
    old = NOW - timedelta(days=400)
    still = due_again(Outcome.UNCHANGED, NOW, past=Past(published_at=old))
    edited = due_again(
        Outcome.UNCHANGED, NOW, past=Past(published_at=old, changed_at=NOW - timedelta(days=4))
    )

    assert (NOW + timedelta(days=180), NOW + timedelta(days=2)) == (still, edited)
    assert NOW + timedelta(hours=12) == due_again(Outcome.REVISED, NOW, article=_article(400))


def test_a_site_that_edits_much_is_looked_at_more_often() -> None:
    """The share of a site's articles that were edited later shortens the wait for all of them."""
    waits = [
        due_again(Outcome.UNCHANGED, NOW, article=_article(40), past=Past(edited_share=share))
        for share in (0.0, 0.1, 0.5)
    ]

    assert [20.0, 10.0, pytest.approx(40 * 0.5 / 6)] == [
        (due - NOW) / timedelta(days=1) for due in waits if due
    ]


def test_a_listing_without_news_is_asked_for_ever_more_seldom() -> None:
    """Where nothing new came for long, a listing waits longer, a month at most; a new one half a day."""
    waits = [
        due_again(Outcome.LISTING, NOW, past=Past(is_listing=True, changed_at=NOW - timedelta(days=days)))
        for days in (0, 10, 900)
    ]

    assert [0.5, 5, 30] == [(due - NOW) / timedelta(days=1) for due in waits if due]
    assert NOW + timedelta(hours=12) == due_again(Outcome.LISTING, NOW)
