"""Opening archive.db: what it makes, what it refuses, and what it leaves alone."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from scraper.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    ArchiveReadOnlyError,
    ArchiveTooNewError,
    NotAnArchiveError,
)
from scraper.store import Archive, RecordQuery, hold_archive, open_archive, record, records, search, settle
from scraper.store.migrations import APPLICATION_ID, MIGRATIONS, VERSION
from tests.store.children import ended, in_child, kill_self, start
from tests.store.samples import NOW, files, rows, visit

SETTINGS = {
    "page_size": 16384,
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 2,
    "application_id": APPLICATION_ID,
    "user_version": VERSION,
}


def test_a_fresh_archive_is_set_up(path: Path) -> None:
    """A new file has big pages, a log, foreign keys, full syncs, kabar's mark and every migration."""
    with open_archive(path) as archive:
        settings = {name: rows(archive, f"PRAGMA {name}")[0] for name in SETTINGS}
        applied = MIGRATIONS.applied(archive.database)

    assert SETTINGS == settings
    assert VERSION == len(applied)


def test_closing_leaves_one_file(archive: Archive, path: Path) -> None:
    """A closed archive is one file: the log is written back and gone."""
    settle(archive, visit(), NOW)
    archive.close()

    assert ["archive.db"] == list(files(path.parent))


def test_opening_again_keeps_everything(archive: Archive, path: Path) -> None:
    """What was written is there when the archive is opened again, and no migration runs twice."""
    settle(archive, visit(), NOW)
    archive.close()
    with open_archive(path, create=False) as again:
        titles = rows(again, "SELECT title FROM articles")

    assert ["Pemprov Sulut Belajar ke Jateng"] == titles


@pytest.mark.parametrize("readonly", [True, False])
def test_a_missing_archive_is_said_and_not_made(path: Path, readonly: bool) -> None:
    """Asking for an archive that is not there makes no file, and says what to do."""
    with pytest.raises(ArchiveError, match="no archive at") as caught:
        open_archive(path, create=False, readonly=readonly)

    assert "kabar crawl" in caught.value.hint
    assert {} == files(path.parent)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """An archive in a folder that does not exist is refused with the folder's fault."""
    with pytest.raises(ArchiveError, match="folder of"):
        open_archive(tmp_path / "no" / "archive.db")


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize(
    "content", [b"id,title\n1,Judul\n", b"SQLite format 4\0" + bytes(100), bytes(20_000)]
)
def test_a_file_that_is_no_database_is_not_touched(path: Path, content: bytes, readonly: bool) -> None:
    """A file of another kind is refused, and not one byte of it changes."""
    path.write_bytes(content)
    before = files(path.parent)
    with pytest.raises(NotAnArchiveError, match="no SQLite file"):
        open_archive(path, readonly=readonly)

    assert before == files(path.parent)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_another_programs_database_is_not_touched(path: Path, mode: str, readonly: bool) -> None:
    """An SQLite file that kabar did not make is refused, and not one byte of it changes."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE articles(id)")
    connection.close()
    before = files(path.parent)
    with pytest.raises(NotAnArchiveError, match="did not make it"):
        open_archive(path, readonly=readonly)

    assert before == files(path.parent)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe or a device in the archive's place is refused at once, without waiting on it."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotAnArchiveError, match="is no file"):
            open_archive(path)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize(
    "sign",
    ["INSERT INTO _sqlite_migrations VALUES (99, 'kabar', '0099_later', '')", "PRAGMA user_version = 99"],
)
def test_a_newer_archive_is_not_touched(archive: Archive, path: Path, sign: str, readonly: bool) -> None:
    """An archive that a newer kabar has migrated is refused, and not one byte of it changes."""
    archive.database.execute(sign)
    archive.close()
    before = files(path.parent)
    with pytest.raises(ArchiveTooNewError, match="newer kabar") as caught:
        open_archive(path, readonly=readonly)

    assert "Update" in caught.value.hint
    assert before == files(path.parent)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("length", [50, 100, 5_000, 16_384, 20_000, -1])
def test_a_truncated_archive_is_not_touched(
    archive: Archive, path: Path, length: int, readonly: bool
) -> None:
    """An archive that was cut short anywhere is called damaged, and what is left of it stays as it is."""
    settle(archive, visit(), NOW)
    archive.close()
    path.write_bytes(path.read_bytes()[:length])
    before = files(path.parent)
    with pytest.raises(ArchiveDamagedError, match="damaged"):
        open_archive(path, readonly=readonly)

    assert before == files(path.parent)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize(("offset", "broken"), [(16, b"\0\7"), (100, bytes(16_284)), (100, b"\xff" * 50)])
def test_a_broken_archive_is_not_touched(
    archive: Archive, path: Path, offset: int, broken: bytes, readonly: bool
) -> None:
    """An archive whose first page is overwritten is called damaged, and stays as it is."""
    archive.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:offset] + broken + whole[offset + len(broken) :])
    before = files(path.parent)
    with pytest.raises(ArchiveDamagedError, match="damaged"):
        open_archive(path, readonly=readonly)

    assert before == files(path.parent)


def test_damage_that_shows_later_is_named(archive: Archive, path: Path) -> None:
    """An archive that opens but breaks while it is read ends in the same error."""
    settle(archive, visit(), NOW)
    (root,) = rows(archive, "SELECT rootpage FROM sqlite_master WHERE name = 'articles'")
    archive.close()
    whole = bytearray(path.read_bytes())
    whole[(root - 1) * 16384 : root * 16384] = b"\xff" * 16384
    path.write_bytes(whole)
    with open_archive(path, readonly=True) as broken, pytest.raises(ArchiveDamagedError, match="damaged"):
        list(records(broken, RecordQuery()))


def test_an_empty_file_is_an_archive_to_be(path: Path) -> None:
    """An empty file, left by a run that was killed at its first step, reads as empty and is then filled."""
    path.touch()
    with open_archive(path, readonly=True) as archive:
        found = list(records(archive, RecordQuery()))
        size = path.stat().st_size
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
        kept = record(archive, 1)

    assert [] == found
    assert 0 == size
    assert kept


def test_an_older_archive_is_brought_up_to_date(path: Path) -> None:
    """An archive that lacks a migration gets it, also when it is opened to be searched."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with Archive(path, Database(connection)) as old:
        MIGRATIONS.apply(old.database, stop_before="0002_search")
    with open_archive(path, readonly=True) as archive:
        found = search(archive, RecordQuery("semarang"))
        version = rows(archive, "PRAGMA user_version")

    assert [] == found
    assert [VERSION] == version


def test_reading_leaves_nothing_behind(archive: Archive, path: Path) -> None:
    """Reading an archive changes no byte of it, makes no file that stays, and cannot write."""
    settle(archive, visit(), NOW)
    archive.close()
    before = files(path.parent)
    with open_archive(path, readonly=True) as reader:
        found = record(reader, 1)
        with pytest.raises(ArchiveReadOnlyError):
            settle(reader, visit(), NOW)

    assert found
    assert before == files(path.parent)


def test_reading_goes_on_beside_a_writer(archive: Archive, path: Path) -> None:
    """A reader sees the archive while a run writes it, and what was written before it looked."""
    settle(archive, visit(), NOW)
    with open_archive(path, readonly=True) as reader, archive.writing():
        found = record(reader, 1)

    assert found


@pytest.mark.parametrize("processes", [6])
def test_processes_that_start_at_once_all_end_well(path: Path, processes: int) -> None:
    """Several processes that make the same archive at the same moment all get it, made once."""
    gate, push = os.pipe()

    def wait_and_open() -> None:
        os.read(gate, 1)
        with open_archive(path) as archive:
            settle(archive, visit(f"https://a.example/{os.getpid()}"), NOW)

    children = [start(wait_and_open) for _ in range(processes)]
    os.write(push, bytes(processes))
    endings = [ended(child) for child in children]
    with open_archive(path) as archive:
        kept = rows(archive, "SELECT count(*) FROM articles")

    assert [0] * processes == endings
    assert [processes] == kept


def test_a_locked_archive_is_said(archive: Archive, path: Path) -> None:
    """Where another program holds the file, the error says so and nothing is written."""
    archive.database.conn.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveBusyError, match="locked"):
        settle(archive, visit(), NOW)
    other.close()
    outcome = settle(archive, visit(), NOW)

    assert "archived" == outcome


def test_a_full_disk_loses_nothing_that_was_accepted(archive: Archive) -> None:
    """A page that finds no room leaves no trace; those before it stay, and it is kept once there is room."""
    settle(archive, visit(), NOW)
    (pages,) = rows(archive, "PRAGMA page_count")
    archive.database.conn.execute(f"PRAGMA max_page_count = {pages + 1}")
    big = visit("https://a.example/2", body="\n\n".join(str(number) for number in range(50_000)))
    with pytest.raises(ArchiveFullError, match="no room") as caught:
        settle(archive, big, NOW)
    kept = rows(archive, "SELECT count(*) FROM articles UNION ALL SELECT count(*) FROM captures")
    whole = rows(archive, "PRAGMA integrity_check")
    archive.database.conn.execute("PRAGMA max_page_count = 1000000")
    outcome = settle(archive, big, NOW)

    assert "Make room" in caught.value.hint
    assert [1, 1] == kept
    assert ["ok"] == whole
    assert "archived" == outcome


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user of this machine may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_read_only_folder_can_be_read_and_not_written(public_folder: Path) -> None:
    """Who may not write an archive can still search and show it; a crawl is refused before it begins."""
    path = public_folder / "archive.db"
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    before = files(public_folder)

    def read_and_try_to_write() -> None:
        with open_archive(path, readonly=True) as reader:
            assert record(reader, 1)
            assert search(reader, RecordQuery("semarang"))
        with pytest.raises(ArchiveReadOnlyError, match="read-only"):
            open_archive(path)
        with pytest.raises(ArchiveReadOnlyError, match="read-only"):
            open_archive(public_folder / "other.db")

    ending = in_child(read_and_try_to_write, as_nobody=True)
    public_folder.chmod(0o755)

    assert 0 == ending
    assert before == files(public_folder)


def test_a_reader_without_rights_leaves_no_file_to_trip_over(public_folder: Path) -> None:
    """Who may write the folder but not the archive reads it without making files that lock its owner out."""
    path = public_folder / "archive.db"
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
    path.chmod(0o444)
    public_folder.chmod(0o777)

    def read() -> None:
        with open_archive(path, readonly=True) as reader:
            assert record(reader, 1)
            assert ["archive.db"] == list(files(public_folder))

    assert 0 == in_child(read, as_nobody=True)


def test_a_reader_without_rights_sees_what_the_writer_has_not_written_back(public_folder: Path) -> None:
    """While a crawl runs, another user reads all that it has kept so far."""
    path = public_folder / "archive.db"
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
        path.chmod(0o644)

        def read() -> None:
            with open_archive(path, readonly=True) as reader:
                assert record(reader, 1)

        assert 0 == in_child(read, as_nobody=True)


@pytest.mark.parametrize("name", ["ber?ita#1%20.db", "arsip berita.db", "ärsip.db", "arsip\udcff.db"])
def test_any_name_is_a_name(tmp_path: Path, name: str) -> None:
    """Signs that mean something in an address mean nothing in a file's name."""
    path = tmp_path / name
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
    with open_archive(path, readonly=True) as archive:
        assert record(archive, 1)

    assert [name] == [entry.name for entry in tmp_path.iterdir()]


def test_a_link_is_the_archive_that_it_points_to(archive: Archive, path: Path) -> None:
    """Through a link the same log is read, and the same lock is held."""
    settle(archive, visit(), NOW)
    link = path.parent / "else" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_archive(link, readonly=True) as reader:
        found = record(reader, 1)
    with hold_archive(path, "first"), pytest.raises(ArchiveBusyError), hold_archive(link, "second"):
        pass

    assert found
    assert ["link.db"] == [entry.name for entry in link.parent.iterdir()]


@pytest.mark.parametrize("lost", [None, "archive.db-shm"])
def test_what_a_killed_run_left_is_read_whole_or_not_at_all(public_folder: Path, lost: str | None) -> None:
    """Who may not write still reads what a killed run had not written back, or is told why not."""
    path = public_folder / "archive.db"

    def settle_and_die() -> None:
        with open_archive(path) as archive:
            settle(archive, visit(), NOW)
            kill_self()

    def read() -> None:
        if lost is None:
            with open_archive(path, readonly=True) as reader:
                assert record(reader, 1)
        else:
            with pytest.raises(ArchiveReadOnlyError, match="cut off") as caught:
                open_archive(path, readonly=True)

            assert "kabar sites" in caught.value.hint

    in_child(settle_and_die)
    if lost:
        (public_folder / lost).unlink()
    public_folder.chmod(0o555)
    ending = in_child(read, as_nobody=True)
    public_folder.chmod(0o755)
    with open_archive(path, readonly=True) as reader:
        found = record(reader, 1)

    assert 0 == ending
    assert found


def test_nothing_is_written_to_an_archive_that_is_read(path: Path) -> None:
    """Opened for reading, an archive takes no page, not even one that is still an empty file."""
    path.touch()
    with open_archive(path, readonly=True) as reader, pytest.raises(ArchiveReadOnlyError):
        settle(reader, visit(), NOW)
