"""The frontier: what is due, in which order, and what a visit leaves behind."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scraper.model import Page, PageKind
from scraper.outcome import Outcome
from scraper.store import (
    NOT_ASKED,
    Archive,
    add_pages,
    due_pages,
    frontier_counts,
    next_due,
    open_archive,
    rechecks,
    settle,
    settle_many,
)
from scraper.store import frontier as statements
from tests.store.samples import DAY, NOW, URL, capture, failed, page, rows, visit

MINUTE = timedelta(minutes=1)


def _pages(host: str, count: int, kind: PageKind = PageKind.ARTICLE) -> list[Page]:
    return [Page(f"https://{host}/{kind}/{number}", host, kind) for number in range(count)]


def _due(archive: Archive, now: datetime = NOW, **choice: object) -> list[str]:
    found = due_pages(archive, now=now, **{"limit": 100, **choice})  # type: ignore[arg-type]  # by name
    return [row.page.url.removeprefix("https://") for row in found]


def test_only_new_pages_are_added(archive: Archive) -> None:
    """Known addresses are not counted and keep what was known of them."""
    first = add_pages(archive, [page(href="a"), page(URL + "1")], NOW)
    settle(archive, visit(), NOW)
    again = add_pages(archive, [page(href="b", kind=PageKind.LISTING), page(URL + "2"), page(URL + "2")], NOW)

    assert (2, 1) == (first, again)
    assert [("a", "article", "archived")] == rows(
        archive, "SELECT href, kind, outcome FROM frontier WHERE url = ?", URL
    )


def test_hosts_take_turns(archive: Archive) -> None:
    """However many pages one host has, each of the others gets its turn in every round."""
    add_pages(archive, _pages("besar.example", 50) + _pages("a.example", 2) + _pages("b.example", 1), NOW)

    assert [
        "a.example/article/0",
        "b.example/article/0",
        "besar.example/article/0",
        "a.example/article/1",
        "besar.example/article/1",
        "besar.example/article/2",
    ] == _due(archive, limit=6)
    assert 53 == len(_due(archive))


def test_a_host_that_was_asked_last_comes_last(archive: Archive) -> None:
    """Where there are more hosts than places, those that waited longest come first, call after call."""
    hosts = [f"{name}.example" for name in "abcd"]
    for host in hosts:
        add_pages(archive, _pages(host, 3), NOW)
    served = []
    for turn in range(8):
        (row,) = due_pages(archive, now=NOW + DAY, limit=1)
        served.append(row.page.site)
        settle(archive, failed(Outcome.TIMED_OUT, row.page.url, page=row.page), NOW + turn * MINUTE)

    assert hosts * 2 == served


def test_listings_come_first_then_what_waits_longest(archive: Archive) -> None:
    """Within a host listings lead, then the oldest, and what was found together keeps its order."""
    add_pages(archive, _pages("a.example", 2), NOW)
    add_pages(archive, _pages("a.example", 1, PageKind.UNKNOWN), NOW - DAY)
    add_pages(archive, _pages("a.example", 2, PageKind.LISTING), NOW)

    assert ["listing/0", "listing/1", "unknown/0", "article/0", "article/1"] == [
        url.removeprefix("a.example/") for url in _due(archive)
    ]


def test_a_site_with_two_hosts_and_a_host_with_two_sites(archive: Archive) -> None:
    """A host has one turn a round, whichever sites its pages belong to."""
    add_pages(
        archive,
        [
            Page("https://a.example/1", "satu", PageKind.ARTICLE),
            Page("https://a.example/2", "dua", PageKind.ARTICLE),
            Page("https://b.example/3", "satu", PageKind.ARTICLE),
        ],
        NOW,
    )

    assert {"a.example", "b.example"} == {url.split("/")[0] for url in _due(archive)[:2]}
    assert 3 == len(_due(archive))


def test_what_is_not_due_is_not_handed_out(archive: Archive) -> None:
    """A page comes back at its moment, and never where it has none."""
    settle(archive, visit(), NOW)
    settle(archive, failed(Outcome.REFUSED_ADDRESS, URL + "1", due_at=None), NOW)

    assert [] == _due(archive, NOW + DAY - MINUTE)
    assert [URL.removeprefix("https://")] == _due(archive, NOW + DAY)
    assert NOW + DAY == next_due(archive)


def test_nothing_is_due_in_an_empty_archive(archive: Archive) -> None:
    """Without a page there is no moment at which one is due."""
    assert next_due(archive) is None
    assert [] == _due(archive)


def test_sites_and_addresses_can_be_chosen(archive: Archive) -> None:
    """Only the pages of the sites, or at the addresses, that were asked for are handed out."""
    add_pages(archive, _pages("a.example", 2) + _pages("b.example", 2), NOW)

    assert ["b.example/article/0", "b.example/article/1"] == _due(archive, sites=["b.example", "b.example"])
    assert [] == _due(archive, sites=["c.example"])
    assert [] == _due(archive, sites=[])
    assert ["a.example/article/1", "b.example/article/0"] == _due(
        archive, urls={"https://a.example/article/1", "https://b.example/article/0", "https://c.example/"}
    )


def test_a_row_says_what_a_crawl_needs(archive: Archive) -> None:
    """Outcome, validators, moments and the page itself come back as they were written."""
    found = page(URL + "1", href="../1", discovered_from=URL)
    headers = (("ETag", 'W/"a"'), ("Last-Modified", "Tue, 26 Nov 2019 02:00:00 GMT"))
    given = visit(URL + "1", page=found, capture=capture(URL + "1", headers=headers), detail="baik")
    settle(archive, given, NOW)
    (row,) = due_pages(archive, now=NOW + DAY, limit=9)

    assert found == row.page
    assert (Outcome.ARCHIVED, "baik", NOW + DAY) == (row.outcome, row.detail, row.due_at)
    assert ('W/"a"', "Tue, 26 Nov 2019 02:00:00 GMT") == (row.etag, row.last_modified)
    assert (NOW, NOW, 1, 0) == (row.first_asked_at, row.last_asked_at, row.visits, row.attempts)


def test_attempts_are_those_in_a_row_that_kept_nothing(archive: Archive) -> None:
    """Visits that keep nothing add up, and one that keeps something begins anew."""
    attempts = []
    for given in (
        failed(Outcome.TIMED_OUT),
        failed(Outcome.GONE),
        visit(),
        failed(Outcome.BUSY, at=NOW + DAY),
    ):
        settle(archive, given, NOW)
        attempts += rows(archive, "SELECT attempts FROM frontier")

    assert [1, 2, 0, 1] == attempts
    assert [4] == rows(archive, "SELECT visits FROM frontier")


def test_a_page_that_was_not_asked_for_has_no_request(archive: Archive) -> None:
    """robots.txt and refused addresses end a visit without a request; the first real one is noted then."""
    settle(archive, failed(Outcome.BLOCKED_BY_ROBOTS), NOW)
    settle(archive, failed(Outcome.REFUSED_ADDRESS), NOW)
    before = rows(archive, "SELECT first_asked_at, last_asked_at, visits FROM frontier")
    settle(archive, visit(), NOW)
    settle(archive, failed(Outcome.BLOCKED_BY_ROBOTS), NOW + DAY)
    after = rows(archive, "SELECT first_asked_at, last_asked_at FROM frontier")

    assert [(None, None, 2)] == before
    assert [("2026-11-22T03:04:05.678Z", "2026-11-22T03:04:05.678Z")] == after


@pytest.mark.parametrize(
    ("changes", "outcome", "kept"),
    [
        ({"headers": (("etag", "b"),)}, Outcome.NOT_AN_ARTICLE, "b"),
        ({"headers": ()}, Outcome.NOT_AN_ARTICLE, None),
        ({"headers": (("etag", "b"),), "complete": False}, Outcome.TRUNCATED, None),
        ({"headers": (("etag", "b"),)}, Outcome.CRASHED, None),
        ({"headers": (("etag", "b" * 2_000),)}, Outcome.LISTING, None),
        ({"headers": (), "status": 304, "payload": b""}, Outcome.UNCHANGED, "a"),
    ],
)
def test_validators_are_those_of_the_last_whole_answer(
    archive: Archive, changes: dict[str, object], outcome: Outcome, kept: str | None
) -> None:
    """Only an answer that was whole and read may be a 304 next time; a 304 itself leaves the validator."""
    settle(archive, failed(Outcome.LISTING, capture=capture(headers=(("ETag", "a"),))), NOW)
    settle(archive, failed(outcome, capture=capture(**changes)), NOW)

    assert [kept] == rows(archive, "SELECT etag FROM frontier")


def test_a_visit_without_an_answer_leaves_the_validators(archive: Archive) -> None:
    """A timeout says nothing about the page that was seen last."""
    settle(archive, visit(capture=capture(headers=(("ETag", "a"),))), NOW)
    settle(archive, failed(Outcome.TIMED_OUT), NOW)

    assert [("a", 1)] == rows(archive, "SELECT etag, article FROM frontier")


def test_a_page_of_unknown_kind_is_what_it_turned_out_to_be(archive: Archive) -> None:
    """A visit teaches what kind of page an address brings, where its shape did not tell."""
    add_pages(archive, [page(URL + str(number), kind=PageKind.UNKNOWN) for number in range(3)], NOW)
    settle_many(
        archive, [visit(URL + "0"), failed(Outcome.LISTING, URL + "1"), failed(Outcome.BUSY, URL + "2")], NOW
    )

    assert ["article", "listing", "unknown"] == rows(archive, "SELECT kind FROM frontier ORDER BY id")


def test_counts_are_by_outcome(archive: Archive) -> None:
    """The counts of a site are of its own addresses, those not asked for among them."""
    settle_many(archive, [visit(), visit(URL + "1"), failed(Outcome.GONE, URL + "2")], NOW)
    add_pages(archive, [page(URL + "3"), *_pages("a.example", 2)], NOW)

    assert {"archived": 2, "gone": 1, NOT_ASKED: 1} == frontier_counts(archive, "contoh")
    assert {} == frontier_counts(archive, "tidak ada")


def test_what_a_killed_run_had_in_hand_is_still_due(archive: Archive, path: Path) -> None:
    """Handing a page out claims nothing: a run that ends without settling it leaves it due."""
    add_pages(archive, [page()], NOW)
    handed = _due(archive)
    archive.close()
    with open_archive(path) as again:
        assert handed == _due(again)


def test_due_pages_reads_the_index_and_not_the_table(archive: Archive) -> None:
    """A large frontier with little due costs little: each part of the question is a seek in an index."""
    for statement in (
        statements._DUE,
        statements._FRESH,
        rechecks._NEWEST,
        rechecks._LONGEST,
        statements._DUE_WITHIN,
        statements._FRESH_WITHIN,
        statements._NEXT_HOST,
        statements._LAST_ASKED,
        statements._FIRST_DUE,
    ):
        named = dict.fromkeys(re.findall(r":(\w+)", statement))
        values = named or [None] * statement.count("?")
        plan = archive.database.conn.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()

        assert not [step for *_, step in plan if "SCAN" in step or "TEMP B-TREE" in step], statement
