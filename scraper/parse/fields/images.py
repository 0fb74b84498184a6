"""The images near an article, and which of them a line of text belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from scraper.parse.page import Skim, parse_attributes

_IMG = re.compile(r"<(?:img|amp-img)\s([^>]*)>")
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-full-url", "src")
_SMALL = re.compile(
    r"(?:avatar|gravatar|logo|icon|sprite|pixel|blank|spacer|loading|placeholder|emoji|smil|button|banner-ads)",
    re.IGNORECASE,
)
_MIN_SIDE = 60  # pixels; smaller images are icons and counters
_MAX_GAP = 1_500  # characters of markup between an image and its caption
_MAX_IMAGES = 200


@dataclass(frozen=True, slots=True)
class Image:
    """An image that may be a photograph of the article."""

    url: str
    alt: str
    start: int  # offset in Skim.html
    end: int


def images_between(skim: Skim, start: int, end: int, base: str) -> list[Image]:
    """The images of this part of the page, addresses absolute, without icons and avatars."""
    found = []
    for match in _IMG.finditer(skim.html, max(0, start), max(0, end)):
        attributes = parse_attributes(match[1])
        url = _address(attributes, base)
        if url and not _is_small(attributes, url):
            found.append(Image(url, attributes.get("alt", ""), match.start(), match.end()))
        if len(found) >= _MAX_IMAGES:
            break
    return found


def image_beside(images: Sequence[Image], start: int, end: int) -> Image | None:
    """The image that a line of text stands behind, else the one that it stands before."""
    before = [image for image in images if image.end <= start and start - image.end <= _MAX_GAP]
    if before:
        return before[-1]
    return next((image for image in images if image.start >= end and image.start - end <= _MAX_GAP), None)


def _address(attributes: dict[str, str], base: str) -> str | None:
    for name in _SOURCES:
        written = attributes.get(name, "").strip()
        if written and not written.startswith(("data:", "blob:", "javascript:", "about:")):
            return _absolute(written, base)
    candidates = attributes.get("srcset", "") or attributes.get("data-srcset", "")
    last = candidates.split(",")[-1].split()
    return _absolute(last[0], base) if last else None


def _absolute(written: str, base: str) -> str | None:
    try:
        url = urljoin(base, written)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _is_small(attributes: dict[str, str], url: str) -> bool:
    if _SMALL.search(attributes.get("class", "")) or _SMALL.search(url.rsplit("/", 1)[-1]):
        return True
    sides = (attributes.get(name, "").removesuffix("px") for name in ("width", "height"))
    return any(side.isdigit() and int(side) < _MIN_SIDE for side in sides)
