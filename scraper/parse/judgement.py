"""How likely a block is a part of the body: small decision trees over its features, from body_model.json."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scraper.parse.features import NAMES, rows
from scraper.parse.kinship import Kinship
from scraper.parse.page import Skim

_SURE = 4.0  # log-odds beyond which the trees that are left do not change the answer
_CHECK = 12  # trees between two looks at that


@dataclass(frozen=True, slots=True)
class BodyModel:
    """
    The weights that bench/train_body.py found.

    Shape: a tree is a leaf's log-odds, or (feature, threshold, tree for at most that, tree for more).
    """

    bias: float
    words: Mapping[str, Mapping[str, float]]
    trees: Sequence[object]


@cache
def body_model() -> BodyModel:
    """The model that kabar comes with."""
    table = json.loads(files("scraper.parse").joinpath("body_model.json").read_text("utf-8"))
    if table["names"] != list(NAMES):
        raise ValueError("body_model.json was trained on other features: run bench/train_body.py")
    return BodyModel(table["bias"], table["words"], [_frozen(tree) for tree in table["trees"]])


def judge_blocks(skim: Skim, left_out: Container[int]) -> tuple[Kinship, dict[int, float]]:
    """The log-odds of every block that may be a part of the body; above 0 it is."""
    model = body_model()
    kin, features = rows(skim, left_out, model.words)
    return kin, {number: _score(model, row) for number, row in features}


def _score(model: BodyModel, row: Sequence[float]) -> float:
    score = model.bias
    for count, tree in enumerate(model.trees, 1):
        node = tree
        while type(node) is tuple:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        score += node  # type: ignore[operator]  # a leaf is a float
        if count % _CHECK == 0 and not -_SURE < score < _SURE:
            break
    return score


def _frozen(tree: object) -> object:
    """Lists as tuples, which is how a node is told from a leaf."""
    if isinstance(tree, list):
        return (tree[0], tree[1], _frozen(tree[2]), _frozen(tree[3]))
    return tree
