"""A line of markup cut where its inline elements begin and end, each part with what is known about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.parse.page import parse_attributes, unescape

_TAG = re.compile(r"<(/?)([a-z0-9:-]+)([^>]*)>")
_VOID = frozenset({"img", "input", "br", "wbr"})
_ICONS = frozenset({"i", "span", "em", "svg", "img", "b"})
_HINTS = ("class", "id", "rel", "itemprop")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line between two inline tags: `<b>Admin</b>`, `<i class="fa fa-user"></i> Admin`."""

    text: str
    hints: str = ""  # class and id of the elements around it, rel and itemprop, in lower case
    icon: str = ""  # class of the empty elements right before it
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """An inline element that is open, and how many pieces were told when it began."""

    tag: str
    hints: str
    href: str
    told: int


def pieces_in(html: str, hints: str = "") -> Iterator[Piece]:
    """The pieces of this markup; `hints` are those of the elements around all of it."""
    around: list[_Open] = []
    icon, at, told = "", 0, 0
    for match in _TAG.finditer(html):
        piece = _piece(html[at : match.start()], hints, around, icon)
        if piece:
            yield piece
            icon, told = "", told + 1
        at = match.end()
        if match[1]:
            icon += _closed(match[2], around, told)
            continue
        attributes = parse_attributes(match[3])
        own = " ".join(attributes.get(name, "") for name in _HINTS).lower().strip()
        if match[2] == "img":
            icon += f" {own} {attributes.get('alt', '').lower()}"
        if match[2] not in _VOID:
            around.append(_Open(match[2], own, attributes.get("href", ""), told))
    piece = _piece(html[at:], hints, around, icon)
    if piece:
        yield piece


def _closed(tag: str, around: list[_Open], told: int) -> str:
    """Closes an element; its hints are an icon's where it held no text."""
    if not any(one.tag == tag for one in around):
        return ""
    while (one := around.pop()).tag != tag:
        pass
    return f" {one.hints}" if one.told == told and tag in _ICONS else ""


def _piece(text: str, hints: str, around: list[_Open], icon: str) -> Piece | None:
    text = " ".join(unescape(text).split())
    if not text:
        return None
    hints = " ".join([hints, *(one.hints for one in around)]).strip()
    return Piece(text, hints, icon.strip(), next((one.href for one in reversed(around) if one.href), ""))
