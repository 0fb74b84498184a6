"""WARC files as others write them: wire bytes, other orders, older versions, no digests."""

import gzip
import io
from collections.abc import Iterable

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.warc.samples import HOST, html

DATE = "2024-05-06T07:08:09Z"


def record(kind: str, content: bytes, url: str | None = f"{HOST}/berita/1", **headers: str) -> bytes:
    """One record, uncompressed; header names with _ for -."""
    version = headers.pop("version", "WARC/1.0")
    said = {"WARC-Type": kind, "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>"}
    if url is not None:
        said["WARC-Target-URI"] = url
    said["WARC-Date"] = DATE
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    said["Content-Length"] = str(len(content))
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"{version}\r\n{head}\r\n".encode() + content + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    """An HTTP answer."""
    lines = [status, *(headers or ("Content-Type: text/html; charset=utf-8",))]
    return "\r\n".join([*lines, "", ""]).encode() + body


def response(number: int, body: bytes | None = None, **headers: str) -> bytes:
    """The record of an article's page."""
    page = html(f"Berita nomor {number} dari Kabupaten Tirtasari") if body is None else body
    return record("response", answer(page), f"{HOST}/berita/{number}", **headers)


def chunks(body: bytes, size: int = 700) -> bytes:
    """The body in the chunked coding."""
    pieces = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def members(records: Iterable[bytes]) -> bytes:
    """Each record as a gzip member of its own."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def by_warcio(count: int) -> bytes:
    """A file as warcio writes it, with both digests of each record."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    for number in range(1, count + 1):
        body = html(f"Berita nomor {number} dari Kabupaten Tirtasari")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        named = {"WARC-Date": f"2024-05-06T07:08:{number:02}Z"}
        made: ArcWarcRecord = writer.create_warc_record(
            f"{HOST}/berita/{number}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict=named,
        )
        writer.write_record(made)
    return out.getvalue()
