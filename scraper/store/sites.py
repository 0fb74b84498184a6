"""The sites of the archive, and what it holds of each."""

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from scraper.model import Page
from scraper.outcome import Outcome
from scraper.sites import Site
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive
from scraper.urls import site_host


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of a site besides its pages; None: not known."""

    name: str  # the profile's name, or the host
    title: str | None = None
    host: str | None = None
    region_code: str | None = None  # Kemendagri: "33" or "33.07"
    level: str | None = None  # province, regency or city
    zone: str | None = None  # as Asia/Jakarta
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site and how far the archive is with it."""

    facts: SiteFacts
    articles: int = 0
    last_new_article_at: datetime | None = None  # when the youngest row was first seen
    addresses: int = 0
    due: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)  # addresses by outcome, those that failed
    outcomes: Mapping[str, int] = field(default_factory=dict)  # addresses by outcome, all that were asked for


def facts_of(site: Site) -> SiteFacts:
    """What is known of this site, as its row has it."""
    region = site.region
    return SiteFacts(
        name=site.name,
        title=site.title,
        host=site.hosts[0],
        region_code=region.code if region else None,
        level=region.level if region else None,
        zone=str(site.zone) if site.zone else None,
        profile=site.profile.name if site.profile else None,
    )


def save_site(archive: Archive, facts: SiteFacts) -> None:
    """Writes what is known of a site; what is None leaves the archive's value as it is."""
    with archive.writing() as connection:
        connection.execute(_SAVE, {key: to_text(value) for key, value in asdict(facts).items()})


def know_site(connection: sqlite3.Connection, page: Page) -> None:
    """Makes sure, in the caller's transaction, that the page's site has a row."""
    connection.execute(
        "INSERT INTO sites(name, host) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (to_text(page.site), to_text(site_host(page.url))),
    )


def site_rows(archive: Archive, now: datetime) -> list[SiteRow]:
    """Every site of the archive with its counts, by region and name."""
    with archive.reading() as connection:
        sites = connection.execute(_SITES).fetchall()
        return [_site_row(connection, SiteFacts(*site), now) for site in sites]


def site_title(archive: Archive, site: str) -> str:
    """What people call the site; its name where nobody knows."""
    with archive.reading() as connection:
        row = connection.execute("SELECT title FROM sites WHERE name = ?", (to_text(site),)).fetchone()
    return (row[0] if row else None) or site


_SAVE = """
INSERT INTO sites(name, title, host, region_code, level, zone, profile)
VALUES (:name, :title, :host, :region_code, :level, :zone, :profile)
ON CONFLICT(name) DO UPDATE SET
  title = coalesce(excluded.title, title),
  host = coalesce(excluded.host, host),
  region_code = coalesce(excluded.region_code, region_code),
  level = coalesce(excluded.level, level),
  zone = coalesce(excluded.zone, zone),
  profile = coalesce(excluded.profile, profile)
"""
_SITES = """
SELECT name, title, host, region_code, level, zone, profile FROM sites
ORDER BY region_code IS NULL, region_code, name
"""
_ARTICLES = "SELECT count(*), max(first_seen_at) FROM articles WHERE site = ? AND forgotten IS NULL"
_DUE = "SELECT count(*) FROM frontier WHERE site = ? AND due_at <= ?"
_OUTCOMES = "SELECT outcome, count(*) FROM frontier WHERE site = ? GROUP BY outcome"


def _site_row(connection: sqlite3.Connection, facts: SiteFacts, now: datetime) -> SiteRow:
    articles, last = connection.execute(_ARTICLES, (facts.name,)).fetchone()
    (due,) = connection.execute(_DUE, (facts.name, to_moment(now))).fetchone()
    counts = dict(connection.execute(_OUTCOMES, (facts.name,)).fetchall())
    outcomes = {outcome: count for outcome, count in counts.items() if outcome is not None}
    return SiteRow(
        facts=facts,
        articles=articles,
        last_new_article_at=from_moment(last),
        addresses=sum(counts.values()),
        due=due,
        failures={word: count for word, count in outcomes.items() if Outcome(word).is_failure},
        outcomes=outcomes,
    )
