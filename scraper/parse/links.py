"""The addresses in a page, absolute and normalised, with the words they stand on."""

import re
from collections.abc import Iterator
from itertools import islice

from scraper.errors import AddressError
from scraper.model import Link
from scraper.parse.page import Skim, parse_attributes, unescape
from scraper.urls import normalise_url

_ANCHOR = re.compile(r"<a((?: [^>]*)?)>")
_TAG = re.compile(r"<[^>]*>")
_MOST_LINKS = 3_000  # the largest listing seen has 900
_MOST_ANCHORS = 20_000  # looked at, for those
_LONGEST_WORDS = 4_000  # characters of markup between <a> and </a>


def find_links(skim: Skim, url: str) -> tuple[Link, ...]:
    """The page's http(s) links in document order, each address once, at most 3,000."""
    base = _base(skim, url)
    found: dict[str, Link] = {}
    for href, words in islice(_anchors(skim.html + skim.furniture), _MOST_ANCHORS):
        try:
            address = normalise_url(href, base)
        except AddressError:
            continue
        known = found.get(address)
        if known is None or not known.text:
            found[address] = Link(address, href, words)
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found.values())


def _anchors(html: str) -> Iterator[tuple[str, str]]:
    for match in _ANCHOR.finditer(html):
        href = parse_attributes(match[1]).get("href")
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            end = html.find("</a>", match.end(), match.end() + _LONGEST_WORDS)
            inside = html[match.end() : end] if end >= 0 else ""
            yield href.strip(), " ".join(unescape(_TAG.sub(" ", inside)).split())


def _base(skim: Skim, url: str) -> str:
    """What relative addresses are resolved against: <base href> where it is usable, else the page."""
    try:
        return normalise_url(skim.head.base, url) if skim.head.base else url
    except AddressError:
        return url
