"""What a page that came says once it is read: its article, or what stands in its place, and its links."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from scraper.crawl.discover import (
    Heard,
    beside,
    hear_fragment,
    hear_listing,
    hear_machine,
    numbered_articles,
    without_carried,
)
from scraper.crawl.obedience import obedient
from scraper.crawl.recrawl import is_worth_asking
from scraper.errors import told_fault
from scraper.model import Capture, Link, Page, PageContext, PageKind, Reading, SiteMemory
from scraper.outcome import Outcome
from scraper.parse.decode import decode
from scraper.parse.lone import guarded_reading
from scraper.sites import Site, kind_in_scope
from scraper.urls import home_url, normalise_url, path_of, plain_url

log = logging.getLogger(__name__)

_MOST_TOLD = 50_000  # addresses that need not be named again, as numbers of 8 bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A page as it came, still to be read."""

    page: Page
    capture: Capture
    sitemaps: tuple[str, ...] = ()  # that robots.txt names; for a home page
    is_followed: bool = False  # the links of its site are written, so that each need be told but once


@dataclass(frozen=True, slots=True)
class Lens:
    """What all pages of a site are read with."""

    site: Site
    memory: SiteMemory | None = None


def reading() -> Callable[[Unread, Lens], Heard]:
    """The function that reads pages one after the other, for a process that is to do nothing else."""
    return Reader().read


@dataclass(slots=True)
class Reader:
    """Reads the pages of one run, one after the other."""

    _told: set[int] = field(default_factory=set)  # hashes of addresses that it has named

    def read(self, unread: Unread, lens: Lens) -> Heard:
        """What the page says; a fault of ours is an outcome."""
        page, capture = unread.page, unread.capture
        try:
            if page.kind.is_machine_read:
                return hear_machine(capture, page, lens.site)
            heard = hear_fragment(capture, page, lens.site) or _heard(unread, lens)
        except Exception as exc:
            log.debug("crashed hearing %s", page.url, exc_info=True)
            return Heard(Reading(Outcome.CRASHED, None, told_fault(exc)))
        return replace(heard, found=self._untold(heard.found)) if unread.is_followed else heard

    def _untold(self, found: tuple[Page, ...]) -> tuple[Page, ...]:
        """Those of the pages that were not named before: a menu names the same ones on every page."""
        if len(self._told) > _MOST_TOLD:
            self._told.clear()
        new = tuple(page for page in found if hash(page.url) not in self._told)
        self._told.update(hash(page.url) for page in new)
        return new


def _heard(unread: Unread, lens: Lens) -> Heard:
    """What a page for people gives: its reading, and the pages of its site that it names."""
    page, capture, site = unread.page, unread.capture, lens.site
    final = normalise_url(capture.final_url)
    context = PageContext(final, capture.headers, capture.fetched_at, site.zone, lens.memory)
    reading = obedient(guarded_reading(capture.payload, context, site.profile), site.profile)
    links = without_carried(page, _plain(reading.links, final))
    found = _found(unread, lens, final, reading.outcome, links)
    slim = replace(reading, links=())
    if not reading.outcome.is_kept:
        return Heard(slim, None, found)
    text = ""
    if reading.outcome is Outcome.LISTING or path_of(page.url) == "/":
        text = decode(capture.payload, capture.headers).text
    pages = tuple(beside(page, found, site, text, unread.sitemaps))
    if reading.outcome is not Outcome.LISTING:
        return Heard(slim, None, pages)
    return Heard(slim, hear_listing(page, links, text, site), pages)


def _plain(links: Iterable[Link], base: str) -> tuple[Link, ...]:
    """The links, with a page's own address in place of its twins' for printing and for phones."""
    plain: dict[str, Link] = {}
    for link in links:
        url = home_url(plain_url(link.url), base)
        plain.setdefault(url, link if url == link.url else replace(link, url=url))
    return tuple(plain.values())


def _found(
    unread: Unread, lens: Lens, final: str, outcome: Outcome, links: tuple[Link, ...]
) -> tuple[Page, ...]:
    """The other pages of the same site that this one names."""
    page, own = unread.page, (unread.page.url, final)
    articles = numbered_articles(links)
    kinds = ((link, kind_in_scope(lens.site, link.url)) for link in links if link.url not in own)
    return tuple(
        Page(link.url, lens.site.name, kind, link.href, page.url)
        for link, told in kinds
        if told is not None
        and (kind := PageKind.UNKNOWN if link.url in articles and told is PageKind.LISTING else told)
        and is_worth_asking(kind, outcome)
    )
