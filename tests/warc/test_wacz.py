"""WACZ files that py-wacz's validator passes, and that have what it does not look for."""

import gzip
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from scraper.export import export_captures
from scraper.store import RecordQuery
from tests.programs import program
from tests.warc.samples import HEADLINE, HOST, filled


@pytest.fixture(scope="module")
def wacz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the samples."""
    folder = tmp_path_factory.mktemp("wacz")
    with filled(folder / "archive.db") as archive:
        export_captures(archive, RecordQuery(), folder / "all.wacz", lambda _number: None)
    return folder / "all.wacz"


def test_it_is_valid(wacz: Path) -> None:
    """`wacz validate` finds the data package, its digests and every file in order."""
    done = subprocess.run(
        [program("wacz"), "validate", "-f", wacz], capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode
    assert "the passed WACZ is valid" in done.stdout


def test_its_pages_are_the_articles(wacz: Path) -> None:
    """Each article is a page, with its title and its words, at the address and moment of its last capture."""
    with zipfile.ZipFile(wacz) as archive:
        header, *pages = map(json.loads, archive.read("pages/pages.jsonl").splitlines())

    assert ("json-pages-1.0", True) == (header["format"], header["hasText"])
    assert [
        (f"{HOST}/berita/2?judul=%C3%A9", "2026-11-22T03:06:05.678Z"),
        (f"{HOST}/berita/1", "2026-11-22T03:12:05.678Z"),
    ] == [(page["url"], page["ts"]) for page in pages]
    assert HEADLINE == pages[1]["title"]
    assert "warga ikut merawatnya" in pages[1]["text"]
    assert 2 == len({page["id"] for page in pages})


def test_its_index_leads_to_every_record(wacz: Path) -> None:
    """At each place that the index names, the WARC file within has that record of that length."""
    with zipfile.ZipFile(wacz) as archive:
        lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
        warc = archive.read("archive/data.warc.gz")
        stored = {entry.filename: entry.compress_type for entry in archive.infolist()}
    told = [json.loads(line.split(" ", 2)[2]) for line in lines]
    places = {record.stream_pos: record.headers.get("WARC-Target-URI") for record in _records(wacz, warc)}

    assert [entry["url"] for entry in told] == [places[int(entry["offset"])] for entry in told]
    assert lines == sorted(lines)
    assert zipfile.ZIP_STORED == stored["archive/data.warc.gz"] == stored["indexes/index.cdx.gz"]


def _records(wacz: Path, warc: bytes) -> ArchiveIterator:
    path = wacz.with_name("data.warc.gz")
    path.write_bytes(warc)
    return ArchiveIterator(str(path))
