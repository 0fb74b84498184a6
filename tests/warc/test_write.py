"""WARC files as the standard says, read back by two other programs."""

import json
import resource
import subprocess
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from scraper.errors import KabarError
from scraper.export import export_captures
from scraper.store import RecordQuery, open_archive
from tests.programs import program
from tests.store.children import in_child
from tests.warc.samples import HEADLINE, HOST, filled, visits


def _quiet(_number: int) -> None:
    """Nobody watches."""


def _export(folder: Path, name: str = "out.warc.gz", query: RecordQuery | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    with filled(folder / "archive.db") as archive:
        export_captures(archive, query or RecordQuery(), folder / name, _quiet)
    return folder / name


def _records(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """The headers and the content of every record."""
    return [
        (dict(record.headers), record.reader.read())
        for record in ArchiveIterator(str(path), parse_http=False, record_types=WarcRecordType.any_type)
    ]


@pytest.mark.parametrize("words", [("warcio", "check"), ("fastwarc", "check")], ids=" ".join)
@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc"])
def test_checkers_find_no_fault(tmp_path: Path, words: tuple[str, str], name: str) -> None:
    """Every digest of every record is right, to both programs that check WARC files."""
    path = _export(tmp_path, name)
    checker = program(words[0])
    done = subprocess.run([checker, words[1], path], capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "failed" not in done.stdout.lower().replace("0 failed", "")


def test_an_exchange_is_its_records(tmp_path: Path) -> None:
    """Redirects, answer, request and facts of each capture, its article after it, all in its order."""
    told = [
        (headers["WARC-Type"], headers.get("WARC-Target-URI")) for headers, _ in _records(_export(tmp_path))
    ]
    first = [("warcinfo", None)]
    home = [(kind, f"{HOST}/") for kind in ("response", "request", "metadata")]
    bridge = [(kind, f"{HOST}/berita/1") for kind in ("response", "request", "metadata")]
    hops = [(kind, HOST + path) for path in ("/b/2", "/berita/dua") for kind in ("response", "request")]
    market = [(kind, f"{HOST}/berita/2?judul=%C3%A9") for kind in ("response", "request", "metadata")]
    page = ("metadata", f"urn:kabar:article:{HOST}/berita/2?judul=%C3%A9")

    assert [*first, *home, *bridge, *hops, *market] == told[: 1 + 3 + 3 + 4 + 3]
    assert page == told[14]
    assert 3 == sum(kind == "revisit" for kind, _ in told)


def test_a_coded_answer_is_written_as_it_is_kept(tmp_path: Path) -> None:
    """The body is the payload, its length is said, and the codings that were undone keep their place."""
    content = next(
        content
        for headers, content in _records(_export(tmp_path))
        if headers["WARC-Type"] == "response" and headers["WARC-Target-URI"].endswith("/berita/1")
    )
    head, _, body = content.partition(b"\r\n\r\n")
    capture = visits()[1].capture

    assert capture is not None
    assert capture.payload == body
    assert [
        b"HTTP/1.1 200 OK",
        b"Server: Apache",
        b"X-Archive-Orig-Transfer-Encoding: chunked",
        b"Content-Type: text/html; charset=utf-8",
        b"Set-Cookie: a=1; path=/",
        b"set-cookie: b=2",
        b"X-Archive-Orig-Content-Encoding: gzip",
        b"X-Archive-Orig-Content-Length: none",
        b"Content-Length: %d" % len(body),
    ] == head.split(b"\r\n")


def test_a_repeated_payload_is_a_revisit(tmp_path: Path) -> None:
    """The second capture of the same bytes, at another address or later, says which record has them."""
    told = [
        headers
        for headers, _ in _records(_export(tmp_path))
        if headers["WARC-Type"] == "revisit" and "not-modified" not in headers["WARC-Profile"]
    ]

    originals = {
        headers["WARC-Record-ID"]: headers["WARC-Target-URI"]
        for headers, _ in _records(_export(tmp_path / "again"))
        if headers["WARC-Type"] == "response"
    }

    assert [f"{HOST}/cetak/1", f"{HOST}/berita/1"] == [headers["WARC-Target-URI"] for headers in told]
    assert [f"{HOST}/berita/1"] * 2 == [originals[headers["WARC-Refers-To"]] for headers in told]
    assert [f"{HOST}/berita/1"] * 2 == [headers["WARC-Refers-To-Target-URI"] for headers in told]
    assert ["2026-11-22T03:05:05.678Z", "2026-11-22T03:11:05.678Z"] == [
        headers["WARC-Refers-To-Date"] for headers in told
    ]
    assert {"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"} == {
        headers["WARC-Profile"] for headers in told
    }


def test_not_modified_is_a_revisit(tmp_path: Path) -> None:
    """A 304 says which record has the bytes that it stands for, and its headers stand in its facts."""
    records = _records(_export(tmp_path))
    place = next(
        place
        for place, (headers, _) in enumerate(records)
        if headers.get("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    )
    headers, content = records[place]

    assert b"" == content
    assert b'notModified: [["ETag", "\\"x\\""]]\r\n' in records[place + 2][1]
    assert f"{HOST}/berita/1" == headers["WARC-Refers-To-Target-URI"]
    assert "2026-11-22T03:11:05.678Z" == headers["WARC-Refers-To-Date"]


def test_what_was_read_stands_beside(tmp_path: Path) -> None:
    """The article is a JSON record that refers to the answer; no number of this archive is in it."""
    records = _records(_export(tmp_path))
    answers = {headers["WARC-Record-ID"]: headers for headers, _ in records}
    headers, content = next(
        (headers, json.loads(content))
        for headers, content in records
        if headers.get("WARC-Target-URI") == f"urn:kabar:article:{HOST}/berita/1"
    )

    assert HEADLINE == content["title"]
    assert "headline" in content["sources"]["title"][0]
    assert not {"id", "capture"} & content.keys()
    assert f"{HOST}/berita/1" == answers[headers["WARC-Refers-To"]]["WARC-Target-URI"]


def test_facts_of_an_exchange_stand_beside(tmp_path: Path) -> None:
    """Outcome, robots rule, seconds, content coding and SHA-256 are fields of a metadata record."""
    content = [
        content.decode()
        for headers, content in _records(_export(tmp_path))
        if headers["Content-Type"] == "application/warc-fields" and headers["WARC-Type"] == "metadata"
    ][1]
    capture = visits()[1].capture

    assert capture is not None
    assert [
        "fetchTimeMs: 250",
        "outcome: archived",
        "robots: allow: /",
        "contentEncoding: gzip",
        f"sha256: {capture.digest}",
    ] == content.split("\r\n")[:-1]


def test_a_request_is_what_was_sent(tmp_path: Path) -> None:
    """The request has our headers, and belongs to its answer."""
    records = _records(_export(tmp_path))
    headers, content = next(record for record in records if record[0]["WARC-Type"] == "request")
    answer = next(record[0] for record in records if record[0]["WARC-Type"] == "response")

    assert b"GET / HTTP/1.1\r\nHost: humas.tirtasari.example\r\nUser-Agent: kabar\r\n\r\n" == content
    assert answer["WARC-Record-ID"] == headers["WARC-Concurrent-To"]


def test_a_body_that_was_cut_says_so(tmp_path: Path) -> None:
    """A capture that is not complete is a truncated record."""
    told = [headers for headers, _ in _records(_export(tmp_path)) if "WARC-Truncated" in headers]

    assert [("length", f"{HOST}/apbd.pdf")] == [
        (headers["WARC-Truncated"], headers["WARC-Target-URI"]) for headers in told
    ]


@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc", "out.wacz"])
def test_equal_archives_give_equal_bytes(tmp_path: Path, name: str) -> None:
    """Two exports of the same captures are the same file: no time of day, no random name."""
    assert _export(tmp_path / "a", name).read_bytes() == _export(tmp_path / "b", name).read_bytes()


def test_filters_choose_articles_and_their_captures(tmp_path: Path) -> None:
    """Words choose articles, and all captures that these were read from are written."""
    told = _records(_export(tmp_path, query=RecordQuery(words="Kaliwening")))

    assert {f"{HOST}/b/2", f"{HOST}/berita/dua", f"{HOST}/berita/2?judul=%C3%A9"} == {
        headers["WARC-Target-URI"] for headers, _ in told if headers["WARC-Type"] == "response"
    }


def test_a_choice_holds_all_that_it_needs(tmp_path: Path) -> None:
    """Where the record that has the bytes is not chosen, the one that repeats them has them itself."""
    with filled(tmp_path / "archive.db") as archive:
        archive.database.execute("UPDATE captures SET article = 2 WHERE requested_url LIKE '%/cetak/1'")
        query = RecordQuery(words="Kaliwening")
        export_captures(archive, query, tmp_path / "out.warc.gz", _quiet)
    (whole,) = [
        content
        for headers, content in _records(tmp_path / "out.warc.gz")
        if headers["WARC-Type"] == "response" and headers["WARC-Target-URI"] == f"{HOST}/cetak/1"
    ]

    assert HEADLINE.encode() in whole


def test_an_empty_choice_is_an_empty_file(tmp_path: Path) -> None:
    """Where nothing is chosen the file has its warcinfo record alone."""
    assert 1 == len(_records(_export(tmp_path, query=RecordQuery(site="tidak.ada"))))


@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc", "out.wacz"])
def test_a_file_without_room_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    """Where the file may not grow to its full length, the error says so and the old one stays."""
    filled(tmp_path / "archive.db").close()
    target = tmp_path / "out" / name
    target.parent.mkdir()
    target.write_text("yang lama")

    def export_too_much() -> None:
        with open_archive(tmp_path / "archive.db", readonly=True) as archive:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
            with pytest.raises(KabarError, match="cannot be written"):
                export_captures(archive, RecordQuery(), target, _quiet)

    assert 0 == in_child(export_too_much)
    assert "yang lama" == target.read_text()
    assert [target] == list(target.parent.iterdir())
