"""How much of a site the archive holds: what its witnesses name, what was kept, and why each hole is one."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scraper.store.columns import to_text
from scraper.store.database import Archive

UNKNOWN_MONTH = "unknown"
NOT_ASKED_YET = "not_asked_yet"  # stands for the outcome of an address that has none


@dataclass(frozen=True, slots=True)
class Hole:
    """An article that is named and not kept; the reason is the outcome of its address."""

    url: str
    month: str  # as 2019-11, or UNKNOWN_MONTH
    reason: str
    detail: str
    witnesses: tuple[str, ...]  # kinds of those that name it; links where only a page links to it


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What is expected and kept of the articles of one month."""

    month: str
    expected: int
    kept: int


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What one kind of witness says, and which articles it leaves out that are known by others."""

    kind: str
    urls: tuple[str, ...]
    says: int | None  # how many articles there are, where it says so
    names: int  # articles
    kept: int  # of these
    is_window: bool  # it names the newest only, and leaves the others out by its nature
    lacks: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # pages of it that could not be read, and why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A site's coverage; months in order, the unknown one last."""

    site: str
    months: tuple[MonthRow, ...] = ()
    witnesses: tuple[WitnessRow, ...] = ()
    holes: tuple[Hole, ...] = ()
    cut: Mapping[str, int] = field(default_factory=dict)  # addresses that a budget left out, by its reason

    @property
    def expected(self) -> int:
        """Articles that the site is known to have, or that a witness says it has, whichever is more."""
        said = (row.says or 0 for row in self.witnesses if not row.is_window)
        return max(sum(row.expected for row in self.months), *said, 0)

    @property
    def kept(self) -> int:
        """Articles in the archive."""
        return sum(row.kept for row in self.months)


@dataclass(frozen=True, slots=True)
class _Address:
    id: int
    url: str
    outcome: str | None
    detail: str
    article: int | None
    month: str
    witnesses: tuple[str, ...]
    is_forgotten: bool


def coverage(archive: Archive, site: str) -> Coverage:
    """What the witnesses of the site name, what of it is kept, and every hole with its reason."""
    with archive.reading() as connection:
        addresses = [_address(row) for row in connection.execute(_ADDRESSES, (to_text(site),))]
        return Coverage(
            site,
            _months(addresses),
            tuple(_witnesses(connection, site, addresses)),
            tuple(_hole(one) for one in addresses if one.article is None),
            dict(connection.execute(_CUT, (to_text(site),)).fetchall()),
        )


def expected_and_kept(archive: Archive, site: str) -> tuple[int, int]:
    """How many articles the site is known or said to have, and how many of them are kept."""
    with archive.reading() as connection:
        known, kept = connection.execute(_SUMS, (to_text(site),)).fetchone()
        (said,) = connection.execute(_SAID, (to_text(site),)).fetchone()
        return max(known, said or 0), kept


def cut_count(archive: Archive, sites: Iterable[str]) -> int:
    """How many addresses of these sites a budget against traps left out."""
    with archive.reading() as connection:
        counts = [connection.execute(_CUTS, (to_text(site),)).fetchone()[0] for site in sites]
        return sum(counts)


def _address(row: tuple[object, ...]) -> _Address:
    number, url, outcome, detail, article, published, claimed, kinds, forgotten = row
    month = str(published or claimed or "")[:7]
    return _Address(
        id=int(str(number)),
        url=str(url),
        outcome=None if outcome is None else str(outcome),
        detail=str(detail or ""),
        article=None if article is None else int(str(article)),
        month=month if len(month) == 7 else UNKNOWN_MONTH,
        witnesses=tuple(sorted(str(kinds).split(","))) if kinds else ("links",),
        is_forgotten=forgotten is not None,
    )


def _months(addresses: Iterable[_Address]) -> tuple[MonthRow, ...]:
    """Why articles are counted once: two addresses may lead to one of them."""
    expected: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    seen: set[int] = set()
    for one in addresses:
        if one.article in seen:
            continue
        expected[one.month] += 1
        if one.article is not None:
            seen.add(one.article)
            kept[one.month] += 1
    order = sorted(expected, key=lambda month: (month == UNKNOWN_MONTH, month))
    return tuple(MonthRow(month, expected[month], kept[month]) for month in order)


def _hole(one: _Address) -> Hole:
    return Hole(one.url, one.month, one.outcome or NOT_ASKED_YET, one.detail, one.witnesses)


def _witnesses(connection: sqlite3.Connection, site: str, addresses: list[_Address]) -> Iterable[WitnessRow]:
    """One row for each kind: a site's listings, or its sitemaps, are one witness together."""
    groups: dict[str, list[tuple[str, int | None, int, str | None]]] = defaultdict(list)
    for kind, *rest in connection.execute(_WITNESSES, (to_text(site),)):
        groups[kind].append((rest[0], rest[1], rest[2], rest[3]))
    for kind, rows in groups.items():
        named = [one for one in addresses if kind in one.witnesses]
        is_window = all(row[2] for row in rows)
        others = [one for one in addresses if kind not in one.witnesses and not one.is_forgotten]
        unread = connection.execute(_UNREAD, (to_text(site), kind, to_text(site), kind)).fetchall()
        yield WitnessRow(
            kind=kind,
            urls=tuple(row[0] for row in rows),
            says=max((row[1] for row in rows if row[1] is not None), default=None),
            names=len(named),
            kept=sum(1 for one in named if one.article is not None),
            is_window=is_window,
            lacks=() if is_window else tuple(sorted(one.url for one in _once(others, named))),
            unread=tuple((url, reason) for url, reason in unread),
            detail="; ".join(row[3] for row in rows if row[3])[:300],
        )


def _once(others: list[_Address], named: list[_Address]) -> list[_Address]:
    """The articles that the witness leaves out: not those that it names by another address."""
    by_article = {one.article for one in named if one.article is not None}
    return [one for one in others if one.article not in by_article]


# An address that brings an article, or should by its shape or by a witness's word.
_IS_EXPECTED = """
(frontier.article IS NOT NULL OR frontier.outcome IS NOT 'listing' AND (
  frontier.kind = 'article'
  OR frontier.kind = 'unknown'
  AND coalesce(frontier.outcome, '') NOT IN (
    'not_an_article', 'empty', 'gone', 'cut', 'not_html', 'moved_away', 'replaced')
  AND EXISTS (SELECT 1 FROM claims WHERE claims.address = frontier.id)))
"""
_ADDRESSES = f"""
SELECT frontier.id, frontier.url, frontier.outcome, frontier.detail, frontier.article, articles.published_at,
  (SELECT min(published) FROM claims WHERE claims.address = frontier.id),
  (SELECT group_concat(DISTINCT witnesses.kind) FROM claims JOIN witnesses ON witnesses.id = claims.witness
    WHERE claims.address = frontier.id),
  articles.forgotten
FROM frontier LEFT JOIN articles ON articles.id = frontier.article
WHERE frontier.site = ? AND {_IS_EXPECTED}
ORDER BY frontier.url
"""  # noqa: S608  # our own words
_SUMS = f"""
SELECT count(DISTINCT coalesce(article, -id)), count(DISTINCT article) FROM frontier
WHERE site = ? AND {_IS_EXPECTED}
"""  # noqa: S608  # our own words
_SAID = "SELECT max(expected) FROM witnesses WHERE site = ? AND NOT is_window"
_WITNESSES = """
SELECT kind, url, expected, is_window, detail FROM witnesses WHERE site = ?
ORDER BY CASE kind
  WHEN 'wordpress' THEN 0 WHEN 'sitemap' THEN 1 WHEN 'feed' THEN 2 WHEN 'listing' THEN 3 ELSE 4 END, id
"""
# Pages of a witness that were never read, and why; one behind the last page is none.
_UNREAD = """
SELECT frontier.url, coalesce(frontier.outcome, 'not_asked_yet') FROM witness_pages
JOIN witnesses ON witnesses.id = witness_pages.witness
JOIN frontier ON frontier.id = witness_pages.address
WHERE witnesses.site = ? AND witnesses.kind = ? AND witness_pages.read_at IS NULL
  AND (frontier.outcome IS NOT 'gone' OR EXISTS (
    SELECT 1 FROM witness_pages AS later WHERE later.witness = witnesses.id
      AND later.number > witness_pages.number AND later.read_at IS NOT NULL))
UNION ALL
SELECT url, outcome FROM frontier
WHERE site = ? AND outcome NOT IN ('gone', 'listing', 'moved_away', 'not_an_article', 'replaced')
  AND kind = CASE ? WHEN 'wordpress' THEN 'api' ELSE '-' END
LIMIT 100
"""
_CUTS = "SELECT count(*) FROM frontier WHERE site = ? AND outcome = 'cut'"
_CUT = "SELECT coalesce(detail, ''), count(*) FROM frontier WHERE site = ? AND outcome = 'cut' GROUP BY 1"
