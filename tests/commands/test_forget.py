"""kabar forget, as a person types it."""

from pathlib import Path

import pytest

from scraper.store import open_archive, settle
from tests.commands.conftest import Kabar
from tests.store.samples import NOW, visit


@pytest.fixture
def archived(kabar: Kabar) -> Kabar:
    """A folder whose archive holds one article."""
    with open_archive(Path("archive.db")) as archive:
        settle(archive, visit(), NOW)
    return kabar


def test_a_hidden_article_says_why_and_comes_back(archived: Kabar) -> None:
    """Who asks for a hidden article is told when and why it was hidden, and how to show it again."""
    hidden = archived("forget", "1", "--level", "hide", "--reason", "asked for by the office")
    asked = archived("show", "1")
    undone = archived("forget", "1", "--undo")

    assert (0, 2, 0) == (hidden.code, asked.code, undone.code)
    assert "asked for by the office" in asked.err
    assert "--undo" in asked.err
    assert 0 == archived("show", "1").code


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("1",), "either --level or --undo"),
        (("1", "--level", "hide"), "needs a reason"),
        (("1", "--level", "hide", "--reason", " "), "needs a reason"),
        (("1", "--level", "hide", "--undo"), "either --level or --undo"),
        (("2", "--level", "hide", "--reason", "x"), "no article 2"),
    ],
)
def test_wrong_use_is_said(archived: Kabar, words: tuple[str, ...], why: str) -> None:
    """A call that decides nothing, or without a reason, is refused with what was missing."""
    said = archived("forget", *words)

    assert 2 == said.code
    assert why in said.err
