"""Compresses a page against a sibling of its site and layout, and chooses the siblings.

A dictionary is an earlier page itself, which is stored alone: no byte is stored twice, and reading a payload
back takes at most one other. A page that no dictionary of its site fits becomes the next one, so that every
layout has its own, and a changed layout gets a new one.
"""

import sqlite3
import sys
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Measured on 64 pages of governments, 44 KB each: level 3 leaves 8.6 KB in 0.19 ms, 6 leaves 8.1 KB in
# 0.55 ms, 9 leaves 7.9 KB in 0.68 ms, 12 leaves 7.9 KB in 2.2 ms; gzip -6 leaves 8.3 KB in 0.71 ms.
_LEVEL_ALONE = 6
# Measured on 319 pages of ten news sites, 108 KB each: against siblings level 1 leaves 0.59 of gzip -6, level
# 3 0.23, 6 0.22, 9 0.21, 12 0.21 and 19 0.20, while the time doubles from 3 to 6.
_LEVEL = 3
_SMALLEST = 1_000  # bytes: what is shorter has no layout to share
_LARGEST = 2_000_000  # bytes: what is longer is no page, and a costly dictionary
_CANDIDATES = 8  # dictionaries of a site that may serve its next page
_TRIALS = 4  # of them, for one page
_LOADED = 32  # dictionaries held in memory; one of 56 KB takes half a megabyte
# A dictionary fits where it leaves at most this part of what the page takes alone. Measured on the same:
# 0.45 leaves 0.231 of gzip -6 in 0.73 ms a page, 0.55 0.235 in 0.59, 0.7 0.258 in 0.51.
_FITS = 0.55
# Where a site has so many dictionaries already, and its pages little in common, a page leans on the best of
# them if that leaves at most this part.
_ENOUGH = 2
_HELPS = 0.9
# Every so many pages, and after each that fits badly, the page before is tried too: where it leaves so much
# less than the dictionary, the layout has moved on.
_PROBE_EVERY = 16
_MOVED_ON = 0.7


class PayloadError(Exception):
    """Stored bytes that cannot be unpacked."""


class DictionaryError(PayloadError):
    """A dictionary whose own page is missing or damaged."""

    def __init__(self, number: int) -> None:
        super().__init__(f"dictionary {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Packed:
    """A payload as it is stored; wants_dictionary: the next pages of its site may be like it."""

    payload: bytes | None
    dictionary: int | None = None
    wants_dictionary: bool = False


def pack_alone(payload: bytes) -> bytes:
    """The payload, compressed against nothing."""
    return zstd.compress(payload, _LEVEL_ALONE)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A dictionary in memory."""

    dictionary: zstd.ZstdDict
    is_whole: bool  # its bytes are those that were received
    part: float  # what its own page takes alone, of its size


@dataclass(frozen=True, slots=True)
class _Found:
    """A page compressed against a dictionary."""

    number: int
    packed: bytes
    fits: bool


@dataclass(slots=True)
class _Shelf:
    """What is known of a site's dictionaries."""

    numbers: list[int]  # the last that served first
    served: dict[str, int] = field(default_factory=dict)  # kind of page to the dictionary that fitted it last
    pages: int = 0
    before: bytes = b""  # the page before, for the next probe

    def put_first(self, number: int) -> None:
        """Lets this dictionary be tried first; those that served longest ago are tried no more."""
        self.numbers = [number, *(other for other in self.numbers if other != number)][:_CANDIDATES]

    def drop(self, number: int) -> None:
        """Lets this dictionary serve no more."""
        self.numbers = [other for other in self.numbers if other != number]
        self.served = {kind: other for kind, other in self.served.items() if other != number}


@dataclass(slots=True)
class Dictionaries:
    """The dictionaries that this process has in memory; what it forgets is read again from the archive."""

    _loaded: OrderedDict[int, _Loaded] = field(default_factory=OrderedDict)
    _shelves: dict[str, _Shelf] = field(default_factory=dict)
    _retired: set[int] = field(default_factory=set)  # that may take no new page
    _version: int = 0

    def forget(self) -> None:
        """Drops what is in memory: the archive may no longer hold it."""
        self._loaded.clear()
        self._shelves.clear()
        self._retired.clear()

    def retire(self, numbers: Iterable[int]) -> None:
        """Lets these dictionaries serve no new page; what leans on them is still read."""
        self._shelves.clear()
        self._retired.update(numbers)

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Drops what is in memory where another process has written to the archive since the last call."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.forget()
            self._version = version

    def pack(self, connection: sqlite3.Connection, site: str, kind: str, payload: bytes) -> Packed:
        """The payload, compressed against the dictionary of its site that fits it best, or alone."""
        if not _SMALLEST <= len(payload) <= _LARGEST:
            return Packed(pack_alone(payload))
        shelf = self._shelf(connection, site)
        found = self._best(connection, shelf, kind, payload)
        if found is None or not self._serves(shelf, found, payload):
            return Packed(pack_alone(payload), wants_dictionary=True)
        moved_on = self._has_moved_on(shelf, payload, found.packed)
        is_probed = shelf.pages % _PROBE_EVERY == 0 or not found.fits
        shelf.before = payload if is_probed else b""
        shelf.pages += 1
        if moved_on:
            return Packed(pack_alone(payload), wants_dictionary=True)
        shelf.served[kind] = found.number
        shelf.put_first(found.number)
        return Packed(found.packed, found.number)

    def add(self, connection: sqlite3.Connection, capture: int, site: str, kind: str) -> None:
        """Makes this capture, whose payload is stored alone, a dictionary for the next pages like it."""
        row = connection.execute(_ADD, (site, capture)).fetchone()
        shelf = self._shelf(connection, site)
        shelf.put_first(row[0])
        shelf.served[kind] = row[0]

    def unpack(self, connection: sqlite3.Connection, packed: bytes, number: int | None, size: int) -> bytes:
        """
        The payload again; more than `size` bytes are not unpacked.

        Raises: PayloadError where the bytes are damaged, DictionaryError where those of the dictionary are.
        """
        against = None if number is None else self._load(connection, number).dictionary
        try:
            return zstd.ZstdDecompressor(zstd_dict=against).decompress(packed, max_length=size + 1)
        except (zstd.ZstdError, TypeError, EOFError, ValueError) as exc:
            raise PayloadError from exc

    def load(self, connection: sqlite3.Connection, number: int) -> zstd.ZstdDict:
        """
        The dictionary of this number, whole.

        Raises: DictionaryError where the page that it is cannot be read.
        """
        loaded = self._load(connection, number)
        if not loaded.is_whole:
            raise DictionaryError(number)
        return loaded.dictionary

    def _load(self, connection: sqlite3.Connection, number: int) -> _Loaded:
        """
        The dictionary as well as it can be read.

        Why also a damaged one: what leans on its whole parts can still be read; each payload has a digest.
        """
        if number in self._loaded:
            self._loaded.move_to_end(number)
            return self._loaded[number]
        row = connection.execute(_CONTENT, (number,)).fetchone()
        if row is None or row[0] is None:
            raise DictionaryError(number)
        packed, size, digest = row
        try:
            content = zstd.ZstdDecompressor().decompress(packed, max_length=size + 1)
            dictionary = zstd.ZstdDict(content, is_raw=True)
        except (zstd.ZstdError, TypeError, EOFError, ValueError) as exc:
            raise DictionaryError(number) from exc
        is_whole = sha256(content).hexdigest() == digest
        self._loaded[number] = _Loaded(dictionary, is_whole, len(packed) / max(size, 1))
        if len(self._loaded) > _LOADED:
            self._loaded.popitem(last=False)
        return self._loaded[number]

    def _shelf(self, connection: sqlite3.Connection, site: str) -> _Shelf:
        if site not in self._shelves:
            numbers = connection.execute(_LAST_USED, (site, _CANDIDATES)).fetchall()
            serving = [number for (number,) in numbers if number not in self._retired]
            self._shelves[site] = _Shelf(serving)
        return self._shelves[site]

    def _best(
        self, connection: sqlite3.Connection, shelf: _Shelf, kind: str, payload: bytes
    ) -> _Found | None:
        """The first dictionary that fits, in the order in which they are likely to; else the best of them."""
        first = [shelf.served[kind]] if kind in shelf.served else []
        best: _Found | None = None
        for number in [*dict.fromkeys([*first, *shelf.numbers])][:_TRIALS]:
            try:
                against = self.load(connection, number)
            except DictionaryError:
                shelf.drop(number)  # damaged: no page may come to depend on it
                continue
            packed = zstd.compress(
                payload, options={_LEVEL_OPTION: _LEVEL}, zstd_dict=against.as_digested_dict
            )
            if len(packed) <= _FITS * self._loaded[number].part * len(payload):
                return _Found(number, packed, fits=True)
            if best is None or len(packed) < len(best.packed):
                best = _Found(number, packed, fits=False)
        return best

    def _serves(self, shelf: _Shelf, found: _Found, payload: bytes) -> bool:
        """Whether the page is to lean on this dictionary, though it may not fit well."""
        if found.fits:
            return True
        return len(shelf.numbers) >= _ENOUGH and len(found.packed) < _HELPS * len(pack_alone(payload))

    def _has_moved_on(self, shelf: _Shelf, payload: bytes, packed: bytes) -> bool:
        if len(shelf.before) < _SMALLEST:
            return False
        before = zstd.ZstdDict(shelf.before, is_raw=True)
        probe = zstd.compress(payload, options={_LEVEL_OPTION: _LEVEL}, zstd_dict=before.as_digested_dict)
        return len(probe) < _MOVED_ON * len(packed)


_LEVEL_OPTION = zstd.CompressionParameter.compression_level
_ADD = """
INSERT INTO dictionaries(site, made_at, capture) SELECT ?1, fetched_at, id FROM captures WHERE id = ?2
RETURNING id
"""
_CONTENT = """
SELECT captures.payload, captures.size, coalesce(erased_to, sha256)
FROM dictionaries JOIN captures ON captures.id = dictionaries.capture
WHERE dictionaries.id = ? AND captures.dictionary IS NULL
"""
_LAST_USED = """
SELECT id FROM dictionaries AS each WHERE site = ?
ORDER BY coalesce((SELECT max(id) FROM captures WHERE dictionary = each.id), capture) DESC LIMIT ?
"""
