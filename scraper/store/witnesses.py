"""What is known of a site's witnesses, and articles to try it on; for `kabar add`."""

from dataclasses import dataclass
from typing import Any

from scraper.store.columns import to_text
from scraper.store.database import Archive


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness as far as it was read."""

    kind: str
    url: str
    says: int | None  # how many articles there are, where it says so
    named: int  # addresses that it named so far
    pages_read: int
    last_number: int | None  # of its last page, where it names it
    is_window: bool  # it names the newest only
    sample: str | None  # an address that it names

    @property
    def about(self) -> int | None:
        """How many articles there are by its own word, or by the length of its pages; None: not known."""
        if self.says is not None or self.last_number is None or not self.pages_read:
            return self.says
        return max(self.named, self.last_number * self.named // self.pages_read)


def witnesses_of(archive: Archive, site: str) -> list[Witness]:
    """The site's witnesses, the cheapest first, those that name nothing left out."""
    with archive.reading() as connection:
        rows = connection.execute(_WITNESSES, (to_text(site),)).fetchall()
    return [_witness(row) for row in rows if row[3]]


def _witness(row: tuple[Any, ...]) -> Witness:
    kind, url, says, named, pages_read, last_number, is_window, sample = row
    return Witness(kind, url, says, named, pages_read, last_number, bool(is_window), sample)


def unread_articles(archive: Archive, site: str, limit: int) -> list[str]:
    """Addresses of articles that were found last and not asked for yet, at most so many."""
    with archive.reading() as connection:
        return [row[0] for row in connection.execute(_UNREAD, (to_text(site), limit))]


_WITNESSES = """
SELECT kind, url, expected,
  (SELECT count(*) FROM claims JOIN frontier ON frontier.id = claims.address
    WHERE claims.witness = witnesses.id AND frontier.kind IN ('article', 'unknown')),
  (SELECT count(*) FROM witness_pages WHERE witness = witnesses.id AND read_at IS NOT NULL),
  last_number, is_window,
  (SELECT frontier.url FROM claims JOIN frontier ON frontier.id = claims.address
    WHERE claims.witness = witnesses.id AND frontier.kind = 'article' LIMIT 1)
FROM witnesses WHERE site = ?
ORDER BY CASE kind
  WHEN 'wordpress' THEN 0 WHEN 'sitemap' THEN 1 WHEN 'feed' THEN 2 WHEN 'listing' THEN 3 ELSE 4 END, id
"""
_UNREAD = """
SELECT url FROM frontier WHERE site = ? AND kind = 'article' AND outcome IS NULL AND due_at IS NOT NULL
ORDER BY id LIMIT ?
"""
