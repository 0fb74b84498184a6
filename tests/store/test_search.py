"""Full-text search: best first, with the passage, whatever a person types."""

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scraper.store import Archive, RecordQuery, Span, newest, search, settle_many
from tests.store.samples import NOW, URL, visit

ARTICLES = (
    ("Banjir di Demak", "DEMAK - Air surut. Warga pulang ke rumah.", date(2019, 11, 3)),
    ("Gubernur tinjau tanggul", "DEMAK - Tanggul jebol, banjir merendam sawah.", date(2019, 11, 1)),
    ("Salat Jum'at di Masjid Agung", "KOTA - Café baru untuk warga and friends.", date(2019, 11, 2)),
)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive of three articles."""
    visits = [
        visit(f"{URL}/{number}", title=title, body=body, published_at=day)
        for number, (title, body, day) in enumerate(ARTICLES)
    ]
    settle_many(archive, visits, NOW)
    return archive


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("banjir", [1, 2]),
        ("BANJIR", [1, 2]),
        ("banjir demak", [1, 2]),
        ("banjir sawah", [2]),
        ('"merendam sawah"', [2]),
        ('"sawah merendam"', []),
        ('banjir "air surut"', [1]),
        ("cafe", [3]),
        ("jum'at", [3]),
        ("Jum'at agung", [3]),
        ("banjir AND demak", []),
        ("warga and friends", [3]),
        ("banjir OR cafe", []),
        ("banj*", []),
        ("title:banjir", []),
        ("-banjir", [1, 2]),
        ('"banjir', [1, 2]),
        ('banjir"', [1, 2]),
        ('""', []),
        ('"', []),
        ("banjir - * ^ ( )", [1, 2]),
        ("NEAR(banjir demak)", []),
        ("banjir\0demak", []),
        ("'; DROP TABLE articles; --", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_are_words(filled: Archive, words: str, numbers: list[int]) -> None:
    """All words must stand in the article, quoted ones together; signs and keywords mean nothing."""
    assert numbers == [hit.article_id for hit in search(filled, RecordQuery(words))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec=None) | st.sampled_from("\"*:^-+(){}\\'. AND"), max_size=30))
@example("a" * 5_000)
@example('"a" ' * 5_000)
@example("(" * 5_000)
def test_no_words_are_a_syntax_error(filled: Archive, words: str) -> None:
    """Whatever is typed, the search answers."""
    hits = search(filled, RecordQuery(words))

    assert len(hits) <= len(ARTICLES)


def test_the_passage_shows_the_words_as_data(filled: Archive) -> None:
    """A hit has the passage in pieces, those that match marked, with no markup in the text."""
    (hit,) = search(filled, RecordQuery("merendam sawah"))

    assert (
        Span("DEMAK - Tanggul jebol, banjir ", False),
        Span("merendam", True),
        Span(" ", False),
        Span("sawah", True),
        Span(".", False),
    ) == hit.passage
    assert ("Gubernur tinjau tanggul", date(2019, 11, 1), "contoh") == (hit.title, hit.published_at, hit.site)


def test_a_title_weighs_more_than_a_body(archive: Archive) -> None:
    """An article with the word in its title comes before those that have it often in the body."""
    settle_many(
        archive,
        [
            visit(f"{URL}/{number}", title="Rapat", body="banjir " * 5 + f"kata {number}")
            for number in range(5)
        ]
        + [visit(f"{URL}/9", title="Banjir", body="Satu dua tiga empat lima enam tujuh.")],
        NOW,
    )

    assert 6 == search(archive, RecordQuery("banjir"))[0].article_id


def test_filters_and_limit_apply_to_hits(filled: Archive) -> None:
    """Site, days and limit narrow a search, and twenty hits are enough where no limit is set."""
    settle_many(filled, [visit(f"{URL}/n{number}", title="Rapat kerja") for number in range(25)], NOW)

    assert [1] == [hit.article_id for hit in search(filled, RecordQuery("banjir", limit=1))]
    assert [2] == [hit.article_id for hit in search(filled, RecordQuery("banjir", until=date(2019, 11, 2)))]
    assert [] == search(filled, RecordQuery("banjir", site="lain"))
    assert 20 == len(search(filled, RecordQuery("rapat")))


def test_newest_needs_no_words(filled: Archive) -> None:
    """Without words the articles stand last published first, each with how it begins."""
    hits = newest(filled, RecordQuery(limit=2))

    assert [1, 3] == [hit.article_id for hit in hits]
    assert (Span(ARTICLES[0][1], False),) == hits[0].passage
    assert [2] == [hit.article_id for hit in newest(filled, RecordQuery(until=date(2019, 11, 1)))]
    assert [] == newest(filled, RecordQuery(site="lain"))


def test_the_index_follows_who_edits_by_hand(filled: Archive) -> None:
    """Rows that another program changes or deletes are found, or not, as they are now."""
    connection = sqlite3.connect(filled.path)
    connection.execute("UPDATE articles SET body = 'Kekeringan.' WHERE id = 2")
    connection.execute("DELETE FROM articles WHERE id = 1")
    connection.commit()
    connection.close()

    assert [] == search(filled, RecordQuery("banjir"))
    assert [2] == [hit.article_id for hit in search(filled, RecordQuery("kekeringan"))]
