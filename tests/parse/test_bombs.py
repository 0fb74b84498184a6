"""The guard against pages that cost a tree builder the square of their size."""

from time import process_time

import pytest

from scraper.parse.bombs import defused
from scraper.parse.skim import skim

MANY = 20_000


@pytest.mark.parametrize(
    "page",
    [
        b"<p>a</p>" * MANY,
        b"<div><p>a" * 400 + b"<li>b" * MANY,
        b"<table>" + b"<tr><td>a<td>b" * MANY,
        b"<p>" + b"<a href=x>a " * MANY,
        b"<p><font color=red>a</font>" * MANY,
        b'<p><img alt="' + b"kata " * MANY + b'">' + b"x" * 100_000,
        b"<script>for (i=0; i<b.length; i++) {" + b"call(a, b) " * MANY + b"}</script><p>x",
        b"<!-- <b " + b"a " * MANY + b"--><p>x" + b" " * 100_000,
    ],
)
def test_an_honest_page_is_untouched(page: bytes) -> None:
    """Many tags, end tags left out, closed formats and one long value are no bomb."""
    assert page == defused(page)


def test_elements_beyond_the_deepest_lose_their_start_tags() -> None:
    """What stands in them is kept."""
    assert b"<div>" * 500 + b"teks" == defused(b"<div>" * MANY + b"teks")


def test_an_element_keeps_a_thousand_attributes() -> None:
    """A tag with a hundred thousand attributes is cut short, and what follows it is read."""
    page = b"<p " + b" ".join(b'a%d="1 2"' % number for number in range(100_000)) + b">teks<b>tebal</b>"

    assert ["tekstebal"] == [block.text for block in skim(page).blocks]
    assert defused(page).endswith(b'a999="1 2">teks<b>tebal</b>')


@pytest.mark.parametrize(
    "bomb",
    [
        b"<p>" + b"".join(b"<b id=%d>" % n for n in range(5_000)) + b"</p>" + b"<p>x</p>" * 50_000,
        b"<div " + b" ".join(b"a%d" % n for n in range(200_000)) + b">x",
        b"<div>" * 300_000 + b"x",
        b"".join(b"<i a%d><p>x" % n for n in range(50_000)),
    ],
    ids=["formats", "attributes", "nesting", "interleaved"],
)
def test_a_bomb_costs_no_more_than_its_size(bomb: bytes) -> None:
    """Each of these would take lexbor minutes or gigabytes; its text is still there."""
    started = process_time()
    page = skim(bomb)

    assert process_time() - started < 2.0
    assert "x" == page.blocks[-1].text
