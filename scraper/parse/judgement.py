"""How likely a block is a part of the body: symmetric trees over its features, from body_model.json."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from scraper.parse.class_words import ClassWords
from scraper.parse.columns import Column
from scraper.parse.features import NAMES, Features, measure
from scraper.parse.page import Skim

_MOST_AT_ONCE = 4_096  # blocks, so that the memory for a page of a million lines is that for a page


@dataclass(frozen=True, slots=True)
class BodyModel:
    """
    The weights that bench/train_body.py found.

    Shape: a symmetric tree asks the same question of all blocks at each of its levels, so a block's leaf is
    the number whose bits are the answers; questions and borders have a row for each level and a column for
    each tree, leaves a row for each tree.
    """

    bias: float
    words: ClassWords
    questions: Column
    borders: Column
    leaves: Column

    def scores(self, values: Column) -> Column:
        """The log-odds of blocks whose features are the columns of these values."""
        count = values.shape[1]
        if count <= _MOST_AT_ONCE:
            return self._some(values)
        starts = range(0, count, _MOST_AT_ONCE)
        return np.concatenate([self._some(values[:, start : start + _MOST_AT_ONCE]) for start in starts])

    def _some(self, values: Column) -> Column:
        trees, width = self.leaves.shape
        asked = values.take(
            self.questions.ravel(), axis=0, mode="clip"
        )  # no index is cut; it is the fast mode
        answers = (asked > self.borders.ravel()[:, None]).view(np.int8).reshape(*self.questions.shape, -1)
        leaf = np.arange(0, trees * width, width, dtype=np.int32)[:, None] + answers[0]
        for level, bits in enumerate(answers[1:], 1):
            leaf += bits << np.int8(level)  # seven levels at most
        found: Column = self.leaves.ravel().take(leaf, mode="clip").sum(axis=0) + self.bias
        return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model makes of a page's blocks."""

    scores: Mapping[int, float]  # log-odds by Block.number; above 0 it is a part of the body
    headline: int | None  # the number of the block that is most like the page's title
    main: int  # the element with most prose of its own


@cache
def body_model() -> BodyModel:
    """The model that kabar comes with."""
    table = json.loads(files("scraper.parse").joinpath("body_model.json").read_text("utf-8"))
    if table["names"] != list(NAMES):
        raise ValueError("body_model.json was trained on other features: run bench/train_body.py")
    return model_of(table)


def model_of(table: Mapping[str, object]) -> BodyModel:
    """The model in a table as bench/train_body.py writes it."""
    words = {word: tuple(sums) for word, sums in table["words"].items()}  # type: ignore[attr-defined]
    return BodyModel(
        bias=float(table["bias"]),  # type: ignore[arg-type]
        words=ClassWords(words),
        questions=np.array(table["questions"]),
        borders=np.array(table["borders"], dtype=np.float32),
        leaves=np.array(table["leaves"], dtype=np.float32),
    )


def judge_blocks(skim: Skim, left_out: Container[int]) -> Judgement:
    """The log-odds of every block of a page with blocks that may be a part of the body."""
    model = body_model()
    return judge_features(model, measure(skim, left_out, model.words))


def judge_features(model: BodyModel, features: Features) -> Judgement:
    """The log-odds of blocks that were measured."""
    scores = model.scores(features.values).tolist()
    return Judgement(dict(zip(features.numbers, scores, strict=True)), features.headline, features.main)
