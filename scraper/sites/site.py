"""A site as a crawl needs it: its name, hosts, scope, zone and pace, with or without a profile."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scraper.model import PageKind
from scraper.sites.known import profile_of
from scraper.sites.profile import Profile
from scraper.sites.quiet import quiet_until
from scraper.sites.regions import Region, region_of_host, regions
from scraper.sites.zones import zone_of_host
from scraper.urls import classify_url, is_asset, is_service, path_of, site_host


@dataclass(frozen=True, slots=True)
class Site:
    """One news site; `hosts` are without `www.`, and the first one names it where no profile does."""

    name: str
    title: str
    hosts: tuple[str, ...]
    region: Region | None = None
    zone: ZoneInfo | None = None
    profile: Profile | None = None

    @property
    def delay_s(self) -> float:
        """Seconds that the profile asks for between two requests; 0 where it says nothing."""
        return (self.profile.delay_s if self.profile else None) or 0.0

    @property
    def daily_pages(self) -> int | None:
        """Pages a day that the profile allows to be asked of one host; None where it says nothing."""
        return self.profile.daily_pages if self.profile else None

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet hours end in which the site is not asked now, in its zone; None: it may be asked."""
        if self.profile is None or not self.profile.quiet_hours:
            return None
        return quiet_until(self.profile.quiet_hours, now.astimezone(self.zone or UTC))


def site_of_profile(profile: Profile) -> Site:
    """The site that this profile describes."""
    hosts = tuple(dict.fromkeys(host.removeprefix("www.") for host in profile.hosts))
    region = regions().get(profile.region) if profile.region else region_of_host(hosts[0])
    return Site(profile.name, profile.title, hosts, region, profile.zone or zone_of_host(hosts[0]), profile)


def site_of_url(url: str, profiles: Iterable[Profile]) -> Site:
    """The site that this normalised address belongs to; an unknown one is named after its host."""
    profile = profile_of(url, profiles)
    if profile:
        return site_of_profile(profile)
    host = site_host(url)
    region = region_of_host(host)
    return Site(host, region.name if region else host, (host,), region, zone_of_host(host))


def kind_in_scope(site: Site, url: str) -> PageKind | None:
    """What this normalised address should bring to the site's crawl; None where it does not belong to it."""
    if site_host(url) not in site.hosts or is_asset(url) or is_service(url):
        return None
    kind = classify_url(url)
    if kind.is_machine_read:
        return None
    profile = site.profile
    if profile and profile.article_patterns:
        path = path_of(url)
        if _matches(profile.article_patterns, path):
            return PageKind.ARTICLE
        return PageKind.LISTING if _matches(profile.listing_patterns, path) else None
    return kind


def _matches(patterns: Iterable[re.Pattern[str]], path: str) -> bool:
    return any(pattern.search(path) for pattern in patterns)
