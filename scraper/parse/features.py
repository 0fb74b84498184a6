"""What can be measured of a block in any language: length, links, place, kin, path, neighbours."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from scraper.parse.class_words import ClassWords
from scraper.parse.columns import LINKED, Column, Columns, columns_of
from scraper.parse.kinship import KIN_NAMES, kin_rows
from scraper.parse.labels import label_of
from scraper.parse.main_element import MainElement, find_headline, find_main
from scraper.parse.page import Skim

# Of all blocks, as each looks at its neighbours. Lengths are in characters, distances in blocks.
LINE_NAMES = (
    *("length", "links", "level", "markup", "unit_length", "unit_links", "unit_count"),
    *("label", "since_related", "since_comment", "from_headline", "to_prose", "from_prose"),
    *("position", "prose_before", "before_2", "before_1", "after_1", "after_2"),
    *("links_before", "links_after", "near_links", "near_prose", "gap_before", "gap_after"),
)
JUDGED_NAMES = ("ends", "spaces", "repeated", "page_prose", "page_blocks", "page_links", "main_share")
NAMES = LINE_NAMES + JUDGED_NAMES + KIN_NAMES
_LABELS = {"related": 1, "share": 2, "comment": 3, "nag": 4, "meta": 5}
_OTHER_LABEL = 6
_TEASING = frozenset({"related", "share", "nag", "more"})
_ENDS = dict.fromkeys(".!?…。！？", 3) | dict.fromkeys("\"”»)'", 2) | dict.fromkeys(":,;", 1)
_FAR = 40  # blocks; further away is as far
_FAR_LABEL = 60
_NO_HEADLINE = -1_000
_FAR_GAP = 1e5  # characters of markup
_NEAR = 4  # blocks before and behind whose links and prose count
_LABEL_CHARS = 120  # a longer line is no label
_LABEL_HEADING = 60  # characters of a heading that is a label though more follows


@dataclass(frozen=True, slots=True)
class Features:
    """What was measured of a page's blocks."""

    values: Column  # a row for each of NAMES, a column for each block that is judged
    numbers: Sequence[int]  # Block.number of each judged block
    headline: int | None  # the number of the block that is most like the page's title
    main: int  # the element with most prose of its own


def measure(skim: Skim, left_out: Container[int], words: ClassWords) -> Features:
    """The features of every block that may be a part of the body, of a page that has blocks."""
    columns = columns_of(skim, left_out)
    headline = find_headline(skim, columns)
    main = find_main(columns, headline)
    judged = columns.judged
    lines = [*_lines(columns), *_labels(columns, headline), *_neighbours(columns)]
    values = np.empty((len(NAMES), len(judged)), dtype=np.float32)
    values[: len(lines)] = np.array(lines, dtype=np.float32)[:, judged]
    number = None if headline is None else columns.blocks[headline].number
    if not len(judged):
        return Features(values, (), number, main.element)
    at = len(lines)
    for rows in (
        _judged(columns),
        np.array(_page(columns, main))[:, None],
        kin_rows(skim, columns, main, headline, words),
    ):
        values[at : at + len(rows)] = rows
        at += len(rows)
    numbers = [columns.blocks[place].number for place in judged.tolist()]
    return Features(values, numbers, number, main.element)


def _lines(columns: Columns) -> list[Column]:
    """Of each block alone, and of the lines of its element."""
    length, unit = columns.length, columns.unit
    return [
        length,
        columns.linked / length,
        columns.level,
        (columns.end - columns.start) / length,
        columns.unit_length,
        columns.unit_linked / columns.unit_length,
        np.bincount(unit)[unit],
    ]


def _labels(columns: Columns, headline: int | None) -> list[Column]:
    """What a short line announces, and how many blocks it is from such a line, the headline and prose."""
    count = len(columns.blocks)
    blocks = np.arange(count)
    kinds = [0] * count
    teasing, comments = np.full(count, -_FAR_LABEL), np.full(count, -_FAR_LABEL)
    are_linked = (columns.linked > LINKED * columns.length).tolist()
    lines = zip(columns.texts, columns.level.tolist(), are_linked, strict=True)
    for place, (text, level, is_linked) in enumerate(lines):
        if len(text) >= _LABEL_CHARS or (is_linked and not level):
            continue
        label = label_of(text)
        if label:
            kinds[place] = _LABELS.get(label[0], _OTHER_LABEL)
            if label[1] or (level and len(text) < _LABEL_HEADING):
                if label[0] == "comment":
                    comments[place] = place
                elif label[0] in _TEASING:
                    teasing[place] = place
    before = np.maximum.accumulate(np.where(columns.is_prose, blocks, -_FAR))
    behind = np.minimum.accumulate(np.where(columns.is_prose, blocks, count + _FAR)[::-1])[::-1]
    to_prose, from_prose = np.full(count, _FAR), np.full(count, _FAR)
    np.subtract(behind[1:], blocks[:-1], out=to_prose[:-1])
    np.subtract(blocks[1:], before[:-1], out=from_prose[1:])
    return [
        np.array(kinds),
        np.minimum(blocks - np.maximum.accumulate(teasing), _FAR_LABEL),
        np.minimum(blocks - np.maximum.accumulate(comments), _FAR_LABEL),
        blocks - headline if headline is not None else np.full(count, _NO_HEADLINE),
        to_prose,
        from_prose,
    ]


def _neighbours(columns: Columns) -> list[Column]:
    """Where on the page a block stands, what stands just before and behind it, and how far off in markup."""
    count = len(columns.blocks)
    length, linked, prose = columns.length_before, columns.linked_before, columns.prose_before
    share = columns.linked / columns.length
    low = np.maximum(np.arange(-_NEAR, count - _NEAR), 0)
    high = np.minimum(np.arange(_NEAR + 1, count + _NEAR + 1), count)
    near = length[high] - length[low]
    gap = np.full(count + 1, _FAR_GAP)
    np.subtract(columns.start[1:], columns.end[:-1], out=gap[1:-1])
    return [
        length[1:] / length[-1],
        prose[:-1] / max(1.0, float(prose[-1])),
        *_beside(columns.length, (-2, -1, 1, 2), 0.0),
        *_beside(share, (-1, 1), -1.0),
        (linked[high] - linked[low]) / near,
        (prose[high] - prose[low]) / near,
        gap[:-1],
        gap[1:],
    ]


def _beside(column: Column, steps: Sequence[int], edge: float) -> list[Column]:
    """The column's value so many blocks behind (before, below zero) each block, a row for each step."""
    reach, count = max(steps), len(column)
    wide = np.empty(count + 2 * reach)
    wide[:reach] = wide[reach + count :] = edge
    wide[reach : reach + count] = column
    return [wide[reach + step : reach + step + count] for step in steps]


def _judged(columns: Columns) -> list[Column]:
    """How a block's text ends, how many words it has for its length, how often it stands on the page."""
    texts = [columns.texts[place] for place in columns.judged.tolist()]
    times: dict[str, int] = {}
    for text in columns.texts:
        times[text] = times.get(text, 0) + 1
    return [
        np.array([_ENDS.get(text[-1], 0) for text in texts]),
        np.array([text.count(" ") for text in texts]) / columns.length[columns.judged],
        np.array([times[text] for text in texts]),
    ]


def _page(columns: Columns, main: MainElement) -> list[float]:
    """What all blocks of a page share."""
    prose = float(columns.prose.sum())
    return [
        prose,
        len(columns.blocks),
        float(columns.linked.sum() / columns.length.sum()),
        float(main.weight[main.element]) / max(1.0, prose),
    ]
