"""What tells whether a site is well: runs, days of publication, fields, last visits."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scraper.store.columns import from_moment
from scraper.store.database import Archive

FIELDS = ("published_at", "place", "byline", "photo_credit", "category", "views")
_MOST_DAYS, _MOST_RECENT, _MOST_BEFORE, _MOST_VISITS = 200, 30, 300, 30


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run; ended_at is None where it still runs or was killed."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """Of so many articles, how many have each field."""

    articles: int
    filled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SiteSigns:
    """What the archive holds of a site that tells whether it is well."""

    site: str
    looked_at: datetime | None  # when it was last asked for anything
    days: tuple[date, ...]  # of publication, newest first, each once
    before: FieldCounts  # of articles that were found in earlier runs
    recent: FieldCounts  # of the newest ones, found in later runs
    read_before: tuple[int, int]  # article addresses that were read as articles, of so many
    read_lately: tuple[int, int]  # the same of the last visits
    failures: tuple[int, int]  # last visits that the host failed or forbade, of so many
    strayed: str = ""  # why its entrance is no longer the site's own; empty where it is


def last_runs(archive: Archive, most: int) -> list[RunRow]:
    """The last runs, newest first."""
    with archive.reading() as connection:
        return [
            RunRow(number, command, from_moment(begun), from_moment(ended), json.loads(counts or "{}"), code)
            for number, command, begun, ended, counts, code in connection.execute(_RUNS, (most,))
        ]


def site_signs(archive: Archive, site: str) -> SiteSigns:
    """What the archive holds of this site that tells whether it is well."""
    with archive.reading() as connection:
        (looked_at,) = connection.execute(
            "SELECT max(last_asked_at) FROM frontier WHERE site = ?", (site,)
        ).fetchone()
        days = [date.fromisoformat(day) for (day,) in connection.execute(_DAYS, (site, _MOST_DAYS))]
        read, failures = _visits(connection, site)
        return SiteSigns(
            site=site,
            looked_at=from_moment(looked_at),
            days=tuple(days),
            before=_fields(connection, _BEFORE, (site, site, _MOST_BEFORE)),
            recent=_fields(connection, _RECENT, (site, site, _MOST_RECENT)),
            read_before=tuple(connection.execute(_READ, (site,)).fetchone()),
            read_lately=read,
            strayed=" ".join(row[0] for row in connection.execute(_STRAYED, (site,))),
            failures=failures,
        )


_RUNS = "SELECT id, command, started_at, ended_at, counts, exit_code FROM runs ORDER BY id DESC LIMIT ?"
_DAYS = """
SELECT DISTINCT substr(coalesce(published_at, first_seen_at), 1, 10) FROM articles WHERE site = ?
ORDER BY 1 DESC LIMIT ?
"""
_COLUMNS = ", ".join(f"count({name})" for name in FIELDS)
_SHOWN = ", ".join(FIELDS)
# The run that found an article is that of its first wording. What the site's first run found is the measure.
_FOUND = """
FROM articles
JOIN revisions ON revisions.article = articles.id AND revisions.number = 1
JOIN captures ON captures.id = revisions.capture
WHERE articles.site = ? AND coalesce(captures.run, 0) {later} (
  SELECT coalesce(min(run), 0) FROM captures WHERE site = ?)
ORDER BY articles.id DESC LIMIT ?
"""
_RECENT = f"SELECT count(*), {_COLUMNS} FROM (SELECT {_SHOWN} {_FOUND.format(later='>')})"  # noqa: S608  # fixed
_BEFORE = f"SELECT count(*), {_COLUMNS} FROM (SELECT {_SHOWN} {_FOUND.format(later='=')})"  # noqa: S608  # fixed
_READ = """
SELECT coalesce(sum(article IS NOT NULL), 0), count(*) FROM frontier
WHERE site = ? AND kind = 'article' AND outcome IN (
  'archived', 'unchanged', 'revised', 'not_an_article', 'needs_script', 'empty', 'listing',
  'moved_away', 'replaced')
"""
_VISITS = (
    "SELECT kind, outcome FROM frontier WHERE site = ? AND visits > 0 ORDER BY last_asked_at DESC LIMIT ?"
)
_STRAYED = """
SELECT detail FROM (
  SELECT outcome, detail FROM frontier WHERE site = ? AND discovered_from IS NULL AND kind = 'listing'
  ORDER BY id LIMIT 1)
WHERE outcome IN ('moved_away', 'replaced')
"""
_AS_ARTICLE = frozenset({"archived", "unchanged", "revised"})
_NOT_AS_ARTICLE = frozenset({"not_an_article", "needs_script", "empty", "listing", "moved_away", "replaced"})
_REFUSED = frozenset(
    {
        "blocked_by_robots",
        "busy",
        "challenged",
        "forbidden",
        "server_error",
        "timed_out",
        "truncated",
        "unreachable",
    }
)


def _fields(connection: sqlite3.Connection, statement: str, terms: tuple[str | int, ...]) -> FieldCounts:
    articles, *filled = connection.execute(statement, terms).fetchone()
    return FieldCounts(articles, dict(zip(FIELDS, filled, strict=True)))


def _visits(connection: sqlite3.Connection, site: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of the last visits: articles' pages read as articles; and those that the host failed or forbade."""
    last = connection.execute(_VISITS, (site, _MOST_VISITS)).fetchall()
    outcomes = [outcome for kind, outcome in last if kind == "article"]
    read = sum(outcome in _AS_ARTICLE for outcome in outcomes)
    unread = sum(outcome in _NOT_AS_ARTICLE for outcome in outcomes)
    refused = sum(outcome in _REFUSED for _, outcome in last)
    return (read, read + unread), (refused, len(last))
