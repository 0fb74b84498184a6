"""Splits a WARC or ARC file into records; where it is damaged says where, and goes on behind it."""

import re
import zlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from scraper.warc.digests import matches
from scraper.warc.members import GZIP, BrokenError, Member, Plain

_HEAD_BYTES = 65_536  # of a record's own headers; real ones have under 2 KB
_LINE_BYTES = 16_384
_SKIPPED_BYTES = 1 << 31  # of one record that is too large to be kept
_PIECE_BYTES = 1 << 20
_FIRST_LOOK_BYTES = 2_048  # at what may be the next record; it is near, if only one is damaged
_LENGTH_DIGITS = 15
_OVERLAP_BYTES = 64  # more than the beginnings that are looked for

# How a record begins: in the file, or in a gzip member.
_FIRST_LINE = re.compile(rb"WARC/\d+\.\d+[ \t\r]*\n")
# Source: ARC 1.0, https://archive.org/web/researcher/ArcFileFormat.php: URL, address, date, type, length; 2.0
# has more between the date and the length.
_ARC_LINE = re.compile(
    rb"(?P<url>(?:https?|filedesc)://\S{1,8000}|dns:\S{1,300}) \S{1,60} (?P<date>\d{14}) "
    rb"(?:\S{1,200} ){1,6}(?P<size>\d{1,15})\r?\n"
)
_ENDS = b"\r\n\r\n"  # a record
_BEGINNING = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/\d\.\d")

Headers = Mapping[str, str]  # their names in lower case


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole record; `too_large`: of its content nothing was kept."""

    offset: int
    kind: str  # as WARC-Type: response, request, revisit, ...
    headers: Headers
    content: bytes
    too_large: bool = False
    is_right: bool | None = None  # by its block digest; None: it has none

    @property
    def url(self) -> str:
        """The address that it is of; empty where it has none."""
        return self.headers.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in the file where no whole record could be read."""

    offset: int
    what: str
    url: str = ""  # of the record, where it could be read


def entries(file: BinaryIO, start: int = 0, *, most_bytes: int) -> Iterator[Entry | Damage]:
    """
    The records from a place on, in their order, and the damages between them.

    Shape: the file can be sought in. A record counts as whole when its content is as long as it says, its
        block digest, where it has one, is right, and its gzip member ends with the right check sum.
    Units: most_bytes is the largest content that is kept; a larger record is told by its headers alone.
    """
    place = start
    while True:
        file.seek(place)
        head = file.read(_OVERLAP_BYTES)
        if not head:
            return
        blanks = len(head) - len(head.lstrip(b"\r\n"))
        if blanks:
            place += blanks
            continue
        try:
            if head.startswith(GZIP):
                place = yield from _member(Member(file, place), place, most_bytes)
            else:
                entry, place = _plain(file, place, most_bytes)
                yield _judged(entry)
        except BrokenError as exc:
            yield Damage(place, str(exc), exc.url)
            place = _next_beginning(file, place + 1)


def _plain(file: BinaryIO, place: int, most_bytes: int) -> tuple[Entry, int]:
    """The record at this place of a file that is not compressed, and where it ends; raises BrokenError."""
    source = Plain(file, place)
    entry = _entry(source, source.line(_LINE_BYTES), place, most_bytes)
    end = source.place
    after = source.read(_LINE_BYTES)
    if not entry.is_right and not after.startswith((_ENDS, GZIP)):
        _check_next(after.lstrip(b"\r\n"), entry)
    return entry, end


def _member(source: Member, place: int, most_bytes: int) -> Generator[Entry | Damage, None, int]:
    """
    The records of one gzip member; gives back where it ends, raises BrokenError.

    Why each is held back until the next one begins or the member has ended: only then is it known to be
        whole, if its digest does not say so.
    """
    held: Entry | None = None
    try:
        while True:
            line, blank = source.line(_LINE_BYTES), b""
            while line and not line.strip(b"\r\n"):
                line, blank = source.line(_LINE_BYTES), blank + line
            if held is not None:
                if not held.is_right and not blank.startswith(_ENDS):
                    _check_next(line, held)
                taken, held = held, None
                yield _judged(taken)
            if not line:
                return source.place
            held = _entry(source, line, place, most_bytes)
    except BrokenError as exc:
        if held is not None and held.is_right:
            yield held
        elif held is not None:
            raise BrokenError(str(exc), held.url) from exc
        raise


def _judged(entry: Entry) -> Entry | Damage:
    if entry.is_right is False:
        said = entry.headers["warc-block-digest"]
        return Damage(entry.offset, f"its content does not match its digest {said}", entry.url)
    return entry


def _check_next(line: bytes, entry: Entry) -> None:
    """Raises BrokenError where what follows a record is none."""
    if line and not begins(line):
        raise BrokenError("no record follows it: its length is wrong", entry.url)


def begins(text: bytes) -> bool:
    """Whether a record begins here."""
    return bool(_FIRST_LINE.match(text) or _ARC_LINE.match(text))


def _entry(source: Plain | Member, line: bytes, offset: int, most_bytes: int) -> Entry:
    """The record whose first line this is; raises BrokenError."""
    if arc := _ARC_LINE.match(line):
        headers = _arc_headers(arc)
    elif _FIRST_LINE.match(line):
        headers = _headers(source)
    else:
        raise BrokenError("no record begins here")
    entry = Entry(offset, headers.get("warc-type", ""), headers, b"")
    said = headers.get("content-length", "")
    if not (said.isascii() and said.isdigit()) or len(said) > _LENGTH_DIGITS:
        raise BrokenError("a record without a length", entry.url)
    size = int(said)
    if size > most_bytes:
        _skip(source, size, entry.url)
        return replace(entry, too_large=True)
    try:
        content = source.read(size)
    except BrokenError as exc:
        raise BrokenError(str(exc), entry.url) from exc
    if len(content) < size:
        raise BrokenError("the record ends early", entry.url)
    is_right = matches(headers.get("warc-block-digest"), [content])
    return replace(entry, content=content, is_right=is_right)


def _headers(source: Plain | Member) -> dict[str, str]:
    """A record's own headers; of those that are said twice the last; lines without a colon are left out."""
    headers: dict[str, str] = {}
    name, size = "", 0
    while size < _HEAD_BYTES:
        line = source.line(_LINE_BYTES)
        size += len(line)
        if _FIRST_LINE.match(line):
            raise BrokenError("a record's headers have no end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return headers
        if text[0] in " \t" and name:
            headers[name] += " " + text.strip()
        elif ":" in text:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            headers[name] = value.strip()
    raise BrokenError(f"a record's headers are larger than {_HEAD_BYTES:,} bytes")


def _arc_headers(line: re.Match[bytes]) -> dict[str, str]:
    """What the one line of an ARC record says, in WARC's words."""
    url = line["url"].decode("utf-8", "replace")
    date = line["date"].decode("ascii")
    return {
        "warc-type": "warcinfo" if url.startswith("filedesc:") else "response",
        "warc-target-uri": url,
        "warc-date": f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:]}Z",
        "content-type": "application/http; msgtype=response",
        "content-length": line["size"].decode("ascii"),
    }


def _skip(source: Plain | Member, size: int, url: str) -> None:
    if size > _SKIPPED_BYTES:
        raise BrokenError(f"a record of {size:,} bytes", url)
    while size > 0:
        piece = source.read(min(size, _PIECE_BYTES))
        if not piece:
            raise BrokenError("the record ends early", url)
        size -= len(piece)


def _next_beginning(file: BinaryIO, place: int) -> int:
    """Where, from this place on, the next record or gzip member of records begins; else the file's end."""
    file.seek(place)
    before, size = b"", _FIRST_LOOK_BYTES
    while piece := file.read(size):
        size = min(size * 4, _PIECE_BYTES)
        data = before + piece
        for found in _BEGINNING.finditer(data):
            at = place - len(before) + found.start()
            if found[0] != GZIP or _holds_records(file, at):
                return at
        place += len(piece)
        before = data[-_OVERLAP_BYTES:]
        file.seek(place)
    return place


def _holds_records(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(_FIRST_LOOK_BYTES), _LINE_BYTES)
    except zlib.error:
        return False
    return begins(start.lstrip(b"\r\n"))
