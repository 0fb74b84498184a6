"""Reads an imported capture as a crawl would have read it."""

from functools import cache

from scraper.fetch.body import Body
from scraper.fetch.failure import FetchFailure
from scraper.fetch.judge import judged
from scraper.fetch.media import SNIFF_BYTES, file_kind
from scraper.model import Capture, Fetched, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.sites import Profile, Site, known_profiles, site_of_url
from scraper.urls import normalise_url

_NOT_MODIFIED = 304


def visit_of(capture: Capture, source: str) -> Visit:
    """
    The visit that this capture would have been, with its article if it shows one; it is due at no time.

    Raises: AddressError for an address that nothing can be fetched from.
    """
    url = normalise_url(capture.final_url)
    page = Page(normalise_url(capture.requested_url), site_of(url).name, PageKind.UNKNOWN)
    robots = f"import of {source}"
    fetched = _judged(capture)
    if fetched.outcome is not None:
        return Visit(page, fetched.outcome, None, fetched.detail, capture, robots=robots)
    reading = parse(capture.payload, url, headers=capture.headers, captured_at=capture.fetched_at)
    return Visit(page, reading.outcome, None, reading.reason, capture, reading.article, robots=robots)


def site_of(url: str) -> Site:
    """The site that this normalised address belongs to."""
    return site_of_url(url, _profiles())


def _judged(capture: Capture) -> Fetched:
    """What the answer means before it is read: its outcome, or none where it is a page to read."""
    if capture.status == _NOT_MODIFIED:
        return Fetched(capture, Outcome.UNCHANGED)
    location = capture.header("location")
    if 300 <= capture.status <= 399 and location is not None:
        return Fetched(capture, Outcome.NOT_AN_ARTICLE, f"redirects to {location[:200]}")
    kind = (
        file_kind(capture.header("content-type"), capture.payload[:SNIFF_BYTES]) if capture.payload else None
    )
    if 200 <= capture.status <= 299 and kind is not None:
        return Fetched(capture, Outcome.NOT_HTML, f"no page: {kind}")
    cut = None if capture.complete else FetchFailure(Outcome.TRUNCATED, "the body ends early in its file")
    return judged(capture, Body(capture.payload, complete=capture.complete, failure=cut)).fetched


@cache
def _profiles() -> tuple[Profile, ...]:
    return tuple(known_profiles().values())
