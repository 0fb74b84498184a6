"""Reads the chosen blocks as paragraphs: a line is one, a table's row is one; a profile may choose them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from scraper.parse.page import Block, Skim

if TYPE_CHECKING:
    from bs4 import Tag

_LONGEST_CELL = 300  # characters; a longer one is a column of a page that is laid out by tables
_PARAGRAPHS = ("p", "li", "tr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt")


def read_paragraphs(skim: Skim, body: Sequence[int]) -> list[str]:
    """The body's paragraphs in order; the cells of a row are joined by " | "."""
    if "tr" not in skim.tags:
        return [skim.blocks[number].text for number in body]
    rows = _rows(skim, body)
    paragraphs: list[str] = []
    last_row = -1
    for number in body:
        block = skim.blocks[number]
        row = _around(skim, block.element, "tr")
        if row in rows:
            if row != last_row:
                paragraphs.append(rows[row])
            last_row = row
        else:
            paragraphs.append(block.text)
    return paragraphs


def read_selected(skim: Skim, selectors: Mapping[str, str]) -> list[str]:
    """The paragraphs of what a profile's `body` selects, without what its `drop` selects."""
    if "body" not in selectors:
        return []
    from bs4 import BeautifulSoup  # here, because most pages are read without a profile

    soup = BeautifulSoup(skim.html, "lxml")
    for unwanted in soup.select(selectors["drop"]) if "drop" in selectors else ():
        unwanted.decompose()
    chosen = soup.select_one(selectors["body"])
    return list(_texts(chosen)) if chosen else []


def _texts(chosen: "Tag") -> Iterator[str]:
    """Innermost paragraphs; text that stands in none is cut at its line breaks."""
    for line_break in chosen.find_all("br"):
        line_break.replace_with("\n")
    inner = [tag for tag in chosen.find_all(_PARAGRAPHS) if not tag.find(_PARAGRAPHS)]
    for tag in inner or [chosen]:
        text = " | ".join(_cells(tag)) if tag.name == "tr" else tag.get_text()
        yield from (" ".join(line.split()) for line in text.split("\n") if line.strip())


def _rows(skim: Skim, body: Sequence[int]) -> dict[int, str]:
    """The rows of data tables that hold body blocks, each with its cells joined."""
    chosen = {row for number in body if (row := _around(skim, skim.blocks[number].element, "tr")) >= 0}
    found: dict[int, str] = {}
    for row in chosen:
        cells = _row_cells(skim, row)
        if len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL:
            found[row] = " | ".join(cells)
    return found


def _row_cells(skim: Skim, row: int) -> list[str]:
    """The texts of a row's cells; none where another table stands in it."""
    end = skim.ends[row]
    first = bisect_left(skim.blocks, skim.starts[row], key=_start)
    cells: dict[int, list[str]] = {}
    for block in skim.blocks[first:]:
        if block.start >= end:
            break
        if _around(skim, block.element, "tr") != row:
            return []
        cell = next(
            (e for e in (block.element, *skim.ancestors(block.element)) if skim.parents[e] == row), -1
        )
        cells.setdefault(cell, []).append(block.text)
    return [" ".join(lines) for lines in cells.values()]


def _start(block: Block) -> int:
    return block.start


def _cells(row: "Tag") -> list[str]:
    cells = (" ".join(cell.get_text(" ").split()) for cell in row.find_all(("td", "th"), recursive=False))
    return [cell for cell in cells if cell]


def _around(skim: Skim, element: int, tag: str) -> int:
    """The innermost element of this tag that holds another, itself included; -1: none."""
    if skim.tags[element] == tag:
        return element
    return next((e for e in skim.ancestors(element) if skim.tags[e] == tag), -1)
