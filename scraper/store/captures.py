"""The bytes as received: compressed, kept once however often they come, checked when they are read back."""

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from scraper.errors import ArchiveDamagedError, ArchiveError
from scraper.model import Capture, Visit
from scraper.outcome import Outcome
from scraper.store.columns import to_moment, to_text
from scraper.store.database import Archive
from scraper.store.dictionaries import Dictionaries, Packed, PayloadError
from scraper.store.not_modified import held_by
from scraper.text.passages import Mark, blanked, blanked_payload


@dataclass(frozen=True, slots=True)
class CaptureContext:
    """What is known of a capture besides itself, and the dictionaries that it may be compressed against."""

    outcome: Outcome
    dictionaries: Dictionaries
    run_id: int | None = None
    article_id: int | None = None
    erased: frozenset[Mark] = frozenset()  # marks of words that may not come back on a page of this site


def add_capture(connection: sqlite3.Connection, visit: Visit, context: CaptureContext) -> int | None:
    """The number of the row that now holds the visit's capture; None where it has none."""
    capture = visit.capture
    if capture is None:
        return None
    held = held_by(connection, capture)
    digest = held.sha256 if held else capture.digest
    repeats, erased_to = (held.capture, held.erased_to) if held else _holder_of(connection, digest)
    site, kind = to_text(visit.page.site), visit.page.kind
    packed = Packed(None)
    if repeats is None:
        payload = _without_erased(visit, capture.payload, context.erased)
        erased_to = None if payload == capture.payload else sha256(payload).hexdigest()
        packed = context.dictionaries.pack(connection, site, kind, payload)
    row = {
        "site": site,
        "run": context.run_id,
        "article": context.article_id,
        "requested_url": to_text(capture.requested_url),
        "final_url": to_text(capture.final_url),
        "fetched_at": to_moment(capture.fetched_at),
        "elapsed_s": capture.elapsed_s,
        "status": capture.status,
        "outcome": context.outcome,
        "headers": blanked(json.dumps(capture.headers), context.erased),
        "hops": _hops(capture),
        "robots": to_text(visit.robots),
        "content_encoding": to_text(capture.content_encoding),
        "complete": capture.complete,
        "sha256": digest,
        "size": held.size if held else len(capture.payload),
        "erased_to": erased_to,
        "repeats": repeats,
        "dictionary": packed.dictionary,
        "payload": packed.payload,
        "status_line": to_text(capture.status_line),
        "request": _request_of(connection, capture),
    }
    number = connection.execute(_INSERT, row).lastrowid
    if number is not None and packed.wants_dictionary:
        context.dictionaries.add(connection, number, site, kind)
    return number


def payload_of(archive: Archive, capture_id: int) -> bytes:
    """
    The body of this capture, byte for byte as it was received, but for words that were erased since.

    Raises: ArchiveDamagedError where the bytes are not those that were stored; ArchiveError where there is no
        such capture, or an erased one.
    """
    with archive.reading() as connection:
        archive.dictionaries.refresh(connection)
        row = connection.execute(_SELECT_PAYLOAD, (capture_id,)).fetchone()
        if row is None:
            raise ArchiveError(f"{archive.path} has no capture {capture_id}.")
        digest, size, packed, dictionary, forgotten = row
        if digest == "" or forgotten == "tombstone":
            word = "erased" if digest == "" else "sealed"
            raise ArchiveError(f"The bytes of capture {capture_id} were {word} with `kabar forget`.")
        try:
            payload = archive.dictionaries.unpack(connection, packed, dictionary, size)
        except PayloadError as exc:
            raise _damaged(archive, capture_id) from exc
    if sha256(payload).hexdigest() != digest:
        raise _damaged(archive, capture_id)
    return payload


def payload_by_digest(archive: Archive, digest: str) -> bytes | None:
    """The payload with this SHA-256, or None where the archive has none that is whole."""
    with archive.reading() as connection:
        row = connection.execute(
            "SELECT id FROM captures WHERE sha256 = ? AND payload IS NOT NULL", (digest,)
        )
        found = row.fetchone()
    if found is None:
        return None
    with suppress(ArchiveError):
        payload = payload_of(archive, found[0])
        return payload if sha256(payload).hexdigest() == digest else None
    return None


_INSERT = """
INSERT INTO captures(
  site, run, article, requested_url, final_url, fetched_at, elapsed_s, status, outcome, headers, hops, robots,
  content_encoding, complete, sha256, erased_to, size, repeats, dictionary, payload, status_line, request)
VALUES (
  :site, :run, :article, :requested_url, :final_url, :fetched_at, :elapsed_s, :status, :outcome, :headers,
  :hops, :robots, :content_encoding, :complete, :sha256, :erased_to, :size, :repeats, :dictionary, :payload,
  :status_line, :request)
"""
_SELECT_PAYLOAD = """
SELECT coalesce(holder.erased_to, capture.sha256), capture.size, holder.payload, holder.dictionary,
  (SELECT forgotten FROM articles WHERE id = capture.article)
FROM captures AS capture
JOIN captures AS holder ON holder.id = coalesce(capture.repeats, capture.id)
WHERE capture.id = ?
"""


def _holder_of(connection: sqlite3.Connection, digest: str) -> tuple[int | None, str | None]:
    """The capture that holds this payload, and what an erasure has left of it; None twice where none does."""
    row = connection.execute(
        "SELECT id, erased_to FROM captures WHERE sha256 = ? AND payload IS NOT NULL", (digest,)
    ).fetchone()
    return row or (None, None)


def _without_erased(visit: Visit, payload: bytes, marks: frozenset[Mark]) -> bytes:
    """The payload without the words that were erased; what the page's own article says is its own."""
    if not marks:
        return payload
    own = f"{visit.article.title}\n\n{visit.article.body}" if visit.article else ""
    return blanked_payload(payload, marks, own)


def _request_of(connection: sqlite3.Connection, capture: Capture) -> int | None:
    """The number of the head that was sent; equal ones are kept once."""
    if not capture.request_headers:
        return None
    head = json.dumps(capture.request_headers)
    row = connection.execute("SELECT id FROM request_heads WHERE headers = ?", (head,)).fetchone()
    if row is None:  # one in thousands
        row = (connection.execute("INSERT INTO request_heads(headers) VALUES (?)", (head,)).lastrowid,)
    return int(row[0])


def _hops(capture: Capture) -> str | None:
    hops = [(hop.url, hop.status, hop.location) for hop in capture.hops]
    return json.dumps(hops) if hops else None


def _damaged(archive: Archive, capture_id: int) -> ArchiveDamagedError:
    return ArchiveDamagedError(
        f"The bytes of capture {capture_id} in {archive.path} are not those that were stored.",
        hint="kabar check --repair --backup FILE mends what can be mended, from FILE, an older copy.",
    )
