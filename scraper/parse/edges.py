"""Lines among a body's blocks that are no part of it: captions, links elsewhere, meta lines, signatures."""

import re
from collections.abc import Container, Sequence

from scraper.parse.labels import label_of
from scraper.parse.page import Block
from scraper.text.bylines import byline_in
from scraper.text.counts import views_in
from scraper.text.dates import find_dates
from scraper.text.places import dateline_of

_LINE = 160  # characters; a longer line is a paragraph
_CAPTION = 260  # characters of a caption that says so itself
_HEADER = 10  # blocks above the first paragraph that may be lines of the page's header
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", '"', "”", "’", "」", "…", ":", ";")
_LABELS = frozenset({"related", "share", "comment", "nag", "meta", "caption", "more"})
_WORDS = 5  # spaces from which "Foto di atas adalah gambaran lokasi bendungan." is a sentence and no caption
_NUMBER = re.compile(r"\W*\d[\d.,]{0,11}\W*")  # a bare counter: "•  1713"
_DATE_SHARE = 0.3  # of a line that its date must be: "Selasa, 26 November 2019 | 09:00:00"
_LABELLED = re.compile(r"\W*[^\W\d]+(?:[ .]+[^\W\d]+){0,3}\.?\s*(?:[:|]|$)")
_PARTS = re.compile(r"\s+[-|•·–—/]\s+|\s*\|\s*")


def trim_edges(blocks: Sequence[Block], body: Sequence[int]) -> dict[int, str]:
    """The blocks of a body that are something else, each with the role it has (layout.Role)."""
    found = {number: role for number in body if (role := _anywhere(blocks[number]))}
    found |= _header(blocks, [number for number in body if number not in found])
    for number in reversed(body):
        if number in found:
            continue
        role = _bottom_role(blocks[number])
        if role is None:
            break
        found[number] = role
    return found


def _anywhere(block: Block) -> str | None:
    """A caption or a link to another article that says so with a label and a colon."""
    if len(block.text) > _CAPTION or ":" not in block.text[:40]:
        return None
    label = label_of(block.text)
    if label and label[0] in ("caption", "related") and _LABELLED.match(block.text):
        return label[0]
    return None


def _header(blocks: Sequence[Block], body: Sequence[int]) -> dict[int, str]:
    """
    The lines down to the last meta line above the first paragraph: headline, date, counter, labels.

    Why: such a line need not have been taken for body itself, what stands above it is no body either.
    """
    found: dict[int, str] = {}
    above: list[int] = []
    inside = set(body)
    for number in range(body[0], min(body[0] + _HEADER, body[-1] + 1)) if body else ():
        block = blocks[number]
        role = _top_role(block)
        is_text = len(block.text) > _LINE or block.text.endswith(_SENTENCE_ENDS)
        if is_text and not role and not block.heading_level and number in inside:
            if above or not _is_deck(blocks[number : number + 2], inside):
                break
            found[number] = "meta"
            continue
        above.append(number)
        if role:
            found |= {one: "meta" for one in above if one in inside}
            if number in inside:
                found[number] = role
            above.clear()
    return found


def _is_deck(blocks: Sequence[Block], body: Container[int]) -> bool:
    """Whether a short sentence below the headline is parted from the body by a line with the date."""
    if len(blocks) < 2 or blocks[1].number in body or max(len(block.text) for block in blocks) > _LINE:
        return False
    return not dateline_of(blocks[0].text) and bool(find_dates(blocks[1].text))


def _top_role(block: Block) -> str | None:
    text = block.text
    if len(text) > _LINE:
        return None
    if _NUMBER.fullmatch(text):
        return "meta"
    label = label_of(text)
    if label and label[0] in _LABELS and not text.endswith(_SENTENCE_ENDS[:6]):
        return _role_of(label[0])
    return "meta" if _is_meta(text) else None


def _bottom_role(block: Block) -> str | None:
    text = block.text
    if len(text) > _LINE:
        return None
    label = label_of(text)
    if label and label[0] in _LABELS and (_LABELLED.match(text) or not _is_told(text, label[0])):
        return _role_of(label[0])
    byline = byline_in(text)
    if byline and (byline.writer or byline.editor) and ":" in text and not text.endswith("."):
        return "meta"
    return "meta" if _is_meta(text) else None


def _is_told(text: str, kind: str) -> bool:
    """Whether words that a meta line or a caption begins with begin a sentence here."""
    is_sentence = text.endswith(_SENTENCE_ENDS[:6]) and text.count(" ") >= _WORDS
    return kind == "meta" or (kind == "caption" and is_sentence)


def _role_of(label: str) -> str:
    return "related" if label == "more" else label


def _is_meta(text: str) -> bool:
    """Whether a line is little more than a date or a counter."""
    if text.endswith(("”", '"')) or dateline_of(text):
        return False
    views = views_in(text)
    if views and views.is_labelled:
        return True
    dates = find_dates(text)
    if not dates or text[-1] == ".":
        return False
    parts = _PARTS.split(text)
    labelled = sum(1 for part in parts if label_of(part))
    return sum(len(date.quote) for date in dates) >= _DATE_SHARE * len(text) or labelled >= 2
