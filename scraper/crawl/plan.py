"""What one run is asked to do: its seeds, and the sites whose frontier it may follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scraper.errors import AddressError, UnknownSiteError
from scraper.model import Page, PageKind
from scraper.sites import Profile, Site, find_profile, kind_in_scope, site_of_profile, site_of_url
from scraper.urls import classify_url, normalise_url


@dataclass(frozen=True, slots=True)
class Plan:
    """Seeds are asked for whether due or not; a site in `follow` is crawled on from its frontier."""

    sites: tuple[Site, ...]
    seeds: tuple[Page, ...]
    follow: frozenset[str]  # names of sites; a seed that turns out to be a listing adds its own


def make_plan(targets: Iterable[str], profiles: Mapping[str, Profile], archived: Iterable[str]) -> Plan:
    """
    The plan for the words of a command line: addresses, names of profiles, names of sites in the archive.

    Shape: without targets, every site in the archive.
    Raises: UnknownSiteError or AddressError for a target that is none of them.
    """
    known = set(archived)
    sites: dict[str, Site] = {}
    seeds: dict[str, Page] = {}
    follow: set[str] = set()
    for target in tuple(targets) or tuple(sorted(known)):
        if is_address(target):
            url = normalise_url(target)
            site = site_of_url(url, profiles.values())
            page = Page(url, site.name, kind_in_scope(site, url) or classify_url(url), href=target)
            seeds.setdefault(url, page)
        else:
            site = _named_site(target, profiles, known)
            seeds |= {page.url: page for page in _listings(site)}
            follow.add(site.name)
        sites.setdefault(site.name, site)
    return Plan(tuple(sites.values()), tuple(seeds.values()), frozenset(follow))


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
    try:
        return site_of_profile(find_profile(name, profiles))
    except UnknownSiteError as exc:
        if "." in name or ":" in name:
            raise AddressError(f"{name!r} is no address", hint=f"Write it whole: https://{name}/") from exc
        raise


def _listings(site: Site) -> list[Page]:
    urls = site.profile.listings if site.profile else ()
    return [Page(normalise_url(url), site.name, PageKind.LISTING) for url in urls]
