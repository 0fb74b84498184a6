"""Wraps a WARC file as a WACZ: its index, its list of pages, and the digests of all."""

import hashlib
import io
import json
import shutil
import warnings
import zipfile
from argparse import Namespace
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

INSIDE = "data.warc.gz"  # the WARC file's name within

_INDEX = "index.cdx.gz"
_LINES = 1024  # of the index in one gzip member, as ReplayWeb.page and py-wacz have it
_EPOCH = (1980, 1, 1, 0, 0, 0)  # ZIP's first moment, on every entry: equal input gives equal bytes


def wrap(warc: Path, pages: Path, created: str, target: Path) -> None:
    """
    Writes the WACZ; it has the WARC file, an index of it, the pages and a data package that names them all.

    Shape: pages is a pages.jsonl, `created` the moment that the file gives for itself.
    Why not py-wacz's own command: it finds no pages in a crawl of HTML alone, and puts the time of day on
        every entry. Its index and its data package are used as they are.
    Source: https://specs.webrecorder.net/wacz/1.1.1/
    """
    with zipfile.ZipFile(target, "w") as archive, redirect_stdout(io.StringIO()):  # py-wacz talks
        indexer = _add_index(archive, warc)
        _copy(archive, warc, f"archive/{INSIDE}", zipfile.ZIP_STORED)
        _copy(archive, pages, "pages/pages.jsonl", zipfile.ZIP_DEFLATED)
        package = json.loads(
            indexer.generate_datapackage(Namespace(desc=None, title=None, date=None), archive)
        )
        package |= {"created": created, "title": "kabar"}
        content = json.dumps(package, indent=2).encode()
        archive.writestr(_entry("datapackage.json", zipfile.ZIP_DEFLATED), content)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        archive.writestr(
            _entry("datapackage-digest.json", zipfile.ZIP_DEFLATED), json.dumps(digest, indent=2).encode()
        )


def _add_index(archive: zipfile.ZipFile, warc: Path) -> Any:
    """py-wacz's indexer, once it has written the index of the WARC file."""
    # Here, because it costs a third of a second, which no other command should wait for; and without the
    # warnings that Python 3.12 gives of surt's patterns when it first compiles them.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from wacz.waczindexer import WACZIndexer

    lines = io.BytesIO()
    # Stored, for a reader asks for pieces of it; the WARC file too.
    with archive.open(_entry(f"indexes/{_INDEX}", zipfile.ZIP_STORED), "w") as data:
        indexer = WACZIndexer(
            io.TextIOWrapper(lines, "utf-8", write_through=True),
            [str(warc)],
            sort=True,
            post_append=True,
            compress=data,
            lines=_LINES,
            digest_records=True,
            data_out_name=_INDEX,
            filename=INSIDE,
            hash_type="sha256",
            main_url=None,
            passed_pages_dict={},
        )
        indexer.process_all()
    archive.writestr(_entry("indexes/index.idx", zipfile.ZIP_DEFLATED), lines.getvalue())
    return indexer


def _copy(archive: zipfile.ZipFile, source: Path, name: str, compression: int) -> None:
    entry = _entry(name, compression)
    entry.file_size = source.stat().st_size  # says whether it needs 64 bits
    with source.open("rb") as content, archive.open(entry, "w") as out:
        shutil.copyfileobj(content, out, 1 << 20)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = compression
    return entry
