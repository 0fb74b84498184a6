"""Forgetting: who no longer sees an article, and that each decision is on record."""

import pytest

from scraper.errors import UsageError
from scraper.store import (
    Archive,
    Decision,
    Level,
    RecordQuery,
    Ruling,
    decisions,
    forget,
    newest,
    record,
    records,
    search,
    settle,
    site_rows,
    take_back,
)
from tests.store.samples import DAY, NOW, URL, rows, visit

HIDE = Ruling(Level.HIDE, "asked for", NOW)


@pytest.fixture
def two(archive: Archive) -> Archive:
    """An archive with the articles 1 and 2."""
    settle(archive, visit(), NOW)
    settle(archive, visit(URL + "9", title="Pasar Johar dibuka"), NOW)
    return archive


def _seen(archive: Archive) -> list[set[int]]:
    """The numbers that each reader shows."""
    return [
        {each.id for each in records(archive, RecordQuery())},
        {each.id for each in records(archive, RecordQuery(words="semarang"))},
        {hit.article_id for hit in search(archive, RecordQuery(words="semarang"))},
        {hit.article_id for hit in newest(archive, RecordQuery())},
        {number for number in (1, 2) if record(archive, number)},
    ]


def test_no_reader_shows_a_hidden_article_until_it_is_undone(two: Archive) -> None:
    """Hidden, an article is in no list, search, export or count; undone, it is in all of them again."""
    forget(two, [1], HIDE)
    hidden, counted = _seen(two), site_rows(two, NOW)[0].articles
    take_back(two, [1], NOW + DAY)

    assert [{2}] * 5 == hidden
    assert 1 == counted
    assert [{1, 2}] * 5 == _seen(two)
    assert [Decision(1, Level.HIDE, "asked for", NOW, NOW + DAY)] == decisions(two, 1)


def test_a_hidden_article_is_still_kept_up_to_date(two: Archive) -> None:
    """A crawl goes on writing a hidden article's wordings, and it stays hidden."""
    forget(two, [1], HIDE)
    settle(two, visit(at=NOW + DAY, body="SEMARANG - Dikoreksi."), NOW + DAY)

    assert [("hide", 2)] == rows(two, "SELECT forgotten, revision FROM articles WHERE id = 1")


@pytest.mark.parametrize(("numbers", "words"), [([2, 17], "no article 17"), ([2, 1], "forgotten already")])
def test_a_wrong_number_forgets_nothing(two: Archive, numbers: list[int], words: str) -> None:
    """Where one of several articles cannot be forgotten, none is."""
    forget(two, [1], HIDE)
    with pytest.raises(UsageError, match=words):
        forget(two, numbers, HIDE)

    assert [(1, "hide"), (2, None)] == rows(two, "SELECT id, forgotten FROM articles")


def test_what_is_not_hidden_cannot_be_undone(two: Archive) -> None:
    """Taking back what was never decided is an error that says so."""
    with pytest.raises(UsageError, match="article 2 is not forgotten"):
        take_back(two, [2], NOW)
