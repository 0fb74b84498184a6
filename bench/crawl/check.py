"""Holds what a crawler kept against what stands on the site."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.crawl.site import Expected


@dataclass(frozen=True, slots=True)
class Exact:
    """How many articles were kept, and how many of them right."""

    kept: int
    title: int
    day: int
    body: int
    doubled: int  # bodies that hold a paragraph more often than the page's one copy


def kept_by_kabar(archive: Path) -> list[tuple[str, str, str, str]]:
    """URL, title, date and body of each article of an archive."""
    return _rows(archive, "SELECT url, title, coalesce(published_at, ''), body FROM articles")


def kept_by_peer(database: Path) -> list[tuple[str, str, str, str]]:
    """The same of the table that the peers' scripts write."""
    return _rows(
        database, "SELECT url, coalesce(title, ''), coalesce(date, ''), coalesce(body, '') FROM articles"
    )


def compare(expected: Iterable[Expected], rows: Iterable[tuple[str, str, str, str]]) -> Exact:
    """How much of what was expected is there and right."""
    by_path = {"/" + url.split("/", 3)[3]: (title, date, body) for url, title, date, body in rows}
    count: Counter[str] = Counter()
    for article in expected:
        found = by_path.get(article.path)
        if found is None:
            continue
        title, date, body = found
        words = " ".join(body.split())
        count["kept"] += 1
        count["title"] += title.strip() == article.title
        count["day"] += date[:10] == article.published[:10]
        count["body"] += all(paragraph in words for paragraph in article.paragraphs)
        count["doubled"] += words.count(article.paragraphs[-1]) > 1
    return Exact(*(count[name] for name in ("kept", "title", "day", "body", "doubled")))


def _rows(path: Path, sql: str) -> list[tuple[str, str, str, str]]:
    if not path.exists():
        return []
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()
