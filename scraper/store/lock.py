"""One run per archive: a lock that the kernel frees, however the run ends."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.errors import ArchiveBusyError, ArchiveError
from scraper.store.border import read_only
from scraper.store.columns import to_moment
from scraper.store.header import beside, check_folder


@contextmanager
def hold_archive(path: Path, command: str) -> Generator[None]:
    """
    Holds the archive for one run; the file beside it says who does, and outlives the run.

    Raises: ArchiveBusyError, which names the run that holds it.
    """
    check_folder(path)
    lock_path = beside(path, ".lock")
    lock = FileLock(lock_path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if not lock_path.exists():  # on a file system that takes no files, filelock waits as for a holder
            raise ArchiveError(f"{lock_path} cannot be made.", hint="Name another archive.") from None
        raise ArchiveBusyError(
            f"{path} is held by {_holder(lock_path)}.",
            hint="Wait until it has ended, or name another archive.",
        ) from None
    except PermissionError as exc:
        raise read_only(path) from exc
    except OSError as exc:
        raise ArchiveError(f"{lock_path} cannot be made: {exc.strerror}.") from exc
    try:
        _sign(lock_path, command)
        yield
    finally:
        lock.release()


def _sign(lock_path: Path, command: str) -> None:
    holder = {"pid": os.getpid(), "command": command, "since": to_moment(datetime.now(UTC))}
    lock_path.write_text(json.dumps(holder) + "\n", "utf-8")


def _holder(lock_path: Path) -> str:
    """The run that signed the lock, in words; the lock may be held before it is signed."""
    try:
        holder = json.loads(lock_path.read_text("utf-8"))
        return f"`{holder['command']}` (process {holder['pid']}, since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"
