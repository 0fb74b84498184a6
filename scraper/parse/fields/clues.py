"""What reading a date may need besides its words: order of day and month, zone, and when it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from scraper.model import PageContext
from scraper.sites.regions import region_of_host
from scraper.text.language import language_of
from scraper.text.vocabulary import languages

_PARAGRAPHS = 8  # whose words are looked at
_MONTH_FIRST = frozenset({"us", "ph", "gov", "mil"})
_GOVERNMENTS = frozenset(
    {"go", "gov", "govt", "gob", "gouv", "gub", "gv", "lg", "mil", "us", "admin", "bund"}
)
_BOTH_USUAL = frozenset(
    {"ca", "com", "net", "org", "info", "edu", "int", "io", "co", "tv", "me", "news", "eu"}
)


@dataclass(frozen=True, slots=True)
class Clues:
    """The usual order of day and month, when the page was captured, and the region's zone."""

    order: str | None = None
    now: datetime | None = None  # in the region's zone, where days are counted
    zone: tzinfo | None = None
    is_news: bool = False  # in English, and of no government: such sites date articles by their update alone


def clues_of(context: PageContext, language: str, paragraphs: Sequence[str]) -> Clues:
    """What is known about dates on a page of this address, stated language and words."""
    now, zone = context.captured_at, context.zone
    now = now.astimezone(zone) if now and zone else now
    is_news = language.split("-", 1)[0] in ("", "en") and not is_government(context.url)
    return Clues(date_order(context.url, language, paragraphs), now, zone, is_news)


def is_government(url: str) -> bool:
    """Whether the host's name says that a government runs it: `a.go.id`, `b.gov.ph`, `c.lg.jp`."""
    labels = _host(url).split(".")
    return not _GOVERNMENTS.isdisjoint(labels) or region_of_host(_host(url)) is not None


def _host(url: str) -> str:
    host = url.split("/", 3)[2] if url.count("/") >= 2 else ""
    return host.split(":", 1)[0].lower()


def date_order(url: str, language: str, paragraphs: Sequence[str] = ()) -> str | None:
    """
    dmy or mdy; None where neither the host's country, the page's words nor its stated language tell.

    Why: pages of a content system often say `lang="en-US"` whatever they are written in.
    """
    ending = _host(url).rsplit(".", 1)[-1]
    if ending in _MONTH_FIRST:
        return "mdy"
    if len(ending) == 2 and ending not in _BOTH_USUAL:
        return "dmy"
    written_in = language_of("\n".join(paragraphs[:_PARAGRAPHS]))
    if written_in and written_in != "en":
        return _usual(written_in)
    if language.replace("_", "-") in ("en-us", "en-ph", "fil-ph"):
        return "mdy"
    code, _, region = language.replace("_", "-").partition("-")
    if code == "en":
        return "dmy" if region in ("gb", "au", "nz", "ie", "in", "za") else None
    return _usual(code)


def _usual(code: str) -> str | None:
    known = languages().get(code)
    return known.date_order if known and known.date_order in ("dmy", "mdy") else None
