"""Opens archive.db: creates it, migrates it, refuses what is not ours, and hands out its transactions."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from scraper.errors import ArchiveError, ArchiveReadOnlyError, ArchiveTooNewError
from scraper.store.border import odd_value, read_only, translated
from scraper.store.dictionaries import Dictionaries
from scraper.store.header import Found, check_folder, has_log, has_shared_memory, look_at
from scraper.store.migrations import APPLICATION_ID, MIGRATIONS, VERSION

_BUSY_TIMEOUT_S = 10.0  # a batch of visits is written in well under one
_PAGE_BYTES = 16384  # 4096 wastes up to 65 % on rows of this size
_LOG_BYTES = 67_108_864  # what the write-ahead log shrinks to after a long reader let it grow


@dataclass(frozen=True, slots=True)
class Archive:
    """A handle on archive.db; all of its SQL runs in `reading` or `writing`."""

    path: Path
    database: Database
    dictionaries: Dictionaries = field(default_factory=Dictionaries, compare=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file; the last to do so writes the log back into it."""
        with translated(self.path):
            self.database.close()

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """
        The connection, to read from.

        Raises: ArchiveDamagedError also for a value that kabar would not have written.
        """
        with translated(self.path):
            try:
                yield self.database.conn
            except ValueError as exc:
                raise odd_value(self.path, exc) from exc

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """
        The connection inside one transaction, which is kept whole or not at all.

        Why: IMMEDIATE, because a deferred one that has read fails at once beside another writer.
        """
        with translated(self.path):
            connection = self.database.conn
            connection.execute("BEGIN IMMEDIATE")
            self.dictionaries.refresh(connection)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self.dictionaries.forget()  # it may know one that was just made
                # A full disk may have rolled it back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def open_archive(path: Path, *, create: bool = True, readonly: bool = False) -> Archive:
    """
    The archive at this path, made there if there is none, and brought up to date.

    Raises: ArchiveError where there is none and none may be made; below it NotAnArchiveError,
        ArchiveTooNewError, ArchiveDamagedError, ArchiveReadOnlyError, ArchiveFullError, ArchiveBusyError.
    Why: reading leaves nothing beside the file, and a foreign file is never opened as a database.
    """
    found = look_at(path)
    if found is Found.NOTHING and (readonly or not create):
        raise ArchiveError(f"There is no archive at {path}.", hint="Run kabar crawl first, or name its file.")
    check_folder(path)
    if readonly:
        # An empty file is an archive whose maker was killed before its tables stood.
        return _open_to_read(path) if found is Found.ARCHIVE else _empty_archive(path)
    if not _is_writable(path):
        raise read_only(path)
    archive = _connect(path, "rw" if found is Found.ARCHIVE else "rwc")
    try:
        _prepare(archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _open_to_read(path: Path) -> Archive:
    mode = _reading_mode(path)
    archive = _connect(path, mode)
    try:
        if not _is_current(archive):
            archive.close()
            open_archive(path, create=False).close()
            archive = _connect(path, _reading_mode(path))
        with archive.reading() as connection:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        archive.close()
        raise
    return archive


def _empty_archive(path: Path) -> Archive:
    database = Database(sqlite3.connect(":memory:"), execute_plugins=False)
    MIGRATIONS.apply(database)
    database.conn.execute("PRAGMA query_only = ON")
    return Archive(path, database)


def _reading_mode(path: Path) -> str:
    """
    How SQLite should open the file so that reading works and leaves nothing beside it.

    Why: a reader of a log needs its index, a file beside the archive. Who may write makes and removes it; who
        may not uses the writer's, for one of his own could lock the writer out. Without a log there is
        nothing to index, and immutable needs no file.
    """
    if _is_writable(path):
        return "rw"
    if has_shared_memory(path):
        return "ro"
    if has_log(path):
        raise ArchiveReadOnlyError(
            f"{path} was cut off while it was written, and only who may write it can read it now.",
            hint="Let its owner open it once, as `kabar sites` does.",
        )
    return "ro&immutable=1"


def _is_writable(path: Path) -> bool:
    folder = path.resolve().parent
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _connect(path: Path, mode: str) -> Archive:
    with translated(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_TIMEOUT_S
        )
        return Archive(path, Database(connection, execute_plugins=False))


def _prepare(archive: Archive) -> None:
    """Settings of this connection, then the tables, if they are not there yet."""
    with archive.reading() as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: a visit that was reported survives a power cut, for one sync of the disk a batch. Measured in
        # batches of 20: 1.7 ms of CPU a page with it and with NORMAL.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
    if not _is_current(archive):
        with archive.writing() as connection:
            # Here and not before: another process may have done it while this one waited.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(archive.database)
            connection.execute(f"PRAGMA user_version = {VERSION}")
    with archive.reading() as connection:
        # After the tables, so that the header names kabar before a log can hold it back.
        connection.execute("PRAGMA journal_mode = WAL")


def _is_current(archive: Archive) -> bool:
    """
    Whether every migration is applied.

    Raises: ArchiveTooNewError, for an archive that has more of them than this kabar knows.
    """
    with archive.reading() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        applied = {migration.name for migration in MIGRATIONS.applied(archive.database)}
        pending = {migration.name for migration in MIGRATIONS.pending(archive.database)}
    if version > VERSION or len(applied) + len(pending) > VERSION:
        raise ArchiveTooNewError(
            f"{archive.path} was made by a newer kabar than this one.", hint="Update kabar, then run again."
        )
    return not pending
