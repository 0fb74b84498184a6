"""Second copies on one page: a run of blocks that stands again in another subtree, or a body pasted twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.parse.page import Block, Skim

_WORD = re.compile(r"\w+")
_ANCHOR = 40  # characters from which a block may begin or carry a run
_MOST_ANCHORS = 4_000  # the longest article seen has 900
_MOST_TWINS = 8  # blocks with the same beginning that are compared
_GAP = 8  # blocks that may stand between two of a run: share bars, "Baca Lainnya" with its titles
_RUN = 200  # characters in all that make a run in another subtree a copy
_LONE = 120  # the same for one block alone, a lead that the full text repeats
_PASTED = 300  # the same within one container, where repetition is mostly the author's
_FILLED = 0.6  # share of its subtree's text that a run must be
_MOST_RUNS = 60  # looked at, longest first
_FEW_WORDS = 7  # a shorter block must be equal to be a copy
_ALIKE = 0.9  # share of words in common; typing errors and cut ends make copies unequal


@dataclass(frozen=True, slots=True)
class _Run:
    """Pairs of equal blocks in order: the earlier ones and their later twins."""

    pairs: Sequence[tuple[int, int]]

    @property
    def earlier(self) -> Sequence[int]:
        return [first for first, _ in self.pairs]

    @property
    def later(self) -> Sequence[int]:
        return [second for _, second in self.pairs]


def find_copies(skim: Skim) -> dict[int, int]:
    """
    The blocks that repeat others, each with the block that is kept in its place.

    Why: within one container repetition is the author's (refrains, quotations, equal rows); only a container
    that is one text and the same text again was pasted twice.
    """
    dropped: dict[int, int] = {}
    for run in _runs(skim, _pairs(skim.blocks)):
        if any(number in dropped for number in run.later) or not _is_copy(skim, run):
            continue
        already = any(number in dropped for number in run.earlier)
        keep, drop = (
            (run.earlier, run.later) if already or _is_better(skim, run) else (run.later, run.earlier)
        )
        dropped.update(zip(drop, keep, strict=True))
        dropped.update(_short_twins(skim, keep, drop))
    return dropped


def _pairs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Equal or nearly equal blocks, each later one with the first of its kind."""
    groups: dict[str, list[Block]] = {}
    anchors = [
        block for block in blocks if len(block.text) >= _ANCHOR and block.link_chars * 2 < len(block.text)
    ]
    for block in anchors[:_MOST_ANCHORS]:
        key = "".join(_WORD.findall(block.text[:_ANCHOR].lower()))[:20]
        groups.setdefault(key, []).append(block)
    found = []
    for group in groups.values():
        firsts: list[Block] = []  # those of the group that are unlike each other
        for block in group[:_MOST_TWINS] if len(group) > 1 else ():
            first = next((one for one in firsts if _are_alike(one.text, block.text)), None)
            if first is None:
                firsts.append(block)
            else:
                found.append((first.number, block.number))
    return sorted(found)


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    words, others = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if words == others:
        return True
    shorter, longer = sorted((words, others), key=len)
    if not shorter:
        return False
    if one.endswith(("...", "…")) or other.endswith(("...", "…")):
        return shorter[:-1] == longer[: len(shorter) - 1] and len(shorter) >= _FEW_WORDS
    return len(shorter) >= _FEW_WORDS and len(set(shorter) & set(longer)) >= _ALIKE * len(set(longer))


def _runs(skim: Skim, pairs: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    """Pairs chained where both sides go on within a few blocks."""
    open_runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        for run in open_runs:
            first, second = run[-1]
            goes_on = first < pair[0] <= first + _GAP and second < pair[1] <= second + _GAP
            if goes_on and pair[0] < run[0][1]:  # the earlier side ends where the later one begins
                run.append(pair)
                break
        else:
            open_runs.append([pair])
    longest = sorted(open_runs, key=lambda run: -sum(len(skim.blocks[first].text) for first, _ in run))
    for run in longest[:_MOST_RUNS]:
        yield _Run(run)


def _is_copy(skim: Skim, run: _Run) -> bool:
    if run.earlier[-1] >= run.later[0]:
        return False
    size = sum(len(skim.blocks[number].text) for number in run.earlier)
    if _in_one_container(skim, run):
        return size >= _PASTED and len(run.pairs) > 1 and _is_whole_container(skim, run)
    return size >= (_RUN if len(run.pairs) > 1 else _LONE) and _fills_its_subtree(skim, run)


def _fills_its_subtree(skim: Skim, run: _Run) -> bool:
    """Whether one side is most of its subtree: two lists may share items, and are no copies."""
    first, second = (skim.blocks[side[0]].element for side in (run.earlier, run.later))
    shared = _shared(skim, first, second)
    return any(
        sum(len(skim.blocks[number].text) for number in side) >= _FILLED * _text_below(skim, element, shared)
        for side, element in ((run.earlier, first), (run.later, second))
    )


def _text_below(skim: Skim, element: int, shared: int) -> int:
    """Characters of text, links aside, in the child of the shared element that holds this one."""
    branch = element
    while skim.parents[branch] not in (shared, -1):
        branch = skim.parents[branch]
    start, end = skim.starts[branch], skim.ends[branch]
    return sum(len(block.text) - block.link_chars for block in skim.blocks if start <= block.start < end)


def _shared(skim: Skim, first: int, second: int) -> int:
    """The innermost element around both."""
    around = {first, *skim.ancestors(first)}
    return second if second in around else next((e for e in skim.ancestors(second) if e in around), 0)


def _in_one_container(skim: Skim, run: _Run) -> bool:
    """Whether a side stands directly in the element that holds both, or in the same element as the other."""
    first, second = (skim.blocks[side[0]].element for side in (run.earlier, run.later))
    return _shared(skim, first, second) in (first, second, skim.parents[first], skim.parents[second])


def _is_whole_container(skim: Skim, run: _Run) -> bool:
    """Whether what stands around and between both sides is nothing that reads on."""
    shared = skim.blocks[run.earlier[0]].element
    holder = shared if shared == skim.blocks[run.later[0]].element else skim.parents[shared]
    start, end = skim.starts[holder], skim.ends[holder]
    matched = {*run.earlier, *run.later}
    others = sum(
        len(block.text) - block.link_chars
        for block in skim.blocks[max(0, run.earlier[0] - _GAP) : run.later[-1] + _GAP]
        if start <= block.start < end
        and block.number not in matched
        and len(block.text) - block.link_chars >= _ANCHOR
    )
    return others < _ANCHOR * 3


def _is_better(skim: Skim, run: _Run) -> bool:
    """Whether the earlier side is the better copy: visible, then longer, then earlier."""
    return _quality(skim, run.earlier) >= _quality(skim, run.later)


def _quality(skim: Skim, numbers: Sequence[int]) -> tuple[bool, int]:
    blocks = [skim.blocks[number] for number in numbers]
    return not any(block.hidden for block in blocks), sum(len(block.text) for block in blocks)


def _short_twins(skim: Skim, keep: Sequence[int], drop: Sequence[int]) -> dict[int, int]:
    """The short blocks inside the dropped side that stand in the kept side too."""
    kept = {
        skim.blocks[number].text: number
        for number in range(keep[0] - 2, keep[-1] + 3)
        if 0 <= number < len(skim.blocks)
    }
    inside = (number for number in range(drop[0], drop[-1] + 1) if number not in drop)
    return {number: kept[text] for number in inside if (text := skim.blocks[number].text) in kept}
