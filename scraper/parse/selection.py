"""Which blocks are the body, from how likely each of them is: runs are filled, stray ends are cut."""

from collections.abc import Mapping, Sequence

from scraper.parse.features import is_link_line
from scraper.parse.labels import label_of
from scraper.parse.page import Block, Skim

_SHORT = 120  # characters; a shorter body is looked for once more
_HEADLINE = 20  # characters from which a heading may be the headline
_REACH = 14  # blocks below the headline that an announcement may take
_UNLIKELY = -3.0  # log-odds of what is certainly no body
_LABEL = 120  # a longer line is no label
_PROSE = 80  # characters of a line that is no heading or label
_STOPS = frozenset({"related", "comment", "nag"})
_LIST = frozenset({"li", "dd", "dt", "td", "th"})


def choose_body(skim: Skim, scores: Mapping[int, float], headline: int | None) -> list[int]:
    """The numbers of the body's blocks, in order."""
    chosen = {number for number, score in scores.items() if score > 0}
    _add_linked_items(skim, chosen)
    body = _without_loose_headings(skim, sorted(chosen))
    if sum(len(skim.blocks[number].text) for number in body) >= _SHORT:
        return body
    return _below_headline(skim, scores, headline) or body


def _below_headline(skim: Skim, scores: Mapping[int, float], headline: int | None) -> list[int]:
    """The few lines of an announcement: what stands below its headline, up to the first label or links."""
    if headline is None:
        headings = [block for block in skim.blocks if block.heading_level and len(block.text) >= _HEADLINE]
        headline = min(headings, key=lambda block: block.heading_level).number if headings else None
    if headline is None:
        return []
    found: list[int] = []
    for block in skim.blocks[headline + 1 : headline + 1 + _REACH]:
        label = label_of(block.text) if len(block.text) < _LABEL else None
        if (label and label[0] in _STOPS) or (is_link_line(block) and found):
            break
        if scores.get(block.number, -9.0) > _UNLIKELY and not (label or block.heading_level):
            found.append(block.number)
    return found


def _add_linked_items(skim: Skim, chosen: set[int]) -> None:
    """Items that are links only, of lists most of whose text is chosen."""
    lists: dict[int, list[Block]] = {}
    for block in skim.blocks:
        if block.tag in _LIST:
            lists.setdefault(skim.parents[block.element], []).append(block)
    for items in lists.values():
        inside = sum(len(block.text) for block in items if block.number in chosen)
        if inside * 2 > sum(len(block.text) for block in items):
            chosen.update(block.number for block in items)


def _without_loose_headings(skim: Skim, body: Sequence[int]) -> list[int]:
    """The body without headings that nothing follows, and without those of the page above it."""
    blocks, kept = skim.blocks, list(body)
    while kept and blocks[kept[-1]].heading_level:
        kept.pop()
    first = next((place for place, number in enumerate(kept) if len(blocks[number].text) >= _PROSE), None)
    if not first:
        return kept
    home = skim.parents[blocks[kept[first]].element]
    return [
        number
        for place, number in enumerate(kept)
        if place >= first or not blocks[number].heading_level or skim.parents[blocks[number].element] == home
    ]
