"""What a file is, told from its first bytes, so that nothing foreign is ever opened as a database."""

import stat
from enum import Enum
from pathlib import Path

from scraper.errors import ArchiveDamagedError, ArchiveError, NotAnArchiveError
from scraper.store.border import GO_BACK
from scraper.store.migrations import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html#the_database_header
_HEADER_BYTES = 100
_LARGEST_PAGE = 65536  # written as 1
_OTHER_FILE = "Name another file with --archive; this one was not touched."


class Found(Enum):
    """What stands at the archive's path."""

    NOTHING = "nothing"
    EMPTY = "an empty file"
    ARCHIVE = "an archive"


def look_at(path: Path) -> Found:
    """
    What stands at this path.

    Raises: NotAnArchiveError for what is not ours, ArchiveDamagedError for an archive that was cut short.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAnArchiveError(f"{path} is no file.", hint=_OTHER_FILE)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return Found.NOTHING
    except OSError as exc:
        raise ArchiveError(f"{path} cannot be read: {exc.strerror}.") from exc
    if not header:
        return Found.EMPTY
    _check(path, header)
    return Found.ARCHIVE


def check_folder(path: Path) -> None:
    """
    Returns where the folder of the archive is there.

    Raises: ArchiveError where it is not; making it would turn a slip of the fingers into a second archive.
    """
    if not path.absolute().parent.is_dir():
        raise ArchiveError(f"The folder of {path} does not exist.", hint="Make the folder first.")


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the archive."""
    return _size(beside(path, "-wal")) > 0


def has_shared_memory(path: Path) -> bool:
    """Whether another process has the archive open, or was killed while it had."""
    return beside(path, "-shm").exists()


def beside(path: Path, ending: str) -> Path:
    """The file beside the archive itself, and not beside a link to it, where SQLite has its own."""
    archive = path.resolve()
    return archive.with_name(archive.name + ending)


def _check(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC):
        raise NotAnArchiveError(f"{path} is no SQLite file, so no archive.", hint=_OTHER_FILE)
    if len(header) < _HEADER_BYTES:
        raise ArchiveDamagedError(f"{path} is damaged: {len(header)} bytes are left of it.", hint=GO_BACK)
    if _number(header, 68) != APPLICATION_ID:
        raise NotAnArchiveError(f"{path} is an SQLite file, but kabar did not make it.", hint=_OTHER_FILE)
    if _bytes_missing(path, header) > 0:
        raise ArchiveDamagedError(
            f"{path} is damaged: {_bytes_missing(path, header)} of its bytes are missing.", hint=GO_BACK
        )


def _bytes_missing(path: Path, header: bytes) -> int:
    """
    By how much the file is shorter than its header says.

    Why: SQLite reads a half page at the end as zeros, without a word.
    """
    if _number(header, 24) != _number(header, 92):  # the last writer did not keep the count of pages
        return 0
    # Before the size is read: once nothing is left to be written back, the size is final.
    if has_log(path) or _size(beside(path, "-journal")):
        return 0
    page_bytes = int.from_bytes(header[16:18], "big")
    return _number(header, 28) * (_LARGEST_PAGE if page_bytes == 1 else page_bytes) - _size(path)


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
