"""What the frontier holds of addresses with running numbers; for the walk back through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scraper.store.columns import to_moment, to_text
from scraper.store.database import Archive


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address that ends in a number, and whether it brought an article."""

    url: str
    discovered_from: str | None
    is_kept: bool


def numbered_addresses(archive: Archive, site: str) -> Iterator[Numbered]:
    """The site's addresses of articles that may end in a running number."""
    with archive.reading() as connection:
        for url, origin, article in connection.execute(_NUMBERED, (to_text(site),)):
            yield Numbered(url, origin, article is not None)


def is_named_whole(archive: Archive, site: str) -> bool:
    """
    Whether a witness of the site was read to its end: WordPress, a sitemap, or a listing of several pages.

    Why not a listing of one page: it shows the newest only.
    """
    with archive.reading() as connection:
        return bool(connection.execute(_WHOLE, (to_text(site),)).fetchone()[0])


def note_numbers(archive: Archive, site: str, template: str, words: str) -> None:
    """Notes how far the walk through a template's numbers is, and the articles that it is a witness of."""
    prefix = template.partition("{}")[0]
    with archive.writing() as connection:
        connection.execute(_KNOW, (to_text(site), to_text(template)))
        key = (to_text(words), to_moment(datetime.now(UTC)), to_text(site), to_text(template))
        connection.execute(_NOTE, key)
        connection.execute(_CLAIM, (to_text(site), to_text(template), to_text(prefix)))


_NUMBERED = """
SELECT url, discovered_from, article FROM frontier
WHERE site = ? AND kind = 'article' AND (url GLOB '*[0-9]' OR url GLOB '*[0-9]/' OR url GLOB '*[0-9].htm*')
"""
_WHOLE = """
SELECT EXISTS (
  SELECT 1 FROM witnesses WHERE site = ? AND kind IN ('wordpress', 'sitemap', 'listing') AND NOT is_window
    AND (SELECT count(*) FROM claims WHERE witness = witnesses.id) > 0
    AND (SELECT count(*) FROM witness_pages WHERE witness = witnesses.id)
      >= CASE kind WHEN 'listing' THEN 2 ELSE 1 END
    AND NOT EXISTS (
      SELECT 1 FROM witness_pages JOIN frontier ON frontier.id = witness_pages.address
      WHERE witness = witnesses.id AND read_at IS NULL AND (outcome IS NOT 'gone' OR href IS NOT NULL)))
"""
_KNOW = """
INSERT INTO witnesses(site, kind, url, is_window, tells_news) VALUES (?, 'ids', ?, 0, 0)
ON CONFLICT DO NOTHING
"""
_NOTE = "UPDATE witnesses SET detail = ?, asked_at = ? WHERE site = ? AND kind = 'ids' AND url = ?"
_CLAIM = """
INSERT OR IGNORE INTO claims(witness, address)
SELECT witnesses.id, frontier.id FROM frontier
JOIN witnesses ON witnesses.site = frontier.site AND witnesses.kind = 'ids' AND witnesses.url = ?2
WHERE frontier.site = ?1 AND frontier.article IS NOT NULL AND substr(frontier.url, 1, length(?3)) = ?3
"""
