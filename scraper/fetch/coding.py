"""Undoes a content coding piece by piece, never past a given number of bytes."""

import re
import zlib
from typing import Protocol

from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_NAMES = frozenset({"gzip", "x-gzip"})
_PREFIX_BYTES = 64  # enough to tell a gzip or zlib header from the first words of an HTML page

_MARKUP = re.compile(rb"<[!?A-Za-z]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")

# Members of one gzip body. Each costs a decompressor, and 20 MB can hold a million of them.
MAX_MEMBERS = 1_000

# What is inflated at once: a piece of 64 KB may hold 64 MB.
_STEP_BYTES = 262_144


class Coding(Protocol):
    """One content coding at work on one body."""

    @property
    def is_whole(self) -> bool:
        """Whether the coded stream has come to its own end."""

    def feed(self, data: bytes, out: bytearray, most: int) -> None:
        """Append what these bytes decode to; stop when there is more than `most` in it."""


class Identity:
    """No coding: what comes is what there is."""

    is_whole = True

    def feed(self, data: bytes, out: bytearray, most: int) -> None:  # noqa: ARG002  # Coding's signature
        """Append the bytes themselves."""
        out += data


class Inflate:
    """zlib's stream in one of its three wrappings: gzip (also of several members), zlib, or none."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._members = 1
        self._between = b""

    @property
    def is_whole(self) -> bool:
        """Whether the last stream that began has ended."""
        return self._stream.eof

    def feed(self, data: bytes, out: bytearray, most: int) -> None:
        """Append the inflated bytes, a step at a time; raises FetchFailure where this is no such stream."""
        while data and len(out) <= most:
            if self._stream.eof:
                data = self._next_member(data)
                continue
            try:
                out += self._stream.decompress(data, _STEP_BYTES)
            except zlib.error as exc:
                raise FetchFailure(Outcome.BAD_RESPONSE, f"the compressed body is damaged: {exc}") from exc
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _next_member(self, data: bytes) -> bytes:
        """What follows the end of a stream: another gzip member, or bytes that mean nothing."""
        data = self._between + data
        self._between = b""
        if self._wbits < 16 or not data.startswith(_GZIP_MAGIC[: len(data)]):
            return b""
        if len(data) < len(_GZIP_MAGIC):
            self._between = data
            return b""
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise FetchFailure(Outcome.BAD_RESPONSE, f"a gzip body of more than {MAX_MEMBERS} members")
        self._stream = zlib.decompressobj(self._wbits)
        return data


class Decoder:
    """A body's bytes as they come in, its content coding undone, held under a cap."""

    def __init__(self, content_encoding: str | None, cap_bytes: int) -> None:
        names = (content_encoding or "").lower().replace(",", " ").split()
        self._names = [name for name in names if name not in ("identity", "none")]
        self._cap_bytes = cap_bytes
        self._prefix = b""
        self._coding: Coding | None = None if self._names else Identity()
        self.payload = bytearray()  # not a list of pieces: a chunk may be one byte long
        self.note = ""

    def feed(self, data: bytes) -> None:
        """
        Take in these bytes.

        Raises: FetchFailure where the body is past the cap or not what its coding says.
        """
        if self._coding is None:
            self._prefix += data
            if len(self._prefix) >= _PREFIX_BYTES:
                self._begin()
            return
        self._decode(self._coding, data)

    def finish(self) -> None:
        """Take in what was held back until the end; raises as feed does."""
        if self._coding is None and self._prefix:
            self._begin()

    @property
    def is_whole(self) -> bool:
        """Whether the coded stream ended by itself; a body without a byte is whole."""
        return self._coding is None or self._coding.is_whole

    @property
    def is_coded(self) -> bool:
        """Whether the body is in a content coding indeed, so that it knows its own end."""
        return not isinstance(self._coding, Identity)

    def _begin(self) -> None:
        self._coding = self._chosen(self._prefix)
        self._decode(self._coding, self._prefix)

    def _decode(self, coding: Coding, data: bytes) -> None:
        coding.feed(data, self.payload, self._cap_bytes)
        if len(self.payload) > self._cap_bytes:
            raise FetchFailure(Outcome.TOO_LARGE, f"more than {self._cap_bytes:,} bytes when decoded")

    def _chosen(self, prefix: bytes) -> Coding:
        name = ", ".join(self._names)
        if name in _GZIP_NAMES and prefix.startswith(_GZIP_MAGIC):
            return Inflate(zlib.MAX_WBITS | 16)
        if _is_markup(prefix):
            self.note = f"content coding {name[:40]!r} declared, but the body is not coded"
            return Identity()
        if name == "deflate":
            return Inflate(zlib.MAX_WBITS if _has_zlib_header(prefix) else -zlib.MAX_WBITS)
        if name in _GZIP_NAMES:
            raise FetchFailure(Outcome.BAD_RESPONSE, f"the body is not {name}, though declared")
        raise FetchFailure(Outcome.BAD_RESPONSE, f"content coding {name[:40]!r}, which was not asked for")


def _has_zlib_header(prefix: bytes) -> bool:
    """Source: RFC 1950, section 2.2."""
    return len(prefix) > 1 and prefix[0] & 0x0F == 8 and (prefix[0] << 8 | prefix[1]) % 31 == 0


def _is_markup(prefix: bytes) -> bool:
    """Whether this is plainly the beginning of HTML or XML, not of a compressed stream."""
    start = prefix.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _MARKUP.match(start) is not None and _CONTROLS.search(start) is None
