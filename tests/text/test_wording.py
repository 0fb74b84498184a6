"""Tests of scraper/text/wording.py: what counts as other words, and where they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.text.wording import diff_words, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Kami siap,” ujarnya", '"Kami siap," ujarnya'),
        ("Jum’at – pagi", "Jum'at - pagi"),
        ("Sulut &amp; Jateng", "Sulut & Jateng"),
        ("satu\u00a0dua\u200btiga", "satu dua\u200btiga"),
        ("caf\u00e9", "cafe\u0301"),
        ("kata , dia", "kata, dia"),
        ("dua\n\ntiga", "dua tiga"),
        ("dan seterusnya…", "dan seterusnya..."),
        ("pro\u00advinsi", "provinsi"),
    ],
)
def test_forms_are_no_words(one: str, other: str) -> None:
    """Spaces, quotation marks, dashes, entities and forms of characters make no other words."""
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 orang", "15 orang"),
        ("Rp 4,5 miliar", "Rp 45 miliar"),
        ("dimana", "di mana"),
        ("Ia", "ia"),
        ("a", ""),
    ],
)
def test_words_are_words(one: str, other: str) -> None:
    """Another figure, comma, space inside of a word or capital is an edit."""
    assert not same_words(one, other)


@settings(deadline=None)
@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_a_diff_holds_the_new_text(old: str, new: str) -> None:
    """What a diff keeps and adds is the new text, to the last character, and equal words have no marks."""
    pieces = diff_words(old, new)

    assert new == "".join(piece.text for piece in pieces if piece.mark != "-")
    assert not same_words(old, new) or all(piece.mark == "=" for piece in pieces)


def test_a_diff_shows_the_words() -> None:
    """One word in another's place stands as two pieces between what stayed."""
    pieces = [(piece.mark, piece.text) for piece in diff_words("Sebanyak 12 orang", "Sebanyak 15 orang")]

    assert [("=", "Sebanyak "), ("-", "12"), ("+", "15"), ("=", " orang")] == pieces
