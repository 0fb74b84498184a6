"""What a page that was fetched says of its site's articles, and the other pages that it names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scraper.crawl.discover.entrances import entrances
from scraper.crawl.discover.fault import NoWitness
from scraper.crawl.discover.listing import read_fragment, read_listing
from scraper.crawl.discover.witness import read_witness
from scraper.model import Capture, Link, Page, PageKind, Reading, Testimony
from scraper.outcome import Outcome
from scraper.sites import Site
from scraper.urls import chain_key, paging_of, path_of


@dataclass(frozen=True, slots=True)
class Heard:
    """A page's reading, what it testifies, and the pages that it names besides."""

    reading: Reading
    testimony: Testimony | None = None
    found: tuple[Page, ...] = ()


def hear_machine(capture: Capture, page: Page, site: Site) -> Heard:
    """What a sitemap, a feed or WordPress' list of posts says; one that is none ends in its own outcome."""
    try:
        said = read_witness(capture, page, site)
    except NoWitness as none:
        return Heard(Reading(none.outcome, None, none.detail))
    what = f"{len(said.parts)} sitemaps" if said.parts else f"{len(said.claims)} addresses"
    of_all = f" of {said.expected:,}" if said.expected is not None else ""
    cut = "; it has more than one file may have, which is left out" if said.is_cut else ""
    return Heard(Reading(Outcome.LISTING, None, f"{said.kind}: {what}{of_all}{cut}"), said)


def hear_fragment(capture: Capture, page: Page, site: Site) -> Heard | None:
    """What a listing says that answers in JSON; None where this is none."""
    if page.kind is not PageKind.LISTING or "json" not in (capture.header("content-type") or ""):
        return None
    said = read_fragment(page, capture.payload, site)
    if said is None:
        return None
    return Heard(Reading(Outcome.LISTING, None, f"{len(said.claims)} addresses in JSON"), said)


def hear_listing(page: Page, links: Iterable[Link], text: str, site: Site) -> Testimony:
    """What a listing says: which articles, and where it goes on."""
    return read_listing(page, links, text, site)


def beside(page: Page, found: Iterable[Page], site: Site, text: str, sitemaps: Iterable[str]) -> list[Page]:
    """
    The pages that a listing names, its own and others' later pages left to their walks.

    Shape: a later page stands for its listing's first, and where that is not named, for itself too: not every
        site answers there. A home page also gives where programs read the site.
    """
    pages: dict[str, Page] = {}
    if path_of(page.url) == "/":
        pages |= {entrance.url: entrance for entrance in entrances(page, text, sitemaps, site)}
    own = paging_of(page.url)
    if own:
        pages.setdefault(own.first, Page(own.first, site.name, PageKind.LISTING, None, page.url))
    later: dict[str, list[tuple[int, Page]]] = {}
    named = set()  # listings whose first page is among these
    for other in found:
        paging = paging_of(other.url) if other.kind is PageKind.LISTING else None
        if paging is None or paging.is_first:
            pages.setdefault(other.url, other)
            named.add(chain_key(other.url))
        else:
            later.setdefault(paging.first, []).append((paging.number, other))
    mine = chain_key(page.url)
    for first, others in later.items():
        lowest = min(others, key=lambda pair: pair[0])[1]
        pages.setdefault(first, replace(lowest, url=first))
        if chain_key(first) not in named and chain_key(first) != mine:
            pages.setdefault(lowest.url, lowest)
    pages.pop(page.url, None)
    return list(pages.values())
