"""The addresses in a page, absolute and normalised, with the words they stand on."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from scraper.errors import AddressError
from scraper.model import Link
from scraper.parse.page import Skim, parse_attributes, unescape
from scraper.text.memo import remembered
from scraper.urls import normalise_url

_ANCHOR = re.compile(r"<a((?: [^>]*)?)>")
_TAG = re.compile(r"<[^>]*>")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")
_FROM_ROOT = ("/", "http://", "https://")
_MOST_LINKS = 3_000  # the largest listing seen has 900
_MOST_ANCHORS = 20_000  # looked at, for those
_LONGEST_KNOWN = 500  # characters of an address that may be met again
_LONGEST_WORDS = 4_000  # characters of markup between <a> and </a>
_LONGEST_MENUS = 60_000  # characters of menus and footers that may be met again on the next page


def find_links(skim: Skim, url: str) -> tuple[Link, ...]:
    """The page's http(s) links in document order, each address once, at most 3,000."""
    base = _base(skim, url)
    root = "/".join([*base.split("/", 3)[:3], ""])
    menus = (_known_menus if len(skim.furniture) <= _LONGEST_MENUS else _anchors)(skim.furniture, root)
    found: dict[str, Link] = {}
    for link in islice(chain(_anchors(skim.html, root), menus), _MOST_ANCHORS):
        if not link.url:
            address = _address(link.href, base)
            if address is None:
                continue
            link = Link(address, link.href, link.text)
        known = found.get(link.url)
        if known is None or not known.text:
            found[link.url] = link
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found.values())


def _anchors(html: str, root: str) -> Iterator[Link]:
    """The links in order; the address is empty where it counts from the page, not from the root."""
    for match in _ANCHOR.finditer(html):
        behind = match.end()
        end = html.find("</a>", behind, behind + _LONGEST_WORDS)
        words = _words(html[behind:end]) if end >= 0 else ""
        link = _link(f"{match[1]}>{words}", root)
        if link is not None:
            yield link


@lru_cache(maxsize=8)
def _known_menus(furniture: str, root: str) -> tuple[Link, ...]:
    """The links of menus and footers, which are the same on most pages of a site."""
    return tuple(_anchors(furniture, root))


@remembered
def _link(anchor: str, root: str) -> Link | None:
    """Where an anchor with these attributes, a sign and its words leads; None where it is to no page."""
    written, _, words = anchor.partition(">")
    href = _href(written)
    if not href.startswith(_FROM_ROOT):
        return Link("", href, words) if href else None
    # An address from the root is the same one on every page of the site, and needs to be parsed once.
    address = _address(href, root)
    return None if address is None else Link(address, href, words)


def _href(written: str) -> str:
    """Where an anchor with these attributes leads; nothing where it is to no page."""
    href = parse_attributes(written).get("href", "")
    return "" if href.startswith(_NO_PAGE) else href.strip()


@remembered
def _words(inside: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", inside)).split())


def _address(href: str, base: str) -> str | None:
    """The normalised address; None where it is none."""
    return _known_address(href, base) if len(href) <= _LONGEST_KNOWN else _read_address(href, base)


def _read_address(href: str, base: str) -> str | None:
    try:
        return normalise_url(href, base)
    except AddressError:
        return None


_known_address = lru_cache(maxsize=8_192)(_read_address)


def _base(skim: Skim, url: str) -> str:
    """What relative addresses are resolved against: <base href> where it is usable, else the page."""
    try:
        return normalise_url(skim.head.base, url) if skim.head.base else url
    except AddressError:
        return url
