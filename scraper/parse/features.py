"""What can be measured of a block in any language: length, links, place, kin, path, neighbours."""

from collections.abc import Container, Iterator, Mapping, Sequence
from math import log1p

from scraper.parse.kinship import Kinship
from scraper.parse.labels import label_of
from scraper.parse.page import Block, Skim

NAMES = (
    *("length", "unit_length", "unit_links", "ends", "heading", "label", "since_related", "since_comment"),
    *("from_headline", "to_prose", "repeated", "position", "next_links", "side"),
    *("kin_prose", "kin_count", "kin_mean", "kin_links", "levels", "rise", "depth", "deeper"),
    *("parent_text", "grand_text", "grand_prose", "great_prose", "parent_count", "in_main"),
    *("own_words", "path_words", "page_prose", "main_share"),
)
_LABELS = {"related": 1, "share": 2, "comment": 3, "nag": 4, "meta": 5}
_ENDS = frozenset('.!?…。！？"”»:)')
_FAR = 40  # blocks; further away is as far
_LABEL_CHARS = 120  # a longer line is no label
_LINKED, _LINKED_CHARS = 0.75, 90  # a shorter line of links only is never judged by itself


def is_link_line(block: Block) -> bool:
    """Whether a block is a short line of nothing but links: menu items, teasers, tags."""
    length = len(block.text)
    return length < _LINKED_CHARS and block.link_chars > _LINKED * length


def rows(
    skim: Skim, left_out: Container[int], weights: Mapping[str, Mapping[str, float]]
) -> tuple[Kinship, list[tuple[int, list[float]]]]:
    """
    The features of every block that may be a part of the body.

    Shape: block numbers with one value for each of NAMES; weights are of words in class names.
    """
    blocks = [block for block in skim.blocks if block.number not in left_out]
    kin = Kinship(skim, blocks, weights)
    return kin, list(_rows(blocks, kin))


def _rows(blocks: Sequence[Block], kin: Kinship) -> Iterator[tuple[int, list[float]]]:
    number_of_blocks, total = len(blocks), sum(len(block.text) for block in blocks) or 1
    headline = kin.headline
    repeated = _repetitions(blocks)
    to_prose = _distances(kin.is_prose)
    since_related = since_comment = -_FAR
    position = 0
    page = [log1p(kin.prose), kin.main_share]
    for index, block in enumerate(blocks):
        text = block.text
        length = len(text)
        position += length
        label = label_of(text) if length < _LABEL_CHARS else None
        if label and (label[1] or (block.heading_level and length < 60)):
            if label[0] == "comment":
                since_comment = index
            elif label[0] in ("related", "share", "nag", "more"):
                since_related = index
        if is_link_line(block):
            continue
        unit_chars, unit_links = kin.units[index]
        following = blocks[index + 1] if index + 1 < number_of_blocks else None
        row = [
            log1p(length),
            log1p(unit_chars),
            unit_links / unit_chars,
            text[-1] in _ENDS,
            block.heading_level,
            _LABELS.get(label[0], 6) if label else 0,
            min(_FAR, index - since_related),
            min(_FAR + 20, index - since_comment),
            max(-_FAR, min(_FAR, index - headline)) if headline is not None else -50,
            to_prose[index],
            repeated[text] - 1,
            position / total,
            following.link_chars / len(following.text) if following else -1,
            kin.side(index),
            *kin.element_row(block.element),
            *page,
        ]
        yield block.number, row


def _repetitions(blocks: Sequence[Block]) -> dict[str, int]:
    found: dict[str, int] = {}
    for block in blocks:
        found[block.text] = found.get(block.text, 0) + 1
    return found


def _distances(is_prose: Sequence[bool]) -> list[int]:
    """How many blocks it is from each to the next prose behind it."""
    found = [30] * len(is_prose)
    following = None
    for index in range(len(is_prose) - 1, -1, -1):
        if following is not None:
            found[index] = min(30, following - index)
        if is_prose[index]:
            following = index
    return found
