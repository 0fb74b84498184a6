"""Checks of the bytes: every payload against its digest, and what it takes to read it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from scraper.store.border import is_damage
from scraper.store.check.damage import Damage, Looking, Part
from scraper.store.dictionaries import DictionaryError, PayloadError, pack_alone

_TICK_EVERY = 100


def check_payloads(looking: Looking) -> Iterator[Damage]:
    """
    Payloads that are not what was received, and captures that lead to none.

    Why row by row: on a damaged page of the file only its own rows cannot be read, and each is named.
    """
    (total,) = looking.connection.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()
    for number in range(1, total + 1):
        if number % _TICK_EVERY == 0:
            looking.tick(Part.PAYLOADS, number, total)
        try:
            row = looking.connection.execute(_CAPTURE, (number,)).fetchone()
            damage = None if row is None else _checked(looking, number, _Row(*row))
        except sqlite3.DatabaseError as exc:
            if not is_damage(exc):
                raise
            damage = Damage(Part.PAYLOADS, f"capture {number}", f"it cannot be read from the file: {exc}")
        if damage is not None:
            yield damage
    looking.tick(Part.PAYLOADS, total, total)


def check_dictionaries(looking: Looking) -> Iterator[Damage]:
    """Dictionaries that cannot serve, with the number of captures that need them."""
    numbers = [number for (number,) in looking.connection.execute("SELECT id FROM dictionaries")]
    for i, number in enumerate(numbers, 1):
        looking.tick(Part.DICTIONARIES, i, len(numbers))
        try:
            looking.dictionaries.load(looking.connection, number)
        except DictionaryError:
            damage = _broken(looking, number)
            (looking.mendable if damage.can_be_mended else looking.broken).add(number)
            yield damage


_CAPTURE = """
SELECT sha256, erased_to, size, payload, dictionary, repeats, requested_url, fetched_at, article
FROM captures WHERE id = ?
"""
_HOLDER = "SELECT coalesce(erased_to, sha256), payload IS NOT NULL FROM captures WHERE id = ?"
_OTHER_HOLDER = """
SELECT id FROM captures WHERE sha256 = ? AND payload IS NOT NULL AND id <> ? ORDER BY id LIMIT 1
"""
_USERS = "SELECT count(*) FROM captures WHERE dictionary = ?"
_PAGE_OF = """
SELECT captures.id, coalesce(erased_to, sha256), size, payload
FROM dictionaries JOIN captures ON captures.id = dictionaries.capture WHERE dictionaries.id = ?
"""
_PUT_BACK = "UPDATE captures SET payload = ?, dictionary = NULL, repeats = NULL WHERE id = ?"
_TURN_BACK = "UPDATE captures SET payload = ? WHERE id = ?"
_POINT = """
UPDATE captures SET repeats = holder.id, erased_to = holder.erased_to
FROM captures AS holder WHERE holder.id = ? AND captures.id = ?
"""


def _broken(looking: Looking, number: int) -> Damage:
    """
    Says what hangs on this dictionary.

    Why before the payloads: put back from a backup, it makes the captures that need it whole again.
    """
    (users,) = looking.connection.execute(_USERS, (number,)).fetchone()
    page = looking.connection.execute(_PAGE_OF, (number,)).fetchone()
    where = f"dictionary {number}"
    if page is None:
        return Damage(Part.DICTIONARIES, where, f"the page that it is, is gone; {users} captures need it")
    capture, digest, size, packed = page
    where = f"{where} (capture {capture})"
    looking.named.add(capture)

    def read(other: bytes) -> bytes | None:
        whole = looking.dictionaries.unpack(looking.connection, other, None, size)
        return whole if sha256(whole).hexdigest() == digest else None

    turned = None if packed is None else looking.turning.back(packed, read)
    if turned is not None:
        meaning = f"one byte of the page that it is has changed on the disk; {users} captures lean on it"
        return Damage(Part.DICTIONARIES, where, meaning, ((_TURN_BACK, (turned, capture)),))
    whole = looking.rescue(digest)
    mend = () if whole is None else ((_PUT_BACK, (pack_alone(whole), capture)),)
    meaning = (
        f"the page that it is, capture {capture}, is damaged; {users} captures cannot be read without it"
    )
    return Damage(Part.DICTIONARIES, where, meaning, mend)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a capture says of its payload."""

    sha256: str
    erased_to: str | None
    size: int
    payload: bytes | None
    dictionary: int | None
    repeats: int | None
    url: str
    fetched_at: str
    article: int | None

    @property
    def digest(self) -> str:
        """Of the payload as it must be now."""
        return self.sha256 if self.erased_to is None else self.erased_to

    @property
    def page(self) -> str:
        """What is at stake, for a person."""
        record = f"; the record of article {self.article} is kept" if self.article else ""
        return f"the page {self.url} as of {self.fetched_at}{record}"


def _checked(looking: Looking, number: int, row: _Row) -> Damage | None:
    if row.payload is None:
        return _checked_pointer(looking, number, row)

    def read(packed: bytes) -> bytes | None:
        whole = looking.dictionaries.unpack(looking.connection, packed, row.dictionary, row.size)
        return whole if sha256(whole).hexdigest() == row.digest and len(whole) == row.size else None

    try:
        if read(row.payload) is not None:
            return None
        why = "its bytes are not those that were received"
    except DictionaryError as exc:
        why = f"dictionary {exc.number}, which it needs, is damaged"
    except PayloadError:
        why = "its bytes can no longer be unpacked"
    if row.dictionary in looking.mendable or number in looking.named:
        return None  # it comes back with its dictionary, which is named already
    if row.dictionary in looking.broken:
        return _lost(looking, number, row, f"dictionary {row.dictionary}, which it needs, is damaged")
    packed = looking.turning.back(row.payload, read)
    if packed is not None:
        meaning = f"one byte has changed on the disk; {row.page}"
        return Damage(Part.PAYLOADS, f"capture {number}", meaning, ((_TURN_BACK, (packed, number)),))
    return _lost(looking, number, row, why)


def _checked_pointer(looking: Looking, number: int, row: "_Row") -> Damage | None:
    """Whether a capture without bytes of its own leads to a capture that has them."""
    if row.erased_to == "":
        return None
    holder = looking.connection.execute(_HOLDER, (row.repeats,)).fetchone()
    if row.repeats is not None and holder == (row.digest, 1):
        return None
    other = looking.connection.execute(_OTHER_HOLDER, (row.sha256, number)).fetchone()
    meaning = (
        "it has no bytes and names no capture that has them"
        if row.repeats is None
        else f"it repeats capture {row.repeats}, which does not hold the same bytes"
    )
    if other is not None:
        return Damage(Part.PAYLOADS, f"capture {number}", meaning, ((_POINT, (other[0], number)),))
    return _lost(looking, number, row, meaning)


def _lost(looking: Looking, number: int, row: "_Row", why: str) -> Damage:
    whole = looking.rescue(row.digest)
    meaning = f"{why}: {row.page}"
    mend = () if whole is None else ((_PUT_BACK, (pack_alone(whole), number)),)
    return Damage(Part.PAYLOADS, f"capture {number}", meaning, mend)
