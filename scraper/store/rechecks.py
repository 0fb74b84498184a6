"""Which pages that were had before are looked at again: a site's share of a night, and its habits."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scraper.store.columns import to_moment
from scraper.store.database import Archive
from scraper.store.frontier import SELECT_PAGES, FrontierRow, frontier_rows
from scraper.store.migrations.politeness import NOT_HAD
from scraper.store.patterns import ARTICLES


@dataclass(frozen=True, slots=True)
class Habits:
    """How a site treats what it has published."""

    edited_share: float = 0.0  # of its articles, those whose words changed later


def pages_again(archive: Archive, site: str, now: datetime, most: int) -> list[FrontierRow]:
    """
    At most so many articles of the site that were had once and are due again.

    Shape: half of them those that became due last, half those that wait longest; the odd one in turns.
    Why: what became due last was looked at lately, so it is young; what waits longest must have its turn too.
    """
    moment = to_moment(now)
    with archive.reading() as connection:
        newest = (most + now.toordinal() % 2) // 2
        return frontier_rows(connection, _either_end(connection, (site, moment), newest, most))


def entrance(archive: Archive, site: str) -> list[FrontierRow]:
    """The home or listing page of this site that a person or a profile named first; one row or none."""
    with archive.reading() as connection:
        return frontier_rows(connection, connection.execute(_ENTRANCE, (site,)).fetchall())


def home_before(archive: Archive, url: str) -> int | None:
    """The capture that shows how the page at this address last stood as the site's own; None: none does."""
    with archive.reading() as connection:
        row = connection.execute(_BEFORE, (url,)).fetchone()
    return row[0] if row else None


def habits(archive: Archive, site: str) -> Habits:
    """How this site has treated its articles so far."""
    with archive.reading() as connection:
        (edited,) = connection.execute(_EDITED, (site,)).fetchone()
        (articles,) = connection.execute("SELECT count(*) FROM articles WHERE site = ?", (site,)).fetchone()
    return Habits(edited / articles if articles else 0.0)


_AGAIN = f"{SELECT_PAGES}WHERE site = ? AND priority = {ARTICLES} AND due_at <= ? AND NOT {NOT_HAD}"
_NEWEST = _AGAIN + " ORDER BY due_at DESC, id DESC LIMIT ?"
_LONGEST = _AGAIN + " ORDER BY due_at, id LIMIT ?"
_ENTRANCE = (
    SELECT_PAGES + "WHERE site = ? AND discovered_from IS NULL AND kind = 'listing' ORDER BY id LIMIT 1"
)
# A site of which nothing was archived has nothing that another could be taken for.
_BEFORE = """
SELECT id FROM captures
WHERE requested_url = ? AND status = 200 AND outcome IN ('archived', 'unchanged', 'revised', 'listing')
  AND EXISTS (SELECT 1 FROM articles WHERE articles.site = captures.site)
ORDER BY id DESC LIMIT 1
"""
_EDITED = "SELECT count(*) FROM articles WHERE site = ? AND revision > 1"


def _either_end(connection: sqlite3.Connection, terms: tuple[str, str], latest: int, most: int) -> list[Any]:
    """Rows from both ends of the queue, each once."""
    newest = connection.execute(_NEWEST, (*terms, latest)).fetchall()
    longest = connection.execute(_LONGEST, (*terms, most)).fetchall()
    seen = {row[0] for row in newest}
    return (newest + [row for row in longest if row[0] not in seen])[:most]
