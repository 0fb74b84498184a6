"""The lines around an article that may say when, by whom and how often read; cut where they meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from scraper.parse.fields.clues import Clues
from scraper.parse.fields.hints import Hints
from scraper.parse.fields.pieces import LIGATURES, Piece, pieces_in, spaced
from scraper.parse.fields.prose import body_under, first_prose, last_copy, second_paragraph
from scraper.parse.labels import label_of
from scraper.parse.layout import Layout, Role
from scraper.parse.page import Block, Skim
from scraper.text.credits import may_credit
from scraper.text.date_words import label_alone
from scraper.text.dates import FoundDate, find_dates
from scraper.text.places import dateline_of
from scraper.text.vocabulary import mentions

_ABOVE, _BETWEEN, _BELOW = 8, 40, 10  # blocks that are looked at
_LEADING = 12  # blocks of the body that may be lines above it
_BESIDE, _NEAR = 2, 4  # blocks; of the list that a class calls the article's meta
_OF_MENUS = 4  # blocks from the article where links alone are a menu's, no crumbs
_BARE = 60  # characters of a line that holds little more than a date
_LABEL = 24  # characters of a cell that names the next one
_SHORT, _TAIL = 240, 140  # characters of a line of the body that may be a caption; of a credit at its end
_MAX_META = 400  # characters; a longer block is no line of dates, names and counters
_ELSEWHERE = frozenset({Role.RELATED, Role.COMMENT, Role.SHARE, Role.NAG})
# Parts of the class names of other articles and of readers' words.
_FOREIGN = ("comment", "komentar", "related", "terkait", "popul", "recent")
# What a line that credits a photograph has: a sign behind the label, or the word photo itself.
_SIGNS = (":", "(", "/", "（", "：", "©", "hoto", "FOTO", "PHOTO", "ok.", "OK.", "ourtesy")
# A cell that names the one behind it: rows of a table and lists of definitions.
_NAMED_CELLS = frozenset({("th", "td"), ("dt", "dd")})
_CELLS = frozenset({*_NAMED_CELLS, ("td", "td")})
_FIRST_TAG = re.compile(r"\s*(?:<img [^>]*>\s*)?<(?:span|em|i|small|b|strong|font) ([^>]*)>")
_MAX_TAG = 500  # characters of the tag and the picture before it


class Where(StrEnum):
    """Where a line stands to the article."""

    ABOVE = "above"  # before the headline
    BETWEEN = "between"  # behind the headline, before the body
    BODY = "body"
    BELOW = "below"  # behind the body


class Line(NamedTuple):
    """A block near the article."""

    number: int  # Block.number
    text: str
    where: Where
    steps: int  # blocks between it and the headline or the body, whichever is nearer
    role: Role
    tag: str
    start: int  # offsets in Skim.html
    end: int
    hints: str = ""  # class and id of its element and of the two around it; of the body's lines its own
    link_chars: int = 0
    is_inside: bool = True  # in the smallest element that holds headline and body
    pieces: Sequence[Piece] = ()  # of a line that is no part of the body
    dates: Sequence[FoundDate] = ()  # likewise

    @property
    def is_boilerplate(self) -> bool:
        """Whether it stands on other pages of the site too."""
        return self.role is Role.BOILERPLATE


def lines_near(skim: Skim, layout: Layout, headline: int | None, clues: Clues) -> list[Line]:
    """The lines around headline and body, and the body's own, in document order."""
    headline = last_copy(skim, layout.body, headline)
    body = body_under(skim, layout.body, headline)
    first, last = (first_prose(skim, body), body[-1]) if body else (None, None)
    if headline is None:
        headline = first
    if headline is None:
        return []
    end = last if last is not None else headline
    bare_end = second_paragraph(skim, body) if body else end + 1
    maker = _Maker(
        skim,
        layout,
        clues,
        bare_end,
        (first or 0) + _LEADING,
        *_around(skim, headline, end),
        headline,
        Hints(skim),
    )
    top = headline if first is None else min(headline, first)
    body_end = end + 1 if first is not None else top
    ranges = (
        (range(max(0, top - _ABOVE), top), Where.ABOVE),
        (range(headline + 1, first if first is not None else headline), Where.BETWEEN),
        (range(first if first is not None else top, body_end), Where.BODY),
        (range(end + 1, min(len(skim.blocks), end + _BELOW + 1)), Where.BELOW),
    )
    origins = {Where.ABOVE: top, Where.BETWEEN: headline, Where.BODY: first or 0, Where.BELOW: end}
    return [
        line for numbers, where in ranges for line in maker.lines(numbers, where, headline, origins[where])
    ]


def _announces_others(block: Block) -> bool:
    """Whether a line is the heading of a list of other articles."""
    if len(block.text) > _LABEL:
        return False
    label = label_of(block.text)
    return label is not None and label[0] == "related"


def with_following(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line, and both as one where a cell that begins with a colon follows it (`Penulis`, `: Rina`)."""
    for line, following, third in zip_longest(lines, lines[1:], lines[2:]):
        if following and third and following.text in (":", "：") and third.number == line.number + 2:
            yield line, f"{line.text}: {third.text}" if len(line.text) <= _LABEL else ""
        elif not following or following.number != line.number + 1 or len(line.text) > _LABEL:
            yield line, ""
        elif following.text[0] in ":：":
            yield line, f"{line.text} {following.text}"
        elif (line.tag, following.tag) in _CELLS or "field-label" in line.hints:
            yield line, f"{line.text.rstrip(' :：')}: {following.text}"
        else:
            yield line, ""


def _around(skim: Skim, headline: int, end: int) -> tuple[int, int]:
    """From where to where the smallest element reaches that holds the headline and the body's end."""
    one, other = skim.blocks[headline], skim.blocks[end]
    start, stop = min(one.start, other.start), max(one.end, other.end)
    element = one.element
    while element >= 0 and not (skim.starts[element] <= start and skim.ends[element] >= stop):
        element = skim.parents[element]
    return (skim.starts[element], skim.ends[element]) if element >= 0 else (0, len(skim.html))


def _begins_a_text(text: str) -> bool:
    """
    Whether a line begins with a dateline; `Magdeburg, den 18. September 2002` is nothing but one.

    Why: with a dash (`KOTA BEKASI - Selasa, 22 November 2022`) such a line is a site's clock.
    """
    found = dateline_of(text)
    is_line = found and found.quote == text.strip() and text.lstrip().startswith(f"{found.place},")
    return found is not None and not is_line


def _unless_a_section(found: FoundDate, pieces: Sequence[Piece]) -> FoundDate:
    """The date without the label `event` where that is a link, as to the section `Kegiatan`."""
    is_linked = found.label == "event" and any(one.href and label_alone(one.text) for one in pieces)
    return replace(found, label=None) if is_linked else found


@dataclass(frozen=True, slots=True)
class _Maker:
    """What every line of one page is made with."""

    skim: Skim
    layout: Layout
    clues: Clues
    bare_end: int  # the body's second paragraph; a bare date behind it is no date of the article
    meta_end: int  # up to where a line of dates and names may stand among the paragraphs
    start: int  # of the article's element
    stop: int
    headline: int
    hints: Hints

    def lines(self, numbers: range, where: Where, headline: int, origin: int) -> Iterator[Line]:
        """The lines of one part of the page; steps are counted from the origin."""
        if where is Where.BODY:
            yield from self._body_lines(numbers, headline, origin)
            return
        roles, blocks = self.layout.roles, self.skim.blocks
        is_teaser = False
        for number in numbers:
            block = blocks[number]
            if self._is_idle(block, where, abs(number - origin)):
                continue
            # The items below "Berita Populer" carry dates and counters of their own.
            is_teaser = _announces_others(block) or (is_teaser and block.tag == "li")
            if (
                is_teaser
                or number == headline
                or (roles[number] in _ELSEWHERE and not self._is_beside(block, headline))
            ):
                continue
            if where is not Where.BETWEEN or min(number - origin, numbers.stop - number) <= _BETWEEN:
                steps = number - origin if where is not Where.ABOVE else origin - number
                if where is Where.BETWEEN:
                    steps = min(steps, numbers.stop - number)
                line = self._line(block, where, steps)
                if not mentions(line.hints, _FOREIGN):
                    yield line

    def _body_lines(self, numbers: range, headline: int, origin: int) -> Iterator[Line]:
        """The body's lines; what is announced is asked only where a list follows, since bodies are long."""
        roles, blocks = self.layout.roles, self.skim.blocks
        is_teaser = are_others = False
        for number in numbers:
            block = blocks[number]
            if block.tag == "li":
                before = blocks[number - 1]
                is_teaser = is_teaser or (before.tag != "li" and _announces_others(before))
            else:
                is_teaser = False
            if is_teaser or number == headline:
                continue
            if roles[number] in _ELSEWHERE and not self._is_beside(block, headline):
                continue
            are_others = are_others or (number < self.bare_end and _announces_others(block))
            if self._may_tell(block):
                line = self._line(block, Where.BODY, number - origin)
                yield line._replace(dates=()) if are_others else line

    def _is_idle(self, block: Block, where: Where, steps: int) -> bool:
        """Whether a block is nothing but a link, away from the article and its crumbs: an item of a menu."""
        if where is Where.BETWEEN or steps <= _OF_MENUS or block.link_chars < len(block.text):
            return False
        return not self.start <= block.start < self.stop

    def _may_tell(self, block: Block) -> bool:
        """Whether a block of the body may be a caption, a bare date, or hold a credit."""
        number, text = block.number, block.text
        role = self.layout.roles[number]
        is_early = number < self.bare_end or (role is Role.META and number < self.meta_end)
        if is_early or role is Role.CAPTION or block.tag == "figcaption":
            return True
        if len(text) > _SHORT:
            text = text[-_TAIL:]
        if mentions(text, _SIGNS):
            return may_credit(text)
        if "caption" in self.skim.attributes[block.element]:
            return True
        is_near = self.skim.html.find("caption", block.start, block.start + _MAX_TAG) >= 0
        return is_near and "caption" in self._inline(block)

    def _inline(self, block: Block) -> str:
        """The attributes of the inline element that a short line begins with: `<span class="caption">`."""
        if len(block.text) > _SHORT:
            return ""
        match = _FIRST_TAG.match(self.skim.html, block.start, block.start + _MAX_TAG)
        return match[1] if match else ""

    def _line(self, block: Block, where: Where, steps: int) -> Line:
        role = self.layout.roles[block.number]
        number = block.number
        whole = (number, block.text, where, steps, role, block.tag, block.start, block.end)
        if len(block.text) > _MAX_META:
            return Line(*whole)
        if where is Where.BODY:
            own = f"{self.skim.attributes[block.element]} {self._inline(block)}".lower()
            return Line(*whole, own, dates=self._bare_dates(block))
        is_between = where is Where.BETWEEN
        hints = self.hints.own(block, is_between, is_beside=block.number - self.headline <= _BESIDE)
        html = self.skim.html[block.start : block.end]
        pieces = pieces_in(html, hints) if "<" in html else (Piece(block.text, hints),)
        text = spaced(block.text, pieces) if len(pieces) > 1 else block.text
        if LIGATURES in html:
            text = " ".join(piece.text for piece in pieces) or block.text
        found = find_dates(text, order=self.clues.order, now=self.clues.now)
        dates = [_unless_a_section(one, pieces) for one in self._labelled(block, text, found)]
        if dates and role is Role.BODY and where is Where.BETWEEN and _begins_a_text(text):
            dates = []
        is_inside = self.start <= block.start < self.stop
        return Line(number, text, *whole[2:], hints, block.link_chars, is_inside, pieces, dates)

    def _is_beside(self, block: Block, headline: int) -> bool:
        """Whether a short block stands at the headline, so that it is the article's whatever its role."""
        steps = abs(block.number - headline)
        if steps > _BESIDE and not (steps <= _NEAR and "-meta" in self.hints.around(block.element)):
            return False
        return len(block.text) <= _SHORT

    def _labelled(self, block: Block, text: str, dates: Sequence[FoundDate]) -> Sequence[FoundDate]:
        """The dates, the first of them labelled by the cell before: `更新日`, `2024年11月19日`."""
        if not dates or dates[0].label or text[: dates[0].start].strip(" :：") or not block.number:
            return dates
        before = self.skim.blocks[block.number - 1]
        is_cell = (before.tag, block.tag) in _CELLS
        if len(before.text) > _LABEL or not (is_cell or before.text.endswith((":", "："))):
            return dates
        label = label_alone(before.text)
        return [replace(dates[0], label=label), *dates[1:]] if label else dates

    def _bare_dates(self, block: Block) -> Sequence[FoundDate]:
        """The dates of a line that stands among the body's first ones and is little else, and no dateline."""
        is_late = block.number >= self.bare_end and self.layout.roles[block.number] is not Role.META
        if is_late or len(block.text) > _BARE:
            return ()
        dates = find_dates(block.text, order=self.clues.order, now=self.clues.now)
        rest = len(block.text) - sum(len(one.quote) for one in dates)
        is_bare = dates and rest <= _BARE // 2 and not dateline_of(block.text)
        return self._labelled(block, block.text, dates) if is_bare else ()
