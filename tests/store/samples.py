"""Visits and archives that the tests of the store begin with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from scraper.model import Article, Capture, Page, PageKind, Photo, Source, Visit
from scraper.outcome import Outcome
from scraper.store import Archive

NOW = datetime(2026, 11, 22, 3, 4, 5, 678000, tzinfo=UTC)
DAY = timedelta(days=1)
WIB = timezone(timedelta(hours=7))
URL = "https://humas.example.go.id/berita/3655"
BODY = "SEMARANG - Pemerintah Provinsi belajar.\n\nDemikian kata Gubernur Jawa Tengah."


def article(**changes: Any) -> Article:
    """An article as a page of a provincial government shows it."""
    given = Article(
        url=URL,
        title="Pemprov Sulut Belajar ke Jateng",
        body=BODY,
        published_at=datetime(2019, 11, 26, 9, tzinfo=WIB),
        updated_at=date(2019, 11, 27),
        views=479,
        photos=(Photo("https://humas.example.go.id/1.jpg", "Rapat", "Handy (Humas Jateng)"),),
        byline="Handy",
        category="Berita",
        tags=("BPJS", "Sulut"),
        place="SEMARANG",
        language="id",
        sources=(Source("title", "h1"), Source("views", 'text "dibaca : 479"'), Source("body", "article")),
    )
    return replace(given, **changes)


def capture(url: str = URL, **changes: Any) -> Capture:
    """One exchange that brought a page."""
    given = Capture(
        requested_url=url,
        final_url=url,
        fetched_at=NOW,
        status=200,
        headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("set-cookie", "b=2")),
        payload=f"<html>{url}</html>".encode(),
        content_encoding="gzip",
        elapsed_s=0.25,
    )
    return replace(given, **changes)


def page(url: str = URL, **changes: Any) -> Page:
    """An article's page of the site `contoh`."""
    return replace(Page(url, "contoh", PageKind.ARTICLE), **changes)


def visit(url: str = URL, at: datetime = NOW, **changes: Any) -> Visit:
    """A visit of a page that brought an article, whose own words may be changed."""
    words = {name: changes.pop(name) for name in tuple(changes) if hasattr(article(), name)}
    given = Visit(
        page=page(url),
        outcome=Outcome.ARCHIVED,
        due_at=at + DAY,
        capture=capture(url, fetched_at=at, payload=f"<html>{url} {sorted(words.items())}</html>".encode()),
        article=article(**{"url": url, **words}),
        robots="allow: /",
    )
    return replace(given, **changes)


def failed(outcome: Outcome, url: str = URL, at: datetime = NOW, **changes: Any) -> Visit:
    """A visit that brought nothing."""
    return replace(Visit(page(url), outcome, at + DAY, "it did not work"), **changes)


def rows(archive: Archive, statement: str, *values: object) -> list[Any]:
    """What a statement gives, one value or a tuple a row."""
    found = archive.database.conn.execute(statement, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


def tables(archive: Archive) -> dict[str, list[Any]]:
    """Every row of every table that kabar writes, by table."""
    names = rows(archive, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    kept = [name for name in names if not name.startswith(("articles_fts_", "_sqlite"))]
    return {name: rows(archive, f"SELECT * FROM {name} ORDER BY 1, 2") for name in kept}  # noqa: S608


def files(folder: Path) -> dict[str, bytes]:
    """The names and bytes of everything in a folder."""
    return {entry.name: entry.read_bytes() for entry in sorted(folder.iterdir())}
