"""Writes exchanges as WARC 1.1 records, one gzip member each: equal input gives equal bytes."""

import json
import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from io import BytesIO
from typing import BinaryIO
from uuid import UUID, uuid5

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.model import Hop
from scraper.outcome import Outcome
from scraper.store.columns import to_moment
from scraper.store.exchanges import Exchange
from scraper.version import __version__
from scraper.warc.heads import redirect_head, request_head, response_head

SOFTWARE = f"kabar/{__version__}"
ARTICLE = "urn:kabar:article:"  # before the address of an article, in its metadata record

_VERSION = "WARC/1.1"
_SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_NAMES = UUID("5bd6f6ce-6a17-5f0b-8d7c-6f0d6f3f3f1c")  # of our record ids; made once, for this use
_ANSWER = "application/http; msgtype=response"
_NOT_MODIFIED = 304
_NO_URI = re.compile("[\x00-\x20<>\x7f]")


@dataclass(frozen=True, slots=True)
class _Block:
    """A record's content, and what is said of it."""

    content_type: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class WarcFile:
    """Writes records to a stream, one at a time."""

    def __init__(self, stream: BinaryIO, date: str, *, is_gzipped: bool = True) -> None:
        """Begins the file; the date is that of its youngest capture, so that the file tells no other time."""
        self._writer = WARCWriter(stream, gzip=is_gzipped, warc_version=_VERSION)
        fields = {
            "software": SOFTWARE,
            "format": "WARC File Format 1.1",
            "conformsTo": _SPECIFICATION,
            "robots": "classic",
        }
        self._info = _record_id("warcinfo", date)
        self._write("warcinfo", self._info, date, _Block("application/warc-fields", _fields(fields)))

    def add(self, exchange: Exchange) -> None:
        """Writes a capture: its redirects, then its answer or what that repeats, its request, its facts."""
        capture = exchange.capture
        date = to_moment(capture.fetched_at)
        url = capture.final_url
        for number, hop in enumerate(capture.hops):
            self._add_redirect(exchange, number, hop)
        answer = _record_id("answer", _name_of(exchange))
        kind = "revisit" if exchange.twin or capture.status == _NOT_MODIFIED else "response"
        self._write(kind, answer, date, _answer(exchange), url)
        self._add_request(answer, exchange, url)
        facts = _Block("application/warc-fields", _fields(_facts(exchange)), {"WARC-Concurrent-To": answer})
        self._write("metadata", _record_id("facts", answer), date, facts, url)

    def add_article(self, exchange: Exchange, url: str, article: Mapping[str, object]) -> None:
        """
        Writes what was read from a capture, as JSON.

        Why a name of its own: under the page's address a replay program could show it in the page's place.
        """
        answer = _record_id("answer", _name_of(exchange))
        content = json.dumps(article, ensure_ascii=False).encode("utf-8", "backslashreplace")
        block = _Block("application/json", content, {"WARC-Refers-To": answer, "WARC-Concurrent-To": answer})
        date = to_moment(exchange.capture.fetched_at)
        self._write("metadata", _record_id("article", answer), date, block, ARTICLE + url)

    def _add_redirect(self, exchange: Exchange, number: int, hop: Hop) -> None:
        date = to_moment(exchange.capture.fetched_at)
        answer = _record_id("redirect", f"{number} {hop.url} {_name_of(exchange)}")
        head = redirect_head(hop)
        block = _Block(_ANSWER, head, {"WARC-Payload-Digest": _digest(b"")})
        self._write("response", answer, date, block, hop.url)
        self._add_request(answer, exchange, hop.url)

    def _add_request(self, answer: str, exchange: Exchange, url: str) -> None:
        head = request_head(url, exchange.capture.request_headers)
        date = to_moment(exchange.capture.fetched_at)
        said = {"WARC-Concurrent-To": answer, "WARC-Payload-Digest": _digest(b"")}
        block = _Block("application/http; msgtype=request", head, said)
        self._write("request", _record_id("request", answer), date, block, url)

    def _write(self, kind: str, record_id: str, date: str, block: _Block, url: str | None = None) -> None:
        headers = [("WARC-Type", kind), ("WARC-Record-ID", record_id)]
        if url is not None:
            headers.append(("WARC-Target-URI", _uri(url)))
        headers.append(("WARC-Date", date))
        if kind != "warcinfo":
            headers.append(("WARC-Warcinfo-ID", self._info))
        headers += block.headers.items()
        headers.append(("WARC-Block-Digest", _digest(block.content)))
        named = StatusAndHeaders("", headers, protocol=_VERSION)
        # Of a revisit warcio writes the head alone; of the others the content, which begins with the head.
        is_head = kind == "revisit"
        head = _Head(block.content) if is_head else None
        stream = BytesIO(b"" if is_head else block.content)
        parts = ("warc", kind, named, stream, head, block.content_type, len(block.content))
        self._writer.write_record(ArcWarcRecord(*parts, payload_length=0 if is_head else -1))


class _Head(StatusAndHeaders):  # type: ignore[misc]  # of an untyped library
    """An HTTP head that is written byte for byte; warcio's own would encode it anew."""

    def __init__(self, content: bytes) -> None:
        super().__init__("as it came", [])
        self._content = content

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002  # warcio's signature
        """Sets what is written."""
        self.headers_buff = self._content


def _answer(exchange: Exchange) -> _Block:
    """The content of the record that holds the answer, or says which other one does."""
    capture, twin = exchange.capture, exchange.twin
    headers = {"WARC-Payload-Digest": _digest(capture.payload)}
    if not capture.complete:
        headers["WARC-Truncated"] = _why_short(exchange)
    if twin is not None:
        original = (twin.requested_url, twin.final_url, twin.fetched_at, twin.status, exchange.sha256)
        headers["WARC-Refers-To"] = _record_id("answer", _name(*original))
        headers["WARC-Refers-To-Target-URI"] = _uri(twin.final_url)
        headers["WARC-Refers-To-Date"] = twin.fetched_at
    if capture.status == _NOT_MODIFIED:
        headers["WARC-Profile"] = _PROFILES + "server-not-modified"
        # Without its head, which stands in the facts: pywb would show that and no page.
        return _Block(_ANSWER, b"", headers)
    head = response_head(capture, len(capture.payload))
    if twin is not None:
        headers["WARC-Profile"] = _PROFILES + "identical-payload-digest"
        return _Block(_ANSWER, head, headers)
    return _Block(_ANSWER, head + capture.payload, headers)


def _why_short(exchange: Exchange) -> str:
    """Source: WARC 1.1, section 5.13."""
    return "length" if exchange.outcome in (Outcome.NOT_HTML, Outcome.TOO_LARGE) else "disconnect"


def _facts(exchange: Exchange) -> dict[str, str | None]:
    """What is known of an exchange besides its bytes; the names of the standard come first."""
    capture = exchange.capture
    return {
        "via": exchange.via,
        "fetchTimeMs": str(round(capture.elapsed_s * 1000)),
        "outcome": str(exchange.outcome),
        "robots": exchange.robots,
        "contentEncoding": capture.content_encoding,
        "sha256": exchange.sha256,
        "notModified": json.dumps(capture.headers) if capture.status == _NOT_MODIFIED else None,
    }


def _fields(fields: Mapping[str, str | None]) -> bytes:
    lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items() if value)
    return "".join(lines).encode("utf-8", "backslashreplace")


def _name_of(exchange: Exchange) -> str:
    capture = exchange.capture
    moment = to_moment(capture.fetched_at)
    return _name(capture.requested_url, capture.final_url, moment, capture.status, exchange.sha256)


def _name(requested_url: str, final_url: str, fetched_at: str, status: int, sha256: str) -> str:
    """What tells a capture from every other, in whatever archive it is."""
    return f"{requested_url} {final_url} {fetched_at} {status} {sha256}"


def _record_id(kind: str, name: str) -> str:
    return f"<urn:uuid:{uuid5(_NAMES, f'{kind} {name}')}>"


def _uri(url: str) -> str:
    return _NO_URI.sub(lambda found: f"%{ord(found[0]):02X}", url)


def _digest(content: bytes) -> str:
    """Why SHA-1 in Base32: it is what indexes and replay programs compare; our SHA-256 is in the facts."""
    return "sha1:" + b32encode(sha1(content, usedforsecurity=False).digest()).decode("ascii")
