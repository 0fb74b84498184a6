"""One article under several addresses: found by its words, and cited by the plainest of the addresses."""

import sqlite3
from dataclasses import dataclass, replace
from hashlib import blake2b

from scraper.model import Article, Visit
from scraper.store.columns import to_published, to_text
from scraper.urls import plainness

# Shorter bodies may well be equal: "Informasi selengkapnya dapat dilihat pada lampiran."
_FEWEST_CHARACTERS = 200
_OF_THE_PAGE = "url of the page"  # where an address was read that no page stated


@dataclass(frozen=True, slots=True)
class Twin:
    """An article of the archive that this page shows once more, and the article under the address of both."""

    url: str  # the archive's
    article: Article


def twin_of(connection: sqlite3.Connection, visit: Visit, article: Article) -> Twin | None:
    """
    The article that has these very words, or that this page brought last; None where there is none.

    Why: a page for printing, `/berita/slug` and `/berita/slug.html`, `?page=3` carried along from a listing,
        and a site that answers every address with one page. Which one is visited first makes no difference.
    """
    row = connection.execute(_BROUGHT, {"url": to_text(visit.page.url)}).fetchone()
    wording = _wording(article)
    if row is None and wording is not None:
        row = connection.execute(_SAME, {"site": to_text(visit.page.site), "wording": wording}).fetchone()
    if row is None:
        return None
    url, is_stated = row
    states = article.source_of("url") not in (None, _OF_THE_PAGE)
    if bool(is_stated) is states:
        best = min(url, article.url, key=plainness)
    else:
        best = url if is_stated else article.url
    return Twin(url, replace(article, url=best))


def note_wording(connection: sqlite3.Connection, visit: Visit, article_id: int) -> None:
    """Notes in the caller's transaction the fingerprint of the words that this page shows."""
    wording = _wording(visit.article) if visit.article else None
    if wording is not None:
        connection.execute(_NOTE, (to_text(visit.page.site), wording, article_id))


def _wording(article: Article) -> int | None:
    """64 bits that tell an article's headline, body and date; None where others may well have the same."""
    if len(article.body) < _FEWEST_CHARACTERS:
        return None
    told = f"{article.title}\n{article.body}\n{to_published(article.published_at) or ''}"
    digest = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# An address behind a # is one that another article took over; its own words may come back under it.
_IS_STATED = """
  EXISTS (
    SELECT 1 FROM provenance
    WHERE article = articles.id AND field = 'url' AND source <> 'url of the page')
"""
_SAME = f"""
SELECT articles.url, {_IS_STATED}
FROM wordings JOIN articles ON articles.id = wordings.article
WHERE wordings.site = :site AND wordings.wording = :wording AND instr(articles.url, '#') = 0
ORDER BY articles.id LIMIT 1
"""  # noqa: S608  # fixed terms
# What came from a file has no place in the frontier; its captures tell.
_BROUGHT = f"""
SELECT articles.url, {_IS_STATED}
FROM frontier JOIN articles ON articles.id = frontier.article
WHERE frontier.url = :url AND instr(articles.url, '#') = 0
UNION ALL
SELECT * FROM (
  SELECT articles.url, {_IS_STATED}
  FROM captures JOIN articles ON articles.id = captures.article
  WHERE captures.requested_url = :url AND instr(articles.url, '#') = 0
  ORDER BY captures.fetched_at DESC LIMIT 1)
LIMIT 1
"""  # noqa: S608  # fixed terms
_NOTE = "INSERT INTO wordings(site, wording, article) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
