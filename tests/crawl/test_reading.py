"""Tests of scraper/crawl/reading.py: what a page's links are to the run."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

from scraper.crawl.reading import Lens, Reader, Unread
from scraper.model import Capture, Page, PageKind
from scraper.outcome import Outcome
from scraper.sites import site_of_url

START = "https://humas.contohkab.go.id/"
MENU = '<a href="/berita/">Berita</a><a href="/kategori/umum">Umum</a>'
TEXT = "<p>" + "Bupati membuka rapat kerja tahunan di pendopo kabupaten pada hari Senin. " * 8 + "</p>"


def _unread(number: int, link: str = "", *, is_followed: bool = True) -> Unread:
    url = f"{START}berita/detail/{number}"
    body = f"<h1>Bupati Buka Rapat Kerja {number}</h1><p>Senin, 2 Mei 2024</p>{TEXT}"
    payload = f"<html><body><div>{MENU}</div>{body}{link}</body></html>".encode()
    capture = Capture(url, url, datetime.now(UTC), 200, (("Content-Type", "text/html"),), payload)
    return Unread(Page(url, "humas.contohkab.go.id", PageKind.ARTICLE), capture, (), is_followed)


def test_a_menu_is_told_once_a_run() -> None:
    """The second page of a followed site names only what the first did not."""
    reader, lens = Reader(), Lens(site_of_url(START, ()))
    first = reader.read(_unread(1), lens)
    second = reader.read(_unread(2, '<a href="/berita/detail/9">Lain</a>'), lens)

    assert [f"{START}berita/", f"{START}kategori/umum"] == [page.url for page in first.found]
    assert [f"{START}berita/detail/9"] == [page.url for page in second.found]
    assert Outcome.ARCHIVED is first.reading.outcome is second.reading.outcome


def test_a_lone_article_takes_nothing_from_a_later_crawl() -> None:
    """Links of a page whose site is not followed are not counted as told: nobody has written them."""
    reader, lens = Reader(), Lens(site_of_url(START, ()))
    reader.read(_unread(1, is_followed=False), lens)

    assert 2 == len(reader.read(replace(_unread(2)), lens).found)


def test_a_reading_process_has_neither_store_nor_client() -> None:
    """What reads pages imports no database, no client and no command line: each process would pay."""
    code = "import sys, scraper.crawl.reader, scraper.crawl.reading; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"scraper.store", "scraper.fetch", "sqlite_utils", "httpx", "click", "feedparser", "bs4"}

    assert set() == heavy & set(said.stdout.split())
