"""How kabar is called, without a profile and with one."""

import importlib.util
from typing import TYPE_CHECKING

from bench.found import NOWHERE, Found, Read, split_names

if TYPE_CHECKING:
    from scraper.model import Reading

FIELDS = frozenset({"title", "body", "published", "byline", "views", "credits", "category", "place"})


def kabar() -> Read:
    """General reading: the host's zone is known, as it is for any host, but no profile."""
    require_reader()
    from scraper.model import PageContext
    from scraper.parse.reader import read_page
    from scraper.sites import site_of_url
    from scraper.urls import normalise_url

    def read(payload: bytes, text: str, url: str) -> Found:
        del text
        zone = site_of_url(normalise_url(url), ()).zone if url else None
        return reading_to_found(
            read_page(payload, PageContext(url=url or NOWHERE, zone=zone, wants_links=False), None)
        )

    return read


def kabar_with_profiles() -> Read:
    """What a user's call gives: a profile where the host has one."""
    require_reader()
    from scraper.parse.lone import parse

    def read(payload: bytes, text: str, url: str) -> Found:
        del text
        return reading_to_found(parse(payload, url or NOWHERE))

    return read


def require_reader() -> None:
    """Stops with a sentence where kabar has no reader yet."""
    if not importlib.util.find_spec("scraper.parse.reader"):
        raise SystemExit("kabar cannot read a page yet: scraper/parse/reader.py is missing")


def reading_to_found(reading: "Reading") -> Found:
    """kabar's reading in the words of the benchmark."""
    article = reading.article
    if article is None:
        return Found(outcome=f"{reading.outcome}: {reading.reason}")
    return Found(
        title=article.title,
        paragraphs=article.paragraphs,
        published=article.published_at.isoformat() if article.published_at else None,
        views=article.views,
        credits=[photo.credit for photo in article.photos if photo.credit],
        byline=split_names(article.byline),
        category=article.category,
        place=article.place,
        outcome=str(reading.outcome),
    )
