"""Reads one body: decoded, capped, and judged whole or broken off."""

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.fetch.coding import Decoder
from scraper.fetch.failure import FetchFailure, SurplusError
from scraper.fetch.media import SNIFF_BYTES, file_kind
from scraper.outcome import Outcome

# What is kept of a file that is no page: enough to prove what it is. The rest is not asked for.
FILE_HEAD_BYTES = 4_096

# What came of such a body is no evidence of the page, and would weigh up to the cap in the archive.
NOTHING_KEPT = frozenset({Outcome.TOO_LARGE, Outcome.BAD_RESPONSE})

# Where a page's end tag is looked for; behind it stand comments of caches at most.
_TAIL_BYTES = 1_024


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of a body may come in, on the wire and after decoding."""

    wire_bytes: int
    decoded_bytes: int
    takes_files: bool = False  # a body that is no page is welcome: a packed sitemap


@dataclass(frozen=True, slots=True)
class Described:
    """What an answer's head says of its body."""

    content_type: str | None = None
    content_encoding: str | None = None
    length: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What came of a body; `failure` says why it is not the whole one or not a page."""

    payload: bytes
    complete: bool = True
    failure: FetchFailure | None = None
    note: str = ""


class BodyReader:
    """Takes in the pieces of one body."""

    def __init__(self, described: Described, caps: Caps) -> None:
        self._described = described
        self._caps = caps
        self._takes_files = caps.takes_files
        self._decoder = Decoder(described.content_encoding, caps.decoded_bytes)
        self._wire_bytes = 0
        self._is_sniffed = False

    def read(self, pieces: Iterator[bytes]) -> Body:
        """The body that these pieces make, as far as they come."""
        payload = self._decoder.payload
        try:
            self._take_all(pieces)
        except FetchFailure as failure:
            if failure.outcome in NOTHING_KEPT:
                payload.clear()
            elif failure.outcome is Outcome.NOT_HTML:
                del payload[FILE_HEAD_BYTES:]
            return Body(bytes(payload), complete=False, failure=failure)
        return Body(bytes(payload), note=self._decoder.note)

    def _take_all(self, pieces: Iterator[bytes]) -> None:
        surplus: SurplusError | None = None
        try:
            for piece in pieces:
                self._wire_bytes += len(piece)
                self._refuse_past_cap(self._wire_bytes)
                self._decoder.feed(piece)
                if len(self._decoder.payload) >= SNIFF_BYTES:
                    self._sniff()
        except SurplusError as exc:
            surplus = exc
        self._decoder.finish()
        self._sniff()
        if not self._decoder.is_whole:
            raise FetchFailure(Outcome.TRUNCATED, "the compressed body ends early", again=True)
        if surplus is not None and not self._decoder.is_coded and not self._has_end_tag():
            raise surplus

    def _sniff(self) -> None:
        """Raises FetchFailure where this is no page, or one that says itself that it is too large."""
        if self._is_sniffed or not self._decoder.payload:
            return
        self._is_sniffed = True
        kind = file_kind(self._described.content_type, bytes(self._decoder.payload[:SNIFF_BYTES]))
        if kind is not None and not self._takes_files:
            raise FetchFailure(Outcome.NOT_HTML, f"no page: {kind}")
        length = self._described.length or ""
        if length.isascii() and length.isdigit():
            self._refuse_past_cap(int(length[:20]))

    def _refuse_past_cap(self, size_bytes: int) -> None:
        if size_bytes > self._caps.wire_bytes:
            detail = f"more than {self._caps.wire_bytes:,} bytes on the wire"
            raise FetchFailure(Outcome.TOO_LARGE, detail)

    def _has_end_tag(self) -> bool:
        return b"</html>" in self._decoder.payload[-_TAIL_BYTES:].lower()
