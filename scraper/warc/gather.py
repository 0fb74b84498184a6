"""Puts the records of a web archive together to captures: redirects, request, answer, facts."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from scraper.errors import AddressError
from scraper.fetch.failure import FetchFailure
from scraper.model import Capture, Hop
from scraper.outcome import Outcome
from scraper.urls.resolve import absolute_url
from scraper.warc.bodies import Decoded, Message, decoded, message
from scraper.warc.digests import matches
from scraper.warc.framing import Damage, Entry
from scraper.warc.heads import original_headers

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PARTIAL = 206
_NOT_MODIFIED = 304
_BODILESS = frozenset({204, _NOT_MODIFIED})
_MOST_HOPS = 20
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?")
_EARLIEST = datetime(1990, 12, 20, tzinfo=UTC)  # the first page of the web
_AHEAD = timedelta(days=2)  # of a clock that goes wrong
_SAME_HEADERS = re.compile(rb"^notModified: ([^\r\n]{1,65536})\r?$", re.MULTILINE)
_FETCH_TIME = re.compile(rb"^fetchTimeMs: *(\d{1,9})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Revisit:
    """What an answer without its body repeats."""

    digest: str | None  # of the payload, as the record gives it
    url: str | None
    date: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """A capture out of a web archive; its payload is empty where it is a revisit."""

    offset: int  # of its first record
    capture: Capture
    digest: str | None = None  # of the payload, as the record gives it
    revisit: Revisit | None = None
    failure: Outcome | None = None  # why nothing of its body could be kept
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A record that is no exchange over HTTP: of a name server, or a program's own notes."""

    offset: int


@dataclass(slots=True)
class _Desk:
    """What has been read and is not yet handed on."""

    pending: Found | None = None
    pending_id: str = ""
    request: Entry | None = None
    is_ours: bool = field(default=False)  # a file that kabar wrote


def gathered(
    entries: Iterable[Entry | Damage], *, most_bytes: int, now: datetime
) -> Iterator[Found | Damage | Passed]:
    """
    The captures, in the order of their answers; damages stand where they were met.

    Why an answer is held until the next one: its request and what is said of it may follow, and an answer
        that follows a redirect to its own address is one capture with it, as a crawler would have made it.
    """
    desk = _Desk()
    for entry in entries:
        if isinstance(entry, Damage):
            if desk.pending is not None:
                yield desk.pending
                desk.pending = None
            yield entry
            continue
        match entry.kind:
            case "response" | "revisit" | "resource":
                yield from _answer(desk, entry, most_bytes, now)
            case "request":
                _ask(desk, entry)
            case "metadata":
                _note(desk, entry)
            case "warcinfo":
                desk.is_ours = re.search(rb"^software: *kabar/", entry.content, re.MULTILINE) is not None
            case _:
                yield Passed(entry.offset)
    if desk.pending is not None:
        yield desk.pending


def _answer(desk: _Desk, entry: Entry, most_bytes: int, now: datetime) -> Iterator[Found | Damage | Passed]:
    if not entry.url.lower().startswith(("http://", "https://")):
        yield Passed(entry.offset)
        return
    found = _found(desk, entry, most_bytes, now)
    if isinstance(found, Damage):
        yield found
        return
    before, desk.pending = desk.pending, None
    if before is not None:
        joined = _joined(before, found)
        if joined is None:
            yield before
        else:
            found = joined
    request = desk.request
    desk.request = None
    if request is not None and request.url == entry.url:
        found = replace(found, capture=_asked(found.capture, request))
    desk.pending, desk.pending_id = found, entry.headers.get("warc-record-id", "")


def _found(desk: _Desk, entry: Entry, most_bytes: int, now: datetime) -> Found | Damage:
    moment = moment_of(entry.headers.get("warc-date", ""))
    if moment is None or not _EARLIEST <= moment <= now + _AHEAD:
        said = entry.headers.get("warc-date", "")[:40]
        return Damage(entry.offset, f"{said!r} is no date that a page can have been fetched at", entry.url)
    if "warc-segment-number" in entry.headers:
        return Damage(
            entry.offset, "a record in several segments, which kabar does not put together", entry.url
        )
    given = _message(entry)
    is_same = entry.headers.get("warc-profile", "").endswith("server-not-modified")
    capture = Capture(
        requested_url=entry.url,
        final_url=entry.url,
        fetched_at=moment,
        status=given.status or (_NOT_MODIFIED if is_same else 200),
        headers=original_headers(given.headers) if desk.is_ours else given.headers,
        payload=b"",
        content_encoding=given.coding,
        status_line=given.first_line or None,
    )
    digest = entry.headers.get("warc-payload-digest")
    if entry.too_large:
        return Found(
            entry.offset, capture, failure=Outcome.TOO_LARGE, detail=f"more than {most_bytes:,} bytes"
        )
    if entry.kind == "revisit":
        date = moment_of(entry.headers.get("warc-refers-to-date", ""))
        url = entry.headers.get("warc-refers-to-target-uri", "").strip("<>") or None
        return Found(entry.offset, capture, digest, Revisit(digest, url, date))
    try:
        body = decoded(given, most_bytes)
    except FetchFailure as failure:
        return Found(entry.offset, capture, failure=failure.outcome, detail=failure.detail)
    if matches(digest, body.forms) is False:
        if not entry.is_right:
            return Damage(entry.offset, f"its body does not match its digest {digest}", entry.url)
        digest = None  # taken in a way of its writer's own; no later record may get this body by it
    is_cut = "warc-truncated" in entry.headers or given.status == _PARTIAL
    complete = body.complete and not is_cut and _has_all(given, body)
    return Found(entry.offset, replace(capture, payload=body.payload, complete=complete), digest)


def _message(entry: Entry) -> Message:
    """The answer; of a resource, which has no head, one that says its type."""
    if entry.kind == "resource":
        kind = entry.headers.get("content-type", "")
        return Message("", (("Content-Type", kind),) if kind else (), entry.content)
    if entry.kind == "revisit" and not entry.content.startswith(b"HTTP/"):
        return Message("", (), b"")
    if entry.kind == "response" and not entry.content.startswith(b"HTTP/"):
        return Message("", (), entry.content)  # HTTP/0.9
    return message(entry.content)


def _has_all(given: Message, body: Decoded) -> bool:
    """Whether the body is as long as its head says; of one that was coded no head can say so."""
    if body.payload is not given.content or given.all("transfer-encoding") or given.coding:
        return True
    said = given.all("content-length")[:1]
    size = said[0] if said and said[0].isascii() and said[0].isdigit() else "0"
    return given.status in _BODILESS or len(given.content) >= int(size[:18])


def _joined(before: Found, found: Found) -> Found | None:
    """One capture of a redirect and the answer at its target; None where they do not belong together."""
    redirect = before.capture
    targets = [value for name, value in redirect.headers if name.lower() == "location"]
    if redirect.status not in _REDIRECTS or not targets or len(redirect.hops) >= _MOST_HOPS:
        return None
    try:
        target = absolute_url(targets[0], redirect.final_url)
    except (AddressError, ValueError):
        return None
    if target.partition("#")[0] != found.capture.final_url:
        return None
    hops = (*redirect.hops, Hop(redirect.final_url, redirect.status, targets[0]))
    capture = replace(found.capture, requested_url=redirect.requested_url, hops=hops)
    return replace(found, offset=before.offset, capture=capture)


def _ask(desk: _Desk, entry: Entry) -> None:
    """A request that names the answer before it is that one's; any other is kept for the answer to come."""
    pending = desk.pending
    if pending is not None and desk.pending_id and entry.headers.get("warc-concurrent-to") == desk.pending_id:
        desk.pending = replace(pending, capture=_asked(pending.capture, entry))
    else:
        desk.request = entry


def _asked(capture: Capture, request: Entry) -> Capture:
    return replace(capture, request_headers=message(request.content).headers)


def _note(desk: _Desk, entry: Entry) -> None:
    """How long the exchange took, where it is said; and what we say of a 304, whose record has no head."""
    told = (entry.headers.get("warc-concurrent-to"), entry.headers.get("warc-refers-to"))
    if desk.pending is None or desk.pending_id not in told:
        return
    capture = desk.pending.capture
    if found := _FETCH_TIME.search(entry.content):
        capture = replace(capture, elapsed_s=int(found[1]) / 1000)
    found = _SAME_HEADERS.search(entry.content) if desk.is_ours else None
    if found and capture.status == _NOT_MODIFIED:
        with suppress(ValueError, TypeError):
            headers = tuple((str(name), str(value)) for name, value in json.loads(found[1]))
            capture = replace(capture, headers=headers)
    desk.pending = replace(desk.pending, capture=capture)


def moment_of(text: str) -> datetime | None:
    """The moment that a WARC date gives, to the millisecond; a day is its first moment; None for no date."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, fraction = found.groups()
    microsecond = int((fraction or "0").ljust(3, "0")[:3]) * 1000
    clock = int(hour or 0), int(minute or 0), min(int(second or 0), 59), microsecond  # a leap second is cut
    try:
        return datetime(int(year), int(month), int(day), *clock, tzinfo=UTC)
    except ValueError:
        return None
