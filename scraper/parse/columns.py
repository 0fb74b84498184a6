"""The blocks and elements of a skim as numpy columns: lengths, links, prose, and what each element holds."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scraper.parse.page import Block, Skim

Column = np.ndarray[Any, Any]

PROSE, PROSE_LINKS = 80, 0.4  # characters of a run of lines, and the share of them that may be linked
LINKED, LINKED_CHARS = 0.75, 90  # a shorter line of links only is never judged by itself
LEVELS = 12  # elements around a block that are looked at


@dataclass(frozen=True, slots=True)
class Columns:
    """
    One value for each block that is looked at, or for each element of the page.

    Shape: an element holds the blocks from `first` up to `behind`, so that a sum over it is a difference of
    two running sums; `around[k]` is each judged block's element, its parent, and so on outwards.
    """

    blocks: Sequence[Block]
    texts: Sequence[str]
    length: Column
    linked: Column  # characters
    level: Column  # of a heading, else 0
    start: Column
    end: Column
    element: Column
    judged: Column  # places of the blocks that may be a part of the body: no lines of nothing but links
    around: Column  # LEVELS + 1 rows of elements, a column for each judged block
    parent: Column  # of each element; the root is its own
    first: Column  # of each element
    behind: Column
    first_around: Column  # of the elements in `around`
    behind_around: Column
    unit: Column  # lines in a row of one element have one number
    unit_length: Column
    unit_linked: Column
    is_prose: Column
    prose: Column  # characters
    length_before: Column  # running sums of length, linked and prose
    linked_before: Column
    prose_before: Column


def is_link_line(block: Block) -> bool:
    """Whether a block is a short line of nothing but links: menu items, teasers, tags."""
    length = len(block.text)
    return length < LINKED_CHARS and block.link_chars > LINKED * length


def columns_of(skim: Skim, left_out: Container[int]) -> Columns:
    """The columns of a page that has at least one block; a block may be left out."""
    blocks = [block for block in skim.blocks if block.number not in left_out] or skim.blocks
    _, texts, _, elements, starts, ends, link_chars, _, levels = zip(*blocks, strict=True)
    length = np.array([*map(len, texts)])
    start, element, level = np.array(starts), np.array(elements), np.array(levels)
    linked = np.minimum(link_chars, length)
    parent = np.array(skim.parents)
    np.maximum(parent, 0, out=parent)
    judged = ((length >= LINKED_CHARS) | (linked <= LINKED * length)).nonzero()[0]
    around = np.empty((LEVELS + 1, len(judged)), dtype=np.intp)
    around[0] = element[judged]
    for outer in range(LEVELS):
        parent.take(around[outer], out=around[outer + 1])
    opens = np.empty(len(blocks), dtype=bool)
    opens[0] = True
    np.not_equal(element[1:], element[:-1], out=opens[1:])
    unit = opens.cumsum() - 1
    unit_length = np.bincount(unit, length)[unit]
    unit_linked = np.bincount(unit, linked)[unit]
    is_prose = (unit_length >= PROSE) & (unit_linked < PROSE_LINKS * unit_length) & (level == 0)
    prose = length * is_prose
    first, behind = start.searchsorted(skim.starts), start.searchsorted(skim.ends)
    return Columns(
        blocks=blocks,
        texts=texts,
        length=length,
        linked=linked,
        level=level,
        start=start,
        end=np.array(ends),
        element=element,
        judged=judged,
        around=around,
        parent=parent,
        first=first,
        behind=behind,
        first_around=first[around],
        behind_around=behind[around],
        unit=unit,
        unit_length=unit_length,
        unit_linked=unit_linked,
        is_prose=is_prose,
        prose=prose,
        length_before=running_sum(length),
        linked_before=running_sum(linked),
        prose_before=running_sum(prose),
    )


def running_sum(column: Column) -> Column:
    """The sum of all values before each place, and behind the last."""
    found = np.zeros(len(column) + 1)
    column.cumsum(out=found[1:], dtype=float)
    return found
