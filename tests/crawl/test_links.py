"""Tests of scraper/crawl/links.py."""

from datetime import UTC, datetime

from scraper.crawl.links import Links
from scraper.model import Page, PageKind, Visit
from scraper.outcome import Outcome

SITE = "a.go.id"


def _visit(outcome: Outcome, *found: str, kind: PageKind = PageKind.ARTICLE) -> Visit:
    pages = tuple(Page(f"http://a.go.id/{name}", SITE) for name in found)
    return Visit(Page("http://a.go.id/", SITE, kind), outcome, datetime.now(UTC), found=pages)


def _names(visit: Visit) -> list[str]:
    return [page.url.rsplit("/", 1)[1] for page in visit.found]


def test_a_link_is_written_once_a_run() -> None:
    """What an earlier page of the run has named is not written again; what is new is."""
    links = Links()
    first = links.worth_writing(_visit(Outcome.LISTING, "satu", "dua"), {SITE})
    links.note([first])
    second = links.worth_writing(_visit(Outcome.ARCHIVED, "dua", "tiga"), {SITE})

    assert (["satu", "dua"], ["tiga"]) == (_names(first), _names(second))


def test_links_that_were_not_written_are_news_still() -> None:
    """Only what was told to be written is known: a transaction that failed leaves its links news."""
    links = Links()
    links.worth_writing(_visit(Outcome.LISTING, "satu"), {SITE})

    assert ["satu"] == _names(links.worth_writing(_visit(Outcome.LISTING, "satu"), {SITE}))


def test_a_lone_article_leads_nowhere() -> None:
    """Who asks for one page of a site that is not followed gets its links only if it is a listing."""
    links = Links()

    assert [] == _names(links.worth_writing(_visit(Outcome.ARCHIVED, "satu"), set()))
    assert ["satu"] == _names(links.worth_writing(_visit(Outcome.LISTING, "satu"), set()))
    assert ["satu"] == _names(
        links.worth_writing(_visit(Outcome.UNCHANGED, "satu", kind=PageKind.LISTING), set())
    )
