"""
Trains the weights of scraper/parse/body_model.json on annotated pages: `python -m bench.train_body`.

Needs scikit-learn beside kabar; prints how well sites that were not trained on are read.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import SGDClassifier

from bench.gold import GoldPage, load
from bench.labels import Labels, label
from bench.metrics import body_score
from bench.runs import ROOT
from scraper.parse.copies import find_copies
from scraper.parse.decode import decode
from scraper.parse.features import NAMES, rows
from scraper.parse.kinship import words_of
from scraper.parse.page import Skim
from scraper.parse.skim import skim

MODEL = ROOT / "scraper/parse/body_model.json"
TREES, LEAVES, RATE = 60, 8, 0.2
SITES_A_WORD = 10  # a class name's word must stand on so many sites
LEAST_WEIGHT = 0.15  # of a word that is kept
GOOD_ORACLE = 0.85  # F1 of the labels themselves; below, page and gold are not the same text
STOPS = (8, 12, 16, 20, 25, 30, 40, 50)
LEVELS = ("own", "near", "far")
# Words of Indonesian templates, which the training pages lack: as much as their English kin.
KNOWN = {
    "own": {"isi": 1.0, "konten": 0.5, "komentar": -2.0, "terkait": -2.0, "bagikan": -2.0, "iklan": -2.0},
    "near": {"isi": 1.0, "komentar": -2.0, "terkait": -2.0, "populer": -2.0, "popup": -2.0, "popmake": -2.0},
    "far": {"komentar": -2.0, "terkait": -2.0, "popup": -2.0, "popmake": -2.0, "pengunjung": -1.5},
}
Words = tuple[list[str], list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One page ready for training."""

    page: GoldPage
    skim: Skim
    labels: Labels
    numbers: list[int]  # blocks that are judged
    rows: list[list[float]]
    words: list[Words]


def main() -> int:
    """Trains on the named corpora, says how well unseen sites are read, and writes the model."""
    options = _options()
    samples = [_sample(page) for page in load(options.corpus, options.pages, options.folder)]
    data = Data(samples)
    _report(data, samples)
    MODEL.write_text(json.dumps(data.model(), separators=(",", ":")) + "\n", "utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size} bytes")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared/pages")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--corpus", action="append", default=[])
    options = parser.parse_args()
    options.corpus = options.corpus or ["articles", "publishers"]
    return options


def _sample(page: GoldPage) -> Sample:
    skimmed = skim(decode(page.payload()).text)
    numbers, features = [], []
    for number, row in rows(skimmed, find_copies(skimmed), {})[1]:
        numbers.append(number)
        features.append([float(value) for value in row])
    words = [_words(skimmed, skimmed.blocks[number].element) for number in numbers]
    return Sample(page, skimmed, label(skimmed, "\n".join(page.bodies[0])), numbers, features, words)


def _words(skimmed: Skim, element: int) -> Words:
    """The words in class names on a block's way out, by level, as scraper.parse.kinship counts them."""
    parents = skimmed.parents
    parent = max(parents[element], 0)
    grand = max(parents[parent], 0)
    great = max(parents[grand], 0)
    near = words_of(skimmed.attributes[parent])
    if grand != parent:
        near += words_of(skimmed.attributes[grand])
    far: list[str] = []
    outer = great if great != grand else 0
    while outer > 0:
        far += words_of(skimmed.attributes[outer])
        outer = parents[outer]
    return words_of(skimmed.attributes[element]), near, far


class Data:
    """All blocks of all samples as matrices."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        sites = {site: index for index, site in enumerate(dict.fromkeys(map(_site, samples)))}
        self.page = np.array([index for index, each in enumerate(samples) for _ in each.numbers])
        self.site = np.array([sites[_site(each)] for each in samples])[self.page]
        self.rows = np.array([row for each in samples for row in each.rows], dtype=np.float32)
        self.vocabulary = _vocabulary(samples)
        self.bag = _bag(samples, self.vocabulary)
        self.own = np.array([level == "own" for level, _ in self.vocabulary])
        self.label = np.array([each.labels.is_body[n] for each in samples for n in each.numbers])
        self.weight = np.array([weight for each in samples for weight in _weights(each)])

    def with_words(self, train: Any, test: Any = None) -> Any:
        """The rows with the weight of class names, from models that did not see the block's site."""
        filled = self.rows.copy()
        for part in range(4):
            seen = train & (self.site // 5 % 4 != part)
            self._fill(filled, self._word_model(seen), train & ~seen)
        if test is not None:
            self._fill(filled, self._word_model(train), test)
        return filled

    def _word_model(self, train: Any) -> Any:
        model = SGDClassifier(loss="log_loss", alpha=3e-5, max_iter=8, tol=None, random_state=0, average=True)
        return model.fit(self.bag[train], self.label[train], sample_weight=self.weight[train]).coef_[0]

    def _fill(self, filled: Any, weights: Any, where: Any) -> None:
        own, path = self.bag[where] @ (weights * self.own), self.bag[where] @ weights
        filled[where, NAMES.index("own_words")] = own
        filled[where, NAMES.index("path_words")] = np.clip(path, -6, 6)

    def trees(self, filled: Any, train: Any) -> Any:
        """The fitted trees."""
        model = HistGradientBoostingClassifier(
            max_iter=TREES,
            max_leaf_nodes=LEAVES,
            learning_rate=RATE,
            l2_regularization=1,
            min_samples_leaf=60,
            max_bins=64,
            early_stopping=False,
        )
        return model.fit(filled[train], self.label[train], sample_weight=self.weight[train])

    def model(self) -> dict[str, Any]:
        """What body_model.json holds."""
        everything = np.ones(len(self.label), bool)
        filled = self.with_words(everything)
        fitted = self.trees(filled, everything)
        weights = self._word_model(everything)
        words: dict[str, dict[str, float]] = {level: dict(KNOWN[level]) for level in LEVELS}
        for (level, word), weight in zip(self.vocabulary, weights, strict=True):
            if abs(weight) >= LEAST_WEIGHT:
                words[level][word] = round(float(weight), 2)
        bias = round(float(np.ravel(fitted._baseline_prediction)[0]), 4)
        trees = [_tree(stage[0].nodes, 0) for stage in fitted._predictors]
        stops = _stops(list(fitted.staged_decision_function(filled)))
        return {
            "source": "bench/train_body.py on annotated pages of 762 general sites and 242 publishers' pages",
            "names": list(NAMES),
            "bias": bias,
            "words": words,
            "trees": trees,
            "stops": stops,
        }


def _tree(nodes: Any, index: int) -> Any:
    node = nodes[index]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    branches = (_tree(nodes, int(node[side])) for side in ("left", "right"))
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 4), *branches]


def _stops(stages: list[Any]) -> list[list[float]]:
    """After so many trees: the scores beyond which the sign stays, and how much further the rest would go."""
    final = stages[-1].ravel()
    alive = np.ones(len(final), bool)
    found = []
    for count in STOPS:
        score = stages[count - 1].ravel()
        low, high = (
            np.quantile(score[alive & (final > 0)], 0.0005),
            np.quantile(score[alive & (final <= 0)], 0.9998),
        )
        settled = alive & ((score < low) | (score > high))
        scale = np.abs(final[settled]).mean() / max(1e-6, np.abs(score[settled]).mean())
        found.append([count, round(float(low), 2), round(float(high), 2), round(float(scale), 2)])
        alive &= ~settled
    return found


def _site(sample: Sample) -> str:
    return sample.page.site or sample.page.id.rsplit("_", 3)[0]


def _vocabulary(samples: Sequence[Sample]) -> list[tuple[str, str]]:
    sites: dict[tuple[str, str], set[str]] = {}
    for sample in samples:
        for pair in set(_pairs(sample)):
            sites.setdefault(pair, set()).add(_site(sample))
    return sorted(pair for pair, seen in sites.items() if len(seen) >= SITES_A_WORD)


def _pairs(sample: Sample) -> Iterator[tuple[str, str]]:
    for levels in sample.words:
        for level, words in zip(LEVELS, levels, strict=True):
            for word in words:
                yield level, word


def _bag(samples: Sequence[Sample], vocabulary: list[tuple[str, str]]) -> Any:
    column = {pair: index for index, pair in enumerate(vocabulary)}
    entries: Counter[tuple[int, int]] = Counter()
    row = 0
    for sample in samples:
        for levels in sample.words:
            for level, words in zip(LEVELS, levels, strict=True):
                entries.update((row, column[level, word]) for word in words if (level, word) in column)
            row += 1
    places = np.array(list(entries), dtype=int).reshape(-1, 2)
    return csr_matrix((list(entries.values()), (places[:, 0], places[:, 1])), shape=(row, len(vocabulary)))


def _weights(sample: Sample) -> list[float]:
    """A block counts by its words; unsure labels and pages with a foreign gold text do not count."""
    words = max(150, len(" ".join(sample.page.bodies[0]).split()))
    scale = 100.0 / words if sample.labels.oracle > GOOD_ORACLE else 0.0
    labels = sample.labels
    return [
        (min(labels.words[number], 200) + 3) * scale * labels.is_sure[number] for number in sample.numbers
    ]


def _report(data: Data, samples: Sequence[Sample]) -> None:
    """Prints the mean F1 of pages whose site was not trained on."""
    scores = np.zeros(len(data.label))
    for fold in range(5):
        test = data.site % 5 == fold
        filled = data.with_words(~test, test)
        scores[test] = data.trees(filled, ~test).decision_function(filled[test])
    found: dict[str, list[float]] = {}
    starts = np.searchsorted(data.page, range(len(samples) + 1))
    for index, sample in enumerate(samples):
        chosen = zip(sample.numbers, scores[starts[index] : starts[index + 1]], strict=True)
        text = "\n".join(sample.skim.blocks[number].text for number, score in chosen if score > 0)
        found.setdefault(sample.page.corpus, []).append(body_score("\n".join(sample.page.bodies[0]), text).f1)
    for corpus, values in found.items():
        print(f"{corpus}: body F1 {sum(values) / len(values):.4f} on {len(values)} pages of unseen sites")


if __name__ == "__main__":
    raise SystemExit(main())
