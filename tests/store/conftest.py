"""A fresh archive for each test that wants one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.store import Archive, open_archive


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive, to be copied: making one waits for the disk several times."""
    path = tmp_path_factory.mktemp("made") / "archive.db"
    with open_archive(path):
        pass
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an archive would be."""
    return tmp_path / "archive.db"


@pytest.fixture
def archive(made: Path, path: Path) -> Iterator[Archive]:
    """An archive without a page, which no power cut threatens."""
    shutil.copy(made, path)
    with open_archive(path) as archive:
        archive.database.conn.execute("PRAGMA synchronous = OFF")
        yield archive
