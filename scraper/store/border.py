"""Turns what SQLite raises into kabar's own errors; every statement of this package runs inside it."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    ArchiveReadOnlyError,
)

GO_BACK = "Keep a copy of the file as it is, and go back to your last backup."

_PRIMARY = 0xFF  # the low byte of SQLite's extended result codes
_SHORT_READ = sqlite3.SQLITE_IOERR_SHORT_READ
_NOT_WRITTEN = (
    sqlite3.SQLITE_IOERR_WRITE
)  # a quota or a limit on the size of files, seen as a fault of the disk


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Lets nothing of SQLite's out: its errors leave as an ArchiveError that names the archive."""
    try:
        yield
    except sqlite3.Error as exc:
        raise archive_error(path, exc) from exc


def archive_error(path: Path, exc: sqlite3.Error) -> ArchiveError:
    """The error of ours that says what this one of SQLite's means for a person."""
    code: int = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == _SHORT_READ:
        return _damaged(path, exc)
    if code == _NOT_WRITTEN:
        return ArchiveFullError(
            f"{path} cannot grow: its disk takes no more bytes.",
            hint="Look at the disk's quota, limits and health, then run again: what was archived is whole.",
        )
    match code & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return ArchiveBusyError(
                f"{path} is locked by another program.", hint="Close what has it open, or try again later."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return read_only(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(path, exc)
        case sqlite3.SQLITE_FULL:
            return ArchiveFullError(
                f"There is no room left for {path}.",
                hint="Make room on its disk and run again: what was archived is whole.",
            )
        case sqlite3.SQLITE_IOERR:
            return ArchiveError(f"The disk under {path} does not answer as it should: {exc}.")
    return ArchiveError(f"{path} cannot be used: {exc}.")


def is_damage(exc: sqlite3.Error) -> bool:
    """Whether this error says that the file itself is damaged."""
    code: int = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code == _SHORT_READ or code & _PRIMARY in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def read_only(path: Path) -> ArchiveReadOnlyError:
    """What to raise where the archive or its folder cannot be written."""
    return ArchiveReadOnlyError(
        f"{path} cannot be written: it or its folder is read-only.",
        hint="Give yourself the right to write both, or name another file with --archive.",
    )


def odd_value(path: Path, exc: ValueError) -> ArchiveDamagedError:
    """What to raise where a column holds what cannot be read back."""
    return ArchiveDamagedError(
        f"{path} holds a value that kabar did not write: {exc}.",
        hint="Undo what was changed by hand, if it was.",
    )


def _damaged(path: Path, exc: sqlite3.Error) -> ArchiveDamagedError:
    return ArchiveDamagedError(f"{path} is damaged: {exc}.", hint=GO_BACK)
