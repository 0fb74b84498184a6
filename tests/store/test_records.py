"""Records, one or many: chosen by words, site and days, and streamed."""

from datetime import UTC, date, datetime
from itertools import islice

import pytest

from scraper.store import Archive, RecordQuery, open_archive, record, records, settle, settle_many
from tests.store.samples import NOW, URL, WIB, rows, tables, visit

PUBLISHED = (
    date(2019, 11, 25),
    datetime(2019, 11, 26, 0, 0, tzinfo=WIB),
    datetime(2019, 11, 26, 23, 59, 59, tzinfo=WIB),
    date(2019, 11, 27),
    None,
)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive of five articles with different days."""
    visits = [
        visit(
            f"{URL}/{number}", title=f"Judul {number}", body=f"Kata{number} bersama.", published_at=published
        )
        for number, published in enumerate(PUBLISHED, start=1)
    ]
    settle_many(archive, visits, NOW)
    archive.database.execute("INSERT INTO sites(name) VALUES ('lain')")
    archive.database.execute("UPDATE articles SET site = 'lain' WHERE id IN (2, 4)")
    return archive


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (RecordQuery(), [1, 2, 3, 4, 5]),
        (RecordQuery(limit=2), [1, 2]),
        (RecordQuery(limit=0), []),
        (RecordQuery(site="lain"), [2, 4]),
        (RecordQuery(site="tidak ada"), []),
        (RecordQuery(since=date(2019, 11, 26)), [2, 3, 4]),
        (RecordQuery(until=date(2019, 11, 26)), [1, 2, 3]),
        (RecordQuery(since=date(2019, 11, 26), until=date(2019, 11, 26)), [2, 3]),
        (RecordQuery(since=date.min, until=date.max), [1, 2, 3, 4]),
        (RecordQuery(words="kata3"), [3]),
        (RecordQuery(words="bersama", site="lain", limit=1), [2]),
        (RecordQuery(words="  "), [1, 2, 3, 4, 5]),
        (RecordQuery(words="***"), []),
        (RecordQuery(site="' OR 1 --"), []),
    ],
)
def test_a_query_chooses(filled: Archive, query: RecordQuery, numbers: list[int]) -> None:
    """Days are those that the page shows, both included; words, site and limit narrow further."""
    assert numbers == [found.id for found in records(filled, query)]


def test_a_record_that_is_not_there_is_none(archive: Archive) -> None:
    """A number that no article has gives nothing."""
    assert record(archive, 17) is None


def test_days_and_moments_keep_what_the_page_showed(filled: Archive) -> None:
    """A bare date stays bare, and a moment keeps its own offset."""
    assert list(PUBLISHED) == [found.article.published_at for found in records(filled, RecordQuery())]
    assert ["2019-11-25", "2019-11-26T00:00:00+07:00"] == rows(
        filled, "SELECT published_at FROM articles ORDER BY id LIMIT 2"
    )


def test_records_are_read_one_by_one(filled: Archive) -> None:
    """A stream that is left early has read no more than was taken from it."""
    stream = records(filled, RecordQuery())
    first = next(stream)
    statements: list[str] = []
    filled.database.conn.set_trace_callback(statements.append)
    list(islice(stream, 1))
    filled.database.conn.set_trace_callback(None)

    assert 1 == first.id
    assert 4 == len(statements)


def test_a_stream_sees_the_archive_as_it_was(filled: Archive) -> None:
    """What is written while a stream is read does not appear in it, not even in its last record."""
    with open_archive(filled.path, readonly=True) as reader:
        stream = records(reader, RecordQuery())
        seen = [next(stream).article.title]
        settle(filled, visit(f"{URL}/5", title="Dikoreksi", body="Lain."), NOW)
        seen += [found.article.title for found in stream]

    assert [f"Judul {number}" for number in range(1, 6)] == seen


def test_reading_writes_nothing(filled: Archive) -> None:
    """Neither records nor a record change a row."""
    before = tables(filled)
    list(records(filled, RecordQuery(words="bersama")))
    found = record(filled, 1)

    assert found
    assert datetime(2026, 11, 22, 3, 4, 5, 678000, UTC) == found.first_seen_at
    assert before == tables(filled)
