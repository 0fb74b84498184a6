"""Files that are not whole: what is whole in them is taken in, and the rest is named."""

import gzip
import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.ingest import Event, Import
from scraper.store import open_archive
from scraper.warc.framing import entries
from scraper.warc.gather import gathered
from tests.ingest.files import by_warcio, members, record, response
from tests.store.samples import rows
from tests.warc.samples import HOST

PAGES = [response(number) for number in range(1, 6)]
PLAIN = b"".join(PAGES)
PACKED = members(PAGES)
DIGESTED = by_warcio(5)
THIRD = len(b"".join(PAGES[:2]))  # where the third record begins
THIRD_PACKED = len(members(PAGES[:2]))


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]


def _third(content: bytes) -> int:
    """Where the third member of a file begins."""
    return [found.start() for found in re.finditer(b"\x1f\x8b\x08", content)][2]


# Under the name of the defect: the file, the pages that are whole in it, and where the damage is.
FILES: dict[str, tuple[bytes, list[int], list[int]]] = {
    "a truncated record": (PLAIN[: THIRD + 900], [1, 2], [THIRD]),
    "a truncated header": (PLAIN[: THIRD + 60], [1, 2], [THIRD]),
    "a truncated member": (PACKED[: THIRD_PACKED + 300], [1, 2], [THIRD_PACKED]),
    "a flipped byte in a member": (_flipped(PACKED, THIRD_PACKED + 200), [1, 2, 4, 5], [THIRD_PACKED]),
    "a flipped check sum": (_flipped(PACKED, len(members(PAGES[:3])) - 8), [1, 2, 4, 5], [THIRD_PACKED]),
    "a flipped byte in a first line": (_flipped(PLAIN, THIRD + 2), [1, 2, 4, 5], [THIRD]),
    "a length that is too long": (
        PLAIN[:THIRD] + PLAIN[THIRD:].replace(b"Content-Length: ", b"Content-Length: 9", 1),
        [1, 2, 4, 5],
        [THIRD],
    ),
    "a length that is too short": (
        PLAIN[:THIRD] + PLAIN[THIRD:].replace(b"Content-Length: ", b"Content-Length: 1\r\nX: ", 1),
        [1, 2, 4, 5],
        [THIRD],
    ),
    "no length": (PLAIN[:THIRD] + PLAIN[THIRD:].replace(b"Content-Length", b"X", 1), [1, 2, 4, 5], [THIRD]),
    "no date": (PLAIN[:THIRD] + PLAIN[THIRD:].replace(b"WARC-Date", b"X", 1), [1, 2, 4, 5], [THIRD]),
    "a date before the web": (
        PLAIN[:THIRD] + PLAIN[THIRD:].replace(b"Date: 2024", b"Date: 1601", 1),
        [1, 2, 4, 5],
        [THIRD],
    ),
    "a content that is not its digest's": (
        _flipped(gzip.decompress(DIGESTED), gzip.decompress(DIGESTED).index(b"nomor 3") + 6),
        [1, 2, 4, 5],
        [gzip.decompress(DIGESTED).index(b"WARC/1.1", gzip.decompress(DIGESTED).index(b"nomor 2"))],
    ),
    "zeros in between": (
        PACKED[:THIRD_PACKED] + bytes(512) + PACKED[THIRD_PACKED:],
        [1, 2, 3, 4, 5],
        [THIRD_PACKED],
    ),
    "zeros at the end": (DIGESTED + bytes(512), [1, 2, 3, 4, 5], [len(DIGESTED)]),
    "junk at the beginning": (b"junk\n" + PLAIN, [1, 2, 3, 4, 5], [0]),
    "a hole": (PACKED[: THIRD_PACKED + 100] + PACKED[THIRD_PACKED + 200 :], [1, 2, 4, 5], [THIRD_PACKED]),
    "a truncated file of one member": (gzip.compress(PLAIN)[:-40], [1, 2, 3], [0]),
    "half a member at the end": (PACKED + b"\x1f\x8b\x08\x00xxxx", [1, 2, 3, 4, 5], [len(PACKED)]),
}


@pytest.mark.parametrize(("content", "whole", "places"), FILES.values(), ids=list(FILES))
def test_what_is_whole_is_taken_in(
    tmp_path: Path, content: bytes, whole: list[int], places: list[int]
) -> None:
    """Every whole record is a capture, and every damage is named by its place in the file."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    told: list[Event] = []
    with open_archive(tmp_path / "archive.db") as archive:
        Import(archive, told.append).work([path])
        urls = rows(archive, "SELECT final_url FROM captures ORDER BY final_url")

    assert [f"{HOST}/berita/{number}" for number in whole] == urls
    assert [(str(path), place) for place in places] == [
        (event.part, event.offset) for event in told if event.outcome is None
    ]


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    """In a folder a file without a byte is passed over, and the others are read."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.warc.gz").touch()
    (tmp_path / "files" / "b.warc.gz").write_bytes(PACKED)
    with open_archive(tmp_path / "archive.db") as archive:
        run = Import(archive, lambda _event: None)
        run.work([tmp_path / "files"])

    assert (5, 1) == (run.counts["archived"], run.others)


@pytest.mark.parametrize("cut", [lambda data: data[:-80], lambda data: data[: data.index(b"PK\x01\x02")]])
def test_a_truncated_wacz_gives_its_records(tmp_path: Path, cut: Callable[[bytes], bytes]) -> None:
    """Where the list of what is within is cut off, the records are found one by one."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", PACKED)
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"id,go)/ 2024 {}"))
    (tmp_path / "a.wacz").write_bytes(cut((tmp_path / "a.wacz").read_bytes()))
    told: list[Event] = []
    with open_archive(tmp_path / "archive.db") as store:
        run = Import(store, told.append)
        run.work([tmp_path / "a.wacz"])

    assert 5 == run.counts["archived"]
    assert "the list of what is in this WACZ is missing or damaged" in told[0].detail


def test_a_bomb_is_too_large(tmp_path: Path) -> None:
    """A body that decodes to more than the cap, and a record that is itself larger, are told, not kept."""
    zeros = gzip.compress(bytes(30_000_000))
    coded = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + zeros
    large = b"HTTP/1.1 200 OK\r\n\r\n" + bytes(30_000_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members([record("response", coded), record("response", large, f"{HOST}/b"), PAGES[0]]))
    with open_archive(tmp_path / "archive.db") as archive:
        run = Import(archive, lambda _event: None)
        run.work([path])

        assert {"too_large": 2, "archived": 1} == run.counts
        assert 1 == rows(archive, "SELECT count(*) FROM captures")[0]


def test_any_bytes_at_all(tmp_path: Path) -> None:
    """A file that is cut anywhere, or has any byte turned, is no error and adds nothing wrong."""
    whole = {f"{HOST}/berita/{number}" for number in range(1, 6)}
    with open_archive(tmp_path / "archive.db") as archive:
        for step, place in enumerate(range(1, len(DIGESTED), 97)):
            broken = DIGESTED[:place] if step % 2 else _flipped(DIGESTED, place)
            (tmp_path / "a.warc.gz").write_bytes(broken)
            run = Import(archive, lambda _event: None)
            run.work([tmp_path / "a.warc.gz"])
            assert 5 >= sum(run.counts.values()) + run.known

        assert whole >= set(rows(archive, "SELECT url FROM articles"))
        assert 5 == rows(archive, "SELECT count(*) FROM captures")[0]
        assert 5 == rows(archive, "SELECT count(*) FROM revisions")[0]


def test_a_reader_that_went_away_ends_the_import(tmp_path: Path) -> None:
    """An error of who watches is no damage of the file: it ends the import, and what came before is kept."""
    (tmp_path / "a.warc").write_bytes(PLAIN)

    def gone(_event: Event) -> None:
        raise BrokenPipeError

    with open_archive(tmp_path / "archive.db") as archive:
        with pytest.raises(BrokenPipeError):
            Import(archive, gone).work([tmp_path / "a.warc"])

        assert 5 == rows(archive, "SELECT count(*) FROM captures")[0]


HOSTILE = {
    "beginnings of members alone": b"\x1f\x8b\x08" * 300_000,
    "beginnings of records alone": b"\nWARC/1.0" * 5_000 + b"\n",
    "a head that is folded without end": record(
        "response", b"HTTP/1.1 200 OK\r\nA: b\r\n" + b" c\r\n" * 400_000
    ),
    "a head that has no end": record("response", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 400_000),
    "chunks of a byte": record(
        "response", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 300_000
    ),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_costs_little(content: bytes) -> None:
    """What is made to be slow to read costs a few seconds of CPU at most."""
    started = time.process_time()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    records = entries(io.BytesIO(content), most_bytes=20_000_000)
    for _ in gathered(records, most_bytes=20_000_000, now=now):
        pass

    assert 5 > time.process_time() - started
