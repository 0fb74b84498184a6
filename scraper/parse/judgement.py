"""How likely a block is a part of the body: small decision trees over its features, from body_model.json."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scraper.parse.features import NAMES, rows
from scraper.parse.kinship import Kinship
from scraper.parse.page import Skim


@dataclass(frozen=True, slots=True)
class BodyModel:
    """
    The weights that bench/train_body.py found.

    Shape: a tree is a leaf's log-odds, or (feature, threshold, tree for at most that, tree for more); stages
    are groups of trees with the log-odds below and above which the other trees do not change the answer (on
    99.7 % of the blocks), and how much further all trees would have gone.
    """

    bias: float
    words: Mapping[str, Mapping[str, float]]
    stages: Sequence[tuple[Sequence[object], float, float, float]]


@cache
def body_model() -> BodyModel:
    """The model that kabar comes with."""
    table = json.loads(files("scraper.parse").joinpath("body_model.json").read_text("utf-8"))
    if table["names"] != list(NAMES):
        raise ValueError("body_model.json was trained on other features: run bench/train_body.py")
    trees = [_frozen(tree) for tree in table["trees"]]
    stages, start = [], 0
    for end, low, high, scale in [*table["stops"], [len(trees), 0.0, 0.0, 1.0]]:
        stages.append((trees[start:end], low, high, scale))
        start = end
    return BodyModel(table["bias"], table["words"], stages)


def judge_blocks(skim: Skim, left_out: Container[int]) -> tuple[Kinship, dict[int, float]]:
    """The log-odds of every block that may be a part of the body; above 0 it is."""
    model = body_model()
    kin, features = rows(skim, left_out, model.words)
    return kin, {number: _score(model, row) for number, row in features}


def _score(model: BodyModel, row: Sequence[float]) -> float:
    score = model.bias
    for trees, low, high, scale in model.stages:
        for node in trees:
            while type(node) is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            score += node  # type: ignore[operator]  # a leaf is a float
        if score < low or score > high:
            return score * scale
    return score


def _frozen(tree: object) -> object:
    """Lists as tuples, which is how a node is told from a leaf."""
    if isinstance(tree, list):
        return (tree[0], tree[1], _frozen(tree[2]), _frozen(tree[3]))
    return tree
