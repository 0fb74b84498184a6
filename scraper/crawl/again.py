"""How many of a site's known pages a run looks at again: a few each night, more where much is new."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from scraper.crawl.recrawl import Past
from scraper.model import Page, PageKind
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.store import Archive, FrontierRow, habits, pages_again


@dataclass(slots=True)
class Again:
    """
    The allowance of each site in one run; pages that name articles are taken from it, all but the first.

    Why: ten thousand known articles, each looked at twice a year, are fifty-five requests a night for nothing
        at a site that has not published for weeks. Who publishes also edits, and his counters move.
    """

    archive: Archive
    settings: Settings
    _new: Counter[str] = field(default_factory=Counter)  # articles of each site in this run
    _naming: Counter[str] = field(default_factory=Counter)  # pages of each site that name articles
    _taken: Counter[str] = field(default_factory=Counter)
    _edited: dict[str, float] = field(default_factory=dict)

    def rows(self, site: str, now: datetime) -> list[FrontierRow]:
        """What of this site may be asked for again now, until its allowance is used up."""
        quiet = max(0, self.settings.rechecks - max(0, self._naming[site] - 1))
        allowed = quiet + self.settings.rechecks_per_new * self._new[site]
        most = allowed - self._taken[site]
        rows = pages_again(self.archive, site, now, most) if most > 0 else []
        self._taken[site] += len(rows)
        return rows

    def note(self, page: Page, outcome: Outcome) -> None:
        """Counts what is new, and what was asked for to find it."""
        self._new[page.site] += outcome in (Outcome.ARCHIVED, Outcome.REVISED)
        self._naming[page.site] += page.kind.is_machine_read or page.kind is PageKind.LISTING

    def past_of(self, row: FrontierRow) -> Past:
        """What the archive knows of the page of this row."""
        is_listing = row.page.kind is PageKind.LISTING
        times = (row.published_at, row.changed_at)
        edited_share = self.edited_share(row.page.site)
        return Past(row.attempts, is_listing, *times, edited_share, row.last_asked_at, row.visits)

    def edited_share(self, site: str) -> float:
        """How many of the site's articles were reworded after they were first seen, from 0 to 1."""
        if site not in self._edited:
            self._edited[site] = habits(self.archive, site).edited_share
        return self._edited[site]
