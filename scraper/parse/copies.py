"""Second copies on one page: a run of blocks that stands again in another subtree, or a body pasted twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.parse.alike import are_alike, are_related, is_cut, key_of, regrouped, squeezed
from scraper.parse.page import Block, Skim

_ANCHOR = 40  # characters from which a block may begin or carry a run
_MOST_ANCHORS = 4_000  # the longest article seen has 900
_MOST_TWINS = 8  # blocks with the same beginning that are compared
_GAP = 8  # blocks that may stand between two of a run: share bars, "Baca Lainnya" with its titles
_RUN = 100  # characters in all that make a run in another subtree a copy
_LONE = 40  # the same for one block alone, a lead that the full text repeats
_PASTED = 200  # the same within one container, where repetition is mostly the author's
_FILLED = 0.6  # share of its subtree's text that a run must be
_ROW = 120  # the same for a row or an item of one table or list
_ROWS = frozenset({"table", "tbody", "thead", "tr", "ul", "ol", "dl"})
_SOME_PROSE = 120  # characters; less is a header line
_AROUND = 0.5  # of a run's length: more prose than this around both sides, and the author wrote both
_EVERYWHERE = 4  # times that no author says the same in elements of their own
_CUT = 20  # characters that a cut end is worth less
_PARAGRAPHS = frozenset(
    {"p", "li", "td", "th", "dd", "dt", "tr", "blockquote", "pre"}
)  # are no subtree of their own
_MOST_RUNS = 60  # looked at, longest first

_Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks in order and their later twins; as many on both sides unless they are cut at other places."""

    earlier: Sequence[int]
    later: Sequence[int]
    is_regrouped: bool = False


def find_copies(skim: Skim) -> dict[int, int]:
    """
    The blocks that repeat others, each with the block that is kept in its place.

    Why: within one container repetition is the author's (refrains, quotations, equal rows); only a container
    that is one text and the same text again was pasted twice.
    """
    pairs, unlike = _pairs(skim.blocks)
    dropped: dict[int, int] = {}
    for run in (*_runs(skim, pairs), *_regrouped(skim, unlike)):
        if any(number in dropped for number in run.later) or not _is_copy(skim, run):
            continue
        already = any(number in dropped for number in run.earlier)
        if run.is_regrouped and already:
            continue
        is_kept = already or _quality(skim, run.earlier, run) >= _quality(skim, run.later, run)
        keep, drop = (run.earlier, run.later) if is_kept else (run.later, run.earlier)
        twins = (
            zip(drop, keep, strict=True) if not run.is_regrouped else ((number, keep[0]) for number in drop)
        )
        dropped.update(twins)
        dropped.update(_short_twins(skim, keep, drop))
    return dropped


def _pairs(blocks: Sequence[Block]) -> tuple[_Pairs, _Pairs]:
    """Equal or nearly equal blocks, each later one with the first of its kind; those that only begin so."""
    groups: dict[str, list[Block]] = {}
    count = 0
    for block in blocks:
        if len(block.text) >= _ANCHOR and block.link_chars * 2 < len(block.text):
            groups.setdefault(key_of(block.text, _ANCHOR), []).append(block)
            count += 1
            if count >= _MOST_ANCHORS:
                break
    found: _Pairs = []
    unlike: _Pairs = []
    for group in groups.values():
        firsts: list[Block] = []  # those of the group that are unlike each other
        equal: dict[
            str, Block
        ] = {}  # the first with each text: equal ones are found however many begin alike
        for at, block in enumerate(group if len(group) > 1 else ()):
            first = equal.setdefault(block.text, block)
            if first is block:
                near = firsts if at < _MOST_TWINS else ()
                first = next((one for one in near if are_alike(one.text, block.text)), block)
            if first is not block:
                found.append((first.number, block.number))
            elif at < _MOST_TWINS:
                unlike += [(one.number, block.number) for one in firsts]
                firsts.append(block)
    return sorted(found), unlike


def _runs(skim: Skim, pairs: _Pairs) -> Iterator[_Run]:
    """Pairs chained where both sides go on within a few blocks."""
    open_runs: list[_Pairs] = []
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
        yield _Run([first for first, _ in run], [second for _, second in run])


def _regrouped(skim: Skim, unlike: _Pairs) -> Iterator[_Run]:
    """Runs that say the same cut at other places: one long line, or a line for each sentence."""
    seen: set[int] = set()
    for first, second in unlike[:_MOST_RUNS]:
        if first not in seen and second not in seen and (sides := regrouped(skim.blocks, first, second)):
            seen.update(*sides)
            yield _Run(*sides, is_regrouped=True)


def _is_copy(skim: Skim, run: _Run) -> bool:
    if run.earlier[-1] >= run.later[0]:
        return False
    blocks = skim.blocks
    size = sum(len(blocks[number].text) for number in run.earlier)
    if _in_one_container(skim, run):
        is_run = size >= _PASTED and len(run.earlier) > 1
        return is_run and not run.is_regrouped and _is_whole_container(skim, run)
    is_teaser = any(is_cut(blocks[side[0]].text) for side in (run.earlier, run.later))
    is_row = skim.tags[_shared(skim, *_elements(skim, run))] in _ROWS
    least = _ROW if is_row else _ANCHOR if is_teaser else _LONE
    enough = _RUN if len(run.earlier) > 1 or run.is_regrouped else least
    if size < enough or not _fills_its_subtree(skim, run):
        return False
    return _is_everywhere(skim, run) or not _stands_in_prose(skim, run, size)


def _is_everywhere(skim: Skim, run: _Run) -> bool:
    """Whether a lone block stands so often that a program put it there: a notice in place of each embed."""
    text = skim.blocks[run.earlier[0]].text
    return len(run.earlier) == 1 and sum(block.text == text for block in skim.blocks) >= _EVERYWHERE


def _stands_in_prose(skim: Skim, run: _Run, size: int) -> bool:
    """Whether the element around both sides is a text of its own, as with a refrain in two quotations."""
    shared = _shared(skim, *_elements(skim, run))
    start, end = skim.starts[shared], skim.ends[shared]
    inside = {*run.earlier, *run.later}
    prose = sum(
        len(block.text)
        for block in skim.blocks
        if start <= block.start < end
        and len(block.text) >= _ANCHOR
        and not block.link_chars
        and not block.heading_level
        and shared in (block.element, skim.parents[block.element])
        and block.number not in inside
    )
    return prose > max(_SOME_PROSE, _AROUND * size)


def _fills_its_subtree(skim: Skim, run: _Run) -> bool:
    """Whether one side is most of its subtree: two lists may share items, and are no copies."""
    first, second = _elements(skim, run)
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


def _elements(skim: Skim, run: _Run) -> tuple[int, int]:
    """The elements that both sides begin in."""
    return skim.blocks[run.earlier[0]].element, skim.blocks[run.later[0]].element


def _shared(skim: Skim, first: int, second: int) -> int:
    """The innermost element around both."""
    around = {first, *skim.ancestors(first)}
    return second if second in around else next((e for e in skim.ancestors(second) if e in around), 0)


def _in_one_container(skim: Skim, run: _Run) -> bool:
    """Whether a side stands directly in the element that holds both, or in the same element as the other."""
    elements = _elements(skim, run)
    shared = _shared(skim, *elements)
    return any(
        element == shared or (skim.parents[element] == shared and skim.tags[element] in _PARAGRAPHS)
        for element in elements
    )


def _is_whole_container(skim: Skim, run: _Run) -> bool:
    """Whether what stands around and between both sides is nothing that reads on."""
    shared, other = _elements(skim, run)
    holder = shared if shared == other else skim.parents[shared]
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


def _quality(skim: Skim, numbers: Sequence[int], run: _Run) -> tuple[bool, bool, int]:
    """How good a copy is: visible, in paragraphs or going on behind what is repeated, whole."""
    blocks = [skim.blocks[number] for number in numbers]
    is_visible = not any(block.hidden for block in blocks)
    if run.is_regrouped:
        return is_visible, len(numbers) > 1, 0
    size = sum(len(block.text) - _CUT * is_cut(block.text) for block in blocks)
    return is_visible, _goes_on(skim, blocks[-1]), size


def _goes_on(skim: Skim, last: Block) -> bool:
    """Whether prose follows a block in its own container: an excerpt ends where the whole text goes on."""
    following = skim.blocks[last.number + 1] if last.number + 1 < len(skim.blocks) else None
    if following is None or following.link_chars or following.heading_level or len(following.text) < _ANCHOR:
        return False
    return skim.parents[following.element] == skim.parents[last.element]


def _short_twins(skim: Skim, keep: Sequence[int], drop: Sequence[int]) -> dict[int, int]:
    """The short blocks inside and right behind the dropped side that stand in the kept side too."""
    blocks = skim.blocks
    near = range(max(0, keep[0] - 2), min(keep[-1] + 3, len(blocks)))
    kept = {squeezed(blocks[number].text): number for number in near}
    matched = {*drop, *keep}
    inside = (number for number in range(drop[0], drop[-1] + 1) if number not in matched)
    found = {number: kept[text] for number in inside if (text := squeezed(blocks[number].text)) in kept}
    for (before, twin), (behind, other) in pairwise(zip(drop, keep, strict=False)):
        if behind - before == other - twin:  # as many lines on both sides: the same ones, a word aside
            for step in range(1, behind - before):
                if are_related(blocks[before + step].text, blocks[twin + step].text):
                    found[before + step] = twin + step
    for number in range(drop[-1] + 1, min(drop[-1] + _GAP, len(blocks))):
        twin = keep[-1] + number - drop[-1]
        if twin >= len(blocks) or twin in matched or blocks[number].heading_level:
            break
        if squeezed(blocks[number].text) != squeezed(blocks[twin].text):
            break
        found[number] = twin
    return found
