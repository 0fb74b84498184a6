"""Tests of scraper/text/shingles.py."""

from hypothesis import given
from hypothesis import strategies as st

from scraper.text.shingles import shingles

WORDS = [f"kata{n}" for n in range(400)]
TEXT = " ".join(WORDS)


def test_a_text_gives_the_same_numbers_everywhere() -> None:
    """Case, quotes, line ends and the process make no difference; a known text has known numbers."""
    assert shingles(TEXT) == shingles(TEXT.upper().replace(" ", ",\n"))
    assert 20 <= len(shingles(TEXT)) <= 50


def test_a_passage_within_another_text_gives_its_own_numbers() -> None:
    """What stands in a longer text is found whole, but for the words at its edges."""
    part = shingles(" ".join(WORDS[100:200]))

    assert part
    assert part <= shingles(TEXT)


def test_a_reworded_text_keeps_most() -> None:
    """One word in forty replaced leaves more than half of the numbers."""
    reworded = " ".join("lain" if n % 40 == 0 else word for n, word in enumerate(WORDS))
    both = shingles(TEXT) & shingles(reworded)

    assert len(both) > len(shingles(TEXT)) / 2


@given(st.text())
def test_any_text_gives_some_set(text: str) -> None:
    """No text breaks it, and none gives more than it is made for."""
    assert len(shingles(text)) <= 2_000


def test_too_few_words_give_none() -> None:
    """Four words are no run of five."""
    assert frozenset() == shingles("satu dua tiga empat")
