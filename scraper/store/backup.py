"""Writes a copy of the archive to another file, whole or not at all, also while a crawl writes."""

import glob
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scraper.errors import ArchiveDamagedError, ArchiveError, UsageError
from scraper.store.border import GO_BACK, translated
from scraper.store.database import Archive

_TICK_STEPS = 100_000  # of SQLite's machine, between two looks at how far the copy is


def back_up(archive: Archive, target: Path, tick: Callable[[int], None] = lambda _: None) -> int:
    """
    The bytes of the backup that now stands at this path; tick is called with the bytes written so far.

    Raises: UsageError for a path that is the archive itself or in no folder, ArchiveError where it cannot be
        written or the copy is not whole; an earlier backup stays as it was then.
    Why a copy within SQLite: copying the file beside a running crawl would give half a transaction.
    """
    _check(archive, target)
    _sweep(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _copy(archive, beside, tick)
        _verify(archive, beside)
        shutil.copymode(archive.path, beside)
        _sync(beside)
        beside.replace(target)
        _sync(target.absolute().parent)
    except OSError as exc:
        raise ArchiveError(f"{target} cannot be written: {exc.strerror}.") from exc
    finally:
        for leftover in (beside, beside.with_name(beside.name + "-journal")):
            with suppress(OSError):
                leftover.unlink()
    return target.stat().st_size


def _check(archive: Archive, target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise UsageError(f"the folder of {target} does not exist", hint="Make the folder first.")
    if target.exists() and (not target.is_file() or target.samefile(archive.path)):
        raise UsageError(f"{target} is the archive itself, or no file", hint="Name another file.")


def _sweep(target: Path) -> None:
    """Removes what a backup to the same path left when it was killed; one that still runs keeps its own."""
    for part in target.absolute().parent.glob(f".{glob.escape(target.name)}.*.part*"):
        number = part.name.removeprefix(f".{target.name}.").partition(".")[0]
        if number.isdecimal() and not _is_alive(int(number)):
            with suppress(OSError):
                part.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True


def _copy(archive: Archive, beside: Path, tick: Callable[[int], None]) -> None:
    def look() -> int:
        with suppress(OSError):
            tick(beside.stat().st_size)
        return 0

    with suppress(FileNotFoundError):
        beside.unlink()  # of a run that was killed and had our own number
    with archive.reading() as connection:
        (is_read,) = connection.execute("PRAGMA query_only").fetchone()
        connection.set_progress_handler(look, _TICK_STEPS)
        try:
            with translated(beside):
                connection.execute("PRAGMA query_only = OFF")  # which would forbid to write the copy
                connection.execute("VACUUM INTO ?", (str(beside),))
        finally:
            connection.set_progress_handler(None, 0)
            connection.execute(f"PRAGMA query_only = {is_read}")


def _verify(archive: Archive, beside: Path) -> None:
    """
    Returns where SQLite finds the copy whole, with our mark in its head.

    Why again: a disk may take what it does not keep. `kabar check --archive` looks at the digests too.
    """
    with translated(beside):
        copy = sqlite3.connect(f"{beside.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            faults = [row[0] for row in copy.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
        finally:
            copy.close()
    if faults:
        raise ArchiveDamagedError(
            f"The copy of {archive.path} is not whole: {faults[0]}; no backup was made.", hint=GO_BACK
        )


def _sync(path: Path) -> None:
    """Lets the disk keep what was written before the name points to it."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
