"""Reads one body: decoded, capped, and judged whole or broken off."""

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.fetch.coding import Decoder
from scraper.fetch.failure import FetchFailure
from scraper.fetch.media import SNIFF_BYTES, file_kind
from scraper.outcome import Outcome

# What is kept of a file that is no page: enough to prove what it is. The rest is not asked for.
FILE_HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of a body may come in, on the wire and after decoding."""

    wire_bytes: int
    decoded_bytes: int


@dataclass(frozen=True, slots=True)
class Body:
    """What came of a body; `failure` says why it is not the whole one or not a page."""

    payload: bytes
    complete: bool = True
    failure: FetchFailure | None = None
    note: str = ""


class BodyReader:
    """Takes in the pieces of one body."""

    def __init__(self, content_type: str | None, content_encoding: str | None, caps: Caps) -> None:
        self._content_type = content_type
        self._caps = caps
        self._decoder = Decoder(content_encoding, caps.decoded_bytes)
        self._pieces: list[bytes] = []
        self._size = 0
        self._wire = 0
        self._sniffed = False

    def read(self, pieces: Iterator[bytes]) -> Body:
        """The body that these pieces make, as far as they come."""
        failure: FetchFailure | None = None
        try:
            self._take_all(pieces)
        except FetchFailure as exc:
            failure = exc
        return self._body(failure)

    def _take_all(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self._wire += len(piece)
            if self._wire > self._caps.wire_bytes:
                detail = f"more than {self._caps.wire_bytes:,} bytes on the wire"
                raise FetchFailure(Outcome.TOO_LARGE, detail)
            self._take(self._decoder.feed(piece))
        self._take(self._decoder.finish(), last=True)
        if not self._decoder.whole:
            raise FetchFailure(Outcome.TRUNCATED, "the compressed body ends early", again=True)

    def _take(self, data: bytes, *, last: bool = False) -> None:
        self._pieces.append(data)
        self._size += len(data)
        if self._sniffed or (self._size < SNIFF_BYTES and not last):
            return
        self._sniffed = True
        kind = file_kind(self._content_type, b"".join(self._pieces)[:SNIFF_BYTES])
        if kind is not None and self._size:
            raise FetchFailure(Outcome.NOT_HTML, f"no page: {kind}")

    def _body(self, failure: FetchFailure | None) -> Body:
        payload = b"".join(self._pieces)
        if failure is not None and failure.outcome is Outcome.NOT_HTML:
            return Body(payload[:FILE_HEAD_BYTES], complete=False, failure=failure)
        return Body(payload, complete=failure is None, failure=failure, note=self._decoder.note)
