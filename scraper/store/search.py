"""Full-text search: the articles that have all the words, best first, with the passage that shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from scraper.store.columns import from_published
from scraper.store.database import Archive
from scraper.store.query import RecordQuery, condition_of, has_words, match_of

_MOST_HITS = 20  # where the query sets no limit
_PASSAGE_TOKENS = 32  # FTS5 allows 64
_BEGINNING = 200  # characters

# No stored text has these: to_text takes control characters out.
_OPEN, _CLOSE = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a passage, and whether it is one of the words that were looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, with the passage of its title or body that shows why."""

    article_id: int
    site: str
    url: str
    title: str
    published_at: datetime | date | None
    passage: tuple[Span, ...]


def search(archive: Archive, query: RecordQuery) -> list[Hit]:
    """
    The articles that have all of the query's words, best first; those with them in the title before others.

    Shape: words are looked for without accents and case; words in quotes must stand together. A query without
        any word finds nothing.
    """
    match = match_of(query.words or "") if has_words(query) else ""
    if not match:
        return []
    condition = condition_of(query)
    parameters = {**condition.parameters, "match": match}
    if query.limit is None:
        parameters["limit"] = _MOST_HITS
    # CROSS JOIN: the index first, in order of rank, then the article; never the other way round.
    statement = f"""
SELECT articles.id, site, url, articles.title, published_at,
  snippet(articles_fts, -1, '{_OPEN}', '{_CLOSE}', '…', {_PASSAGE_TOKENS})
FROM articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid
WHERE articles_fts MATCH :match {condition.terms} ORDER BY rank LIMIT :limit
"""  # noqa: S608  # fixed terms; values are parameters
    with archive.reading() as connection:
        return [
            Hit(article_id, site, url, title, from_published(published_at), _spans(passage))
            for article_id, site, url, title, published_at, passage in connection.execute(
                statement, parameters
            )
        ]


def newest(archive: Archive, query: RecordQuery) -> list[Hit]:
    """The articles of the query's site and days, last published first, each with how it begins."""
    condition = condition_of(query)
    parameters = dict(condition.parameters)
    if query.limit is None:
        parameters["limit"] = _MOST_HITS
    statement = f"""
SELECT id, site, url, title, published_at, substr(body, 1, {_BEGINNING})
FROM articles WHERE 1 {condition.terms} ORDER BY published_at DESC, id DESC LIMIT :limit
"""  # noqa: S608  # fixed terms; values are parameters
    with archive.reading() as connection:
        return [
            Hit(article_id, site, url, title, from_published(published_at), (Span(body, False),))
            for article_id, site, url, title, published_at, body in connection.execute(statement, parameters)
        ]


def _spans(passage: str) -> tuple[Span, ...]:
    """The passage, cut at the marks."""
    spans: list[Span] = []
    for i, part in enumerate(passage.split(_OPEN)):
        match, closed, rest = part.partition(_CLOSE)
        if i and closed:
            spans.append(Span(match, True))
            part = rest
        if part:
            spans.append(Span(part, False))
    return tuple(spans)
