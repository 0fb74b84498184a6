"""Tests of scraper.text.fingerprint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.fingerprint import fingerprint, normalised_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jum'at, 9 Des", "JUM’AT 9 des."),
        ("“Tadi kami—menerima”", '"tadi kami - menerima"'),
        ("a  b\u00a0c", "A B C"),
        ("Straße", "STRASSE"),
        ("ＫＡＢＡＲ １", "kabar 1"),
        ("Erle\u00adgung", "Erlegung"),
        ("snake_case", "snake case"),
    ],
)
def test_the_same_words_have_one_fingerprint(one: str, other: str) -> None:
    """Case, quotes, dashes, width, soft hyphens and white space make no difference."""
    assert fingerprint(one) == fingerprint(other)


def test_one_other_letter_makes_another_fingerprint() -> None:
    """Different words have different fingerprints."""
    assert fingerprint("di wonosobo") != fingerprint("yang ada di wonosobo")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Pemprov Sulut Belajar", -5964978725781334442), ("更新日", 8239988877323724861), (" … ", 0), ("", 0)],
)
def test_the_fingerprint_never_changes(text: str, expected: int) -> None:
    """The values that archives already hold stay valid."""
    assert expected == fingerprint(text)


def test_words_are_lower_case_and_apart() -> None:
    """Punctuation is dropped and one space is left."""
    expected = "dibaca 479 2019 11 26"

    assert expected == normalised_words("Dibaca : 479 | 2019-11-26")


@given(st.text(max_size=60))
def test_every_text_has_a_fingerprint_that_sqlite_can_hold(text: str) -> None:
    """Any text at all gives a signed 64-bit number, and normalising its words changes nothing."""
    value = fingerprint(text)

    assert -(2**63) <= value < 2**63
    assert value == fingerprint(normalised_words(text))


def test_signs_of_prose_change_nothing_and_cost_little() -> None:
    """Typographic quotes and dashes end words as plain ones do, beside other letters or alone."""
    assert "kata bupati jum at 2024" == normalised_words("“Kata” Bupati — Jum’at\u00a0• 2024…")
    assert "kata élan jum at" == normalised_words("“Kata” Élan – Jum’at…")
