"""Where a new address stands in the frontier, and the budgets that keep a site without end out of it."""

import sqlite3
from dataclasses import dataclass, field

from scraper.model import Page, PageKind
from scraper.store.columns import to_text
from scraper.urls import chain_key, lists_again, path_of, shape_of, traps_in

WITNESSES, LISTINGS, ARTICLES, AGAIN = PRIORITIES = (0, 1, 2, 3)

# Addresses of one shape that were asked for in a row and brought neither an article nor a new address, before
# the rest of them is left out; each that brought something buys ten more. The largest site seen has 40 pages
# in a row that are neither (a gallery).
_MOST_BARREN, _MORE_FOR_EACH = 100, 10
_MOST_DEPTH = 20  # links from where the crawl began; the farthest article seen is 4 from its listing
_MOST_INDEXES = 4  # sitemap indexes within each other
_ENOUGH_ARTICLES, _ENOUGH_SHARE = 5, 0.5  # of a shape, until its addresses count as articles'
_WITH_CATEGORIES = ("/category/", "/kategori/", "/categories/")


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a new address stands: its turn, how far it is from the start, its shape, why it is cut."""

    priority: int
    depth: int
    pattern: int
    cut: str | None = None  # why it is not asked for


def priority_of(kind: PageKind, url: str) -> int:
    """An address' turn: what tells of articles, then listings, then articles, then what repeats them."""
    if kind.is_machine_read:
        return WITNESSES
    if kind is not PageKind.LISTING:
        return ARTICLES
    path = path_of(url)
    if path == "/":
        return WITNESSES
    return AGAIN if lists_again(url) or any(word in path for word in _WITH_CATEGORIES) else LISTINGS


@dataclass(slots=True)
class Placer:
    """Places the new pages that one visit found: most are of a few shapes, and all of one origin."""

    connection: sqlite3.Connection
    _patterns: dict[tuple[str, str], tuple[int, int, int, int, int | None]] = field(default_factory=dict)
    _origins: dict[str, tuple[int | None, bool]] = field(default_factory=dict)

    def place(self, page: Page) -> Placing:
        """Where this page, which was not known, stands; inside the caller's transaction."""
        depth = self._depth(page)
        shape = shape_of(page.url)
        row = self._pattern(to_text(page.site), to_text(shape))
        cut = traps_in(page.url) or _too_deep(page, depth)
        if cut is None and path_of(page.url) != "/":
            cut = _spent(page, shape, *row[1:])
        return Placing(priority_of(page.kind, page.url), depth, row[0], cut)

    def _pattern(self, site: str, shape: str) -> tuple[int, int, int, int, int | None]:
        """The number of a shape, which is known from now on, and what asking for such addresses brought."""
        row = self._patterns.get((site, shape))
        if row is None:
            row = self.connection.execute(_PATTERN, (site, shape)).fetchone()
            if row is None:
                self.connection.execute(_KNOW, (site, shape))
                row = self.connection.execute(_PATTERN, (site, shape)).fetchone()
            self._patterns[site, shape] = row
        return row

    def _depth(self, page: Page) -> int:
        """
        How many links it is from the start; the pages of one listing are all as far as its first.

        Why also those that only look alike: not every theme writes a page's number as paging.py knows it, and
            a listing may have a thousand pages. What looks alike and brings nothing has its own budget.
        """
        origin = page.discovered_from
        row = self._origin(origin) if origin else None
        if origin is None or row is None:
            return 0
        depth, is_listing = row
        is_next = chain_key(page.url) == chain_key(origin) or (
            is_listing and shape_of(page.url) == shape_of(origin)
        )
        return int(depth or 0) + (0 if is_next and page.kind is not PageKind.SITEMAP else 1)

    def _origin(self, url: str) -> tuple[int | None, bool] | None:
        """How far a page is from the start, and whether it is a listing; None where it is not known yet."""
        row = self._origins.get(url)
        if row is None:
            row = self.connection.execute(_DEPTH, (to_text(url),)).fetchone()
            if row is not None:
                self._origins[url] = row
        return row


def _spent(
    page: Page, shape: str, brought: int, barren: int, has_articles: int, turned: int | None
) -> str | None:
    """
    Why the budget of its shape leaves this page out; None where it does not.

    Why not each page of a shape whose listings are spent: an article may look like them.
    """
    if is_spent(brought, barren):
        return spent(shape, barren)
    if turned is None or page.kind.is_machine_read:
        return None
    is_alike = page.kind is PageKind.UNKNOWN or (
        page.discovered_from is not None and shape_of(page.discovered_from) == shape
    )
    is_cut = page.kind is PageKind.LISTING or (is_alike and not has_articles)
    return turned_over(shape, turned) if is_cut else None


def is_spent(brought: int, barren: int) -> bool:
    """Whether so many addresses of one shape in a row brought nothing that the rest is not asked for."""
    return barren >= _MOST_BARREN + _MORE_FOR_EACH * brought


def spent(shape: str, barren: int) -> str:
    """The reason for a cut, for a person."""
    return f"the last {barren} addresses like {shape} brought nothing new"


def turned_over(shape: str, turned: int) -> str:
    """The reason for a cut of listings, for a person."""
    return f"the last {turned} listings like {shape} named no other articles"


def _too_deep(page: Page, depth: int) -> str | None:
    if depth > _MOST_DEPTH or (page.kind is PageKind.SITEMAP and depth > _MOST_INDEXES):
        return f"{depth} links from where the crawl began"
    return None


_KNOW = "INSERT INTO patterns(site, shape) VALUES (?, ?)"
_PATTERN = """
SELECT id, brought, barren, articles, spent FROM patterns
LEFT JOIN shape_turns ON shape_turns.pattern = patterns.id WHERE site = ? AND shape = ?
"""
_DEPTH = "SELECT depth, outcome IS 'listing' FROM frontier WHERE url = ?"
