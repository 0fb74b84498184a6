"""The classes and ids around a block, which say what it is; without those that say nothing of it."""

import re
from dataclasses import dataclass, field

from scraper.parse.page import Block, Skim
from scraper.text.memo import remembered

# Characters of an element that are looked at: the patterns below are tried from each of them, and a class of
# 60,000 would cost half a minute.
_MAX_WRITTEN = 600
_AROUND = 3  # elements, from the block's own outwards
# The foot of an article itself, and the frames of page builders around every element.
_OWN_FRAME = re.compile(
    r"\S*(?:article|artikel|entry|post|news|berita|content|item|card|node|story|detail)[\w-]*footer\S*"
    r"|\S*elementor\S*widget\S*"
)
_OF_READERS = re.compile(r"\S*(?:comment|komentar)\S*")
_CLASS = re.compile(r'(?:^|\s)(?:class|id)="([^"]*)"')


@remembered
def _classes(written: str) -> str:
    """Class and id of an element as written, in lower case, as far as any theme's reach."""
    return " ".join(_CLASS.findall(written[:_MAX_WRITTEN])).lower()


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of one page's elements, each element's own read once."""

    skim: Skim
    known: dict[int, str] = field(default_factory=dict)

    def around(self, element: int) -> str:
        """Class and id of an element and of the two around it, in lower case."""
        found = []
        for _ in range(_AROUND):
            if element < 0:
                break
            own = self.known.get(element)
            if own is None:
                written = self.skim.attributes[element]
                own = self.known[element] = _classes(written) if written else ""
            if own:
                found.append(own)
            element = self.skim.parents[element]
        return " ".join(found)

    def own(self, block: Block, is_between: bool, *, is_beside: bool) -> str:
        """The hints of a block outside the body: between it and the headline, or right beside that."""
        hints = self.around(block.element)
        if "footer" in hints or "elementor" in hints:
            hints = _OWN_FRAME.sub("", hints)
        if not is_between:
            return hints
        if is_beside and ("comment" in hints or "komentar" in hints):
            hints = _OF_READERS.sub("", hints)  # themes that name the line of the date after its counter
        return hints.replace("footer", "")  # TYPO3 calls the lines below a headline its header's footer
