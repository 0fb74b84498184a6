"""What a verdict goes by, and the verdict itself; data only."""

import re
from dataclasses import dataclass

from scraper.model import Article
from scraper.outcome import Outcome
from scraper.parse.layout import Layout
from scraper.parse.page import Skim

_SYLLABLE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a page once its fields were read."""

    skim: Skim
    layout: Layout
    article: Article
    url: str

    @property
    def text_length(self) -> int:
        """Characters of all text on the page, navigation aside."""
        return sum(len(block.text) for block in self.skim.blocks)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and one line that says why; ARCHIVED stands for an article."""

    outcome: Outcome
    reason: str = ""


def size_of(text: str) -> int:
    """A text's length in letters: a Chinese character, a kana or a hangul says as much as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_SYLLABLE.findall(text))
