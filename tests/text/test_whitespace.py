"""Tests of scraper.text.whitespace."""

import pytest

from scraper.text.whitespace import collapse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\n\tb  ", "a b"),
        ("26 November 2019\u00a0 |  09:00:00", "26 November 2019 | 09:00:00"),
        ("Erle\u00adgungs\u200bprämie", "Erlegungsprämie"),
        ("\ufeff", ""),
        ("", ""),
    ],
)
def test_collapse_leaves_one_space_between_words(text: str, expected: str) -> None:
    """Runs of white space become one space and invisible characters go."""
    assert expected == collapse(text)
