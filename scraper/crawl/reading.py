"""What a catch says once it is read: its article, or what stands in its place, and the pages it names."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from scraper.crawl.crew import Catch, Job
from scraper.crawl.discover import Heard, beside, hear_fragment, hear_listing, hear_machine
from scraper.crawl.obedience import obedient
from scraper.crawl.recrawl import is_worth_asking
from scraper.errors import told_fault
from scraper.model import Capture, Link, Page, PageContext, Reading
from scraper.outcome import Outcome
from scraper.parse.decode import decode
from scraper.parse.lone import guarded_reading
from scraper.sites import kind_in_scope
from scraper.urls import home_url, normalise_url, path_of, plain_url

log = logging.getLogger(__name__)


def reading() -> Callable[[Catch], Heard | None]:
    """The function that reads catches, for a process that is to do nothing else."""
    return read_catch


def read_catch(catch: Catch) -> Heard | None:
    """What a catch that is worth reading gave; None where the fetch has said how the visit ended."""
    job, fetched = catch.job, catch.fetched
    capture = fetched.capture
    if capture is None or fetched.outcome is not None:
        return None
    try:
        if job.page.kind.is_machine_read:
            return hear_machine(capture, job.page, job.site)
        return hear_fragment(capture, job.page, job.site) or _heard(catch, capture)
    except Exception as exc:
        log.debug("crashed hearing %s", job.page.url, exc_info=True)
        return Heard(Reading(Outcome.CRASHED, None, told_fault(exc)))


def _heard(catch: Catch, capture: Capture) -> Heard:
    """What a page for people gives: its reading, and the pages of its site that it names."""
    job = catch.job
    final = normalise_url(capture.final_url)
    context = PageContext(final, capture.headers, capture.fetched_at, job.site.zone, job.memory)
    reading = obedient(guarded_reading(capture.payload, context, job.site.profile), job.site.profile)
    reading = replace(reading, links=_plain(reading.links, final))
    found = _found(job, reading, final)
    slim = replace(reading, links=())
    if not reading.outcome.is_kept:
        return Heard(slim, None, found)
    text = ""
    if reading.outcome is Outcome.LISTING or path_of(job.page.url) == "/":
        text = decode(capture.payload, capture.headers).text
    pages = tuple(beside(job.page, found, job.site, text, catch.sitemaps))
    if reading.outcome is not Outcome.LISTING:
        return Heard(slim, None, pages)
    return Heard(slim, hear_listing(job.page, reading.links, text, job.site), pages)


def _plain(links: Iterable[Link], base: str) -> tuple[Link, ...]:
    """The links, with a page's own address in place of its twins' for printing and for phones."""
    plain: dict[str, Link] = {}
    for link in links:
        url = home_url(plain_url(link.url), base)
        plain.setdefault(url, link if url == link.url else replace(link, url=url))
    return tuple(plain.values())


def _found(job: Job, reading: Reading, base: str) -> tuple[Page, ...]:
    """The other pages of the same site that this one names."""
    return tuple(
        Page(link.url, job.site.name, kind, link.href, job.page.url)
        for link in reading.links
        if link.url not in (job.page.url, base)
        and (kind := kind_in_scope(job.site, link.url)) is not None
        and is_worth_asking(kind, reading.outcome)
    )
