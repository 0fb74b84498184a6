"""Counts what asking for addresses of one shape brings, and cuts what waits of one that brings no more."""

import sqlite3
from dataclasses import dataclass

from scraper.model import Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.store.columns import to_text
from scraper.store.patterns import WITNESSES, is_spent, spent, turned_over
from scraper.urls import lists_again, lists_days, paging_of

# Listings of one shape that were asked for in a row and named no articles but those that others of the shape
# had named; each that brought an unknown one buys one more. Where a page has spent shapes already, with other
# parameters, half as many for each of them, but five.
_MOST_TURNING, _MOST_BOUGHT, _FEWEST_TURNING = 20, 10, 5
_UNPROVEN = 10  # addresses of a shape that were asked for and none an article, until it names none
_UNPROVEN_WALK = 50  # the same for the pages of one plain walk, which ends by itself
_NEUTRAL = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.REFUSED_ADDRESS, Outcome.CUT})


@dataclass(frozen=True, slots=True)
class Gain:
    """What a visit made known: pages that nobody had named, and how many its own witness had not."""

    new: tuple[Page, ...] = ()
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape of addresses and its counts."""

    id: int
    site: str
    shape: str
    brought: int
    barren: int
    turning: int
    spent: int | None
    articles: int


def count_ending(connection: sqlite3.Connection, visit: Visit, outcome: Outcome, gain: Gain) -> None:
    """
    Notes on the page's shape what its first visit brought; where a budget is spent, cuts what waits of it.

    Why a listing of known articles is no waste: an old month's page is known by the sitemap, and still names
        others than the month before. A filter or a calendar names the same again and again.
    """
    row = connection.execute(_OF_ADDRESS, (to_text(visit.page.url),)).fetchone()
    if row is None or row[0] != 1 or outcome.is_failure or outcome in _NEUTRAL:
        return
    shape = _Shape(*row[1:])
    is_article = visit.article is not None
    turns = not is_article and outcome is Outcome.LISTING and _may_multiply(shape.shape)
    more = turns and _names_more(connection, visit, shape, gain)
    brought = is_article or any(
        page.kind is PageKind.ARTICLE and _is_hopeful(connection, page, shape) for page in gain.new
    )
    is_up = brought or (more and (lists_days(visit.page.url) or not lists_again(visit.page.url)))
    connection.execute(_COUNT, (is_article, brought, is_up, shape.id))
    if turns or (brought and _may_multiply(shape.shape)):
        connection.execute(_TURN, {"pattern": shape.id, "turns": 0 if brought or more else 1})
    if not is_up:
        _cut(connection, _Shape(*connection.execute(_OF_ADDRESS, (to_text(visit.page.url),)).fetchone()[1:]))


def _may_multiply(shape: str) -> bool:
    """Whether there can be addresses of this shape without end: numbers and parameters are combined anew."""
    return "#" in shape or "?" in shape


def _names_more(connection: sqlite3.Connection, visit: Visit, shape: _Shape, gain: Gain) -> bool:
    """Whether the listing names an article that no other listing of its shape named; of a walk: its own."""
    said = visit.testimony
    if said is None:
        return False
    pages = [claim.page for claim in said.claims]
    paging = paging_of(visit.page.url)
    if paging is not None and "?" not in paging.first and not said.is_again:
        return gain.fresh > 0 and any(_is_hopeful(connection, page, shape, _UNPROVEN_WALK) for page in pages)
    family, named = _family(connection, shape), 0
    for page in pages:
        if _is_hopeful(connection, page, shape):
            named += connection.execute(_NAME, (family, to_text(page.url))).rowcount
    return named > 0


def _family(connection: sqlite3.Connection, shape: _Shape) -> int:
    """The shape whose names count: of addresses with parameters, all of their page, whatever is combined."""
    path, mark, _ = shape.shape.partition("?")
    if not mark:
        return shape.id
    connection.execute(_KNOW, (shape.site, path + mark))
    return int(connection.execute(_ID, (shape.site, path + mark)).fetchone()[0])


def _is_hopeful(connection: sqlite3.Connection, page: Page, shape: _Shape, unproven: int = _UNPROVEN) -> bool:
    """
    Whether this address is an article's, or may be.

    Why none of the listing's own shape: the days of a calendar may look like articles, and lead on to others.
    """
    row = connection.execute(_HOPE, (to_text(page.url),)).fetchone()
    if row is None:
        return False
    has_article, pattern, asked, articles = row
    return bool(has_article) or (pattern != shape.id and (articles > 0 or asked < unproven))


def _cut(connection: sqlite3.Connection, shape: _Shape) -> None:
    if is_spent(shape.brought, shape.barren):
        connection.execute(_CUT, (spent(shape.shape, shape.barren), shape.id))
    elif shape.spent is None and shape.turning >= _FEWEST_TURNING and _is_turned_over(connection, shape):
        connection.execute(_SPEND, (shape.id,))
        reason = turned_over(shape.shape, shape.turning)
        connection.execute(_CUT_LISTINGS, (reason, shape.id, shape.articles == 0))


def _is_turned_over(connection: sqlite3.Connection, shape: _Shape) -> bool:
    """Whether so many listings of the shape in a row named nothing more that the rest is not asked for."""
    path = shape.shape.partition("?")[0]
    (others,) = connection.execute(_SPENT_BESIDE, (shape.site, f"{path}?", f"{path}@")).fetchone()
    least = max(_FEWEST_TURNING, _MOST_TURNING >> others) if "?" in shape.shape else _MOST_TURNING
    return shape.turning >= least + min(shape.brought, _MOST_BOUGHT)


_OF_ADDRESS = """
SELECT frontier.visits, patterns.id, patterns.site, shape, brought, barren, coalesce(turning, 0), spent,
  articles
FROM frontier JOIN patterns ON patterns.id = frontier.pattern
LEFT JOIN shape_turns ON shape_turns.pattern = patterns.id
WHERE frontier.url = ?
"""
_COUNT = """
UPDATE patterns SET asked = asked + 1, articles = articles + ?, brought = brought + ?,
  barren = CASE WHEN ? THEN 0 ELSE barren + 1 END
WHERE id = ?
"""
_TURN = """
INSERT INTO shape_turns(pattern, turning) VALUES (:pattern, :turns)
ON CONFLICT DO UPDATE SET turning = CASE :turns WHEN 0 THEN 0 ELSE turning + 1 END
"""
_KNOW = "INSERT INTO patterns(site, shape) VALUES (?, ?) ON CONFLICT DO NOTHING"
_ID = "SELECT id FROM patterns WHERE site = ? AND shape = ?"
_NAME = """
INSERT INTO shape_names(pattern, address) SELECT ?, id FROM frontier WHERE url = ? ON CONFLICT DO NOTHING
"""
_HOPE = """
SELECT frontier.article IS NOT NULL, patterns.id, patterns.asked, patterns.articles
FROM frontier LEFT JOIN patterns ON patterns.id = frontier.pattern
WHERE frontier.url = ? AND frontier.outcome IS NOT 'cut' AND frontier.outcome IS NOT 'listing'
"""
_SPENT_BESIDE = """
SELECT count(*) FROM patterns JOIN shape_turns ON shape_turns.pattern = patterns.id
WHERE site = ? AND shape >= ? AND shape < ? AND spent IS NOT NULL
"""
_SPEND = "UPDATE shape_turns SET spent = turning WHERE pattern = ?"
_CUT = f"""
UPDATE frontier SET outcome = '{Outcome.CUT}', detail = ?, due_at = NULL
WHERE pattern = ? AND outcome IS NULL AND priority <> {WITNESSES}
"""  # noqa: S608  # our own words
# Also what may be an article by its address, where none of the shape was one and a page of it names it.
_CUT_LISTINGS = f"""
UPDATE frontier SET outcome = '{Outcome.CUT}', detail = ?, due_at = NULL
WHERE pattern = ? AND outcome IS NULL AND priority <> {WITNESSES} AND (kind = 'listing' OR ? AND (
  kind = 'unknown' OR EXISTS (
    SELECT 1 FROM frontier AS origin WHERE origin.url = frontier.discovered_from
      AND origin.pattern = frontier.pattern)))
"""  # noqa: S608  # our own words
