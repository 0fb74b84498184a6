"""Reads a feed, RSS, Atom or JSON, from bytes that were fetched; it names the newest articles only."""

import calendar
import json
import time
from datetime import UTC, datetime
from io import BytesIO

from scraper.crawl.discover.claims import claim_of, moment_of
from scraper.crawl.discover.fault import NoWitness
from scraper.model import Page, Testimony, WitnessKind
from scraper.outcome import Outcome
from scraper.sites import Site

MOST_BYTES = 4_000_000  # feedparser reads about 1 MB a second; the largest feed seen has 900 KB
_MOST_ENTRIES = 1_000


def read_feed(payload: bytes, page: Page, site: Site) -> Testimony:
    """
    What this feed names.

    Raises: NoWitness, where it is none.
    """
    if len(payload) > MOST_BYTES:
        raise NoWitness(Outcome.TOO_LARGE, f"a feed of more than {MOST_BYTES:,} bytes")
    entries = _json_entries(payload) if payload.lstrip()[:1] == b"{" else _xml_entries(payload)
    claims = [
        claim_of(href, page, site, published, changed, is_article=True)
        for href, published, changed in entries[:_MOST_ENTRIES]
    ]
    return Testimony(WitnessKind.FEED, page.url, tuple(filter(None, claims)), is_window=True)


_Entry = tuple[str, datetime | None, datetime | None]


def _xml_entries(payload: bytes) -> list[_Entry]:
    """Why BytesIO: feedparser would take a text for an address, and open it."""
    import feedparser  # here, because it brings a client of its own and few pages are feeds

    parsed = feedparser.parse(BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.get("entries"):
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "no feed: neither RSS nor Atom")
    return [
        (str(entry["link"]), _moment(entry, "published_parsed"), _moment(entry, "updated_parsed"))
        for entry in parsed["entries"]
        if entry.get("link")
    ]


def _json_entries(payload: bytes) -> list[_Entry]:
    """Source: JSON Feed 1.1."""
    try:
        feed = json.loads(payload)
        items = feed["items"]
        return [
            (str(item["url"]), moment_of(item.get("date_published")), moment_of(item.get("date_modified")))
            for item in items
            if item.get("url")
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "no feed: JSON, but no JSON Feed") from exc


def _moment(entry: dict[str, "time.struct_time | None"], name: str) -> datetime | None:
    """Why the dict's own get: feedparser's gives one date for the other, with a warning."""
    parsed = dict.get(entry, name)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (OverflowError, ValueError, OSError):
        return None
