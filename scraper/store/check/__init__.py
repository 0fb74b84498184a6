"""Looks whether everything that was kept is still whole, names what is not, and mends what can be."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from scraper.store.border import is_damage, translated
from scraper.store.captures import payload_by_digest
from scraper.store.check.damage import Check, Damage, Looking, Part
from scraper.store.check.order import check_dates, check_wordings
from scraper.store.check.payloads import check_dictionaries, check_payloads
from scraper.store.check.structure import check_file, check_references, check_search
from scraper.store.database import Archive, open_archive

__all__ = ["Damage", "Part", "check_archive"]

# Dictionaries before payloads: one that is put back makes all the captures whole that need it.
_CHECKS: tuple[tuple[Part, Check], ...] = (
    (Part.FILE, check_file),
    (Part.REFERENCES, check_references),
    (Part.DICTIONARIES, check_dictionaries),
    (Part.PAYLOADS, check_payloads),
    (Part.SEARCH, check_search),
    (Part.DATES, check_dates),
    (Part.WORDINGS, check_wordings),
)


def check_archive(
    archive: Archive,
    tick: Callable[[Part, int, int], None],
    *,
    repair: bool = False,
    backup: Path | None = None,
) -> Iterator[Damage]:
    """
    Each damage as it is found, once everything is looked at; with repair, mended on the spot where it can be.

    Shape: tick is called with the part that is looked at, how much of it was, and how much there is. A backup
        gives back payloads that are damaged here, after their digest was compared.
    Why the whole archive, whatever is found: a damaged page must not hide what else is wrong.
    """
    with ExitStack() as stack:
        other = stack.enter_context(open_archive(backup, readonly=True)) if backup else None
        archive.dictionaries.forget()
        looking = Looking(
            archive.database.conn,
            archive.dictionaries,
            tick,
            lambda digest: payload_by_digest(other, digest) if other else None,
        )
        for part, check in _CHECKS:
            for damage in _guarded(archive, part, check(looking)):
                yield _mended(archive, damage) if repair and damage.can_be_mended else damage


def _guarded(archive: Archive, part: Part, found: Iterator[Damage]) -> Iterator[Damage]:
    """The damages that a check finds; where SQLite itself gives up in the middle, that is one more."""
    with translated(archive.path):
        try:
            yield from found
        except (sqlite3.DatabaseError, ValueError) as exc:
            if isinstance(exc, sqlite3.Error) and not is_damage(exc):
                raise
            where = "a page of the file"
            yield Damage(part, where, f"it cannot be read, nor the rest of the {part}: {exc}")


def _mended(archive: Archive, damage: Damage) -> Damage:
    with archive.writing() as connection:
        for statement, values in damage.statements:
            connection.execute(statement, values)
    archive.dictionaries.forget()
    return replace(damage, mended=True)
