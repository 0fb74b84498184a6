"""The lines around an article that may say when, by whom and how often read; cut where they meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scraper.parse.layout import Layout, Role
from scraper.parse.page import Block, Skim, parse_attributes, unescape

_ABOVE, _BETWEEN, _BELOW = 12, 60, 12  # blocks that are looked at
_LEADING, _PROSE = 12, 130  # blocks of the body that may be lines above it; characters of a paragraph
_MAX_META = 400  # characters; a longer block is no line of dates, names and counters
_ELSEWHERE = frozenset({Role.RELATED, Role.COMMENT, Role.SHARE, Role.NAG})
_TAG = re.compile(r"<(/?)([a-z0-9:-]+)([^>]*)>")
_CLASS = re.compile(r'(?:^|\s)(?:class|id)="([^"]*)"')
_VOID = frozenset({"img", "input", "br", "wbr"})
_ICONS = frozenset({"i", "span", "em", "svg", "img", "b"})
_HINTS = ("class", "id", "rel", "itemprop")


class Where(StrEnum):
    """Where a line stands to the article."""

    ABOVE = "above"  # before the headline
    BETWEEN = "between"  # behind the headline, before the body
    BODY = "body"
    BELOW = "below"  # behind the body


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line between two inline tags: `<b>Admin</b>`, `<i class="fa fa-user"></i> Admin`."""

    text: str
    hints: str = ""  # class and id of the elements around it, rel and itemprop, in lower case
    icon: str = ""  # class of the empty element right before it
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """An inline element that is open, and how many pieces were told when it began."""

    tag: str
    hints: str
    href: str
    told: int


@dataclass(frozen=True, slots=True)
class Line:
    """A block near the article."""

    number: int  # Block.number
    text: str
    where: Where
    steps: int  # blocks between it and the headline, or the body's end
    role: Role
    tag: str
    hints: str  # class and id of its element and of the two around it, in lower case
    html: str
    start: int  # offset in Skim.html
    link_chars: int = 0
    is_inside: bool = True  # in the smallest element that holds headline and body

    @property
    def is_boilerplate(self) -> bool:
        """Whether it stands on other pages of the site too."""
        return self.role is Role.BOILERPLATE


def lines_near(skim: Skim, layout: Layout, headline: int | None) -> list[Line]:
    """The lines around headline and body, and the body's own, in document order."""
    first, last = (first_prose(skim, layout.body), layout.body[-1]) if layout.body else (None, None)
    if headline is None:
        headline = first
    if headline is None:
        return []
    end = last if last is not None else headline
    article = _around(skim, headline, end)
    top = min(headline, headline if first is None else first)
    return [
        _line(skim, layout, skim.blocks[number], place, article)
        for number in range(max(0, top - _ABOVE), min(len(skim.blocks), end + _BELOW + 1))
        if number != headline
        and layout.roles[number] not in _ELSEWHERE
        and (place := _place(number, headline, first, end))
    ]


def first_prose(skim: Skim, body: Sequence[int]) -> int:
    """The body's first block that is longer than a line of dates and names."""
    return next((number for number in body[:_LEADING] if len(skim.blocks[number].text) >= _PROSE), body[0])


def _around(skim: Skim, headline: int, end: int) -> tuple[int, int]:
    """From where to where the smallest element reaches that holds the headline and the body's end."""
    one, other = skim.blocks[headline], skim.blocks[end]
    start, stop = min(one.start, other.start), max(one.end, other.end)
    element = one.element
    while element >= 0 and not (skim.starts[element] <= start and skim.ends[element] >= stop):
        element = skim.parents[element]
    return (skim.starts[element], skim.ends[element]) if element >= 0 else (0, len(skim.html))


def _place(number: int, headline: int, first: int | None, end: int) -> tuple[Where, int] | None:
    top = headline if first is None else min(headline, first)
    if number < top:
        return Where.ABOVE, top - number
    if first is not None and first <= number <= end:
        return Where.BODY, number - first
    if number > end:
        return Where.BELOW, number - end
    if number == headline or min(number - headline, (first or number) - number) > _BETWEEN:
        return None
    return Where.BETWEEN, number - headline


def _line(
    skim: Skim, layout: Layout, block: Block, place: tuple[Where, int], article: tuple[int, int]
) -> Line:
    return Line(
        block.number,
        block.text,
        *place,
        layout.roles[block.number],
        block.tag,
        _hints(skim, block.element),
        skim.html[block.start : block.end] if len(block.text) <= _MAX_META else "",
        block.start,
        block.link_chars,
        article[0] <= block.start < article[1],
    )


def _hints(skim: Skim, element: int) -> str:
    found = []
    for _ in range(3):
        if element < 0:
            break
        found += _CLASS.findall(skim.attributes[element])
        element = skim.parents[element]
    return " ".join(found).lower()


def pieces_of(line: Line) -> list[Piece]:
    """The line cut where inline elements begin and end, each part with what is known about it."""
    if "<" not in line.html:
        return [Piece(line.text, line.hints)]
    return list(_pieces(line.html, line.hints))


def pieces_in(html: str) -> list[str]:
    """The texts of a piece of markup, cut at its tags."""
    return [piece.text for piece in _pieces(html, "")]


def _pieces(html: str, hints_around: str) -> Iterator[Piece]:
    """One pass over the tags: the open elements' attributes are the hints of the text inside them."""
    around: list[_Open] = []
    icon, at, told = "", 0, 0
    for match in _TAG.finditer(html):
        piece = _piece(html[at : match.start()], hints_around, around, icon)
        if piece:
            yield piece
            icon, told = "", told + 1
        at = match.end()
        if match[1]:
            icon += _closed(match[2], around, told)
            continue
        attributes = parse_attributes(match[3])
        hints = " ".join(attributes.get(name, "") for name in _HINTS).lower().strip()
        if match[2] == "img":
            icon += f" {hints} {attributes.get('alt', '').lower()}"
        if match[2] not in _VOID:
            around.append(_Open(match[2], hints, attributes.get("href", ""), told))
    piece = _piece(html[at:], hints_around, around, icon)
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
