"""Reads one page from its bytes, step by step: decode, skim, lay out, fields, links, verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scraper.errors import AddressError
from scraper.model import Article, Link, PageContext, Reading, SiteMemory
from scraper.outcome import Outcome
from scraper.parse.boilerplate import learn_skims
from scraper.parse.decode import Payload, as_bytes, decode, is_binary
from scraper.parse.directives import directives_of
from scraper.parse.evidence import Evidence, Verdict
from scraper.parse.fields import Fields, read_fields
from scraper.parse.layout import Layout, lay_out
from scraper.parse.links import find_links
from scraper.parse.page import Skim
from scraper.parse.read import read_selected
from scraper.parse.skim import skim
from scraper.parse.verdict import judge
from scraper.sites import Profile
from scraper.urls import normalise_url

_MENDED = ("title", "body")  # fields that are text as the page has it


@dataclass(frozen=True, slots=True)
class Steps:
    """Each step of reading one page, as `kabar parse --explain` shows them."""

    page: Skim
    layout: Layout
    fields: Fields
    links: tuple[Link, ...]
    verdict: Verdict
    mended: str = ""  # one line where the page's text was mended


def read_page(payload: bytes, context: PageContext, profile: Profile | None = None) -> Reading:
    """
    What was read from a page: an article, or the outcome that stands in its place.

    Why: no byte string makes it raise; that is tested, not caught, so that a fault of ours is seen.
    """
    if not payload.strip():
        return Reading(Outcome.EMPTY, None, "no bytes")
    if is_binary(payload):
        return Reading(Outcome.NOT_HTML, None, "the bytes are no text")
    try:
        steps = take_steps(payload, context, profile)
    except AddressError as exc:
        return Reading(Outcome.REFUSED_ADDRESS, None, str(exc))
    outcome = steps.verdict.outcome
    article = steps.fields.article if outcome is Outcome.ARCHIVED else None
    if article and steps.mended:
        article = _saying_so(article)
    directives = directives_of(steps.page.head.meta, context.headers)
    return Reading(outcome, article, steps.verdict.reason or steps.mended, steps.links, directives)


def take_steps(payload: bytes, context: PageContext, profile: Profile | None = None) -> Steps:
    """
    The steps of reading a page, whatever it turns out to be.

    Raises: AddressError, for a context without an address.
    """
    url = normalise_url(context.url)
    decoded = decode(payload, context.headers)
    page = skim(decoded.utf8)
    layout = lay_out(page, context.memory)
    chosen = read_selected(page, profile.selectors) if profile else []
    if chosen:
        layout = replace(layout, paragraphs=chosen)
    fields = read_fields(page, layout, context, profile)
    links = find_links(page, url) if context.wants_links else ()
    verdict = judge(Evidence(page, layout, fields.article, url))
    count = decoded.mended
    mended = f"{count} characters mended: their UTF-8 had been read as windows-1252" if count else ""
    return Steps(page, layout, fields, links, verdict, mended)


def _saying_so(article: Article) -> Article:
    """The article, its text's sources saying that it was mended."""
    sources = (
        replace(each, source=f"{each.source}; mended") if each.field in _MENDED else each
        for each in article.sources
    )
    return replace(article, sources=tuple(sources))


def learn(pages: Iterable[tuple[Payload, str]]) -> SiteMemory:
    """The memory of a site from its pages' payloads and URLs: on how many of them each block stands."""
    return learn_skims(skim(decode(as_bytes(payload)).utf8) for payload, _ in pages)
