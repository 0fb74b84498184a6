"""scraper.fetch.heads: heads are collected whole, and mended where h11 would refuse them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.failure import FetchFailure
from scraper.fetch.heads import MOST_HEAD_BYTES, Head, mended
from scraper.outcome import Outcome

GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nX-Empty:\r\n\r\n"


def test_a_good_head_is_left_alone() -> None:
    """What keeps to the grammar passes as it is, byte by byte."""
    head = Head()

    assert GOOD + b"<html" == head.feed(GOOD + b"<html")
    assert (5, 5) == (head.length, head.body_bytes)


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_a_head_may_come_in_pieces(step: int) -> None:
    """Nothing is handed on before the head is whole, wherever it is cut."""
    head = Head()
    data = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + GOOD
    fed = [head.feed(data[start : start + step]) for start in range(0, len(data), step)]

    assert data == fed[-1]
    assert {None} == set(fed[:-1])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"no colon here", b""),
        (b": no name", b""),
        (b"two words: x", b""),
        (b"X-A : x", b"X-A: x\r\n"),
        (b"X-A: a\x00b\x7f", b"X-A: a b\r\n"),
        (b"X-A: a\r\n\t b", b"X-A: a b\r\n"),
        (b"X-A: \xe2\x82\xac\r", b"X-A: \xe2\x82\xac\r\n"),
    ],
)
def test_a_bad_line_is_mended_or_dropped(line: bytes, expected: bytes) -> None:
    """What can be understood is kept in the grammar; what cannot costs its own line only."""
    bad = b"HTTP/1.1 200 OK\r\n" + line + b"\r\nX-Last: 1\r\n\r\n"

    assert b"HTTP/1.1 200 OK\r\n" + expected + b"X-Last: 1\r\n\r\n" == mended(bad)


def test_a_length_beside_chunks_says_nothing() -> None:
    """A Content-Length beside Transfer-Encoding is not the body's length."""
    head = Head()
    head.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")

    assert head.length is None


@pytest.mark.parametrize("start", [b"SSH-2.0-x\r\n", b"<html>", b"\x15\x03\x01", b"220 smtp"])
def test_no_http_is_known_from_its_first_bytes(start: bytes) -> None:
    """Another protocol is not waited for."""
    with pytest.raises(FetchFailure) as caught:
        Head().feed(start)

    assert Outcome.BAD_RESPONSE == caught.value.outcome


def test_a_head_has_a_limit() -> None:
    """Headers without end stop at the limit."""
    head = Head()
    head.feed(b"HTTP/1.1 200 OK\r\n")
    with pytest.raises(FetchFailure, match="65,536"):
        head.feed(b"X-More: and more\r\n" * MOST_HEAD_BYTES)


@pytest.mark.parametrize(
    "data",
    [
        b"X: " + b" " * 60_000 + b"\x00\r\n",
        b"X" * 60_000 + b"\r\n",
        b"\r\n x" * 15_000 + b"\r\n",
        b"x:\r\n" * 15_000,
        b"Transfer-Encoding: x\r\n" * 2_500,
    ],
)
def test_a_nasty_head_is_mended_at_once(data: bytes) -> None:
    """Nothing in a head of 60 KB makes the patterns slow."""
    started = time.monotonic()
    mended(b"HTTP/1.1 200 OK\r\n" + data + b"\r\n")

    assert time.monotonic() - started < 3.0


def test_a_head_that_drips_is_no_work() -> None:
    """60 KB that come byte by byte are searched once, not once a byte."""
    head = Head()
    head.feed(b"HTTP/1.1 200 OK\r\n")
    started = time.monotonic()
    for _ in range(60_000):
        head.feed(b"x")

    assert time.monotonic() - started < 3.0


@given(st.binary(max_size=300))
def test_any_head_is_mended_into_the_grammar(data: bytes) -> None:
    """Whatever lines a server sends, what is handed on has a status line, fields and an end."""
    out = mended(b"HTTP/1.1 200 OK\r\n" + data.replace(b"\n\n", b"").replace(b"\n\r\n", b"") + b"\r\n\r\n")

    assert out.startswith(b"HTTP/1.1 200 OK")
    assert out.endswith(b"\r\n\r\n")
