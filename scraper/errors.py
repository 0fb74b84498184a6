"""
What kabar raises, as one tree; a caller can catch at any height.

    KabarError                     everything below; carries `hint`, what to do next
    ├── UsageError                 the words of the call are wrong                     exit 2
    │   ├── AddressError           an address that is no http(s) address
    │   ├── ProfileError           a site profile with a fault: file, key, what was expected
    │   └── UnknownSiteError       a site name that no profile and no archive knows
    └── ArchiveError               archive.db cannot be used                           exit 1
        ├── NotAnArchiveError      a file that is no SQLite database, or not ours
        ├── ArchiveTooNewError     made by a newer version of kabar
        ├── ArchiveReadOnlyError   the file or its folder cannot be written
        ├── ArchiveDamagedError    SQLite or a digest says that it is not whole
        ├── ArchiveFullError       the disk is full
        └── ArchiveBusyError       another run holds it                                exit 75
"""

import traceback
from pathlib import Path

_LONGEST_FAULT = 500  # characters; an error of ours may quote a whole page


class KabarError(Exception):
    """Something that a person can act on: the message says what happened, the hint says what to do."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(KabarError):
    """The words of the call are wrong."""

    exit_code = 2


class AddressError(UsageError):
    """An address that is no http(s) address."""


class ProfileError(UsageError):
    """A site profile with a fault; the message names the file, the key and what was expected."""


class UnknownSiteError(UsageError):
    """A site name that no profile and no archive knows."""


class ArchiveError(KabarError):
    """archive.db cannot be used."""


class NotAnArchiveError(ArchiveError):
    """A file that is no SQLite database, or one that kabar did not make."""


class ArchiveTooNewError(ArchiveError):
    """An archive that a newer version of kabar has migrated."""


class ArchiveReadOnlyError(ArchiveError):
    """The archive or its folder cannot be written."""


class ArchiveDamagedError(ArchiveError):
    """SQLite or a digest says that the archive is not whole."""


class ArchiveFullError(ArchiveError):
    """The disk that holds the archive is full."""


class ArchiveBusyError(ArchiveError):
    """Another run holds the archive."""

    exit_code = 75


def told_fault(exc: Exception) -> str:
    """An error on one line: what it was, and in which line of which module it rose."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
    return f"{type(exc).__name__} at {where}: {exc}"[:_LONGEST_FAULT]
