"""Lines at the edges of a body that are no part of it: a meta line on top, signatures and labels below."""

from collections.abc import Sequence

from scraper.parse.labels import label_of
from scraper.parse.page import Block
from scraper.text.bylines import byline_in
from scraper.text.counts import views_in
from scraper.text.dates import find_dates
from scraper.text.places import dateline_of

_LINE = 160  # characters; a longer line is a paragraph
_SENTENCE_ENDS = (".", "!", "?", '"', "”", "’", "…", ":", ";")
_LABELS = frozenset({"related", "share", "comment", "nag", "meta", "more"})
_DATE_SHARE = 0.3  # of a line that its date must be: "Selasa, 26 November 2019 | 09:00:00"


def trim_edges(blocks: Sequence[Block], body: Sequence[int]) -> dict[int, str]:
    """The body blocks at its edges that are something else, each with the role it has (layout.Role)."""
    found: dict[int, str] = {}
    for number in body:
        role = _top_role(blocks[number])
        if role is None:
            break
        found[number] = role
    for number in reversed(body):
        role = _bottom_role(blocks[number]) if number not in found else None
        if role is None:
            break
        found[number] = role
    return found


def _top_role(block: Block) -> str | None:
    text = block.text
    if len(text) > _LINE:
        return None
    label = label_of(text)
    if label and label[0] in _LABELS and not text.endswith(_SENTENCE_ENDS[:3]):
        return label[0] if label[0] != "more" else "related"
    return "meta" if _is_meta(text) else None


def _bottom_role(block: Block) -> str | None:
    text = block.text
    if len(text) > _LINE:
        return None
    label = label_of(text)
    if label and label[0] in _LABELS:
        return label[0] if label[0] != "more" else "related"
    byline = byline_in(text)
    if byline and (byline.writer or byline.editor) and ":" in text and not text.endswith("."):
        return "meta"
    return "meta" if _is_meta(text) else None


def _is_meta(text: str) -> bool:
    """Whether a line is little more than a date or a counter."""
    if text.endswith(("”", '"')) or dateline_of(text):
        return False
    views = views_in(text)
    if views and views.is_labelled:
        return True
    dates = [date for date in find_dates(text) if date.value is not None]
    return (
        bool(dates) and sum(len(date.quote) for date in dates) >= _DATE_SHARE * len(text) and text[-1] != "."
    )
