"""A line of markup cut where its inline elements begin and end, each part with what is known about it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scraper.parse.page import unescape
from scraper.text.memo import remembered

_TAG = re.compile(r"<(/?)([a-z0-9:-]+)([^>]*)>")
_ATTRIBUTE = re.compile(r' (?:class|id|rel|itemprop)="([^"]*)"')
_HREF = re.compile(r' href="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_YEAR_LAST = re.compile(r"[^\W\d_][\s,\d]{0,4}\s\d{4}$")
_COUNT_FIRST = re.compile(r"\d{1,3}(?:[.,]\d{3}|\d{0,3})\s[^\W\d_]{3}")
_WORD_FIRST = re.compile(r"[A-Z][a-z]{2}")
LIGATURES = "material-"  # a class of elements whose word is drawn as an icon: `event`, `visibility`
_VOID = frozenset({"img", "input", "br", "wbr"})
_ICONS = frozenset({"i", "span", "em", "svg", "img", "b"})


class Piece(NamedTuple):
    """A part of a line between two inline tags: `<b>Admin</b>`, `<i class="fa fa-user"></i> Admin`."""

    text: str
    hints: str = ""  # class and id of the elements around it, rel and itemprop, in lower case
    icon: str = ""  # class of the empty elements right before it
    href: str = ""


class _Open(NamedTuple):
    """An inline element that is open, and how many pieces were told when it began."""

    tag: str
    hints: str
    href: str
    told: int


@remembered
def pieces_in(html: str, hints: str) -> Sequence[Piece]:
    """The pieces of this markup; `hints` are those of the elements around all of it."""
    return tuple(_pieces(html, hints))


def _pieces(html: str, hints: str) -> Iterator[Piece]:
    around: list[_Open] = []
    icon, at, told = "", 0, 0
    for match in _TAG.finditer(html):
        text = html[at : match.start()]
        if text and (words := " ".join(unescape(text).split())):
            if around and LIGATURES in around[-1].hints:
                icon += f" {words}"
            else:
                yield _piece(words, hints, around, icon)
                icon, told = "", told + 1
        at = match.end()
        closing, tag, written = match.groups()
        if closing:
            icon += _closed(tag, around, told)
            continue
        own = " ".join(_ATTRIBUTE.findall(written)).lower() if written else ""
        if tag == "img":
            icon += f" {own} {' '.join(_ALT.findall(written)).lower()}"
        if tag not in _VOID:
            href = _HREF.search(written) if tag == "a" else None
            around.append(_Open(tag, own, unescape(href[1]) if href else "", told))
    text = html[at:]
    if text and (words := " ".join(unescape(text).split())):
        yield _piece(words, hints, around, icon)


def spaced(text: str, pieces: Sequence[Piece]) -> str:
    """
    The line's text with a space where two elements meet without one: `123 times` and `Last modified`.

    Why: between such elements a browser shows a margin; inside a word (`<b>S</b>emarang`) it shows none.
    """
    parts, at = [], 0
    for piece in pieces:
        start = text.find(piece.text, at)
        if start < 0:
            return text
        parts.append(text[at:start])
        is_glued = start == at and at and _is_glued(text[at - 1], piece.text[0])
        if is_glued or (start == at and at and _are_two(text[max(0, at - 16) : at], piece.text)):
            parts.append(" ")
        parts.append(piece.text)
        at = start + len(piece.text)
    return "".join(parts) + text[at:]


def _is_glued(left: str, right: str) -> bool:
    """Whether two characters that touch belong to two words."""
    return (
        (left.islower() and right.isupper())
        or (left.isdigit() and right.isalpha())
        or (left.isalpha() and right.isdigit())
    )


def _are_two(left: str, right: str) -> bool:
    """Whether a year meets a number (`2024`, `0 Comments`) or an acronym a word (`PIO`, `November`)."""
    if _YEAR_LAST.search(left):
        return bool(_COUNT_FIRST.match(right))
    return left[-2:].isalpha() and left[-2:].isupper() and bool(_WORD_FIRST.match(right))


def _closed(tag: str, around: list[_Open], told: int) -> str:
    """Closes an element; its hints are an icon's where it held no text."""
    if not any(one.tag == tag for one in around):
        return ""
    while (one := around.pop()).tag != tag:
        pass
    return f" {one.hints}" if one.told == told and tag in _ICONS else ""


def _piece(text: str, hints: str, around: list[_Open], icon: str) -> Piece:
    if not around:
        return Piece(text, hints, icon.strip())
    all_hints = " ".join([hints, *(one.hints for one in around if one.hints)])
    return Piece(text, all_hints, icon.strip(), next((one.href for one in reversed(around) if one.href), ""))
