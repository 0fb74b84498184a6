"""Takes files into the archive: streaming, in batches, on from where a run before was ended."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

from scraper.errors import AddressError, ArchiveDamagedError, ArchiveError
from scraper.ingest.parts import Other, Part, PartKind, key_of, page_bytes, parts_of
from scraper.ingest.reading import site_of, visit_of
from scraper.ingest.saved import saved_capture
from scraper.outcome import Outcome
from scraper.store import Archive, facts_of, index_passages, payload_of, save_site
from scraper.store.imports import (
    Arrival,
    Mark,
    capture_of_payload,
    last_capture_of,
    mark_of,
    same_capture,
    settle_arrivals,
)
from scraper.urls import normalise_url
from scraper.warc.framing import Damage, entries
from scraper.warc.gather import Found, Passed, gathered

_BATCH = 50  # exchanges in one transaction, or
_BATCH_BYTES = 32_000_000  # of their payloads
_UNREADABLE = (
    OSError,
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)  # what files and zipfile raise
_MOST_OPEN = 10_000  # revisits that wait for their original to come
_NO_BODY = 304


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one exchange, or where a file is not whole."""

    part: str
    offset: int | None  # None: all of the file
    url: str
    outcome: Outcome | None  # None: it was left out
    title: str = ""
    detail: str = ""


Watch = Callable[[Event], None]


@dataclass(slots=True)
class Import:
    """One import: call `work`, then read the counts."""

    archive: Archive
    watch: Watch
    run_id: int | None = None
    most_bytes: int = 20_000_000
    counts: Counter[Outcome] = field(default_factory=Counter)
    known: int = 0  # exchanges that the archive had already
    others: int = 0  # records that are no exchange over HTTP, and files that are no page
    left_out: int = 0  # places in files, and pages, from which nothing could be taken
    _batch: list[tuple[Arrival, Event]] = field(default_factory=list)
    _sites: set[str] = field(default_factory=set)  # whose rows are written
    _open: list[tuple[Part, Found]] = field(default_factory=list)

    def work(self, paths: Iterable[Path]) -> None:
        """
        Reads all that is at these paths into the archive.

        Raises: UsageError for a path at which nothing can be imported.
        """
        for path in paths:
            for part in parts_of(path):
                if isinstance(part, Other):
                    self.others += 1
                elif part.kind is PartKind.PAGE:
                    self._take_page(part)
                else:
                    self._take_records(part)
        self._flush(None)
        self._close_open()
        index_passages(self.archive)

    def _take_page(self, part: Part) -> None:
        payload = page_bytes(part, self.most_bytes)
        if payload is None:
            self._leave_out(part, None, "the page is too large, or its compressed file not whole")
            return
        capture = saved_capture(part, payload)
        if capture is None:
            self._leave_out(part, None, "the page's address is not known: no note, folder or link tells it")
            return
        self._take(part, Found(0, capture))
        self._flush(None)

    def _take_records(self, part: Part) -> None:
        if part.note:
            self._leave_out(part, None, part.note)
        with ExitStack() as stack:
            try:
                file = stack.enter_context(part.open())
                key = key_of(file)
            except _UNREADABLE as exc:
                self._leave_out(part, None, f"it cannot be read: {exc}")
                return
            before = mark_of(self.archive, key)
            place = before.place if before else 0
            for found in self._exchanges(file, place):
                if isinstance(found, Damage):
                    self._leave_out(part, found.offset, found.what, found.url)
                elif isinstance(found, Passed):
                    self.others += 1
                else:
                    place = found.offset
                    if self._is_full():
                        self._flush(Mark(key, part.name, self._safe(part, place)))
                    self._take(part, found)
            ended = None if self._waits(part) else datetime.now(UTC)
            self._flush(Mark(key, part.name, self._safe(part, place), ended))

    def _exchanges(self, file: BinaryIO, start: int) -> Iterator[Found | Damage | Passed]:
        """What the file holds from a place on; where it cannot be read further, a damage."""
        most_bytes, now = self.most_bytes, datetime.now(UTC)
        place = start
        try:
            for found in gathered(
                entries(file, start, most_bytes=most_bytes), most_bytes=most_bytes, now=now
            ):
                place = found.offset
                yield found
        except _UNREADABLE as exc:
            yield Damage(place, f"it cannot be read further: {exc}")

    def _is_full(self) -> bool:
        size = sum(
            len(arrival.visit.capture.payload)
            for arrival, _ in self._batch
            if arrival.visit is not None and arrival.visit.capture is not None
        )
        return len(self._batch) >= _BATCH or size >= _BATCH_BYTES

    def _take(self, part: Part, found: Found) -> None:
        """One exchange: settled with the next batch, left to wait, or nothing new."""
        whole = self._resolved(found)
        if whole is None:
            self._flush(None)  # its original may stand in the batch
            whole = self._resolved(found)
        if whole is None:
            self._wait(part, found)
        else:
            self._add(part, whole)

    def _add(self, part: Part, found: Found) -> None:
        if found.failure is not None:
            self.counts[found.failure] += 1
            self.watch(_event(part, found))
            return
        same = same_capture(self.archive, found.capture)
        if same is not None:
            self._batch.append((Arrival(None, found.digest, same), _event(part, found)))
            return
        try:
            visit = visit_of(found.capture, part.path.name)
        except AddressError:
            self.others += 1
            return
        if visit.page.site not in self._sites:
            self._sites.add(visit.page.site)
            save_site(self.archive, facts_of(site_of(normalise_url(found.capture.final_url))))
        title = visit.article.title if visit.article else ""
        event = replace(_event(part, found), title=title, detail=visit.detail)
        self._batch.append((Arrival(visit, found.digest if found.capture.complete else None), event))

    def _resolved(self, found: Found) -> Found | None:
        """The capture with the payload that it repeats; None where the archive has none such."""
        revisit = found.revisit
        if revisit is None:
            return found
        number = capture_of_payload(self.archive, revisit.digest) if revisit.digest else None
        if number is None and found.capture.status == _NO_BODY:
            with suppress(AddressError):
                url = normalise_url(revisit.url or found.capture.final_url)
                number = last_capture_of(self.archive, url, revisit.date or found.capture.fetched_at)
        if number is None:
            return None
        try:
            capture = replace(found.capture, payload=payload_of(self.archive, number))
        except ArchiveDamagedError:
            raise
        except ArchiveError as exc:
            return replace(found, failure=Outcome.EXCLUDED, detail=str(exc), revisit=None)
        return replace(found, capture=capture, revisit=None)

    def _wait(self, part: Part, found: Found) -> None:
        if len(self._open) < _MOST_OPEN:
            self._open.append((part, found))
        else:
            self._leave_unresolved(part, found)

    def _waits(self, part: Part) -> bool:
        return any(other is part for other, _ in self._open)

    def _safe(self, part: Part, place: int) -> int:
        """From where a run after a kill must read: before the first revisit that still waits."""
        return min([place, *(found.offset for other, found in self._open if other is part)])

    def _close_open(self) -> None:
        waiting, self._open = self._open, []
        for part, found in waiting:
            whole = self._resolved(found)
            if whole is None:
                self._leave_unresolved(part, found)
            else:
                self._add(part, whole)
            if self._is_full():
                self._flush(None)
        self._flush(None)

    def _flush(self, mark: Mark | None) -> None:
        if not self._batch and mark is None:
            return
        batch, self._batch = self._batch, []
        outcomes = settle_arrivals(self.archive, [arrival for arrival, _ in batch], mark, self.run_id)
        for (_, event), outcome in zip(batch, outcomes, strict=True):
            if outcome is None:
                self.known += 1
                continue
            self.counts[outcome] += 1
            self.watch(replace(event, outcome=outcome))

    def _leave_unresolved(self, part: Part, found: Found) -> None:
        said = found.revisit.digest if found.revisit else None
        what = f"it repeats a payload that is not here ({said or 'without a digest'})"
        self._leave_out(part, found.offset, what, found.capture.final_url)

    def _leave_out(self, part: Part, offset: int | None, what: str, url: str = "") -> None:
        self._flush(None)  # what stands before it is told before it
        self.left_out += 1
        self.watch(Event(part.name, offset, url, None, "", what))


def _event(part: Part, found: Found) -> Event:
    return Event(part.name, found.offset, found.capture.final_url, found.failure, "", found.detail)
