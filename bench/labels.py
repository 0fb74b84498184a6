"""Which blocks of a page are its gold body: by the words they share, each copy of a text once."""

from dataclasses import dataclass

from bench.metrics import _FOLDED, _TOKEN, body_score
from scraper.parse.page import Skim

RUN = 4  # words
SHARE = 0.6  # of a block's words that must stand in runs of the gold body


@dataclass(frozen=True, slots=True)
class Labels:
    """One entry for each block."""

    is_body: list[bool]
    is_sure: list[bool]  # a further copy of a body's text is neither
    words: list[int]
    oracle: float  # F1 of just these blocks


def label(skimmed: Skim, gold: str) -> Labels:
    """The labels of a page's blocks."""
    words = [_words(block.text) for block in skimmed.blocks]
    whole = _words(gold)
    runs = {tuple(whole[start : start + RUN]) for start in range(len(whole) - RUN + 1)}
    text = f" {' '.join(whole)} "
    is_body = [_share(each, runs) > SHARE for each in words]
    for number, each in enumerate(words):
        if 0 < len(each) < RUN and f" {' '.join(each)} " in text:
            near = (*range(max(0, number - 2), number), *range(number + 1, min(len(words), number + 3)))
            is_body[number] = any(len(words[other]) >= RUN and is_body[other] for other in near)
    is_sure = _without_copies(words, is_body, text)
    chosen = (block.text for block, taken in zip(skimmed.blocks, is_body, strict=True) if taken)
    return Labels(is_body, is_sure, [len(each) for each in words], body_score(gold, "\n".join(chosen)).f1)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.translate(_FOLDED).lower())


def _share(words: list[str], runs: set[tuple[str, ...]]) -> float:
    covered = bytearray(len(words))
    for start in range(len(words) - RUN + 1):
        if tuple(words[start : start + RUN]) in runs:
            covered[start : start + RUN] = b"\1" * RUN
    return sum(covered) / len(words) if len(words) >= RUN else 0.0


def _without_copies(words: list[list[str]], is_body: list[bool], gold: str) -> list[bool]:
    """Leaves of equal blocks those in the thick of the body; whether each label is sure."""
    groups: dict[str, list[int]] = {}
    for number, taken in enumerate(is_body):
        if taken:
            groups.setdefault(" ".join(words[number]), []).append(number)
    single = [numbers[0] for numbers in groups.values() if len(numbers) == 1]
    sure = [True] * len(words)
    for text, numbers in groups.items():
        wanted = max(1, gold.count(f" {text} "))
        dense = sorted(numbers, key=lambda one: -sum(1 / (1 + abs(one - other)) for other in single))
        for number in dense[wanted:]:
            is_body[number] = sure[number] = False
    return sure
