"""The images near an article, and which of them a line of text belongs to."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from scraper.parse.page import Skim, parse_attributes

_IMG = re.compile(r"<(?:img|amp-img)\s([^>]*)>")
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-full-url", "src")
_SMALL = re.compile(
    r'(?:class|src)="[^"]*(?:avatar|logo|icon|sprite|pixel|blank\.|spacer|loading\.|placeholder|emoji|smil)[^"/]*"',
    re.IGNORECASE,
)
_SIDE = re.compile(r'(?:width|height)="(\d{1,5})(?:px)?"')
_MIN_SIDE = 60  # pixels; smaller images are icons and counters
_MAX_GAP = 1_500  # characters of markup between an image and its caption
_MAX_IMAGES = 200
_LONGEST = 6  # characters of a tag's name before `img`, with the sign before it


class Image(NamedTuple):
    """An image that may be a photograph of the article."""

    written: str  # its attributes, as they stand in the page
    start: int  # offsets in Skim.html
    end: int

    def url(self, base: str) -> str | None:
        """Its absolute address, joined to this one."""
        attributes = parse_attributes(self.written)
        for name in _SOURCES:
            address = attributes.get(name, "").strip()
            if address and not address.startswith(("data:", "blob:", "javascript:", "about:")):
                return _absolute(address, base)
        candidates = attributes.get("srcset", "") or attributes.get("data-srcset", "")
        last = candidates.split(",")[-1].split()
        return _absolute(last[0], base) if last else None


def images_between(skim: Skim, start: int, end: int) -> list[Image]:
    """The images of this part of the page, without icons and avatars."""
    found: list[Image] = []
    at, end, html = max(0, start), max(0, end), skim.html
    while (at := html.find("img", at, end)) >= 0:
        match = _IMG.match(html, max(0, html.rfind("<", max(0, at - _LONGEST), at)), end)
        at += 3
        if not match:
            continue
        if not _SMALL.search(match[1]) and not any(int(side) < _MIN_SIDE for side in _SIDE.findall(match[1])):
            found.append(Image(match[1], match.start(), match.end()))
        if len(found) >= _MAX_IMAGES:
            break
    return found


def image_beside(images: Sequence[Image], start: int, end: int) -> Image | None:
    """The image in a line of text, else the one that it stands behind, else the one that it stands before."""
    inside = next((image for image in images if start <= image.start and image.end <= end), None)
    if inside:
        return inside
    before = [image for image in images if image.end <= start and start - image.end <= _MAX_GAP]
    if before:
        return before[-1]
    return next((image for image in images if image.start >= end and image.start - end <= _MAX_GAP), None)


def _absolute(written: str, base: str) -> str | None:
    try:
        url = urljoin(base, written)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None
