"""Web archives of every form that other programs write."""

import gzip
import hashlib
import io
import subprocess
import zipfile
from base64 import b32encode
from pathlib import Path

import brotli
import pytest

from scraper.errors import UsageError
from scraper.store import Level, Ruling, forget, open_archive
from tests.ingest.files import DATE, answer, by_warcio, chunks, members, record, response
from tests.ingest.test_round_trip import imported
from tests.programs import program
from tests.site.server import SampleSite
from tests.store.samples import NOW, rows
from tests.warc.samples import HOST, html

PAGE = html("Berita nomor 1 dari Kabupaten Tirtasari")
TYPE = "Content-Type: text/html; charset=utf-8"
GZIPPED = gzip.compress(PAGE, mtime=0)
SHA1 = "sha1:" + b32encode(hashlib.sha1(PAGE, usedforsecurity=False).digest()).decode()

# Under the name of the form: the answers in it, one record each.
ANSWERS = {
    "as it is": answer(PAGE),
    "chunked": answer(chunks(PAGE), TYPE, "Transfer-Encoding: chunked"),
    "gzip": answer(GZIPPED, TYPE, "Content-Encoding: gzip"),
    "chunked gzip": answer(chunks(GZIPPED), TYPE, "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    "brotli": answer(brotli.compress(PAGE), TYPE, "Content-Encoding: br"),
    "said to be chunked": answer(PAGE, TYPE, "Transfer-Encoding: chunked"),
    "said to be gzip": answer(PAGE, TYPE, "Content-Encoding: gzip", f"Content-Length: {len(GZIPPED)}"),
    "said to be brotli": answer(PAGE, TYPE, "Content-Encoding: br"),
    "renamed": answer(
        PAGE, TYPE, "X-Crawl-Content-Encoding: gzip", f"X-Crawl-Content-Length: {len(GZIPPED)}"
    ),
    "line feeds alone": answer(PAGE).replace(b"\r\n", b"\n", 3),
    "a folded header": answer(PAGE, TYPE, "X-Long: one\r\n two"),
    "http 2": answer(PAGE, TYPE, status="HTTP/2 200"),
}


@pytest.mark.parametrize("content", ANSWERS.values(), ids=list(ANSWERS))
def test_a_body_is_kept_without_its_codings(tmp_path: Path, content: bytes) -> None:
    """However its body was written, the same page is the same payload, at the moment of its record."""
    path = tmp_path / "a.warc"
    path.write_bytes(record("response", content))
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert ({"archived": 1}, 0) == (run.counts, run.left_out)
        assert [(hashlib.sha256(PAGE).hexdigest(), 1, "2024-05-06T07:08:09.000Z")] == rows(
            archive, "SELECT sha256, complete, fetched_at FROM captures"
        )


TWO = [response(1), response(2)]
ARC_BODY = answer(PAGE)
FILES = {
    "plain": b"".join(TWO),
    "a member a record": members(TWO),
    "one member": gzip.compress(b"".join(TWO)),
    "members of two": gzip.compress(b"".join(TWO[:1])) + gzip.compress(TWO[1]),
    "WARC 1.1": b"".join(response(number, version="WARC/1.1") for number in (1, 2)),
    "angle brackets": b"".join(TWO).replace(b"URI: https", b"URI: <https").replace(b"/1\r\n", b"/1>\r\n"),
    "carriage returns twice": b"".join(TWO).replace(b"WARC/1.0\r\n", b"WARC/1.0\r\r\n"),
    "one line end": b"".join(TWO).replace(b"\r\n\r\nWARC", b"\r\nWARC"),
    "three line ends": b"".join(TWO).replace(b"\r\n\r\nWARC", b"\r\n\r\n\r\nWARC"),
    "lower case names": b"".join(TWO).replace(b"WARC-Target-URI", b"warc-target-uri"),
    "warcio": by_warcio(2),
    "ARC": b"filedesc://a.arc 0.0.0.0 20240506070809 text/plain 14\n1 0 Heritrix\n\n\n"
    + b"".join(
        b"%s/berita/%d 1.2.3.4 20240506070809 text/html %d\n%s\n"
        % (HOST.encode(), number, len(ARC_BODY), ARC_BODY)
        for number in (1, 2)
    ),
}


@pytest.mark.parametrize("content", FILES.values(), ids=list(FILES))
@pytest.mark.parametrize("name", ["a.warc.gz", "noname"])
def test_a_file_is_known_by_its_content(tmp_path: Path, content: bytes, name: str) -> None:
    """Compressed by the record, as a whole or not at all, in any version: both pages are there."""
    path = tmp_path / name
    path.write_bytes(content)
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert (2, 0, 0) == (sum(run.counts.values()), run.left_out, run.known)
        assert [f"{HOST}/berita/1", f"{HOST}/berita/2"] == rows(
            archive, "SELECT final_url FROM captures ORDER BY 1"
        )


def test_what_belongs_to_an_exchange_is_put_together(tmp_path: Path) -> None:
    """A redirect, its request, the answer at its target and its request are one capture, as of wget."""
    ask = b"GET /lama HTTP/1.1\r\nHost: x\r\nUser-Agent: Wget/1.21\r\n\r\n"
    moved = answer(b"", "Location: /berita/1", status="HTTP/1.1 301 Moved")
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("warcinfo", b"software: Wget/1.21\r\n", None)
        + record("request", ask, f"{HOST}/lama")
        + record("response", moved, f"{HOST}/lama", WARC_Record_ID="<urn:uuid:2>")
        + record("request", ask.replace(b"/lama", b"/berita/1"))
        + record("response", answer(PAGE), WARC_Record_ID="<urn:uuid:3>")
        + record("metadata", b"fetchTimeMs: 123\r\n", WARC_Concurrent_To="<urn:uuid:3>")
    )
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert {"archived": 1} == run.counts
        assert [
            (
                f"{HOST}/lama",
                f"{HOST}/berita/1",
                f'[["{HOST}/lama", 301, "/berita/1"]]',
                0.123,
                '[["Host", "x"], ["User-Agent", "Wget/1.21"]]',
            )
        ] == rows(
            archive,
            "SELECT requested_url, final_url, hops, elapsed_s, request_heads.headers FROM captures "
            "JOIN request_heads ON request_heads.id = request",
        )


def test_a_redirect_alone_is_a_capture(tmp_path: Path) -> None:
    """Where the answer that follows is not its target's, a redirect stands for itself."""
    moved = answer(b"", "Location: /lain", status="HTTP/1.1 302 Found")
    path = tmp_path / "a.warc"
    path.write_bytes(record("response", moved, f"{HOST}/lama") + response(1))
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert {"not_an_article": 1, "archived": 1} == run.counts


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["after", "before"])
@pytest.mark.parametrize("files", [1, 2])
def test_a_revisit_has_the_bytes_of_its_original(tmp_path: Path, order: tuple[int, int], files: int) -> None:
    """A record that repeats a payload is a capture with it, whichever stands first, in one file or two."""
    records = [
        record("response", answer(PAGE), WARC_Payload_Digest=SHA1),
        record(
            "revisit",
            answer(b""),
            WARC_Date="2024-06-01T00:00:00Z",
            WARC_Payload_Digest=SHA1,
            WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        ),
    ]
    for place, number in enumerate(order):
        with (tmp_path / f"{place if files > 1 else 0}.warc").open("ab") as file:
            file.write(records[number])
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, *sorted(tmp_path.glob("*.warc")))

        assert ({"archived": 1, "unchanged": 1}, 0) == (run.counts, run.left_out)
        assert 1 == len(rows(archive, "SELECT DISTINCT sha256 FROM captures"))
        assert ["2024-06-01T00:00:00.000Z"] == rows(archive, "SELECT last_seen_at FROM articles")


def test_not_modified_is_a_sighting(tmp_path: Path) -> None:
    """A server-not-modified record, without a digest, says that the article was still there."""
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("response", answer(PAGE), WARC_Payload_Digest=SHA1)
        + record(
            "revisit",
            answer(b"", "ETag: x", status="HTTP/1.1 304 Not Modified"),
            WARC_Date="2024-06-01T00:00:00Z",
            WARC_Profile="http://netpreserve.org/warc/1.1/revisit/server-not-modified",
            WARC_Refers_To_Target_URI=f"{HOST}/berita/1",
            WARC_Refers_To_Date=DATE,
        )
    )
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert {"archived": 1, "unchanged": 1} == run.counts
        assert ["2024-06-01T00:00:00.000Z"] == rows(archive, "SELECT last_seen_at FROM articles")
        assert [(304, 1, None)] == rows(
            archive, "SELECT status, repeats, payload FROM captures WHERE status = 304"
        )


def test_no_body_goes_by_a_digest_that_is_not_its_own(tmp_path: Path) -> None:
    """A record that is whole, but names another payload's digest, lends its bytes to no revisit of that."""
    other = answer(html("Bukan berita nomor satu"))
    block = "sha1:" + hashlib.sha1(other, usedforsecurity=False).hexdigest()
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("response", other, f"{HOST}/x", WARC_Payload_Digest=SHA1, WARC_Block_Digest=block)
        + record("revisit", answer(b""), WARC_Payload_Digest=SHA1)
        + record("revisit", b"", "http://", WARC_Profile="http://x/server-not-modified")
    )
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert (1, 2) == (sum(run.counts.values()), run.left_out)


def test_a_revisit_of_what_is_nowhere_is_named(tmp_path: Path) -> None:
    """A repetition whose original is in no file is a damaged place, and stays one when it is tried again."""
    path = tmp_path / "a.warc"
    path.write_bytes(record("revisit", answer(b""), WARC_Payload_Digest=SHA1) + response(2))
    with open_archive(tmp_path / "archive.db") as archive:
        first, second = imported(archive, path), imported(archive, path)

        assert ({"archived": 1}, 1) == (first.counts, first.left_out)
        assert (1, 1) == (second.known, second.left_out)


def test_other_media_are_captures_without_an_article(tmp_path: Path) -> None:
    """A PDF, an error page and a picture are kept; names of hosts and a program's notes are passed over."""
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("response", answer(b"%PDF-1.4 x", "Content-Type: application/pdf"), f"{HOST}/a.pdf")
        + record("response", answer(b"x", status="HTTP/1.1 404 Not Found"), f"{HOST}/b")
        + record("resource", b"\x89PNG\r\n\x1a\n", f"{HOST}/c.png", Content_Type="image/png")
        + record("response", b"20240506070809\nexample. 1 IN A 1.2.3.4\n", "dns:example")
        + record("resource", b"{}", "urn:pageinfo:x", Content_Type="application/json")
        + record("conversion", b"words", f"{HOST}/b")
    )
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert ({"not_html": 2, "gone": 1}, 3) == (run.counts, run.others)
        assert 0 == rows(archive, "SELECT count(*) FROM articles")[0]


def test_a_part_of_a_page_is_no_article(tmp_path: Path) -> None:
    """A partial answer, and a body that is shorter than its length, are kept as cut and not read."""
    path = tmp_path / "some pages.warc"
    path.write_bytes(
        record("response", answer(PAGE, TYPE, status="HTTP/1.1 206 Partial Content"), f"{HOST}/a")
        + record("response", answer(PAGE, TYPE, "Content-Length: 99999"), f"{HOST}/b")
    )
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, path)

        assert {"truncated": 2} == run.counts
        assert [(0, "import of some pages.warc")] == rows(
            archive, "SELECT DISTINCT complete, robots FROM captures"
        )


def test_nothing_that_is_imported_is_due(tmp_path: Path) -> None:
    """An import fills no frontier: what a crawl asks for is a person's choice."""
    path = tmp_path / "a.warc"
    path.write_bytes(response(1))
    with open_archive(tmp_path / "archive.db") as archive:
        imported(archive, path)

        assert [] == rows(archive, "SELECT url FROM frontier")


def test_a_wacz_of_others_is_read(tmp_path: Path) -> None:
    """WARC files within are read, stored or deflated, and those of a WACZ of WACZ files."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/rec-1.warc.gz", members([response(1)]))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
    with zipfile.ZipFile(tmp_path / "c.wacz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/2.warc", response(2))
        archive.writestr("one.wacz", inner.getvalue())
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, tmp_path / "c.wacz")

        assert ({"archived": 2}, 0) == (run.counts, run.left_out)


def test_wget_writes_what_we_read(tmp_path: Path, sample_site: SampleSite) -> None:
    """A crawl by wget into a WARC file becomes the articles that wget was shown."""
    url = f"{sample_site.url}berita"
    words = [
        "-q",
        "-r",
        "-l",
        "1",
        "-e",
        "robots=off",
        "--warc-file=w",
        "--delete-after",
        "-P",
        str(tmp_path / "x"),
        url,
    ]
    subprocess.run([program("wget"), *words], cwd=tmp_path, check=False, timeout=60)
    with open_archive(tmp_path / "archive.db") as archive:
        run = imported(archive, tmp_path / "w.warc.gz")

        assert 0 == run.left_out
        assert 5 <= run.counts["archived"]
        assert len(rows(archive, "SELECT id FROM articles")) == run.counts["archived"]


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "an empty file"), (b"hello", "no web archive"), (b"PK\x03\x04", "")]
)
def test_what_is_no_archive_is_wrong_use(tmp_path: Path, content: bytes, what: str) -> None:
    """A file that cannot be one is told so; a ZIP whose list is gone is looked through and has nothing."""
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with open_archive(tmp_path / "archive.db") as archive:
        if what:
            with pytest.raises(UsageError, match=what):
                imported(archive, path)
        else:
            assert 0 == sum(imported(archive, path).counts.values())


def test_what_is_forgotten_does_not_come_back(tmp_path: Path) -> None:
    """An article that was excluded is counted so and not kept, from a response and from a revisit of it."""
    path, again = tmp_path / "a.warc", tmp_path / "b.warc"
    path.write_bytes(record("response", answer(PAGE), WARC_Payload_Digest=SHA1))
    later = {"WARC_Date": "2024-06-01T00:00:00Z", "WARC_Payload_Digest": SHA1}
    again.write_bytes(record("response", answer(PAGE), **later) + record("revisit", answer(b""), **later))
    with open_archive(tmp_path / "archive.db") as archive:
        imported(archive, path)
        forget(archive, [1], Ruling(Level.TOMBSTONE, "asked for", NOW))
        run = imported(archive, again)

        assert {"excluded": 2} == run.counts
        assert [1] == rows(archive, "SELECT count(*) FROM captures")
