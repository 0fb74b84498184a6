"""What a run takes out of the frontier next, site by site, as its queues run empty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scraper.crawl.again import Again
from scraper.crawl.discover.ids import walk_numbers
from scraper.model import Page
from scraper.sites import Site
from scraper.store import (
    PRIORITIES,
    WITNESSES,
    Archive,
    FrontierRow,
    Within,
    barred_urls,
    due_pages,
    entrance,
    known_pages,
)

_LEAST_ROWS, _MOST_ROWS, _ROWS_A_SITE = 500, 5_000, 20  # read at once, fair over hosts


def seed_rows(
    archive: Archive, seeds: Sequence[Page], *, longest_first: bool
) -> tuple[list[tuple[Page, FrontierRow | None]], list[Page]]:
    """The seeds, each with what the archive knows of it, and those whose articles were forgotten."""
    urls = [page.url for page in seeds]
    barred, known = barred_urls(archive, urls), known_pages(archive, urls)
    rows = [(page, known.get(page.url)) for page in seeds if page.url not in barred]
    if longest_first:  # who was asked longest ago comes first, for there may be no time for all
        rows.sort(key=lambda pair: str((pair[1] and pair[1].last_asked_at) or ""))
    return rows, [page for page in seeds if page.url in barred]


@dataclass(slots=True)
class Supply:
    """
    The rows of the followed sites; made for one run and gone with it.

    Why only those of hungry sites: the rows of a slow host may wait for hours, and must neither be read again
        for each page nor keep a quick one from its own.
    """

    archive: Archive
    again: Again
    follow: set[str]  # sites
    within: Within
    sites: tuple[Site, ...]
    hungry: set[str] = field(init=False)  # sites that may have something due, and nothing that waits

    def __post_init__(self) -> None:
        self.hungry = set(self.follow)

    def entrances(self, without: set[str]) -> list[FrontierRow]:
        """The first page of each followed site but these, where the run asks for what names articles."""
        sites = sorted(self.follow - without) if WITNESSES in self.within.priorities else []
        return [row for site in sites for row in entrance(self.archive, site)]

    def find_more(self, now: datetime, left: Collection[str]) -> bool:
        """Whether running numbers gave more to ask for, now that nothing else is due; none of hosts left."""
        if self.within != Within():
            return False
        resting = {
            site.name for site in self.sites for host in left if host.removeprefix("www.") in site.hosts
        }
        more = {site for site in sorted(self.follow - resting) if walk_numbers(self.archive, site, now)}
        self.hungry |= more
        return bool(more)

    def take(self, now: datetime) -> list[FrontierRow]:
        """What is due of the hungry sites, fed by this: fresh pages, else known ones once more."""
        sites, self.hungry = self.hungry & self.follow, set()
        if not sites:
            return []
        limit = max(_LEAST_ROWS, min(_MOST_ROWS, _ROWS_A_SITE * len(sites)))
        rows = due_pages(
            self.archive, now=now, sites=sorted(sites), fresh=True, limit=limit, within=self.within
        )
        if self.within.priorities != PRIORITIES:
            return rows  # a look at what names articles
        empty = sites.difference(row.page.site for row in rows)
        return rows + [row for site in sorted(empty) for row in self.again.rows(site, now)]
