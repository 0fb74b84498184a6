"""Site memory: on how many pages of a site a block stood, learnt from skims and bounded in size."""

from collections import Counter
from collections.abc import Iterable

from scraper.model import SiteMemory
from scraper.parse.page import Skim

_MOST_BLOCKS = 20_000  # fingerprints kept for a site; its menus and bars have a few hundred


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
