"""kabar check's eyes: every damage is named, what can be mended is, and nothing else is touched."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import ArchiveError
from scraper.store import (
    Archive,
    Damage,
    back_up,
    check_archive,
    open_archive,
    payload_of,
    settle,
    settle_many,
)
from scraper.store.check import turned
from tests.store.samples import DAY, NOW, URL, rows, tables, visit
from tests.store.test_dictionaries import _page as sibling

PAGES = [sibling(1, number) for number in range(4)]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives up early where no byte can be turned back."""
    monkeypatch.setattr(turned, "_PATIENCE_S", 0.2)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has more time than a busy machine needs."""
    monkeypatch.setattr(turned, "_PATIENCE_S", 60.0)


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """An archive with four articles of one layout, a second wording and a page that came twice."""
    given = [visit(f"{URL}/{number}", title=f"Judul nomor {number}") for number in range(4)]
    visits = [_with_payload(one, PAGES[number]) for number, one in enumerate(given)]
    settle_many(archive, visits, NOW)
    settle(archive, _with_payload(visit(f"{URL}/0", at=NOW + DAY, body="Dikoreksi."), PAGES[0]), NOW + DAY)
    return archive


def _with_payload(given: Any, payload: bytes) -> Any:
    return replace(given, capture=replace(given.capture, payload=payload))


def _found(archive: Archive, **options: Any) -> list[Damage]:
    return list(check_archive(archive, lambda *_: None, **options))


def _flip(archive: Archive, capture: int, position: int, mask: int) -> None:
    (packed,) = rows(archive, "SELECT payload FROM captures WHERE id = ?", capture)
    broken = bytearray(packed)
    broken[position % len(packed)] ^= mask
    archive.database.execute("UPDATE captures SET payload = ? WHERE id = ?", [bytes(broken), capture])


def test_a_whole_archive_has_no_damage(kept: Archive) -> None:
    """Where nothing is wrong nothing is found, nothing is written, and every part was looked at."""
    before, parts = tables(kept), set[str]()
    found = list(check_archive(kept, lambda part, *_: parts.add(part), repair=True))

    assert [] == found
    assert before == tables(kept)
    assert {"file", "references", "payloads", "dictionaries", "search", "dates", "wordings"} == parts


DAMAGES = {
    "index of words": ("DELETE FROM articles_fts_data WHERE id > 10", "the full-text index", True),
    "words unknown to the index": (
        "DELETE FROM articles_fts_docsize WHERE id = 2",
        "the full-text index",
        True,
    ),
    "a run that is not there": ("UPDATE captures SET run = 99 WHERE id = 2", "captures 2", True),
    "a site that is not there": ("UPDATE articles SET site = 'x' WHERE id = 2", "articles 2", False),
    "an article that is not there": ("UPDATE photos SET article = 77 WHERE article = 2", "photos", False),
    "a missing payload": ("UPDATE captures SET payload = NULL WHERE id = 3", "capture 3", False),
    "a cut payload": (
        "UPDATE captures SET payload = substr(payload, 1, 40) WHERE id = 3",
        "capture 3",
        False,
    ),
    "another digest": ("UPDATE captures SET sha256 = 'abc' WHERE id = 3", "capture 3", False),
    "another size": ("UPDATE captures SET size = size + 1 WHERE id = 3", "capture 3", False),
    "a repeat of another page": ("UPDATE captures SET repeats = 2 WHERE id = 5", "capture 5", True),
    "a repeat of itself": ("UPDATE captures SET repeats = 5 WHERE id = 5", "capture 5", True),
    "a repeat of nothing": ("UPDATE captures SET repeats = NULL WHERE id = 5", "capture 5", True),
    "a repeat that lost less than its page": (
        "UPDATE captures SET erased_to = 'a' WHERE id = 5",
        "capture 5",
        True,
    ),
    "a day in the future": (
        "UPDATE captures SET fetched_at = '2199-01-01T00:00:00.000Z' WHERE id = 3",
        "captures 3",
        False,
    ),
    "a day that is none": ("UPDATE articles SET published_at = 'kemarin' WHERE id = 3", "article 3", False),
    "a day before the web": (
        "UPDATE articles SET published_at = '0018-11-26' WHERE id = 3",
        "article 3",
        False,
    ),
    "seen backwards": ("UPDATE articles SET last_seen_at = '2001-01-01' WHERE id = 3", "article 3", True),
    "a wrong count of wordings": ("UPDATE articles SET revision = 7 WHERE id = 1", "article 1", True),
    "a missing wording": ("DELETE FROM revisions WHERE article = 1 AND number = 1", "article 1", False),
    "no wording at all": ("DELETE FROM revisions WHERE article = 2", "article 2", False),
    "wordings out of order": (
        "UPDATE revisions SET captured_at = '2001-01-01' WHERE article = 1 AND number = 2",
        "article 1",
        False,
    ),
}


@pytest.mark.parametrize(("statement", "where", "mendable"), DAMAGES.values(), ids=DAMAGES)
def test_each_damage_is_named_and_mended_if_it_can_be(
    kept: Archive, statement: str, where: str, mendable: bool
) -> None:
    """A damage is found once, with its place; repaired, it is gone where it can be mended, else there."""
    kept.database.execute("PRAGMA foreign_keys = OFF")
    kept.database.execute(statement)
    found = _found(kept)
    mended = _found(kept, repair=True)
    left = _found(kept)

    assert [(where, mendable)] == [(damage.where, damage.can_be_mended) for damage in found]
    assert all(len(damage.meaning) > 20 for damage in found)
    assert [mendable] == [damage.mended for damage in mended]
    assert ([] if mendable else [where]) == [damage.where for damage in left]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("capture", "mask"), [(1, 0x01), (1, 0x80), (2, 0x01), (2, 0xFF), (3, 0x5A)])
def test_a_changed_byte_is_turned_back(kept: Archive, capture: int, mask: int) -> None:
    """Wherever a byte of a payload changes, of a dictionary too, it is found out and turned back."""
    position = random.Random(mask).randrange(40)  # noqa: S311  # a place, no secret
    _flip(kept, capture, position, mask)
    found = _found(kept, repair=True)

    assert [True] == [damage.mended for damage in found]
    assert [] == _found(kept)
    assert PAGES == [payload_of(kept, number) for number in (1, 2, 3, 4)]


def test_what_leans_on_a_lost_dictionary_is_named_and_comes_back_from_a_backup(
    kept: Archive, tmp_path: Path
) -> None:
    """Without its dictionary every page is named; a backup that has it makes all of them whole again."""
    back_up(kept, tmp_path / "backup.db")
    kept.database.execute("UPDATE captures SET payload = substr(payload, 1, 99) WHERE id = 1")
    found = [damage.where for damage in _found(kept)]
    mended = _found(kept, repair=True, backup=tmp_path / "backup.db")

    assert ["dictionary 1 (capture 1)", "capture 2", "capture 3", "capture 4"] == found
    assert ["dictionary 1 (capture 1)"] == [damage.where for damage in mended if damage.mended]
    assert [] == _found(kept)
    assert PAGES == [payload_of(kept, number) for number in (1, 2, 3, 4)]


def test_a_backup_that_is_damaged_too_gives_nothing(kept: Archive, tmp_path: Path) -> None:
    """A payload is taken from a backup only where its digest is right there."""
    kept.database.execute("UPDATE captures SET payload = substr(payload, 1, 40) WHERE id = 3")
    back_up(kept, tmp_path / "backup.db")
    found = _found(kept, repair=True, backup=tmp_path / "backup.db")

    assert [("capture 3", False)] == [(damage.where, damage.mended) for damage in found]


def _spoil(path: Path, page: int) -> None:
    """Writes rubbish over a page of the file."""
    with path.open("r+b") as file:
        file.seek(page * 16384)
        file.write(random.Random(page).randbytes(16384))  # noqa: S311  # rubbish, no secrets


def test_an_archive_that_may_only_be_read_is_looked_at(kept: Archive, path: Path) -> None:
    """Opened for reading, everything but the full-text index is looked at, and nothing is written."""
    kept.database.execute("UPDATE articles SET revision = 7 WHERE id = 1")
    kept.close()
    before = path.read_bytes()
    with open_archive(path, readonly=True) as archive:
        found = [damage.where for damage in _found(archive)]

    assert ["article 1"] == found
    assert before == path.read_bytes()


def test_a_damaged_page_of_the_file_hides_nothing_else(kept: Archive, path: Path) -> None:
    """Whatever page of the file is overwritten, it is noticed, and the check comes to its end."""
    kept.database.execute("UPDATE articles SET revision = 7 WHERE id = 1")
    kept.close()
    whole = path.read_bytes()
    silent = []
    for page in range(1, len(whole) // 16384):
        path.write_bytes(whole)
        _spoil(path, page)
        if not _survived(path):
            silent.append(page)

    assert [] == silent


def _survived(path: Path) -> list[Damage]:
    try:
        with open_archive(path) as archive:
            return [damage for damage in _found(archive) if damage.where != "article 1"]
    except ArchiveError as exc:
        return [Damage("file", "the file", str(exc))]  # type: ignore[arg-type]


def test_the_check_of_a_spoilt_table_goes_on(kept: Archive, path: Path) -> None:
    """Where a whole table cannot be read, the others are looked at all the same."""
    (root,) = rows(kept, "SELECT rootpage FROM sqlite_master WHERE name = 'revisions'")
    kept.database.execute("UPDATE captures SET repeats = 2 WHERE id = 5")
    kept.close()
    _spoil(path, root - 1)
    with open_archive(path) as archive:
        found = {damage.where for damage in _found(archive)}

    assert {"capture 5", "a page of the file"} <= found
