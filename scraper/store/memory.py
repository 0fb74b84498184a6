"""The memory of each site: which blocks of text stand on many of its pages, and what that was learnt from."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from heapq import nsmallest

from scraper.model import SiteMemory
from scraper.store.columns import to_moment, to_text
from scraper.store.database import Archive
from scraper.store.query import VISIBLE
from scraper.text.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page that a site's memory may be learnt from."""

    url: str
    capture: int


def load_memory(archive: Archive, site: str) -> SiteMemory | None:
    """What is known of the blocks of this site; None where nothing was learnt yet."""
    with archive.reading() as connection:
        row = connection.execute("SELECT pages FROM memories WHERE site = ?", (to_text(site),)).fetchone()
        if row is None:
            return None
        counts = connection.execute(
            "SELECT fingerprint, pages FROM site_memory WHERE site = ?", (to_text(site),)
        )
        return SiteMemory(row[0], dict(counts.fetchall()))


def sample_pages(archive: Archive, site: str, most: int) -> list[SamplePage]:
    """
    The pages of this site's articles that its memory is learnt from: those with the least digests of address.

    Why: so the sample depends on what the archive holds, and not on the order in which it came in; a crawl
        that was killed and went on learns the same as one that was not.
    """
    with archive.reading() as connection:
        rows = connection.execute(_PAGES, (to_text(site),))
        chosen = nsmallest(most, ((sha256(url.encode()).digest(), url, capture) for url, capture in rows))
    return [SamplePage(url, capture) for _, url, capture in chosen]


def is_learnt(archive: Archive, site: str, pages: Sequence[SamplePage]) -> bool:
    """Whether the site's memory was learnt from just these pages."""
    with archive.reading() as connection:
        row = connection.execute("SELECT sample FROM memories WHERE site = ?", (to_text(site),)).fetchone()
    return row is not None and row[0] == _sample(pages)


def save_memory(archive: Archive, site: str, memory: SiteMemory, now: datetime) -> None:
    """
    Adds what was learnt to what is known of the site; note_learnt says of which pages.

    Why: what was boilerplate once stays so. The old pages carry it still, and a revisit would find it new.
    """
    with archive.writing() as connection:
        _save(connection, to_text(site), memory)
        connection.execute(_LEARNT, (to_text(site), memory.pages, to_moment(now)))


def note_learnt(archive: Archive, site: str, pages: Sequence[SamplePage]) -> None:
    """Notes that the site's memory was learnt from these pages, and its articles read again with it."""
    with archive.writing() as connection:
        connection.execute("UPDATE memories SET sample = ? WHERE site = ?", (_sample(pages), to_text(site)))


def carriers(archive: Archive, site: str, blocks: Collection[int]) -> list[int]:
    """The numbers of the site's articles whose bodies have a paragraph of these fingerprints."""
    known = frozenset(blocks)
    with archive.reading() as connection:
        rows = connection.execute(_BODIES, (to_text(site),))
        return [
            number
            for number, body in rows
            if any(fingerprint(paragraph) in known for paragraph in body.split("\n\n"))
        ]


def _save(connection: sqlite3.Connection, site: str, memory: SiteMemory) -> None:
    rows = [(site, value, count) for value, count in memory.counts.items()]
    connection.executemany(_REMEMBER, rows)


def _sample(pages: Sequence[SamplePage]) -> str:
    return sha256("\n".join(sorted(page.url for page in pages)).encode()).hexdigest()


# Not of those whose bytes are sealed or gone.
_BODIES = f"SELECT id, body FROM articles WHERE site = ? AND {VISIBLE} ORDER BY id"  # noqa: S608  # fixed terms
_PAGES = """
SELECT url, capture FROM articles WHERE site = ? AND coalesce(forgotten, '') NOT IN ('tombstone', 'erase')
"""
_LEARNT = """
INSERT INTO memories(site, pages, sample, learnt_at) VALUES (?, ?, '', ?)
ON CONFLICT(site) DO UPDATE SET pages = excluded.pages, sample = '', learnt_at = excluded.learnt_at
"""
_REMEMBER = """
INSERT INTO site_memory(site, fingerprint, pages) VALUES (?, ?, ?)
ON CONFLICT(site, fingerprint) DO UPDATE SET pages = max(pages, excluded.pages)
"""
