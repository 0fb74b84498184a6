"""The sample site's articles from expected.jsonl: what a reading must give, and how the page shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scraper.model import Article, Photo

EXPECTED = Path(__file__).with_name("expected.jsonl")


@dataclass(frozen=True, slots=True)
class Sample:
    """One article of the sample site, in the order of its listing."""

    path: str  # on the site; the article's url is the whole address
    article: Article  # what a reading of the page must give
    page: Mapping[str, Any]  # how the page shows it: layout, and what is odd about it

    @property
    def day(self) -> date:
        """The day that it was published, or a day of the year in which the undated notice stood."""
        published = self.article.published_at or date(2023, 3, 22)
        return published.date() if isinstance(published, datetime) else published


def load_samples(origin: str) -> dict[str, Sample]:
    """The articles by their path, newest first; origin is `http://127.0.0.1:8137`."""
    lines = EXPECTED.read_text("utf-8").splitlines()
    return {row["url"]: _sample(row, origin) for row in map(json.loads, lines)}


def article_from_row(row: Mapping[str, Any], origin: str = "") -> Article:
    """The article that a row of expected values describes, its addresses made whole."""
    photos = [
        Photo(photo.get("url") and origin + photo["url"], photo.get("caption"), photo.get("credit"))
        for photo in row["photos"]
    ]
    return Article(
        url=row.get("article_url") or origin + row["url"],
        title=row["title"],
        body="\n\n".join(row["body"]),
        published_at=_moment(row["published_at"]),
        updated_at=_moment(row.get("updated_at")),
        views=row["views"],
        photos=tuple(photos),
        byline=row["byline"],
        category=row["category"],
        tags=tuple(row.get("tags", ())),
        place=row["place"],
    )


def _sample(row: Mapping[str, Any], origin: str) -> Sample:
    return Sample(row["url"], article_from_row(row, origin), row["page"])


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
