"""Tests of scraper/reread/article.py: what today's parser makes of one article's captures."""

import pytest

from scraper.reread.article import Turn, reread_article, reread_page
from scraper.reread.desk import Desk
from scraper.store import Archive, Edition, correct, former_values, record, revisions
from scraper.store.rereads import articles_to_read, pages_to_read, write_rereads
from scraper.version import parser_version
from tests.reread.conftest import NOW
from tests.store.samples import rows, tables

OLD = "0.0.9+old"


def _age(archive: Archive, change: str) -> None:
    """Makes the archive as an earlier parser could have left it."""
    archive.database.execute(change)
    archive.database.execute("UPDATE articles SET parser_version = ?", [OLD])


def _apply(archive: Archive) -> None:
    for number in _numbers(archive):
        rewritten = reread_article(Desk(archive), number).rewritten
        write_rereads(archive, [rewritten] if rewritten else [], [], NOW)


def test_today_s_archive_is_read_as_it_is(archive: Archive) -> None:
    """What was crawled by today's parser has no difference, and writing it changes nothing but the mark."""
    before = tables(archive)
    found = [reread_article(Desk(archive), number) for number in _numbers(archive)]
    _apply(archive)
    after = tables(archive)

    assert [] == [one for reread in found for one in reread.differences]
    assert 42 == len(found)
    assert {"rereads"} == {name for name in after if after[name] != before[name]}


@pytest.mark.parametrize(
    ("change", "field", "turn"),
    [
        ("UPDATE articles SET byline = NULL WHERE id = 2", "byline", Turn.GAINED),
        ("UPDATE articles SET place = 'KANTOR' WHERE id = 2", "place", Turn.CHANGED),
        ("UPDATE articles SET updated_at = '2019-01-01' WHERE id = 2", "updated_at", Turn.LOST),
        ("UPDATE articles SET title = 'Salah' WHERE id = 2", "title", Turn.CHANGED),
        ("UPDATE articles SET tags = '[\"x\"]' WHERE id = 2", "tags", None),
        ("DELETE FROM photos WHERE article = 2", "photos", Turn.GAINED),
    ],
)
def test_a_difference_is_told_and_written(
    archive: Archive, change: str, field: str, turn: Turn | None
) -> None:
    """What an earlier parser read otherwise is told as gained, lost or changed, and put right."""
    before = tables(archive)
    archive.database.execute("DELETE FROM former_values")
    _age(archive, change)
    found = [one for one in reread_article(Desk(archive), 2).differences if one.field == field]
    _apply(archive)
    after = tables(archive)

    assert 1 == len(found)
    assert turn is None or turn is found[0].turn
    assert all(
        before[name] == after[name] for name in ("articles", "photos", "provenance", "revisions", "views")
    )


def test_old_values_stay_reachable_by_version(archive: Archive) -> None:
    """What gives way is kept with its field, source, capture and the parser that read it."""
    _age(archive, "UPDATE articles SET byline = 'Redaksi' WHERE id = 2")
    archive.database.execute("UPDATE revisions SET body = 'Salah.' WHERE article = 2")
    _apply(archive)
    former = former_values(archive, 2)

    assert [("byline", "Redaksi", OLD, None), ("body", "Salah.", OLD, 1)] == [
        (one.field, one.value, one.parser_version, one.number) for one in former
    ]
    assert former[0].source and former[0].capture
    assert [parser_version()] == rows(archive, "SELECT DISTINCT parser_version FROM articles")


def test_the_same_bytes_make_no_new_wording(archive: Archive) -> None:
    """Wordings keep their numbers, whatever words an earlier parser had read from the same bytes."""
    _age(archive, "UPDATE revisions SET body = 'Lama ' || number, title = 'Lama'")
    _apply(archive)
    number = rows(archive, "SELECT article FROM revisions WHERE number = 2")[0]
    wordings = revisions(archive, number)

    assert [1, 2] == [one.number for one in wordings]
    assert ("42 hektare" in wordings[0].body, "44 hektare" in wordings[1].body) == (True, True)
    assert ["figures"] == list(wordings[1].classes)
    assert [2] == rows(archive, "SELECT max(revision) FROM articles")


def test_an_edit_that_an_earlier_parser_missed_is_found(archive: Archive) -> None:
    """Two captures of other words that were one wording become two, the new one behind the old."""
    number = rows(archive, "SELECT article FROM revisions WHERE number = 2")[0]
    before = tables(archive)
    archive.database.execute("DELETE FROM revisions WHERE number = 2")
    _age(archive, "UPDATE articles SET revision = 1")
    told = reread_article(Desk(archive), number).differences
    _apply(archive)

    assert [("wording", Turn.GAINED)] == [(one.field, one.turn) for one in told]
    assert before["revisions"] == tables(archive)["revisions"]
    assert before["articles"] == tables(archive)["articles"]


def test_a_correction_by_hand_stands(archive: Archive) -> None:
    """What a person said is kept, and what the page says is read again beside it."""
    correct(archive, 2, Edition("byline", "Siti Aminah", "she told us"), NOW)
    own = rows(archive, "SELECT page_value FROM corrections")
    archive.database.execute("UPDATE corrections SET page_value = 'Lama'")
    _apply(archive)
    kept = record(archive, 2)

    assert kept is not None
    assert "Siti Aminah" == kept.article.byline
    assert own == rows(archive, "SELECT page_value FROM corrections")


def test_a_page_that_was_no_article_becomes_one(archive: Archive) -> None:
    """An article that an earlier parser did not see in a page is found, and written with its capture."""
    whole = tables(archive)["articles"]
    archive.database.execute("PRAGMA foreign_keys = OFF")
    for table in ("photos", "provenance", "revisions", "views"):
        archive.database.execute(f"DELETE FROM {table} WHERE article = 2")  # noqa: S608  # a test's own words
    archive.database.execute(
        "UPDATE captures SET article = NULL, outcome = 'not_an_article' WHERE article = 2"
    )
    archive.database.execute("UPDATE frontier SET article = NULL WHERE article = 2")
    archive.database.execute("DELETE FROM articles WHERE id = 2")
    found = [reread_page(Desk(archive), number) for number in pages_to_read(archive, None)]
    write_rereads(archive, [], [one.found for one in found if one.found], NOW)
    titles = {row[3] for row in whole}

    assert [("article", Turn.GAINED)] == [
        (one.field, one.turn) for reread in found[:1] for one in reread.differences
    ]
    assert titles == set(rows(archive, "SELECT title FROM articles"))
    assert 2 == len(rows(archive, "SELECT id FROM captures WHERE article = 43"))


def test_damaged_bytes_are_told_and_nothing_is_lost(archive: Archive) -> None:
    """An article whose bytes are damaged stays as it is."""
    before = tables(archive)["articles"]
    archive.database.execute("UPDATE captures SET payload = x'00' WHERE article = 2")
    found = reread_article(Desk(archive), 2)
    write_rereads(archive, [found.rewritten] if found.rewritten else [], [], NOW)

    assert found.unreadable
    assert () == found.differences
    assert before == tables(archive)["articles"]


def _numbers(archive: Archive) -> list[int]:
    return [one.id for one in articles_to_read(archive)]
