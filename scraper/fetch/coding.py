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


class TooLargeError(FetchFailure):
    """The decoded bytes passed the cap."""

    def __init__(self, cap_bytes: int) -> None:
        super().__init__(Outcome.TOO_LARGE, f"more than {cap_bytes:,} bytes when decoded")


class Coding(Protocol):
    """One content coding at work on one body."""

    @property
    def is_whole(self) -> bool:
        """Whether the coded stream has come to its own end."""

    def feed(self, data: bytes, room: int) -> bytes:
        """What these bytes decode to; one byte more than `room` when there is more than that."""


class Identity:
    """No coding: what comes is what there is."""

    is_whole = True

    def feed(self, data: bytes, room: int) -> bytes:
        """The bytes themselves, up to one more than there is room for."""
        return data[: room + 1]


class Inflate:
    """
    zlib's stream in one of its three wrappings: gzip (also of several members), zlib, or none.

    Why: `decompress` with a maximum keeps memory flat, however much a piece would inflate to.
    """

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._members = 1
        self._between = b""

    @property
    def is_whole(self) -> bool:
        """Whether the last stream that began has ended."""
        return self._stream.eof

    def feed(self, data: bytes, room: int) -> bytes:
        """The decoded bytes; raises FetchFailure where the data is no such stream."""
        pieces: list[bytes] = []
        size = 0
        while data and size <= room:
            if self._stream.eof:
                data = self._next_member(data)
                continue
            piece = self._inflated(data, room + 1 - size)
            pieces.append(piece)
            size += len(piece)
            data = self._stream.unused_data
        return b"".join(pieces)

    def _inflated(self, data: bytes, most: int) -> bytes:
        try:
            return self._stream.decompress(data, most)
        except zlib.error as exc:
            raise FetchFailure(Outcome.BAD_RESPONSE, f"the compressed body is damaged: {exc}") from exc

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
        self._size = 0
        self.note = ""

    def feed(self, data: bytes) -> bytes:
        """
        What these bytes decode to.

        Raises: TooLargeError, or FetchFailure where the body is not what its coding says.
        """
        if self._coding is None:
            self._prefix += data
            if len(self._prefix) < _PREFIX_BYTES:
                return b""
            data = self._begin()
        return self._decoded(data)

    def finish(self) -> bytes:
        """What was held back until the end."""
        if self._coding is None and self._prefix:
            return self._decoded(self._begin())
        return b""

    @property
    def is_whole(self) -> bool:
        """Whether the coded stream ended by itself; a body without a byte is whole."""
        return self._coding is None or self._coding.is_whole

    @property
    def is_coded(self) -> bool:
        """Whether the body is in a content coding indeed, so that it knows its own end."""
        return not isinstance(self._coding, Identity)

    def _begin(self) -> bytes:
        prefix, self._prefix = self._prefix, b""
        self._coding = self._chosen(prefix)
        return prefix

    def _decoded(self, data: bytes) -> bytes:
        if self._coding is None:
            return b""
        out = self._coding.feed(data, self._cap_bytes - self._size)
        self._size += len(out)
        if self._size > self._cap_bytes:
            raise TooLargeError(self._cap_bytes)
        return out

    def _chosen(self, prefix: bytes) -> Coding:
        name = ", ".join(self._names)
        if name in _GZIP_NAMES and prefix.startswith(_GZIP_MAGIC):
            return Inflate(zlib.MAX_WBITS | 16)
        if _is_markup(prefix):
            self.note = f"content coding {name!r} declared, but the body is not coded"
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
