"""Backups: whole while a crawl writes, atomic, and of no harm where they fail."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scraper.errors import ArchiveDamagedError, ArchiveError, ArchiveFullError, UsageError
from scraper.store import Archive, back_up, check_archive, open_archive, payload_of, settle, settle_many
from tests.store.children import ended, in_child, start
from tests.store.samples import NOW, URL, files, rows, tables, visit


def _settled(archive: Archive, first: int, count: int) -> None:
    given = [visit(f"{URL}/{number}", title=f"Judul {number}") for number in range(first, first + count)]
    settle_many(archive, given, NOW)


def test_a_backup_is_the_archive(archive: Archive, path: Path) -> None:
    """A backup, opened as an archive, holds the same rows and bytes, and nothing is left beside it."""
    _settled(archive, 0, 5)
    target = path.with_name("backup.db")
    size = back_up(archive, target)
    with open_archive(target) as backup:
        restored = tables(backup)
        payload = payload_of(backup, 3)
        found = list(check_archive(backup, lambda *_: None))

    assert tables(archive) == restored
    assert payload_of(archive, 3) == payload
    assert [] == found
    assert target.stat().st_size == size
    assert {"archive.db", "backup.db"} == {name for name in files(path.parent) if "-" not in name}


def test_a_backup_is_taken_while_a_crawl_writes(archive: Archive, path: Path) -> None:
    """Backups that are taken while another process settles visits are each whole, at some moment of it."""

    def crawl() -> None:
        with open_archive(path) as writer:
            for number in range(200):
                _settled(writer, 2 * number, 2)

    _settled(archive, 1_000, 2)
    archive.close()
    child = start(crawl)
    counts = []
    with open_archive(path, readonly=True) as reader:
        for number in range(5):
            target = path.with_name(f"backup{number}.db")
            back_up(reader, target)
            with open_archive(target) as backup:
                assert [] == list(check_archive(backup, lambda *_: None))
                counts.append(rows(backup, "SELECT count(*) FROM articles")[0])
                assert counts[-1:] == rows(backup, "SELECT count(*) FROM captures")
            time.sleep(0.02)

    assert 0 == ended(child)
    assert counts == sorted(counts)
    assert all(count % 2 == 0 for count in counts)


def test_a_backup_without_room_leaves_the_old_one(archive: Archive, path: Path) -> None:
    """Where the copy may not grow to its full size, the earlier backup stays and nothing lies beside it."""
    target = path.with_name("backup.db")
    back_up(archive, target)
    old = target.read_bytes()
    _settled(archive, 0, 400)
    archive.close()

    def back_up_too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        with open_archive(path, readonly=True) as reader, pytest.raises(ArchiveError, match="backup"):
            back_up(reader, target)

    assert path.stat().st_size > 400_000
    assert 0 == in_child(back_up_too_much)
    assert old == target.read_bytes()
    assert {"archive.db", "backup.db"} == set(files(path.parent))


def test_what_a_killed_backup_left_is_swept_away(archive: Archive, path: Path) -> None:
    """The half of a copy that a killed backup left is removed by the next; that of a running one is not."""
    dead = _number_of_the_dead()
    left, running = (path.with_name(f".backup.db.{number}.part") for number in (dead, os.getppid()))
    left.touch()
    running.touch()
    back_up(archive, path.with_name("backup.db"))

    assert (False, True) == (left.exists(), running.exists())


def _number_of_the_dead() -> int:
    """The number of a process that has ended."""
    child = start(lambda: None)
    ended(child)
    return child


def test_a_backup_is_as_private_as_its_archive(archive: Archive, path: Path) -> None:
    """Who may not read the archive may not read its backup."""
    path.chmod(0o600)
    back_up(archive, path.with_name("backup.db"))

    assert 0o600 == path.with_name("backup.db").stat().st_mode & 0o777


def test_a_damaged_archive_is_not_backed_up(archive: Archive, path: Path) -> None:
    """Of an archive that SQLite cannot read no backup is made, and the last good one stays."""
    _settled(archive, 0, 50)
    target = path.with_name("backup.db")
    back_up(archive, target)
    old = target.read_bytes()
    (root,) = rows(archive, "SELECT rootpage FROM sqlite_master WHERE name = 'captures'")
    archive.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 16384)
        file.write(os.urandom(16384))
    with open_archive(path, readonly=True) as reader, pytest.raises(ArchiveDamagedError, match="damaged"):
        back_up(reader, target)

    assert old == target.read_bytes()


def test_the_archive_itself_is_no_backup(archive: Archive, path: Path) -> None:
    """A backup onto the archive, also by another name, onto a folder or into none is refused."""
    link = path.with_name("link.db")
    link.symlink_to(path)
    for target in (path, link, path.parent, path.parent / "no" / "backup.db"):
        with pytest.raises(UsageError):
            back_up(archive, target)


_FULL = """
import os, sys
from pathlib import Path
from scraper.errors import ArchiveFullError
from scraper.store import open_archive, settle
from tests.store.samples import NOW, URL, visit, rows
folder = Path(sys.argv[1])
os.system(f"mount -t tmpfs -o size=8m tmpfs {folder}")
accepted = []
try:
    with open_archive(folder / "archive.db") as archive:
        for number in range(10_000):
            words = "\\n\\n".join(os.urandom(30).hex() for _ in range(100))
            settle(archive, visit(f"{URL}/{number}", title=str(number), body=words), NOW)
            accepted.append(str(number))
except ArchiveFullError as exc:
    print("full:", exc, exc.hint, file=sys.stderr)
os.system(f"mount -o remount,size=20m {folder}")
with open_archive(folder / "archive.db") as archive:
    assert accepted == rows(archive, "SELECT title FROM articles ORDER BY id")
    assert ["ok"] == rows(archive, "PRAGMA integrity_check")
    settle(archive, visit(f"{URL}/more", title="more"), NOW)
print(len(accepted))
"""
_UNSHARE = ["unshare", "--map-root-user", "--mount"]


def _may_mount(folder: Path) -> bool:
    try:
        done = subprocess.run([*_UNSHARE, "mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path) -> None:
    """On a file system of 8 MB all that was accepted is there, the error says what to do, and it goes on."""
    if not _may_mount(tmp_path):
        pytest.skip("this user may not mount a small file system")
    done = subprocess.run(
        [*_UNSHARE, sys.executable, "-c", _FULL, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert 0 == done.returncode, done.stderr
    assert int(done.stdout) > 3
    assert "no room left" in done.stderr
    assert "Make room on its disk and run again" in done.stderr


def test_a_file_that_may_not_grow_is_full_too(archive: Archive, path: Path) -> None:
    """A limit on the file ends as a full disk does: what was accepted stays, the error says what to do."""
    archive.close()

    def settle_too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        with open_archive(path) as writer, pytest.raises(ArchiveFullError) as caught:
            for number in range(10_000):
                settle(writer, visit(f"{URL}/{number}", title=f"Judul {number}"), NOW)
        assert "disk's quota" in caught.value.hint

    assert 0 == in_child(settle_too_much)
    with open_archive(path) as again:
        assert ["ok"] == rows(again, "PRAGMA integrity_check")
        assert rows(again, "SELECT count(*) FROM captures") == rows(again, "SELECT count(*) FROM articles")
