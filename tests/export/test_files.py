"""An export is written whole or not at all."""

import csv
import json
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.errors import ArchiveDamagedError, KabarError, UsageError
from scraper.export import export_records
from scraper.model import Record
from scraper.store import RecordQuery, open_archive, records, settle_many
from tests.export.samples import record
from tests.store.children import in_child
from tests.store.samples import NOW, URL, rows, visit


@pytest.mark.parametrize("name", ["berita.csv", "BERITA.CSV", "berita.2019.csv"])
def test_the_name_chooses_csv(tmp_path: Path, name: str) -> None:
    """A file named .csv has the mark by which Excel knows its letters, and reads back as UTF-8."""
    path = tmp_path / name
    count = export_records([record(1), record(2)], path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        titles = [row["title"] for row in csv.DictReader(stream)]

    assert 2 == count
    assert ["Pemprov “Sulut” Belajar, lagi"] * 2 == titles
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_the_name_chooses_jsonl(tmp_path: Path) -> None:
    """A file named .jsonl has one object a line and no mark."""
    path = tmp_path / "berita.jsonl"
    export_records([record(1), record(2)], path)

    assert [1, 2] == [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("name", ["berita", "berita.xls", "csv", "berita.csv.bak"])
def test_an_unknown_ending_names_the_known_ones(tmp_path: Path, name: str) -> None:
    """A name that asks for no known format is wrong use, and writes nothing."""
    with pytest.raises(UsageError) as caught:
        export_records([record()], tmp_path / name)

    assert ".csv" in caught.value.hint
    assert ".jsonl" in caught.value.hint
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [ArchiveDamagedError("damaged"), KeyboardInterrupt()])
def test_an_interrupted_export_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    """Where the records end in an error, the file that was there is there still, and nothing beside it."""
    path = tmp_path / "berita.csv"
    path.write_text("yang lama")

    def broken() -> Iterator[Record]:
        yield record()
        raise error

    with pytest.raises(type(error)):
        export_records(broken(), path)

    assert "yang lama" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["no/berita.csv", "file/berita.csv", "n" * 300 + ".csv"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    """A missing folder, a file in its place and a name too long are one clear error."""
    (tmp_path / "file").touch()
    with pytest.raises(KabarError, match="cannot be written") as caught:
        export_records([record()], tmp_path / place)

    assert 1 == caught.value.exit_code


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in the file's place is wrong use."""
    (tmp_path / "berita.csv").mkdir()
    with pytest.raises(UsageError, match="is no file"):
        export_records([record()], tmp_path / "berita.csv")


def test_a_file_without_room_leaves_the_old_one(tmp_path: Path) -> None:
    """Where the file may not grow to its full length, the error says so and the old file stays."""
    path = tmp_path / "berita.csv"
    path.write_text("yang lama")

    def export_too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        with pytest.raises(KabarError, match="cannot be written"):
            export_records([record()] * 1_000, path)

    assert 0 == in_child(export_too_much)
    assert "yang lama" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_a_link_is_followed(tmp_path: Path) -> None:
    """An export to a link writes the file that it points to, and the link stays."""
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    export_records([record()], tmp_path / "link.csv")

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").stat().st_size > 100


def test_an_archive_is_exported_while_it_is_read(tmp_path: Path) -> None:
    """What the archive holds is what the file holds, with the archive's own columns in its own order."""
    with open_archive(tmp_path / "archive.db") as archive:
        settle_many(archive, [visit(f"{URL}/{number}", title=f"Judul {number}") for number in range(30)], NOW)
        count = export_records(records(archive, RecordQuery()), tmp_path / "berita.csv")
        kept = rows(
            archive, "SELECT id, title, published_at, first_seen_at, word_count FROM articles ORDER BY id"
        )
        names = rows(archive, "SELECT name FROM pragma_table_info('articles') WHERE name <> 'forgotten'")
    with (tmp_path / "berita.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))

    assert 30 == count == len(lines)
    assert names == list(lines[0])
    assert [tuple(map(str, row)) for row in kept] == [
        (line["id"], line["title"], line["published_at"], line["first_seen_at"], line["word_count"])
        for line in lines
    ]
