"""One run per archive, and a lock that outlives no process."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

from scraper.errors import ArchiveBusyError, ArchiveError
from scraper.store import hold_archive
from tests.store.children import ended, in_child, start


def test_a_second_run_is_told_who_holds_the_archive(path: Path) -> None:
    """The error names command, process and moment of the run that came first, and exits with 75."""
    with (
        hold_archive(path, "kabar crawl jateng"),
        pytest.raises(ArchiveBusyError) as caught,
        hold_archive(path, "kabar crawl"),
    ):
        pass

    assert re.search(
        rf"held by `kabar crawl jateng` \(process {os.getpid()}, since \d{{4}}-.*Z\)", str(caught.value)
    )
    assert 75 == caught.value.exit_code


def test_another_process_is_told_too(path: Path) -> None:
    """The lock holds between processes."""

    def try_to_hold() -> None:
        with pytest.raises(ArchiveBusyError, match=f"process {os.getppid()}"), hold_archive(path, "second"):
            pass

    with hold_archive(path, "first"):
        assert 0 == in_child(try_to_hold)


def test_the_lock_is_free_after_the_run(path: Path) -> None:
    """A run that ends, well or with an error, lets the next one begin."""
    with hold_archive(path, "first"):
        pass
    with pytest.raises(ZeroDivisionError), hold_archive(path, "second"):
        raise ZeroDivisionError
    with hold_archive(path, "third"):
        holder = json.loads((path.parent / "archive.db.lock").read_text("utf-8"))

    assert "third" == holder["command"]


def test_the_lock_is_free_after_a_kill(path: Path) -> None:
    """kill -9 frees the archive at once, whatever the file says."""
    ready, tell = os.pipe()

    def hold_for_ever() -> None:
        with hold_archive(path, "killed"):
            os.write(tell, b"1")
            signal.pause()

    child = start(hold_for_ever)
    os.read(ready, 1)
    with pytest.raises(ArchiveBusyError, match="killed"), hold_archive(path, "too early"):
        pass
    os.kill(child, signal.SIGKILL)
    ending = ended(child)
    with hold_archive(path, "next"):
        pass

    assert -signal.SIGKILL == ending


@pytest.mark.parametrize("signature", ["", "{", "[1]", '{"pid": 1}', "\udcff"])
def test_a_lock_without_a_legible_name_is_still_a_lock(path: Path, signature: str) -> None:
    """A lock that is not signed yet, or badly, is held by another run."""
    with hold_archive(path, "first"):
        (path.parent / "archive.db.lock").write_bytes(signature.encode("utf-8", "surrogateescape"))
        with pytest.raises(ArchiveBusyError, match="held by another run"), hold_archive(path, "second"):
            pass


def test_a_lock_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A missing folder, and a folder in the lock's place, are our errors."""
    (tmp_path / "b.db.lock").mkdir()
    for path in (tmp_path / "no" / "a.db", tmp_path / "b.db"):
        with pytest.raises(ArchiveError, match=r"cannot be|does not exist"), hold_archive(path, "first"):
            pass

    assert ["b.db.lock"] == [entry.name for entry in tmp_path.iterdir()]
