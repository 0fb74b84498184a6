"""The headline by the page's own title, and the element with most prose of its own."""

from dataclasses import dataclass

import numpy as np

from scraper.parse.columns import Column, Columns
from scraper.parse.page import Skim

_BELOW, _FAVOUR = 25, 2.0  # blocks below the headline, and how much more the prose there counts
_LINES = 0.9  # what a line of an element of lines counts for that element
_HEADLINE_CHARS = (12, 300)
_ALIKE, _BETTER = (
    0.35,
    0.01,
)  # least likeness of a headline to the title; how much more makes a later one better
_ENOUGH_WORDS = 5


@dataclass(frozen=True, slots=True)
class MainElement:
    """Where the body is likely to be."""

    element: int
    weight: Column  # of each element: the prose that stands directly in it
    first: int  # place of its first prose among the columns' blocks
    last: int


def find_main(columns: Columns, headline: int | None) -> MainElement:
    """The element with most prose of its own; what begins below the headline counts twice."""
    element, parent = columns.element, columns.parent[columns.element]
    count = len(columns.parent)
    weight = np.bincount(parent, columns.prose, count)
    in_lines = columns.prose * (columns.unit_length > 2 * columns.length)
    weight += np.bincount(element, in_lines * _LINES, count)
    favoured = weight
    if headline is not None:
        below = columns.is_prose[headline + 1 : headline + _BELOW]
        at = int(below.argmax()) if len(below) else 0
        if len(below) and below[at]:
            favoured = weight.copy()
            favoured[parent[headline + 1 + at]] *= _FAVOUR
    main = int(favoured.argmax())
    inside = (columns.is_prose & ((element == main) | (parent == main))).nonzero()[0]
    first, last = (int(inside[0]), int(inside[-1])) if len(inside) else (0, 0)
    return MainElement(main, weight, first, last)


def find_headline(skim: Skim, columns: Columns) -> int | None:
    """The place of the heading, or of the line of the title, that is most like the page's title."""
    head = skim.head
    title = f"{head.first('og:title', 'twitter:title') or ''} {head.title}".lower()
    words = frozenset(title.split())
    best, score = None, _ALIKE
    low, high = _HEADLINE_CHARS
    longest = min(high, len(title))
    length = columns.length
    may_be = (length >= low) & (length <= np.where(columns.level > 0, high, longest))
    for place in may_be.nonzero()[0].tolist():
        text, level = columns.texts[place], columns.blocks[place].heading_level
        lowered = text.lower()
        if not level and lowered not in title:
            continue
        found = lowered.split()
        value = sum(map(words.__contains__, found)) / len(found) * min(1.0, len(found) / _ENOUGH_WORDS)
        value += 0.3 if level == 1 else 0.15 if level else 0.0
        value -= 0.2 if columns.linked[place] else 0.0
        if value > score + _BETTER:
            best, score = place, value
    return best
