"""Reads one page for whoever has its bytes, in a crawl or alone; a fault of ours is an outcome."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from scraper.errors import AddressError, told_fault
from scraper.model import PageContext, Reading, SiteMemory
from scraper.outcome import Outcome
from scraper.parse.decode import Payload, as_bytes
from scraper.parse.reader import read_page
from scraper.sites import Profile, known_profiles, site_of_url
from scraper.urls import NOWHERE, normalise_url

log = logging.getLogger(__name__)

Headers = Iterable[tuple[str, str]] | Mapping[str, str]


def parse(
    payload: Payload,
    url: str | None,
    *,
    headers: Headers | None = None,
    captured_at: datetime | None = None,
    memory: SiteMemory | None = None,
) -> Reading:
    """
    What was read from a page's bytes: an article, or the outcome that stands in its place; never an error.

    Shape: url is the page's own, absolute, or None; headers are pairs or a mapping; captured_at is aware, or
    else UTC, and "3 jam yang lalu" counts from it. The reading has no links: they are a crawl's.
    """
    try:
        context, profile = context_of(url or NOWHERE, headers, captured_at)
    except AddressError as exc:
        return Reading(Outcome.REFUSED_ADDRESS, None, str(exc))
    except (AttributeError, TypeError, ValueError) as exc:
        return Reading(Outcome.CRASHED, None, told_fault(exc))
    return guarded_reading(payload, replace(context, memory=memory, wants_links=False), profile)


def context_of(
    url: str, headers: Headers | None, captured_at: datetime | None
) -> tuple[PageContext, Profile | None]:
    """
    What a page's address tells before it is read: its site's zone and profile.

    Raises: AddressError.
    """
    site = site_of_url(normalise_url(url), _profiles())
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    if captured_at is not None and captured_at.tzinfo is None:
        captured_at = captured_at.replace(tzinfo=UTC)
    return PageContext(url, tuple(pairs), captured_at, site.zone), site.profile


def guarded_reading(payload: Payload, context: PageContext, profile: Profile | None) -> Reading:
    """The reading; where a fault of ours breaks it, its bytes are kept all the same."""
    try:
        return read_page(as_bytes(payload), context, profile)
    except Exception as exc:
        log.debug("crashed reading %s", context.url, exc_info=True)
        return Reading(Outcome.CRASHED, None, told_fault(exc))


@cache
def _profiles() -> tuple[Profile, ...]:
    return tuple(known_profiles().values())
