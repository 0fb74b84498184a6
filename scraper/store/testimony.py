"""Writes what a witness said, in the transaction of its page, and decides where its walk goes on."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scraper.model import Claim, Page, PageKind, Testimony, Visit, WitnessKind
from scraper.outcome import Outcome
from scraper.store.columns import to_moment, to_text
from scraper.store.endings import find_pages
from scraper.store.holes import go_round
from scraper.store.patterns import AGAIN, priority_of
from scraper.store.rhythm import set_due

# Articles that one page of a witness may call changed and thereby make due; a witness that calls most of what
# it names changed is a clock, not a witness.
_MOST_CHANGED, _CLOCK_SHARE, _FEW = 50, 0.5, 10
_ASKED_FOR = 100  # posts of WordPress, which names only the changed ones of them if asked to


_LISTING = PageKind.LISTING


@dataclass(frozen=True, slots=True)
class News:
    """What a page said that was not known: pages, and how many addresses its witness had not named before."""

    pages: tuple[Page, ...] = ()
    fresh: int = 0


def hear(connection: sqlite3.Connection, visit: Visit, outcome: Outcome, now: datetime) -> News:
    """What this page says that was not known; inside the caller's transaction."""
    said = visit.testimony
    address = _address(connection, visit.page.url)
    if address is None:
        return News()
    if said is None:
        is_listed = outcome is Outcome.UNCHANGED and visit.article is None and visit.page.kind is _LISTING
        if is_listed or (visit.page.kind.is_machine_read and not outcome.is_failure):
            set_due(connection, address, visit, fresh=0)
        return News(tuple(go_round(connection, visit.page, outcome, now)))
    if said.is_again:
        return News(tuple(_walk_again(connection, visit, said, now)))
    witness, was_read = _witness(connection, address, visit, said, now)
    least = _ASKED_FOR if said.kind is WitnessKind.WORDPRESS else 0
    new, fresh = _claim(connection, witness, said.claims, now, least)
    _note_page(connection, (address, witness, said.number, len(said.claims), fresh, to_moment(now)))
    new += _parts(connection, witness, said.parts, now)
    if said.follows and _goes_on(connection, visit, witness, fresh):
        new += _follow(connection, witness, said, now)
    elif said.follows and was_read and not fresh:
        connection.execute(_DETAIL, (f"page {said.number} showed only what is known", witness))
    if said.is_cut:
        told = f"more than is taken from one file: {to_text(visit.page.url)}"
        connection.execute(_DETAIL, (told, witness))
    set_due(connection, address, visit, fresh=fresh if was_read else 0)
    if said.is_window and was_read and fresh and fresh == len(said.claims):
        _wake_others(connection, visit, now)
    return News(tuple(new), fresh)


def _walk_again(connection: sqlite3.Connection, visit: Visit, said: Testimony, now: datetime) -> list[Page]:
    """What a tag's or an author's listing brings; its next page only while it brings something."""
    new = find_pages(connection, (claim.page for claim in said.claims), now)
    if said.follows and new:
        new += find_pages(connection, [said.follows], now)
    address = _address(connection, visit.page.url)
    if address is not None:
        set_due(connection, address, visit, fresh=len(new))
    return new


def _witness(
    connection: sqlite3.Connection, address: int, visit: Visit, said: Testimony, now: datetime
) -> tuple[int, bool]:
    """The witness that this page belongs to, and whether the page had been read before."""
    known = connection.execute(_PAGE, (address,)).fetchone()
    if known is None:
        key = (to_text(visit.page.site), said.kind, to_text(said.url))
        connection.execute(_KNOW, (*key, said.is_window, said.tells_news))
        (witness,) = connection.execute(_ID, key).fetchone()
    else:
        witness = known[0]
    heard = (said.expected, said.last_number, to_moment(now), said.tells_news, witness)
    connection.execute(_HEARD, heard)
    return int(witness), known is not None and known[1] is not None


def _claim(
    connection: sqlite3.Connection, witness: int, claims: Iterable[Claim], now: datetime, least: int = 0
) -> tuple[list[Page], int]:
    """
    The pages that were not known, and how many the witness had not named before.

    Shape: least is of how many at the least the changed ones are a share.
    """
    claims = tuple(claims)
    new = find_pages(connection, (claim.page for claim in claims), now)
    fresh, changed = 0, []
    for claim in claims:
        found = connection.execute(_CLAIMED, (to_text(claim.page.url),)).fetchone()
        if found is None:
            continue
        address, is_cut = found
        moment = to_moment(claim.changed) if claim.changed else None
        row = {"witness": witness, "address": address, "published": claim.published, "changed": moment}
        if connection.execute(_CLAIM, row).rowcount:
            fresh += not is_cut
        elif connection.execute(_CHANGED, row).rowcount:
            changed.append(address)
    if len(changed) <= max(_FEW, _CLOCK_SHARE * max(len(claims), least)):
        for address in changed[:_MOST_CHANGED]:
            connection.execute(_AGAIN_DUE, (to_moment(now), address, to_moment(now)))
    return new, fresh


def _parts(connection: sqlite3.Connection, witness: int, parts: Iterable[Claim], now: datetime) -> list[Page]:
    """The files of a sitemap index: new ones, and those that changed since they were read, are asked for."""
    parts = tuple(parts)
    new = find_pages(connection, (part.page for part in parts), now)
    for number, part in enumerate(parts, 2):  # the index itself is 1
        address = _address(connection, part.page.url)
        if address is not None:
            connection.execute(_EXPECT, (address, witness, number))
            changed = to_moment(part.changed) if part.changed else None
            connection.execute(_PART_DUE, (to_moment(now), address, changed))
            row = {"witness": witness, "address": address, "published": None, "changed": changed}
            connection.execute(_BOUND, row)
    return new


def _goes_on(connection: sqlite3.Connection, visit: Visit, witness: int, fresh: int) -> bool:
    """
    Whether the witness's next page is asked for: while it names what it had not named.

    Why a category's walk also ends where other witnesses name all of its page: then they name the rest.
    """
    if not fresh:
        return False
    if visit.page.kind is PageKind.LISTING and priority_of(visit.page.kind, visit.page.url) == AGAIN:
        site = to_text(visit.page.site)
        (others,) = connection.execute(_NOT_NAMED_ELSEWHERE, (witness, site)).fetchone()
        return bool(others)
    return True


def _follow(connection: sqlite3.Connection, witness: int, said: Testimony, now: datetime) -> list[Page]:
    if said.follows is None:
        return []
    new = find_pages(connection, [said.follows], now)
    address = _address(connection, said.follows.url)
    if address is not None:
        connection.execute(_EXPECT, (address, witness, said.number + 1))
        connection.execute(_PULL, (to_moment(now), address, to_moment(now)))
        until = to_moment(said.follows_until) if said.follows_until else None
        row = {"witness": witness, "address": address, "published": None, "changed": until}
        connection.execute(_BOUND, row)
    connection.execute(_DETAIL, (None, witness))
    return new


def _wake_others(connection: sqlite3.Connection, visit: Visit, now: datetime) -> None:
    """A feed of nothing but news may have left some out: the other witnesses are asked at once."""
    connection.execute(_WAKE, (to_moment(now), to_text(visit.page.site), to_moment(now)))


def _note_page(connection: sqlite3.Connection, row: tuple[object, ...]) -> None:
    connection.execute(_READ, row)


def _address(connection: sqlite3.Connection, url: str) -> int | None:
    row = connection.execute("SELECT id FROM frontier WHERE url = ?", (to_text(url),)).fetchone()
    return int(row[0]) if row else None


_CLAIMED = "SELECT id, outcome IS 'cut' FROM frontier WHERE url = ?"
_PAGE = "SELECT witness, read_at FROM witness_pages WHERE address = ?"
_KNOW = """
INSERT INTO witnesses(site, kind, url, is_window, tells_news) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_ID = "SELECT id FROM witnesses WHERE site = ? AND kind = ? AND url = ?"
_HEARD = """
UPDATE witnesses SET expected = coalesce(?, expected),
  last_number = nullif(max(coalesce(?, 0), coalesce(last_number, 0)), 0),
  asked_at = ?, tells_news = min(tells_news, ?)
WHERE id = ?
"""
_CLAIM = """
INSERT INTO claims(witness, address, published, changed) VALUES (:witness, :address, :published, :changed)
ON CONFLICT DO NOTHING
"""
# A page or file of a witness: nothing that it names is younger than this, so that a crawl of a range of days
# knows where to stop.
_BOUND = """
INSERT INTO claims(witness, address, published, changed) VALUES (:witness, :address, :published, :changed)
ON CONFLICT DO UPDATE SET changed = excluded.changed
"""
_CHANGED = """
UPDATE claims SET published = coalesce(:published, published), changed = :changed
WHERE witness = :witness AND address = :address AND :changed > coalesce(changed, '')
"""
# An article that the archive has, and that its witness calls changed since it was asked for.
_AGAIN_DUE = """
UPDATE frontier SET due_at = ? WHERE id = ? AND article IS NOT NULL AND due_at > ?
"""
_EXPECT = """
INSERT INTO witness_pages(address, witness, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
_PART_DUE = """
UPDATE frontier SET due_at = ?1 WHERE id = ?2 AND coalesce(due_at, '9') > ?1 AND outcome IS NOT NULL
  AND ?3 > (SELECT read_at FROM witness_pages WHERE address = frontier.id)
"""
_PULL = """
UPDATE frontier SET due_at = ? WHERE id = ? AND coalesce(due_at, '9') > ? AND outcome IS NOT 'cut'
"""
_DETAIL = "UPDATE witnesses SET detail = ? WHERE id = ?"
_READ = """
INSERT INTO witness_pages(address, witness, number, claims, fresh, read_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT(address) DO UPDATE SET
  claims = excluded.claims, fresh = excluded.fresh, read_at = excluded.read_at
"""
_NOT_NAMED_ELSEWHERE = """
SELECT EXISTS (
  SELECT 1 FROM claims WHERE witness = ?1 AND NOT EXISTS (
    SELECT 1 FROM claims AS others JOIN witnesses ON witnesses.id = others.witness
    WHERE others.address = claims.address AND witnesses.site = ?2
      AND witnesses.kind IN ('wordpress', 'sitemap')))
"""
_WAKE = """
UPDATE frontier SET due_at = ?1 WHERE due_at > ?3 AND id IN (
  SELECT witness_pages.address FROM witness_pages JOIN witnesses ON witnesses.id = witness_pages.witness
  WHERE witnesses.site = ?2 AND witnesses.kind <> 'feed')
"""
