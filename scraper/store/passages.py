"""Which articles share passages: the same release at another government, whole, in part or reworded."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from scraper.store.columns import from_published
from scraper.store.database import Archive
from scraper.store.query import VISIBLE
from scraper.text.fingerprint import fingerprint_of_words, normalised_words
from scraper.text.shingles import shingles_of_words

_LEAST_WORDS = 8  # of a paragraph; shorter ones are formulas ("Demikian siaran pers ini.")
_BATCH = 200  # articles looked at in one transaction
_MOST_CARRIERS = 40  # articles; a passage that more of them carry is a formula or boilerplate
# Of 30 re-posted records among 1,029, 28 share at least this; the others are a line long.
_LEAST_SHINGLES, _LEAST_SHARE = 3, 0.3
_LOOKED_AT = 0


@dataclass(frozen=True, slots=True)
class Sharing:
    """An article that shares passages with another."""

    article_id: int
    site: str
    url: str
    title: str
    published_at: datetime | date | None
    paragraphs: int  # that stand in both word for word
    share: float  # of the shorter one's shingles that stand in both, 0 to 1


def index_passages(archive: Archive) -> int:
    """
    How many articles were looked at: all that were new or reworded since the last time.

    Why: in small transactions of their own, not with each page: an article that a killed run left out is
        looked at by the next one.
    """
    total = after = 0
    while True:
        with archive.writing() as connection:
            rows = connection.execute(_NOT_LOOKED_AT, (after, _BATCH)).fetchall()
            for article, body in rows:
                _index(connection, article, body)
        if not rows:
            return total
        after = rows[-1][0]
        total += len(rows)


def _index(connection: sqlite3.Connection, article: int, body: str) -> None:
    paragraphs = [normalised_words(text) for text in body.split("\n\n")]
    passages = {_LOOKED_AT, *_passages_of_words(paragraphs)}
    connection.executemany("INSERT OR IGNORE INTO shared_passages VALUES (?, ?)", _pairs(passages, article))
    connection.executemany(
        "INSERT OR IGNORE INTO shared_shingles VALUES (?, ?)",
        _pairs(shingles_of_words(" ".join(paragraphs)), article),
    )


def passages_of(paragraphs: Iterable[str]) -> set[int]:
    """The fingerprints of the paragraphs that are long enough to tell a release by."""
    return _passages_of_words(map(normalised_words, paragraphs))


def _passages_of_words(paragraphs: Iterable[str]) -> set[int]:
    return {fingerprint_of_words(words) for words in paragraphs if words.count(" ") >= _LEAST_WORDS - 1}


def _pairs(values: Iterable[int], article: int) -> list[tuple[int, int]]:
    return [(value, article) for value in sorted(values)]


def sharing(archive: Archive, article_id: int) -> list[Sharing]:
    """
    The other articles that carry passages of this one, most of it first; those of its own site too.

    Shape: none for an article that was not looked at yet, or that readers may not see.
    """
    with archive.reading() as connection:
        paragraphs = dict(connection.execute(_SAME_PARAGRAPHS, (article_id, _MOST_CARRIERS)).fetchall())
        runs = dict(connection.execute(_SAME_SHINGLES, (article_id, _MOST_CARRIERS)).fetchall())
        sizes = {number: _size(connection, number) for number in {article_id, *runs}}
        found = []
        for number in paragraphs.keys() | runs.keys():
            least = min(sizes.get(number, 0), sizes[article_id])
            share = runs.get(number, 0) / least if least else 0.0
            is_reworded = runs.get(number, 0) >= _LEAST_SHINGLES and share >= _LEAST_SHARE
            if number in paragraphs or is_reworded:
                found.append((paragraphs.get(number, 0), share, number))
        found.sort(key=lambda each: (-each[1], -each[0], each[2]))
        rows = ((connection.execute(_ARTICLE, (number,)).fetchone(), n, share) for n, share, number in found)
        return [
            Sharing(number, site, url, title, from_published(at), same, share)
            for (number, site, url, title, at), same, share in rows
        ]


def _size(connection: sqlite3.Connection, article: int) -> int:
    row = connection.execute("SELECT count(*) FROM shared_shingles WHERE article = ?", (article,)).fetchone()
    return int(row[0])


_NOT_LOOKED_AT = """
SELECT id, body FROM articles
WHERE id > ? AND NOT EXISTS (SELECT 1 FROM shared_passages WHERE article = articles.id) ORDER BY id LIMIT ?
"""
_SAME = f"""
SELECT other.article, count(*) FROM %(table)s AS own
JOIN %(table)s AS other ON other.%(value)s = own.%(value)s AND other.article <> own.article
JOIN articles ON articles.id = other.article AND articles.{VISIBLE}
JOIN articles AS mine ON mine.id = own.article AND mine.{VISIBLE}
WHERE own.article = ? AND own.%(value)s <> 0
  AND (SELECT count(*) FROM %(table)s AS carrier WHERE carrier.%(value)s = own.%(value)s) <= ?
GROUP BY other.article
"""  # noqa: S608  # fixed terms; values are parameters
_SAME_PARAGRAPHS = _SAME % {"table": "shared_passages", "value": "fingerprint"}
_SAME_SHINGLES = _SAME % {"table": "shared_shingles", "value": "shingle"}
_ARTICLE = "SELECT id, site, url, title, published_at FROM articles WHERE id = ?"
