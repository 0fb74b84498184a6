"""scraper.fetch.coding: content codings undone piece by piece, never past the cap."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.coding import Decoder
from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome

CAP = 1_000_000


def _decoded(
    coding: str | None, data: bytes, step: int = 1_000_000, cap_bytes: int = CAP
) -> tuple[bytes, Decoder]:
    decoder = Decoder(coding, cap_bytes)
    for start in range(0, len(data), step):
        decoder.feed(data[start : start + step])
    decoder.finish()
    return bytes(decoder.payload), decoder


def _packed(coding: str, data: bytes) -> bytes:
    if coding == "gzip":
        return gzip.compress(data)
    squeeze = zlib.compressobj(wbits=zlib.MAX_WBITS if coding == "zlib" else -zlib.MAX_WBITS)
    return squeeze.compress(data) + squeeze.flush()


@given(
    data=st.binary(max_size=3_000),
    coding=st.sampled_from(["gzip", "zlib", "raw"]),
    step=st.integers(min_value=1, max_value=200),
)
def test_what_was_packed_comes_out(data: bytes, coding: str, step: int) -> None:
    """Any bytes in any coding, cut anywhere, come out as they went in."""
    out, decoder = _decoded("gzip" if coding == "gzip" else "deflate", _packed(coding, data), step)

    assert data == out
    assert decoder.is_whole


@given(parts=st.lists(st.binary(max_size=300), min_size=1, max_size=5), step=st.integers(1, 50))
def test_members_are_joined(parts: list[bytes], step: int) -> None:
    """A gzip body of several members is one body, wherever the pieces are cut."""
    out, decoder = _decoded("gzip", b"".join(map(gzip.compress, parts)), step)

    assert b"".join(parts) == out
    assert decoder.is_whole


@given(data=st.binary(min_size=1, max_size=500), cut=st.integers(1, 8), step=st.integers(1, 50))
def test_a_cut_stream_is_not_whole(data: bytes, cut: int, step: int) -> None:
    """A gzip body that ends within its trailer, or before, is told apart from a whole one."""
    _, decoder = _decoded("gzip", gzip.compress(data)[:-cut], step)

    assert not decoder.is_whole


@given(
    coding=st.sampled_from([None, "gzip", "deflate", "br", "gzip, gzip", "identity", "x-gzip", "utf-8", ""]),
    data=st.binary(max_size=400),
    step=st.integers(1, 100),
)
def test_any_bytes_end_well(coding: str | None, data: bytes, step: int) -> None:
    """Whatever the body and its declared coding, it is decoded or refused as a bad answer."""
    try:
        _decoded(coding, data, step)
    except FetchFailure as failure:
        assert Outcome.BAD_RESPONSE == failure.outcome


@pytest.mark.parametrize("coding", ["gzip", "zlib", "raw", "none"])
def test_the_cap_holds(coding: str) -> None:
    """The decoded bytes stop at the cap, though one piece of input holds a hundred times as much."""
    data = b"\x00" * 10_000_000
    packed = data if coding == "none" else _packed(coding, data)
    declared = {"gzip": "gzip", "zlib": "deflate", "raw": "deflate", "none": None}[coding]
    with pytest.raises(FetchFailure, match="more than 100,000 bytes"):
        _decoded(declared, packed, len(packed), 100_000)


@pytest.mark.parametrize("coding", [None, "", "identity", "none", "Identity"])
def test_no_coding_changes_nothing(coding: str | None) -> None:
    """A body without a coding is taken as it is."""
    out, decoder = _decoded(coding, b"\x1f\x8b no gzip")

    assert b"\x1f\x8b no gzip" == out
    assert not decoder.is_coded


@pytest.mark.parametrize(
    "start", [b"<!doctype html><p>x", b"\xef\xbb\xbf\n <html>x", b"<?xml version='1.0'?><a/>"]
)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "utf-8"])
def test_markup_in_the_place_of_a_coded_body_is_taken(start: bytes, coding: str) -> None:
    """A page that was never packed, though its header says so, is a page; a note says what was wrong."""
    out, decoder = _decoded(coding, start * 10)

    assert start * 10 == out
    assert coding in decoder.note


def test_an_empty_body_is_whole() -> None:
    """No byte at all is the whole of an empty body, whatever coding is declared."""
    assert _decoded("gzip", b"")[1].is_whole
