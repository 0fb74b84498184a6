"""Captures as a WARC file, or as a WACZ with the articles as its pages."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from scraper.export.jsonl_file import json_object
from scraper.model import Record
from scraper.store import Archive, RecordQuery, record
from scraper.store.exchanges import Exchange, exchanges, newest_moment
from scraper.warc.wacz import INSIDE, wrap
from scraper.warc.write import WarcFile

_NO_CAPTURE = "1970-01-01T00:00:00.000Z"  # what an empty file gives for its date
# Of a record, what is its place in this archive and no property of the article.
_OURS = frozenset({"id", "capture"})

Told = Callable[[int], None]  # is given the number of captures written so far


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has in it."""

    captures: int
    articles: int


def write_warc(archive: Archive, query: RecordQuery, stream: BinaryIO, told: Told, *, gz: bool) -> Written:
    """How many captures and articles were written, one at a time: records of WARC 1.1."""
    file = WarcFile(stream, newest_moment(archive) or _NO_CAPTURE, is_gzipped=gz)
    return _write(archive, query, told, lambda exchange, page: _add(file, exchange, page))


def write_wacz(archive: Archive, query: RecordQuery, target: Path, told: Told) -> Written:
    """
    How many captures and articles the WACZ at this path now has.

    Why: its WARC file is written beside it first, because the index comes before it in the package.
    """
    created = newest_moment(archive) or _NO_CAPTURE
    with tempfile.TemporaryDirectory(prefix=".kabar-", dir=target.parent) as folder:
        warc, pages = Path(folder) / INSIDE, Path(folder) / "pages.jsonl"
        with warc.open("wb") as stream, pages.open("w", encoding="utf-8", newline="\n") as lines:
            file = WarcFile(stream, created)
            header = {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
            lines.write(json.dumps(header) + "\n")

            def add(exchange: Exchange, page: Record | None) -> None:
                _add(file, exchange, page)
                if page is not None:
                    lines.write(json.dumps(_page(exchange, page), ensure_ascii=False) + "\n")

            written = _write(archive, query, told, add)
        wrap(warc, pages, created, target)
    return written


def _write(
    archive: Archive, query: RecordQuery, told: Told, add: Callable[[Exchange, Record | None], None]
) -> Written:
    captures = articles = 0
    for exchange in exchanges(archive, query):
        page = record(archive, exchange.article) if exchange.article and exchange.shows_article else None
        add(exchange, page)
        captures += 1
        articles += page is not None
        told(captures)
    return Written(captures, articles)


def _add(file: WarcFile, exchange: Exchange, page: Record | None) -> None:
    file.add(exchange)
    if page is not None:
        values = {name: value for name, value in json_object(page).items() if name not in _OURS}
        file.add_article(exchange, page.article.url, values)


def _page(exchange: Exchange, page: Record) -> dict[str, object]:
    """An article as WACZ lists it: at the address and the moment under which its capture is replayed."""
    url = exchange.capture.final_url
    moment = exchange.capture.fetched_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{moment} {url}")),
        "url": url,
        "ts": moment,
        "title": page.article.title,
        "text": page.article.body,
    }
