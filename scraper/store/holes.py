"""Goes on behind a page of a listing that cannot be had: the next number or two are asked for, if need be."""

import sqlite3
from datetime import datetime

from scraper.model import Page, PageKind
from scraper.outcome import Outcome
from scraper.store.columns import to_text
from scraper.store.endings import find_pages
from scraper.urls import paging_of, with_page

_NO_HOLE = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.REFUSED_ADDRESS, Outcome.CUT, Outcome.UNREACHABLE})


def go_round(connection: sqlite3.Connection, page: Page, outcome: Outcome, now: datetime) -> list[Page]:
    """
    The page behind this one of a walk, where this one cannot be had; inside the caller's transaction.

    Why two numbers at most, and none behind one that nothing links to: what is missing there is the end.
    """
    is_hole = outcome is Outcome.GONE or (outcome.is_failure and outcome not in _NO_HOLE)
    row = connection.execute(_PLACE, (to_text(page.url),)).fetchone() if is_hole else None
    paging = paging_of(page.url)
    if row is None or paging is None or page.kind is not PageKind.LISTING:
        return []
    address, witness, number, origin, is_guess, is_behind_hole = row
    if is_guess and outcome is Outcome.GONE:
        connection.execute(_NOT_DUE, (address,))
    if origin is None or (is_guess and not is_behind_hole):
        return []
    before = paging_of(origin)
    step = paging.number - (before.number if before else 0 if paging.is_offset else 1)
    following = with_page(page.url, paging.number + max(step, 1))
    new = find_pages(connection, [Page(following, page.site, page.kind, None, page.url)], now)
    connection.execute(_EXPECT, (witness, number + max(step, 1), to_text(following)))
    return new


# A page of a walk that was never read; the page that leads to it, whether that is a link, and whether it is
# a hole itself to which one led.
_PLACE = """
SELECT frontier.id, own.witness, own.number, frontier.discovered_from, frontier.href IS NULL,
  EXISTS (SELECT 1 FROM frontier AS origin JOIN witness_pages ON witness_pages.address = origin.id
    WHERE origin.url = frontier.discovered_from AND origin.href IS NOT NULL AND read_at IS NULL)
FROM frontier JOIN witness_pages AS own ON own.address = frontier.id
WHERE frontier.url = ? AND own.read_at IS NULL
"""
_NOT_DUE = "UPDATE frontier SET due_at = NULL WHERE id = ?"
_EXPECT = """
INSERT INTO witness_pages(address, witness, number)
SELECT id, ?1, ?2 FROM frontier WHERE url = ?3 ON CONFLICT DO NOTHING
"""
