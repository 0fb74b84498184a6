"""Records that the tests of the exports write."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from scraper.model import Article, Photo, Record, Source

SEEN = datetime(2026, 11, 22, 3, 4, 5, 678000, tzinfo=UTC)


def record(number: int = 1, **changes: Any) -> Record:
    """A record; the changes are those of its article."""
    article = Article(
        url=f"https://humas.example.go.id/berita/{number}",
        title="Pemprov “Sulut” Belajar, lagi",
        body='SEMARANG - Kata "pertama".\n\nParagraf kedua.',
        published_at=datetime(2019, 11, 26, 9, tzinfo=timezone(timedelta(hours=7))),
        updated_at=date(2019, 11, 27),
        views=0,
        photos=(Photo("https://humas.example.go.id/1.jpg", None, "Handy"), Photo(None, "Rapat", None)),
        tags=("BPJS", "Sulut"),
        place="SEMARANG",
        sources=(Source("title", "h1"), Source("photos", "figure 1"), Source("photos", "figure 2")),
    )
    return Record(
        id=number,
        site="contoh",
        article=replace(article, **changes),
        first_seen_at=SEEN,
        last_seen_at=SEEN + timedelta(days=1),
        revision=2,
        capture=7,
        views_observed_at=SEEN,
        parser_version="0.1.0",
    )
