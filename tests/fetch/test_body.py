"""scraper.fetch.body: one body, decoded, capped, and judged whole or broken off."""

import gzip
from collections.abc import Iterator

import pytest

from scraper.fetch.body import Body, BodyReader, Caps, Described
from scraper.fetch.failure import FetchFailure, SurplusError
from scraper.outcome import Outcome

CAPS = Caps(wire_bytes=10_000, decoded_bytes=20_000)


def _read(*pieces: bytes, then: FetchFailure | None = None, **described: str) -> Body:
    def come() -> Iterator[bytes]:
        yield from pieces
        if then is not None:
            raise then

    return BodyReader(Described(**described), CAPS).read(come())


def _outcome(body: Body) -> Outcome | None:
    return body.failure.outcome if body.failure else None


def test_pieces_make_a_body() -> None:
    """The pieces of a body are joined; it is complete, and nothing is to be said of it."""
    assert Body(b"<html>a</html>") == _read(b"<html>", b"a", b"</html>")


def test_what_came_before_a_break_is_kept() -> None:
    """A break leaves what arrived, marked as not complete."""
    body = _read(b"<html>half", then=FetchFailure(Outcome.TRUNCATED, "broke", again=True))

    assert (b"<html>half", False, Outcome.TRUNCATED) == (body.payload, body.complete, _outcome(body))


@pytest.mark.parametrize(
    ("pieces", "described"),
    [
        ((b"x" * 6_000, b"x" * 6_000), {}),
        ((gzip.compress(b"x" * 30_000),), {"content_encoding": "gzip"}),
        ((b"<html>" + b"x" * 600,), {"length": "10001"}),
    ],
)
def test_nothing_is_kept_of_what_is_too_large(pieces: tuple[bytes, ...], described: dict[str, str]) -> None:
    """Past a cap, on the wire, decoded or announced, there is no payload."""
    body = _read(*pieces, **described)

    assert (b"", Outcome.TOO_LARGE) == (body.payload, _outcome(body))


def test_a_file_is_known_before_it_is_read() -> None:
    """A file's own kind counts before the size that it announces: nobody wants a video of 3 GB."""
    body = _read(b"\x00\x00\x00\x20ftypisom" * 100, length="3000000000", content_type="video/mp4")

    assert Outcome.NOT_HTML == _outcome(body)


@pytest.mark.parametrize(
    ("payload", "coding", "outcome"),
    [
        (b"<html>cut of", "", Outcome.TRUNCATED),
        (b"<html>all of it</HTML>\n<!-- cached -->", "", None),
        (gzip.compress(b"all of it", mtime=0), "gzip", None),
        (gzip.compress(b"cut off", mtime=0)[:-9], "gzip", Outcome.TRUNCATED),
    ],
)
def test_surplus_bytes_mean_a_cut_page_or_nothing(
    payload: bytes, coding: str, outcome: Outcome | None
) -> None:
    """More bytes than announced are forgiven where the page or its coding has ended by itself."""
    surplus = SurplusError(Outcome.TRUNCATED, "500 bytes more")

    assert outcome == _outcome(_read(payload, then=surplus, content_encoding=coding))
