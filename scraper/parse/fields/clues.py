"""What reading a date may need besides its words: order of day and month, zone, and when it was read."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from scraper.model import PageContext
from scraper.text.vocabulary import languages

_MONTH_FIRST = frozenset({"us", "ph", "gov", "mil"})
_BOTH_USUAL = frozenset(
    {"ca", "com", "net", "org", "info", "edu", "int", "io", "co", "tv", "me", "news", "eu"}
)


@dataclass(frozen=True, slots=True)
class Clues:
    """The usual order of day and month, when the page was captured, and the region's zone."""

    order: str | None = None
    now: datetime | None = None  # in the region's zone, where days are counted
    zone: tzinfo | None = None


def clues_of(context: PageContext, language: str) -> Clues:
    """What is known about dates on a page at this address, in this language."""
    now, zone = context.captured_at, context.zone
    return Clues(date_order(context.url, language), now.astimezone(zone) if now and zone else now, zone)


def date_order(url: str, language: str) -> str | None:
    """dmy or mdy; None where neither the host's country nor the page's language tells."""
    host = url.split("/", 3)[2] if url.count("/") >= 2 else ""
    ending = host.split(":", 1)[0].rsplit(".", 1)[-1].lower()
    if ending in _MONTH_FIRST or language.replace("_", "-") in ("en-us", "en-ph", "fil-ph"):
        return "mdy"
    if len(ending) == 2 and ending not in _BOTH_USUAL:
        return "dmy"
    code, _, region = language.replace("_", "-").partition("-")
    if code == "en":
        return "dmy" if region in ("gb", "au", "nz", "ie", "in", "za") else None
    known = languages().get(code)
    return known.date_order if known and known.date_order in ("dmy", "mdy") else None
