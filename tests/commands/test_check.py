"""kabar check and kabar backup, as a person or cron calls them."""

import os
import sqlite3
import tempfile
from pathlib import Path

import pytest

from scraper.store import hold_archive, open_archive, settle
from tests.commands.conftest import Kabar
from tests.store.children import in_child
from tests.store.samples import NOW, visit


@pytest.fixture
def archived(kabar: Kabar) -> Kabar:
    """A folder whose archive holds one article."""
    with open_archive(Path("archive.db")) as archive:
        settle(archive, visit(), NOW)
    return kabar


def _damage(statement: str) -> None:
    with sqlite3.connect("archive.db") as connection:
        connection.execute(statement)


def test_a_whole_archive_exits_with_0(archived: Kabar) -> None:
    """A whole archive is said to be whole, on standard error, and nothing is printed."""
    said = archived("check")

    assert (0, "", "archive.db is whole.\n") == (said.code, said.out, said.err)


def test_damage_exits_with_1_and_mended_with_0(archived: Kabar) -> None:
    """What can be mended is told with the command that does it, and is whole after it."""
    _damage("UPDATE articles SET revision = 7")
    found, mended, after = archived("check"), archived("check", "--repair"), archived("check")

    assert (1, 0, 0) == (found.code, mended.code, after.code)
    assert "article 1: it counts 7 wordings and has 1 (wordings, can be mended)\n" == found.out
    assert "kabar check --repair" in found.err


def test_what_is_lost_is_named_with_the_way_to_a_backup(archived: Kabar) -> None:
    """A lost payload is named with its page; one of two mended exits with 3; a backup brings it back."""
    archived("backup", "copy.db")
    _damage("UPDATE articles SET revision = 7")
    _damage("UPDATE captures SET payload = NULL")
    half = archived("check", "--repair")
    rest = archived("check", "--repair", "--backup", "copy.db")

    assert (3, 0) == (half.code, rest.code)
    assert "capture 1" in half.out
    assert "https://humas.example.go.id/berita/3655" in half.out
    assert "the record of article 1 is kept" in half.out
    assert "--backup FILE" in half.err


def test_json_is_a_line_a_damage_and_a_summary(archived: Kabar) -> None:
    """For programs each damage is an object, the last line counts them."""
    _damage("UPDATE captures SET payload = NULL")
    *found, last = archived("check", "--json").rows

    assert [("payloads", "capture 1", False)] == [
        (row["part"], row["where"], row["mendable"]) for row in found
    ]
    assert {"damages": 1, "lost": 1} == {name: last["summary"][name] for name in ("damages", "lost")}


def test_a_check_waits_for_no_crawl(archived: Kabar) -> None:
    """While a run holds the archive, the check ends with 75 and a backup is made all the same."""
    with hold_archive(Path("archive.db"), "crawl"):
        checked, copied = archived("check"), archived("backup", "copy.db")

    assert (75, 0) == (checked.code, copied.code)


def test_a_read_only_archive_is_checked(kabar: Kabar) -> None:
    """Who may not write an archive can check it all the same, and is told what is left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with open_archive(folder / "archive.db") as archive:
            settle(archive, visit(), NOW)
        (folder / "archive.db").chmod(0o444)
        folder.chmod(0o555)

        def check() -> None:
            os.chdir(folder)
            os.environ["XDG_CONFIG_HOME"] = name
            said = kabar("check", "--archive", str(folder / "archive.db"))
            assert 0 == said.code, said.err
            assert "read-only" in said.err

        ending = in_child(check, as_nobody=True)
        folder.chmod(0o755)

    assert 0 == ending


def test_a_cut_file_is_said_to_be_damaged(archived: Kabar) -> None:
    """A truncated archive exits with 1 and says how much is missing and what to do."""
    whole = Path("archive.db").read_bytes()
    Path("archive.db").write_bytes(whole[:-20_000])
    said = archived("check")

    assert 1 == said.code
    assert "20000 of its bytes are missing" in said.err
    assert "go back to your last backup" in said.err


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("check", "--backup", "archive.db"), 2, "Add --repair"),
        (("check", "--repair", "--backup", "no.db"), 2, "no.db"),
        (("check", "--archive", "no.db"), 1, "no archive at no.db"),
        (("backup", "archive.db"), 2, "is the archive itself"),
        (("backup", "no/copy.db"), 2, "folder of no/copy.db does not exist"),
        (("backup",), 2, "Missing argument"),
    ],
)
def test_wrong_use_is_said(archived: Kabar, words: tuple[str, ...], code: int, why: str) -> None:
    """Wrong words are refused with what to do instead, and no file is made."""
    said = archived(*words)

    assert code == said.code
    assert why in said.err
    assert ["archive.db"] == sorted(path.name for path in Path().iterdir() if path.suffix == ".db")
