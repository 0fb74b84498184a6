"""Site memory: on how many pages of a site a block stood, learnt from skims and bounded in size."""

from collections import Counter
from collections.abc import Iterable, Set

from scraper.model import SiteMemory
from scraper.parse.page import Skim

_MOST_BLOCKS = 20_000  # fingerprints kept for a site; its menus and bars have a few hundred

_CELLS, _CELL_WORDS = ("td", "th"), 3  # "Laki-laki" stands in many a table, and is a part of each

_LEAST_PAGES, _MOST_PAGES, _SHARE = 3, 8, 0.3  # pages on which boilerplate stands, and of how many


def learn_skims(pages: Iterable[Skim]) -> SiteMemory:
    """The memory of these pages of one site; of more blocks than it holds, the rarest are forgotten."""
    counts: Counter[int] = Counter()
    number = 0
    for page in pages:
        number += 1
        counts.update({block.fingerprint for block in page.blocks})
        if len(counts) > 2 * _MOST_BLOCKS:
            counts = Counter(dict(counts.most_common(_MOST_BLOCKS)))
    return SiteMemory(number, dict(counts.most_common(_MOST_BLOCKS)))


def boilerplate_in(page: Skim, memory: SiteMemory) -> Set[int]:
    """
    The numbers of the page's blocks that stand on other pages of its site as well.

    Why: a body can stand on two or three pages (its own, a listing, a print view), so a block needs more of
    them, and a share of a small memory; headings are left to the layout, since lists repeat every headline.
    """
    if memory.pages < _LEAST_PAGES:
        return frozenset()
    enough = _enough(memory)
    return {
        block.number
        for block in page.blocks
        if not block.heading_level
        and memory.counts.get(block.fingerprint, 0) >= enough
        and not (block.tag in _CELLS and block.text.count(" ") < _CELL_WORDS)
    }


def lasting(memory: SiteMemory) -> SiteMemory:
    """
    Only the blocks that are boilerplate by this memory, counted so that they stay so whatever else is learnt.

    Why: the pages of a site that are kept already carry them; where one of them ceased to count as
        boilerplate, a revisit would take it for new words.
    """
    enough = _enough(memory)
    lasts = {value: max(count, _MOST_PAGES) for value, count in memory.counts.items() if count >= enough}
    return SiteMemory(memory.pages, lasts)


def _enough(memory: SiteMemory) -> float:
    return max(_LEAST_PAGES, min(_MOST_PAGES, memory.pages * _SHARE))
