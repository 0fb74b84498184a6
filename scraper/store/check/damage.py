"""One damage to an archive: where it is, what it means, and what would mend it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scraper.store.check.turned import Turning
from scraper.store.dictionaries import Dictionaries


class Part(StrEnum):
    """What is looked at, in this order."""

    FILE = "file"  # SQLite's own structure
    REFERENCES = "references"  # rows that name rows which are not there
    PAYLOADS = "payloads"  # the bytes against their digests
    DICTIONARIES = "dictionaries"  # what payloads are compressed against
    SEARCH = "search"  # the full-text index against the articles
    DATES = "dates"  # moments that cannot be
    WORDINGS = "wordings"  # revisions in order


@dataclass(frozen=True, slots=True)
class Damage:
    """A damage; statements: what would mend it without losing anything; none: it cannot be mended here."""

    part: Part
    where: str  # as `capture 17`
    meaning: str  # what is lost or wrong, for a person
    statements: tuple[tuple[str, tuple[object, ...]], ...] = ()
    mended: bool = False

    @property
    def can_be_mended(self) -> bool:
        """Whether the archive itself, or the backup that was given, holds what would mend it."""
        return bool(self.statements)


@dataclass(frozen=True, slots=True)
class Looking:
    """What every check looks with; tick is called with what has been looked at and what there is in all."""

    connection: sqlite3.Connection
    dictionaries: Dictionaries
    tick: Callable[[Part, int, int], None]
    rescue: Callable[[str], bytes | None]  # a digest to the payload that a backup has of it
    turning: Turning = field(default_factory=Turning)
    mendable: set[int] = field(default_factory=set)  # dictionaries that will be whole again
    broken: set[int] = field(default_factory=set)  # dictionaries that will not
    named: set[int] = field(default_factory=set)  # captures whose damage was named with their dictionary


Check = Callable[[Looking], Iterator[Damage]]
