"""What one run is asked to do: its seeds, and the sites whose frontier it may follow."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scraper.errors import AddressError
from scraper.model import Page, PageKind
from scraper.sites import (
    Profile,
    Site,
    find_profile,
    government_named,
    kind_in_scope,
    regions_named,
    site_of_profile,
    site_of_url,
)
from scraper.store import Within
from scraper.urls import classify_url, normalise_url


@dataclass(frozen=True, slots=True)
class Plan:
    """Seeds are asked for whether due or not; a site in `follow` is crawled on from its frontier."""

    sites: tuple[Site, ...]
    seeds: tuple[Page, ...]
    follow: frozenset[str]  # names of sites; a seed that turns out to be a listing adds its own
    within: Within = field(default_factory=Within)  # of what is due, the part that is asked for
    entries: tuple[Page, ...] = ()  # first pages of the sites: they become known, and are asked for when due


def make_plan(targets: Iterable[str], profiles: Mapping[str, Profile], archived: Iterable[str]) -> Plan:
    """
    The plan for the words of a command line: addresses, names of profiles, sites in the archive, or regions.

    Shape: without targets, every site in the archive.
    Raises: UnknownSiteError or AddressError for a target that is none of them, UsageError for several.
    """
    known = set(archived)
    sites: dict[str, Site] = {}
    seeds: dict[str, Page] = {}
    entries: dict[str, Page] = {}
    follow: set[str] = set()
    for target in tuple(targets) or tuple(sorted(known)):
        if is_address(target):
            url = normalise_url(target)
            site = site_of_url(url, profiles.values())
            page = Page(url, site.name, kind_in_scope(site, url) or classify_url(url), href=target)
            seeds.setdefault(url, page)
        else:
            site = _named_site(target, profiles, known)
            if site.profile or site.name not in known:
                entries |= {page.url: page for page in _entries(site)}
            follow.add(site.name)
        sites.setdefault(site.name, site)
    return Plan(
        tuple(sites.values()), tuple(seeds.values()), frozenset(follow), entries=tuple(entries.values())
    )


def is_address(target: str) -> bool:
    """Whether a word of the command line is meant as an address, right or wrong."""
    return "://" in target or target.startswith(("http:", "https:")) or "/" in target


def _named_site(name: str, profiles: Mapping[str, Profile], archived: set[str]) -> Site:
    if not name.strip():
        raise AddressError("a site without a name, or an empty address", hint="Name one: kabar crawl jateng")
    if name in profiles:
        return site_of_profile(profiles[name])
    if name in archived:
        return site_of_url(normalise_url(f"http://{name}/"), profiles.values())
    if is_host(name):
        raise AddressError(f"{name!r} is no address", hint=f"Write it whole: https://{name}/")
    if regions_named(name):
        return site_of_url(government_named(name).url, profiles.values())
    return site_of_profile(find_profile(name, profiles))


def is_host(word: str) -> bool:
    """Whether a word of the command line looks like a host: a code of a region has a point too."""
    return ("." in word or ":" in word) and not re.fullmatch(r"\d\d\.\d\d", word)


def _entries(site: Site) -> list[Page]:
    """Where a site's crawl begins: what its profile names, else its home page."""
    profile = site.profile
    if profile is None:
        return [Page(f"{_scheme(site)}://{site.hosts[0]}/", site.name, PageKind.LISTING)]
    kinds = {PageKind.LISTING: profile.listings, PageKind.API: profile.posts}
    kinds |= {PageKind.SITEMAP: profile.sitemaps, PageKind.FEED: profile.feeds}
    return [Page(normalise_url(url), site.name, kind) for kind, urls in kinds.items() for url in urls]


def _scheme(site: Site) -> str:
    return "http" if ":" in site.hosts[0] else "https"
