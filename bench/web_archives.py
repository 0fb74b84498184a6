"""Measures writing and reading web archives (`make bench-warc`): rates a CPU second, memory at two sizes."""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.export import export_captures
from scraper.ingest import Import
from scraper.model import Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.store import RecordQuery, open_archive, settle_many
from tests.warc.samples import html

_START = datetime(2024, 1, 1, tzinfo=UTC)
_HOST = "http://humas.tirtasari.example"
_SITE = "humas.tirtasari.example"
_PADDED_BYTES = 40_000  # the sample site's pages are small; pages of governments have this and more


def main() -> None:
    """Prints a table of rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=5_000)
    count = parser.parse_args().captures
    sys.stdout.write(f"{count} captures of articles, {_PADDED_BYTES:,} bytes each; one process\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _in_child(lambda: _fill(folder / "few.db", count // 4))
        _in_child(lambda: _fill(folder / "archive.db", count))
        for file in ("out.warc.gz", "out.wacz"):
            few = _in_child(partial(_export, folder / "few.db", folder / f"few-{file}"))
            _show(f"export {file}", count, _in_child(partial(_export, folder / "archive.db", folder / file)))
            sys.stdout.write(f"  memory at a quarter of them: {few[1] / 1024:.0f} MB\n")
        _show("warcio's writer alone, responses only", count, _in_child(lambda: _by_warcio(folder, count)))
        _show("import out.warc.gz", count, _in_child(lambda: _import(folder, "new.db")))
        _show("import it again", count, _in_child(lambda: _import(folder, "new.db")))
        _show("warcio's reader alone", count, _in_child(lambda: _read_by_warcio(folder)))
        size = (folder / "out.warc.gz").stat().st_size
        sys.stdout.write(f"bytes a capture: .warc.gz {size / count:,.0f}, archive.db ")
        sys.stdout.write(f"{(folder / 'archive.db').stat().st_size / count:,.0f}\n")


def _pages(count: int) -> Iterator[bytes]:
    """Pages of articles, each with a number in its words, and as long as real ones."""
    page = html("Jembatan Gantung Ngrowo Diresmikan Bupati")
    words = (b"%x " % (place * 2654435761 % 2**32) for place in range(_PADDED_BYTES // 9))
    padding = b"<!-- " + b"".join(words) + b"-->"
    for number in range(count):
        yield page.replace(b"</p>", b" Nomor %d.</p>" % number, 1) + padding


def _capture(number: int, page: bytes) -> Capture:
    url = f"{_HOST}/berita/{number}"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    return Capture(url, url, _START + timedelta(seconds=number), 200, headers, page, "gzip")


def _fill(path: Path, count: int) -> None:
    with open_archive(path) as archive:
        batch: list[Visit] = []
        for number, page in enumerate(_pages(count)):
            capture = _capture(number, page)
            where = Page(capture.final_url, _SITE, PageKind.UNKNOWN)
            batch.append(Visit(where, Outcome.NOT_AN_ARTICLE, None, capture=capture))
            if len(batch) == 500:
                settle_many(archive, batch, _START)
                batch = []
        settle_many(archive, batch, _START)


def _export(archive: Path, path: Path) -> None:
    with open_archive(archive, readonly=True) as opened:
        export_captures(opened, RecordQuery(), path, lambda _number: None)


def _import(folder: Path, name: str) -> None:
    with open_archive(folder / name) as archive:
        Import(archive, lambda _event: None).work([folder / "out.warc.gz"])


def _by_warcio(folder: Path, count: int) -> None:
    with (folder / "warcio.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for number, page in enumerate(_pages(count)):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"{_HOST}/berita/{number}"
            stream = io.BytesIO(page)
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=stream, length=len(page), http_headers=head
                )
            )


def _read_by_warcio(folder: Path) -> None:
    with (folder / "out.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            record.content_stream().read()


def _in_child(work: Callable[[], None]) -> tuple[float, int]:
    """CPU seconds and the most memory, in KB, of a process of its own that does this."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"a measurement ended with status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def _show(what: str, count: int, measured: tuple[float, int]) -> None:
    cpu_s, memory_kb = measured
    rate = count * _PADDED_BYTES / cpu_s / 1e6
    sys.stdout.write(f"{what}: {count / cpu_s:,.0f} captures, {rate:,.1f} MB a CPU second; ")
    sys.stdout.write(f"{memory_kb / 1024:.0f} MB of memory\n")


if __name__ == "__main__":
    started_at = time.monotonic()
    main()
    sys.stdout.write(f"({time.monotonic() - started_at:.0f} s)\n")
