"""Settling a visit: what is written, what is left alone, and the word that it is counted under."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.model import Article, Page, PageKind, Photo, Source
from scraper.outcome import Outcome
from scraper.store import Archive, RecordQuery, record, records, search, settle, settle_many, start_run
from tests.store.samples import BODY, DAY, NOW, URL, article, capture, failed, page, rows, tables, visit


def test_a_new_article_is_kept_whole(archive: Archive) -> None:
    """Everything that the page shows is in the record, to the last photograph and source."""
    outcome = settle(archive, visit(), NOW)
    kept = record(archive, 1)

    assert Outcome.ARCHIVED is outcome
    assert kept is not None
    assert replace(article(), sources=()) == replace(kept.article, sources=())
    assert set(article().sources) == set(kept.article.sources)
    assert ("contoh", NOW, NOW, NOW, 1, 1) == (
        kept.site,
        kept.first_seen_at,
        kept.last_seen_at,
        kept.views_observed_at,
        kept.revision,
        kept.capture,
    )


def test_the_same_page_again_adds_a_view_and_nothing_else(archive: Archive) -> None:
    """An unchanged page adds one row of views and a capture that repeats, and moves last_seen_at."""
    settle(archive, visit(), NOW)
    before = tables(archive)
    outcome = settle(archive, visit(at=NOW + DAY), NOW + DAY)
    after = tables(archive)
    grown = {name for name in after if len(after[name]) != len(before[name])}

    assert Outcome.UNCHANGED is outcome
    assert {"captures", "views"} == grown
    assert all(before[name] == after[name] for name in ("revisions", "photos", "provenance", "sites"))
    assert [(1, None, True), (2, 1, False)] == rows(
        archive, "SELECT id, repeats, payload IS NOT NULL FROM captures"
    )
    assert [("2026-11-22T03:04:05.678Z", "2026-11-23T03:04:05.678Z", 1, 2)] == rows(
        archive, "SELECT first_seen_at, last_seen_at, revision, capture FROM articles"
    )


def test_other_words_are_a_revision(archive: Archive) -> None:
    """An edited body is a second wording, told apart from the first, and the search finds the new one."""
    settle(archive, visit(), NOW)
    outcome = settle(archive, visit(at=NOW + DAY, body="SEMARANG - Dikoreksi."), NOW)
    wordings = rows(archive, "SELECT number, captured_at, body, changed, capture FROM revisions")

    assert Outcome.REVISED is outcome
    assert [
        (1, "2026-11-22T03:04:05.678Z", BODY, None, 1),
        (2, "2026-11-23T03:04:05.678Z", "SEMARANG - Dikoreksi.", "body", 2),
    ] == wordings
    assert [1] == [hit.article_id for hit in search(archive, RecordQuery("dikoreksi"))]
    assert [] == search(archive, RecordQuery("belajar gubernur"))


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"title": "Judul lain"}, ["title"]),
        ({"title": "Judul lain", "body": "Lain."}, ["title, body"]),
        ({"body": BODY.replace("\n\n", " ")}, []),
        ({"body": BODY.replace(" ", "  ")}, []),
        ({"title": "Pemprov Sulut Belajar\u00a0ke Jateng"}, []),
        ({"views": 480}, []),
        ({"byline": "Slam", "category": "Daerah"}, []),
    ],
)
def test_only_words_make_a_revision(archive: Archive, changes: dict[str, str], changed: list[str]) -> None:
    """White space, counters and bylines are no wording; title and body are."""
    settle(archive, visit(), NOW)
    outcome = settle(archive, visit(at=NOW + DAY, **changes), NOW)
    found = rows(archive, "SELECT changed FROM revisions WHERE number > 1")

    assert changed == found
    assert (Outcome.REVISED if changed else Outcome.UNCHANGED) is outcome


def test_nothing_never_replaces_what_is_known(archive: Archive) -> None:
    """A page that shows less than before takes no value away, and no provenance."""
    settle(archive, visit(), NOW)
    traced = rows(archive, "SELECT * FROM provenance")
    bare = Article(URL, title="", body="")
    outcome = settle(archive, replace(visit(at=NOW + DAY), article=bare), NOW)
    kept = record(archive, 1)

    assert Outcome.UNCHANGED is outcome
    assert kept is not None
    assert replace(article(), sources=()) == replace(kept.article, sources=())
    assert NOW == kept.views_observed_at
    assert traced == rows(archive, "SELECT * FROM provenance")
    assert [479] == rows(archive, "SELECT views FROM views")


def test_a_changed_value_is_written_and_traced_to_its_capture(archive: Archive) -> None:
    """A known value gives way to another known one, and its provenance to that of the new capture."""
    settle(archive, visit(), NOW)
    sources = (Source("title", "h1"), Source("views", "span.hits"), Source("body", "article"))
    settle(archive, visit(at=NOW + DAY, views=500, published_at=date(2019, 11, 25), sources=sources), NOW)
    kept = record(archive, 1)

    assert kept is not None
    assert (500, date(2019, 11, 25)) == (kept.article.views, kept.article.published_at)
    assert [("body", "article", 1), ("title", "h1", 1), ("views", "span.hits", 2)] == rows(
        archive, "SELECT field, source, capture FROM provenance ORDER BY field"
    )


def test_a_field_that_appears_later_is_traced(archive: Archive) -> None:
    """A value that the first capture did not show is traced to the one that does."""
    settle(archive, visit(byline=None), NOW)
    settle(archive, visit(at=NOW + DAY, sources=(Source("byline", "p.penulis"),)), NOW)

    assert [("p.penulis", 2)] == rows(
        archive, "SELECT source, capture FROM provenance WHERE field = 'byline'"
    )


@pytest.mark.parametrize(
    ("known", "seen", "kept"),
    [
        ([("a", "Satu", "Ani")], [("a", None, None)], [("a", "Satu", "Ani")]),
        ([("a", "Satu", "Ani")], [], [("a", "Satu", "Ani")]),
        ([("a", "Satu", "Ani")], [(None, None, "Budi")], [("a", "Satu", "Budi")]),
        ([(None, None, "Ani")], [("a", None, None)], [("a", None, "Ani")]),
        ([("a", None, "Ani")], [("b", None, None)], [("b", None, None)]),
        (
            [("a", None, "Ani")],
            [("b", None, "Budi"), ("a", "Satu", None)],
            [("b", None, "Budi"), ("a", "Satu", "Ani")],
        ),
    ],
)
def test_photographs_are_merged(
    archive: Archive,
    known: list[tuple[str | None, ...]],
    seen: list[tuple[str | None, ...]],
    kept: list[tuple[str | None, ...]],
) -> None:
    """A photograph keeps what was known of it at its address or place; a set gives way only to a set."""
    settle(archive, visit(photos=tuple(Photo(*photo) for photo in known)), NOW)
    settle(archive, visit(at=NOW + DAY, photos=tuple(Photo(*photo) for photo in seen)), NOW)

    assert kept == rows(archive, "SELECT url, caption, credit FROM photos ORDER BY position")
    assert rows(archive, "SELECT photo_credit FROM articles") == [
        "; ".join(credit for _, _, credit in kept if credit) or None
    ]


def test_an_article_is_known_by_its_canonical_address(archive: Archive) -> None:
    """Two addresses that name the same canonical one are one article, and both have their row."""
    canonical = "https://humas.example.go.id/berita/3655-pemprov-sulut"
    first = settle(archive, replace(visit(), article=article(url=canonical)), NOW)
    second = settle(
        archive, replace(visit(URL + "?print=1", at=NOW + DAY), article=article(url=canonical)), NOW
    )

    assert [Outcome.ARCHIVED, Outcome.UNCHANGED] == [first, second]
    assert [canonical] == rows(archive, "SELECT url FROM articles")
    assert [(URL, 1), (URL + "?print=1", 1)] == rows(archive, "SELECT url, article FROM frontier ORDER BY id")


def test_an_article_that_gets_another_canonical_address_stays_the_same(archive: Archive) -> None:
    """An article known at the address that was asked for keeps its number and takes the new address."""
    settle(archive, visit(), NOW)
    canonical = "https://humas.example.go.id/berita/baru"
    sources = (*article().sources, Source("url", "link rel=canonical"))
    moved = replace(visit(at=NOW + DAY), article=article(url=canonical, sources=sources))
    outcomes = [settle(archive, moved, NOW), settle(archive, moved, NOW)]

    assert [Outcome.UNCHANGED] * 2 == outcomes
    assert [(1, canonical)] == rows(archive, "SELECT id, url FROM articles")
    assert [("link rel=canonical", 2)] == rows(
        archive, "SELECT source, capture FROM provenance WHERE field = 'url'"
    )


def test_another_page_of_the_site_is_another_article(archive: Archive) -> None:
    """Two pages in a row do not run into each other."""
    outcomes = settle_many(archive, [visit(), visit(URL + "6", title="Lain", body="Lain.")], NOW)

    assert [Outcome.ARCHIVED] * 2 == outcomes
    assert [(URL, BODY), (URL + "6", "Lain.")] == rows(archive, "SELECT url, body FROM articles ORDER BY id")


def test_equal_bytes_are_kept_once_across_addresses(archive: Archive) -> None:
    """A payload that another address has brought already is a pointer to it."""
    same = replace(visit(URL + "?x"), capture=capture(URL + "?x", payload=b"the same"))
    settle_many(archive, [replace(visit(), capture=capture(payload=b"the same")), same], NOW)

    assert [(None, False), (1, True)] == rows(
        archive, "SELECT repeats, payload IS NULL FROM captures ORDER BY id"
    )


def test_a_visit_without_an_article_keeps_its_outcome(archive: Archive) -> None:
    """What is no article is counted as the visit says; a 404's bytes are kept like any other's."""
    outcomes = settle_many(
        archive,
        [
            failed(Outcome.TIMED_OUT),
            failed(Outcome.GONE, URL + "1", capture=capture(URL + "1", status=404)),
            failed(Outcome.LISTING, URL + "2", capture=capture(URL + "2")),
        ],
        NOW,
    )

    assert [Outcome.TIMED_OUT, Outcome.GONE, Outcome.LISTING] == outcomes
    assert [("gone", 404, None), ("listing", 200, None)] == rows(
        archive, "SELECT outcome, status, article FROM captures ORDER BY id"
    )
    assert [] == list(records(archive, RecordQuery()))


def test_a_304_says_that_the_article_is_still_there(archive: Archive) -> None:
    """Not modified: the article was seen again, and nothing else of it changes."""
    settle(archive, visit(), NOW)
    later = NOW + DAY
    again = failed(Outcome.UNCHANGED, capture=capture(status=304, payload=b"", fetched_at=later, headers=()))
    outcome = settle(archive, again, later)

    assert Outcome.UNCHANGED is outcome
    assert [("2026-11-23T03:04:05.678Z", 1, 1)] == rows(
        archive, "SELECT last_seen_at, revision, capture FROM articles"
    )


def test_found_pages_are_due_and_known_ones_stay(archive: Archive) -> None:
    """Pages that a visit found are due at once, in the page's order; its own row is not touched by them."""
    found = (
        page(),
        page(URL + "7", discovered_from=URL, href="7"),
        Page(URL + "8", "lain", PageKind.LISTING),
    )
    settle(archive, replace(visit(), found=found), NOW)

    assert [
        (URL, "contoh", "archived", "2026-11-23T03:04:05.678Z"),
        (URL + "7", "contoh", None, "2026-11-22T03:04:05.678Z"),
        (URL + "8", "lain", None, "2026-11-22T03:04:05.678Z"),
    ] == rows(archive, "SELECT url, site, outcome, due_at FROM frontier ORDER BY id")


def test_captures_name_their_run(archive: Archive) -> None:
    """A capture says in which run it was fetched, where there was one."""
    run_id = start_run(archive, "crawl contoh")
    settle(archive, visit(), NOW, run_id)
    settle(archive, visit(URL + "1"), NOW)

    assert [run_id, None] == rows(archive, "SELECT run FROM captures ORDER BY id")


def test_a_batch_is_one_transaction(archive: Archive) -> None:
    """Where one visit of a batch cannot be written, none of the batch is."""
    with pytest.raises(ValueError, match="without the capture"):
        settle_many(archive, [visit(), replace(visit(URL + "1"), capture=None)], NOW)

    assert [0] == rows(archive, "SELECT count(*) FROM frontier")


def test_an_older_capture_does_not_turn_time_back(archive: Archive) -> None:
    """A capture that comes late widens what is known of when the article was there."""
    settle(archive, visit(), NOW)
    settle(archive, visit(at=NOW - DAY), NOW)

    assert [("2026-11-21T03:04:05.678Z", "2026-11-22T03:04:05.678Z")] == rows(
        archive, "SELECT first_seen_at, last_seen_at FROM articles"
    )


TEXT = st.text(st.characters(codec=None), max_size=40)  # halves of characters and control characters too


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(TEXT, min_size=9, max_size=9),
    views=st.integers(-(2**70), 2**70) | st.none(),
    minutes=st.integers(-1439, 1439),
    header=TEXT,
)
def test_no_words_of_a_page_can_break_the_archive(
    archive: Archive, words: list[str], views: int | None, minutes: int, header: str
) -> None:
    """Any text, number or offset at all is written and read back, and the index stays whole."""
    zone = timezone(timedelta(minutes=minutes))
    title, body, byline, place, category, tag, credit, source, detail = words
    hostile = article(
        title=title,
        body=body,
        byline=byline,
        place=place,
        category=category,
        tags=(tag,),
        photos=(Photo(credit=credit),),
        views=views,
        published_at=datetime(2019, 11, 26, 9, tzinfo=zone),
        sources=(Source(source, source),),
    )
    given = replace(visit(at=NOW + DAY), article=hostile, detail=detail, robots=detail)
    settle(archive, replace(given, capture=capture(headers=((header, header),))), NOW)
    kept = list(records(archive, RecordQuery()))
    archive.database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")

    assert 1 == len(kept)
