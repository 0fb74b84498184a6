"""Pages that were saved to files, and how their addresses are told."""

import gzip
import os
from pathlib import Path

import pytest

from scraper.ingest import Event, Import
from scraper.store import open_archive
from tests.store.samples import rows
from tests.warc.samples import html

PAGE = html("Berita nomor 1 dari Kabupaten Tirtasari")
NOTED = {
    "a browser": b"<!-- saved from url=(0042)https://humas.example.go.id/berita/1 -->\n",
    "SingleFile": b"<!DOCTYPE html><!--\n Page saved with SingleFile \n"
    b" url: https://humas.example.go.id/berita/1 \n saved date: Tue Nov 26 2019\n-->",
}
LAID = {
    "humas.example.go.id/berita/1": "https://humas.example.go.id/berita/1",
    "humas.example.go.id/berita/1.html": "https://humas.example.go.id/berita/1.html",
    "humas.example.go.id/berita/index.html": "https://humas.example.go.id/berita/",
    "humas.example.go.id/index.html": "https://humas.example.go.id/",
    "humas.example.go.id/detail.php?id=3655": "https://humas.example.go.id/detail.php?id=3655",
    "humas.example.go.id/detail.php?id=3655.html": "https://humas.example.go.id/detail.php?id=3655",
    "humas.example.go.id/detail.php@id=3655.html": "https://humas.example.go.id/detail.php?id=3655",
    "humas.example.go.id+8080/berita/1": "https://humas.example.go.id:8080/berita/1",
    "http/humas.example.go.id/berita/1": "http://humas.example.go.id/berita/1",
    "2019/humas.example.go.id/web.archive.org/1": "https://humas.example.go.id/web.archive.org/1",
}


def _import(folder: Path) -> tuple[Import, list[Event], list[tuple[object, ...]]]:
    told: list[Event] = []
    with open_archive(folder / "archive.db") as archive:
        run = Import(archive, told.append)
        run.work([folder / "files"])
        return run, told, rows(archive, "SELECT final_url, fetched_at, sha256 <> '' FROM captures")


@pytest.mark.parametrize(("name", "url"), LAID.items(), ids=list(LAID))
def test_a_mirror_is_named_after_hosts(tmp_path: Path, name: str, url: str) -> None:
    """A file in a folder that is named after a host has the address that wget would have asked for."""
    path = tmp_path / "files" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(PAGE)
    os.utime(path, (1_574_733_600, 1_574_733_600))
    _, _, kept = _import(tmp_path)

    assert [(url, "2019-11-26T02:00:00.000Z", 1)] == kept


@pytest.mark.parametrize("note", NOTED.values(), ids=list(NOTED))
def test_a_note_tells_the_address(tmp_path: Path, note: bytes) -> None:
    """Who saved a page with a note of its address is believed before the folder."""
    (tmp_path / "files" / "other.example").mkdir(parents=True)
    (tmp_path / "files" / "other.example" / "x.html").write_bytes(note + PAGE)
    _, _, kept = _import(tmp_path)

    assert ["https://humas.example.go.id/berita/1"] == [url for url, *_ in kept]


def test_a_canonical_link_is_the_last_resort(tmp_path: Path) -> None:
    """A page in a folder that says nothing has the address that it gives itself; compressed ones are read."""
    (tmp_path / "files").mkdir()
    page = PAGE.replace(
        b"<head>", b'<head><link rel="canonical" href="https://humas.example.go.id/berita/9">'
    )
    (tmp_path / "files" / "x.html.gz").write_bytes(gzip.compress(page))
    _, _, kept = _import(tmp_path)

    assert ["https://humas.example.go.id/berita/9"] == [url for url, *_ in kept]


def test_a_page_without_an_address_is_named(tmp_path: Path) -> None:
    """Nothing is guessed: such a page is told with its file, and what is no page is passed over."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "x.html").write_bytes(PAGE)
    (tmp_path / "files" / "style.css").write_bytes(b"body {}")
    run, told, kept = _import(tmp_path)

    assert [] == kept
    assert [(str(tmp_path / "files" / "x.html"), None)] == [(event.part, event.outcome) for event in told]
    assert (1, 1) == (run.left_out, run.others)


def test_a_folder_twice_adds_nothing(tmp_path: Path) -> None:
    """Imported again, a mirror is known by its bytes and the times of its files."""
    path = tmp_path / "files" / "humas.example.go.id" / "1.html"
    path.parent.mkdir(parents=True)
    path.write_bytes(PAGE)
    _import(tmp_path)
    run, _, kept = _import(tmp_path)

    assert (1, 1) == (run.known, len(kept))
