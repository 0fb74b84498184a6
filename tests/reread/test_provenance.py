"""Every value of every article is read again from the stored bytes by its stored rule."""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.model import Capture, Page, PageKind, Visit
from scraper.parse.lone import parse
from scraper.reread.desk import Desk
from scraper.reread.provenance import trace_article
from scraper.store import Archive, settle
from scraper.store.rereads import articles_to_read
from tests.store.conftest import made
from tests.store.samples import rows

__all__ = ["made"]  # a fixture

PAGES = Path(__file__).parents[3] / "shared" / "pages"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _faults(archive: Archive) -> list[str]:
    return [
        f"{trace.article_id} {trace.field} from {trace.source}: {trace.fault}"
        for number in _numbers(archive)
        for trace in trace_article(Desk(archive), number)
        if not trace.holds
    ]


def test_every_value_of_the_sample_site_is_traced(archive: Archive) -> None:
    """100 % of the sample site's values follow from the bytes, and every field has its source."""
    traces = [trace for number in _numbers(archive) for trace in trace_article(Desk(archive), number)]
    fields = Counter(trace.field for trace in traces)

    assert [] == _faults(archive)
    assert (42, 42, 42, 42) == tuple(fields[name] for name in ("title", "body", "url", "language"))
    assert all(trace.passage and len(trace.digest) == 64 for trace in traces)


@pytest.mark.skipif(not PAGES.exists(), reason="the frozen real pages lie beside the checkout")
def test_every_value_of_real_pages_is_traced(made: Path, tmp_path: Path) -> None:
    """100 % of the values that were read from frozen pages of real sites follow from their bytes."""
    from shutil import copy

    from scraper.store import open_archive

    listed = [json.loads(line) for line in (PAGES / "manifest.jsonl").read_text("utf-8").splitlines()]
    with open_archive(Path(copy(made, tmp_path / "archive.db"))) as archive:
        archive.database.conn.execute("PRAGMA synchronous = OFF")
        for number, page in enumerate(one for one in listed if one["file"].endswith((".html", ".html.gz"))):
            settle(archive, _visit(page, number), NOW)
        faults = _faults(archive)
        articles = rows(archive, "SELECT count(*) FROM articles")[0]

    assert articles > 30
    assert [] == faults


def _visit(page: dict[str, str], number: int) -> Visit:
    payload = (PAGES / page["file"]).read_bytes()
    payload = gzip.decompress(payload) if payload.startswith(b"\x1f\x8b") else payload
    url = page.get("url") or f"https://humas.contohkab.go.id/berita/detail/{number}-{Path(page['file']).stem}"
    capture = Capture(url, url, NOW, 200, (("Content-Type", "text/html"),), payload)
    reading = parse(payload, url, headers=capture.headers, captured_at=NOW)
    site = url.split("/")[2]
    return Visit(
        Page(url, site, PageKind.ARTICLE), reading.outcome, None, capture=capture, article=reading.article
    )


def test_a_value_that_the_bytes_do_not_give_is_named(archive: Archive) -> None:
    """A changed value, a changed rule, a rule taken away and damaged bytes are each told."""
    archive.database.execute("UPDATE articles SET byline = 'Orang Lain' WHERE id = 2")
    archive.database.execute(
        "UPDATE provenance SET source = 'text \"Tidak Ada\"' WHERE article = 3 AND field = 'title'"
    )
    archive.database.execute("DELETE FROM provenance WHERE article = 4 AND field = 'body'")
    archive.database.execute("UPDATE captures SET payload = x'00' WHERE article = 5")
    named = {
        (trace.article_id, trace.field): trace.fault
        for number in (1, 2, 3, 4, 5)
        for trace in trace_article(Desk(archive), number)
        if not trace.holds
    }

    assert "another one" in named[2, "byline"]
    assert "the page does not have this text" == named[3, "title"]
    assert "nothing says where it was read" == named[4, "body"]
    assert "cannot be read" in named[5, "title"]
    assert not [key for key in named if key[0] == 1]


def _numbers(archive: Archive) -> list[int]:
    return [one.id for one in articles_to_read(archive)]
