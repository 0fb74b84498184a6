"""An archive of the sample site's articles, read by the parser and settled, without any network."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.model import Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.store import Archive, open_archive, settle_many
from tests.site.content import SiteContent

ORIGIN = "https://humas.tirtasarikab.go.id"
SITE = "humas.tirtasarikab.go.id"
NOW = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def visit_of(path: str, payload: bytes, at: datetime = NOW) -> Visit:
    """The visit of a page as a crawl would have settled it."""
    url = ORIGIN + path
    capture = Capture(url, url, at, 200, (("Content-Type", "text/html; charset=UTF-8"),), payload)
    reading = parse(payload, url, headers=capture.headers, captured_at=at)
    return Visit(
        Page(url, SITE, PageKind.ARTICLE), reading.outcome, None, capture=capture, article=reading.article
    )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site's articles, each captured twice with another counter, one with other words."""
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    content = SiteContent(ORIGIN)
    pages = [(name, content.answer(name).payload) for name in content.samples]
    later = [(name, payload.replace(b"Dibaca: ", b"Dibaca: 9")) for name, payload in pages]
    later[0] = (later[0][0], later[0][1].replace(b"42 hektare", b"44 hektare"))
    with open_archive(path) as archive:
        archive.database.conn.execute("PRAGMA synchronous = OFF")
        settle_many(archive, [visit_of(*page) for page in pages], NOW)
        outcomes = settle_many(archive, [visit_of(*page, at=NOW + DAY) for page in later], NOW)
        settle_many(archive, [visit_of("/berita", content.answer("/berita").payload)], NOW)
    assert Outcome.REVISED in outcomes
    return path


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Iterator[Archive]:
    """That archive, for one test."""
    path = shutil.copy(filled, tmp_path / "archive.db")
    with open_archive(path) as archive:
        archive.database.conn.execute("PRAGMA synchronous = OFF")
        yield archive
