"""Annotated pages as rows of features with a label and a weight each, for bench.train_body."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bench.augment import augmented
from bench.gold import GoldPage
from bench.labels import Labels, label
from scraper.parse.class_words import ClassWords, words_of
from scraper.parse.columns import LEVELS
from scraper.parse.copies import find_copies
from scraper.parse.decode import decode
from scraper.parse.features import measure
from scraper.parse.page import Skim
from scraper.parse.skim import skim

GOOD_ORACLE = 0.85  # F1 of the labels themselves; below, page and gold are not the same text
SITES_A_WORD = 10  # a class name's word must stand on so many sites
FOLDS = 5
COPIES = 1  # of each page with other markup
AUGMENTED = 0.35  # what a block of such a copy counts
# What a block of these counts: they are nearest to what kabar reads.
COUNTS = {"pages": 2.0, "publishers": 2.0}
NAMES = ("own", "near", "far")
Words = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One page ready for training."""

    page: GoldPage
    is_augmented: bool
    texts: Sequence[str]
    values: Any  # a row for each judged block
    labels: Sequence[bool]
    weights: Any
    words: Sequence[Words]

    @property
    def site(self) -> str:
        """The page's host, or its publisher."""
        return self.page.site or self.page.id.rsplit("_", 3)[0]


def samples_of(page: GoldPage) -> list[Sample]:
    """The page as it is, and with other markup."""
    text = decode(page.payload()).text
    texts = [text, *(augmented(text, f"{page.id} {number}") for number in range(COPIES))]
    found = (_sample(page, each, number > 0) for number, each in enumerate(texts))
    return [sample for sample in found if sample]


def gold_text(page: GoldPage) -> str:
    """The body without the headline, where the set gives both."""
    return "\n".join(page.bodies[-1] if page.corpus == "many" else page.bodies[0])


def _sample(page: GoldPage, text: str, is_augmented: bool) -> Sample | None:
    skimmed = skim(text)
    if not skimmed.blocks:
        return None
    measured = measure(skimmed, find_copies(skimmed).keys(), ClassWords({}))
    numbers = list(measured.numbers)
    labels = label(skimmed, gold_text(page))
    blocks = [skimmed.blocks[number] for number in numbers]
    known = {block.element: _words(skimmed, block.element) for block in blocks}
    return Sample(
        page,
        is_augmented,
        [block.text for block in blocks],
        measured.values.T.copy(),
        [labels.is_body[number] for number in numbers],
        _weights(labels, numbers, page, is_augmented),
        [known[block.element] for block in blocks],
    )


def _weights(labels: Labels, numbers: Sequence[int], page: GoldPage, is_augmented: bool) -> Any:
    """A block counts by its words; unsure labels and pages with a foreign gold text do not count."""
    words = np.array([labels.words[number] for number in numbers])
    sure = np.array([labels.is_sure[number] for number in numbers])
    body = np.array([labels.is_body[number] for number in numbers], dtype=bool)
    scale = 100.0 / max(150, words[body].sum()) if labels.oracle > GOOD_ORACLE else 0.0
    scale *= AUGMENTED if is_augmented else 1.0
    scale *= COUNTS.get(page.corpus, 1.0)
    return (np.minimum(words, 200) + 3) * scale * sure


def _words(skimmed: Skim, element: int) -> Words:
    """The words of a block's own element, of the two around it, and of those further out."""
    parents = skimmed.parents
    levels: list[list[str]] = [[], [], []]
    for level in range(LEVELS + 1):
        if element <= 0:
            break
        levels[0 if level == 0 else 1 if level < 3 else 2] += words_of(skimmed.attributes[element])
        element = parents[element]
    return tuple(map(tuple, levels))  # type: ignore[return-value]  # three of them


class Data:
    """All blocks of all samples as matrices."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.samples = samples
        sizes = [len(each.labels) for each in samples]
        self.page = np.repeat(np.arange(len(samples)), sizes)
        self.starts = np.cumsum([0, *sizes])
        self.fold = np.array([_number(each.site) % FOLDS for each in samples])[self.page]
        self.part = np.array([_number(each.site) // FOLDS % 3 for each in samples])[self.page]
        self.is_augmented = np.array([each.is_augmented for each in samples])[self.page]
        self.values = np.concatenate([each.values for each in samples])
        self.label = np.concatenate([each.labels for each in samples]).astype(int)
        # A site with many pages counts more than one with a single page, but not so many times.
        pages = Counter((each.page.corpus, each.site) for each in samples if not each.is_augmented)
        share = np.array([max(1, pages[each.page.corpus, each.site]) ** -0.5 for each in samples])
        self.weight = np.concatenate([each.weights for each in samples]) * share[self.page]
        self.vocabulary = _vocabulary(samples)
        self.bag = _bag(samples, self.vocabulary)


def _number(site: str) -> int:
    """A number that stays the same for a site."""
    return int.from_bytes(sha256(site.encode()).digest()[:4], "big")


def _vocabulary(samples: Sequence[Sample]) -> list[tuple[str, str]]:
    sites: dict[tuple[str, str], set[str]] = {}
    for sample in samples:
        for pair in set(_pairs(sample)):
            sites.setdefault(pair, set()).add(sample.site)
    return sorted(pair for pair, seen in sites.items() if len(seen) >= SITES_A_WORD)


def _pairs(sample: Sample) -> Iterator[tuple[str, str]]:
    for levels in set(sample.words):
        for level, words in zip(NAMES, levels, strict=True):
            for word in words:
                yield level, word


def _bag(samples: Sequence[Sample], vocabulary: list[tuple[str, str]]) -> Any:
    """How often each word stands on each block's way out, by level."""
    column = {pair: index for index, pair in enumerate(vocabulary)}
    rows: list[int] = []
    columns: list[int] = []
    row = 0
    for sample in samples:
        for levels in sample.words:
            for level, words in zip(NAMES, levels, strict=True):
                found = [column[level, word] for word in words if (level, word) in column]
                columns += found
                rows += [row] * len(found)
            row += 1
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(vocabulary)))
