"""An HTTP message out of a WARC record: its head as it came, its body with every coding undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import brotli

from scraper.fetch.coding import Decoder
from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome

_END = re.compile(rb"\r{0,2}\n\r{0,2}\n")  # twice where a file went through a program for text
_STATUS = re.compile(r"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_HEAD_BYTES = 262_144  # browsers stop there, too
_PIECE_BYTES = 65_536

# Under what names writers keep the coding of a body that they stored decoded.
_ORIGINAL_NAMES = ("x-archive-orig-content-encoding", "x-crawl-content-encoding", "x-orig-content-encoding")


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP message as it stands in a record."""

    first_line: str
    headers: tuple[tuple[str, str], ...]
    content: bytes  # after the head

    @property
    def status(self) -> int | None:
        """The status of an answer; None where it has none that can be read."""
        found = _STATUS.match(self.first_line)
        return int(found[1]) if found else None

    def all(self, name: str) -> list[str]:
        """The values of the headers of this name, given in lower case."""
        return [value for key, value in self.headers if key.lower() == name]

    @property
    def coding(self) -> str | None:
        """The content coding that the body came in, undone or not."""
        names = self.all("content-encoding") or [
            value for name in _ORIGINAL_NAMES for value in self.all(name)
        ]
        return ", ".join(names) or None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body without its codings; `forms` are what a digest may have been taken of."""

    payload: bytes
    complete: bool
    forms: tuple[bytes, ...]


def message(content: bytes) -> Message:
    """The message; where its head has no end, all that may be one is, and there is no body."""
    end = _END.search(content, 0, _HEAD_BYTES)
    head = content[: end.start()] if end else content[:_HEAD_BYTES].rstrip(b"\r\n")
    first, *lines = head.decode("latin-1").split("\n")
    headers: list[tuple[str, list[str]]] = []  # each with the lines of its value
    for line in lines:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and headers:
            headers[-1][1].append(line.strip())
        elif colon and name.strip():
            headers.append((name.strip(), [value.strip()]))
    joined = tuple((name, " ".join(values)) for name, values in headers)
    return Message(first.strip(), joined, content[end.end() :] if end else b"")


def decoded(given: Message, most_bytes: int) -> Decoded:
    """
    The body as the archive keeps it.

    Raises: FetchFailure with the outcome TOO_LARGE or BAD_RESPONSE.
    Why lenient: many writers store a body decoded and leave the header that says how it was coded.
    """
    body, complete = given.content, True
    if any("chunked" in value.lower() for value in given.all("transfer-encoding")):
        body, complete = _dechunked(body)
    codings = [name.strip().lower() for value in given.all("content-encoding") for name in value.split(",")]
    payload = body
    for name in reversed([name for name in codings if name not in ("", "identity", "none")]):
        payload, whole = _undone(name, payload, most_bytes)
        complete = complete and whole
    if len(payload) > most_bytes:
        raise FetchFailure(Outcome.TOO_LARGE, f"more than {most_bytes:,} bytes when decoded")
    return Decoded(payload, complete, tuple(dict.fromkeys((given.content, body, payload))))


def _undone(name: str, body: bytes, most_bytes: int) -> tuple[bytes, bool]:
    if name == "br":
        return _unbrotlied(body, most_bytes)
    decoder = Decoder(name, most_bytes)
    for start in range(0, len(body), _PIECE_BYTES):
        decoder.feed(body[start : start + _PIECE_BYTES])
    decoder.finish()
    return bytes(decoder.payload), decoder.is_whole


def _unbrotlied(body: bytes, most_bytes: int) -> tuple[bytes, bool]:
    """Why pieces: brotli has no cap of its own, and a small body may hold gigabytes."""
    stream, payload = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(body), _PIECE_BYTES):
            payload += stream.process(body[start : start + _PIECE_BYTES], output_buffer_limit=most_bytes)
            while not stream.can_accept_more_data() and len(payload) <= most_bytes:
                payload += stream.process(b"", output_buffer_limit=most_bytes)
            if len(payload) > most_bytes:
                raise FetchFailure(Outcome.TOO_LARGE, f"more than {most_bytes:,} bytes when decoded")
    except brotli.error as exc:
        if not payload:
            return body, True  # stored decoded, under the header of the coded one
        raise FetchFailure(Outcome.BAD_RESPONSE, f"the compressed body is damaged: {exc}") from exc
    return bytes(payload), stream.is_finished()


def _dechunked(body: bytes) -> tuple[bytes, bool]:
    """The chunks put together, and whether the last one is there; a body that is in no chunks as it is."""
    if not _CHUNK.match(body):
        return body, True
    pieces, end = [], 0
    for piece, end in _chunks(body):  # noqa: B007  # the last end tells whether all of it was chunks
        pieces.append(piece)
    if not pieces and end == 0:
        return body, True
    return b"".join(pieces), end == -1


def _chunks(body: bytes) -> Iterator[tuple[bytes, int]]:
    """Each chunk with where it ends; the last one, which is empty, with -1."""
    place = 0
    while found := _CHUNK.match(body, place):
        size = int(found[1], 16)
        if size == 0:
            yield b"", -1
            return
        end = found.end() + size
        yield body[found.end() : end], min(end, len(body))
        place = end + (2 if body[end : end + 2] == b"\r\n" else 1 if body[end : end + 1] == b"\n" else 0)
