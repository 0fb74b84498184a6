"""The guard against deep nesting."""

from scraper.parse.nesting import flatten


def test_an_ordinary_page_is_untouched() -> None:
    """A page of few tags, or of many that close again, comes back as it was."""
    flat = b"<p>a</p>" * 20_000

    assert flat == flatten(flat)
    assert b"<div>" * 900 == flatten(b"<div>" * 900)


def test_elements_beyond_the_deepest_lose_their_start_tags() -> None:
    """What stands in them is kept."""
    deep = flatten(b"<div>" * 20_000 + b"teks")

    assert b"<div>" * 500 + b"teks" == deep
