"""Tests of kabar edit: a person's word stands above the page's, with its reason, and can be taken back."""

import json
from datetime import date
from pathlib import Path

import pytest

from scraper.outcome import Outcome
from scraper.store import corrections, open_archive, record, revisions, settle
from tests.commands.conftest import Kabar
from tests.store.samples import DAY, NOW, rows, visit

WHY = "the page misspells her"


@pytest.fixture
def archived(kabar: Kabar, tmp_path: Path) -> Kabar:
    """An archive of one article."""
    with open_archive(tmp_path / "archive.db") as archive:
        settle(archive, visit(), NOW)
    return kabar


def test_a_corrected_value_stands_and_says_so(archived: Kabar) -> None:
    """The record has the corrected value, and show says by whose word, why, and what the page says."""
    said = archived("edit", "1", "byline=Siti Aminah", "--why", WHY)
    shown = archived("show", "1").out

    assert (0, "") == (said.code, said.out)
    assert "byline        Siti Aminah" in shown
    assert f"corrected by hand: {WHY}; the page says: Handy" in shown
    assert [f"corrected by hand: {WHY}"] == json.loads(archived("show", "1", "--json").out)["sources"][
        "byline"
    ]


def test_a_correction_outlives_the_page(archived: Kabar, tmp_path: Path) -> None:
    """A later visit does not bring the page's value back, and no wording is made of the difference."""
    archived("edit", "1", "title=Judul yang Benar", "byline=", "--why", WHY)
    with open_archive(tmp_path / "archive.db") as archive:
        same = settle(archive, visit(at=NOW + DAY), NOW)
        other = settle(archive, visit(at=NOW + 2 * DAY, title="Judul Baru", byline="Slam"), NOW)
        kept = record(archive, 1)
        titles = [wording.title for wording in revisions(archive, 1)]
        own = {one.field: one.page_value for one in corrections(archive, 1)}
        found = rows(archive, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'benar'")

    assert (Outcome.UNCHANGED, Outcome.REVISED) == (same, other)
    assert kept is not None
    assert ("Judul yang Benar", None) == (kept.article.title, kept.article.byline)
    assert ["Pemprov Sulut Belajar ke Jateng", "Judul Baru"] == titles
    assert {"title": "Judul Baru", "byline": "Slam"} == own
    assert [1] == found


def test_undo_gives_the_page_its_word_back(archived: Kabar, tmp_path: Path) -> None:
    """After --undo the record has the page's value, and the correction is kept as undone."""
    archived("edit", "1", "published_at=2019-11-25", "views=7", "tags=a, b", "--why", WHY)
    with open_archive(tmp_path / "archive.db") as archive:
        edited = record(archive, 1)
    archived("edit", "1", *(word for name in ("published_at", "views", "tags") for word in ("--undo", name)))
    with open_archive(tmp_path / "archive.db") as archive:
        kept = record(archive, 1)
        undone = [one.undone_at is not None for one in corrections(archive, 1)]

    assert edited is not None and kept is not None
    assert (date(2019, 11, 25), 7, ("a", "b")) == (
        edited.article.published_at,
        edited.article.views,
        edited.article.tags,
    )
    assert ("2019-11-26", 479, ("BPJS", "Sulut")) == (
        str(kept.article.published_at)[:10],
        kept.article.views,
        kept.article.tags,
    )
    assert [True] * 3 == undone


@pytest.mark.parametrize(
    "words",
    [
        ("1", "byline=X"),
        ("1", "warna=merah", "--why", WHY),
        ("1", "byline", "--why", WHY),
        ("1", "views=banyak", "--why", WHY),
        ("1", "views=-1", "--why", WHY),
        ("1", "published_at=kemarin", "--why", WHY),
        ("1", "published_at=2019-11-26T09:00", "--why", WHY),
        ("1", "title=", "--why", WHY),
        ("9", "byline=X", "--why", WHY),
        ("1", "--undo", "byline"),
        ("1", "byline=X", "--undo", "byline", "--why", WHY),
        ("1",),
    ],
)
def test_what_cannot_be_is_refused(archived: Kabar, words: tuple[str, ...]) -> None:
    """A field that is none, a value that it cannot have, no reason: exit 2, and nothing is written."""
    said = archived("edit", *words)

    assert 2 == said.code
    assert "Traceback" not in said.err
    assert "Handy" == json.loads(archived("show", "1", "--json").out)["byline"]
