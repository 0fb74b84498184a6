"""Reads one page from its bytes, step by step: decode, skim, lay out, fields, links, verdict."""

from collections.abc import Iterable

from scraper.errors import AddressError
from scraper.model import PageContext, Reading, SiteMemory
from scraper.outcome import Outcome
from scraper.parse.boilerplate import learn_skims
from scraper.parse.decode import decode
from scraper.parse.fields import read_fields
from scraper.parse.layout import lay_out
from scraper.parse.links import find_links
from scraper.parse.skim import skim
from scraper.parse.verdict import Evidence, judge
from scraper.sites import Profile
from scraper.urls import normalise_url


def read_page(payload: bytes, context: PageContext, profile: Profile | None = None) -> Reading:
    """
    What was read from a page: an article, or the outcome that stands in its place.

    Why: no byte string makes it raise; that is tested, not caught, so that a fault of ours is seen.
    """
    try:
        url = normalise_url(context.url)
    except AddressError as exc:
        return Reading(Outcome.REFUSED_ADDRESS, None, str(exc))
    if not payload.strip():
        return Reading(Outcome.EMPTY, None, "no bytes")
    page = skim(decode(payload, context.headers).text)
    layout = lay_out(page, context.memory)
    fields = read_fields(page, layout, context, profile)
    links = find_links(page, url)
    verdict = judge(Evidence(page, layout, fields.article, links, url))
    article = fields.article if verdict.outcome is Outcome.ARCHIVED else None
    return Reading(verdict.outcome, article, verdict.reason, links)


def learn(pages: Iterable[tuple[bytes, str]]) -> SiteMemory:
    """The memory of a site from its pages' payloads and URLs: on how many of them each block stands."""
    return learn_skims(skim(decode(payload).text) for payload, _ in pages)
