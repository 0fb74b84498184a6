"""
Trains the weights of scraper/parse/body_model.json on annotated pages: `python -m bench.train_body`.

Needs catboost and scikit-learn beside kabar; `--report` prints how well sites that were not trained on are
read: the whole reader with the weights of the other sites (five parts, no site in two of them).
"""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np
from catboost import CatBoostClassifier
from sklearn.linear_model import SGDClassifier

from bench.found import NOWHERE
from bench.gold import GoldPage, load
from bench.metrics import body_score
from bench.runs import ROOT
from bench.samples import FOLDS, NAMES, Data, samples_of
from scraper.model import PageContext
from scraper.parse import judgement
from scraper.parse.features import NAMES as FEATURES
from scraper.parse.reader import read_page

MODEL = ROOT / "scraper/parse/body_model.json"
TREES, DEPTH, RATE, BORDERS = 150, 4, 0.2, 63
LEAST_WEIGHT = 0.1  # of a word that is kept
MOST_WORDS = 6.0  # what the words of a path may weigh in all, in training as in the reader
# Words of Indonesian templates, which few training pages have: as much as their English kin.
KNOWN = {
    "isi": (1.0, 1.0, 0.0),
    "konten": (0.5, 0.0, 0.0),
    "komentar": (-2.0, -2.0, -2.0),
    "terkait": (-2.0, -2.0, -2.0),
    "bagikan": (-2.0, 0.0, 0.0),
    "iklan": (-2.0, 0.0, 0.0),
    "populer": (0.0, -2.0, 0.0),
    "popup": (0.0, -2.0, -2.0),
    "popmake": (0.0, -2.0, -2.0),
    "pengunjung": (0.0, 0.0, -1.5),
}
CORPORA = ["pages", "articles", "publishers", "many"]


def main() -> int:
    """Trains on the named corpora, says how well unseen sites are read, and writes the model."""
    options = _options()
    pages = [page for page in load(options.corpus, options.pages, options.folder) if page.bodies]
    with ProcessPoolExecutor(options.jobs) as processes:
        data = Data([sample for found in processes.map(samples_of, pages, chunksize=8) for sample in found])
    print(f"{len(pages)} pages, {len(data.label)} blocks, {len(data.vocabulary)} words", flush=True)
    if options.report:
        _report(data, pages)
    table = trained(data, np.ones(len(data.label), bool))
    MODEL.write_text(json.dumps(table, separators=(",", ":")) + "\n", "utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size} bytes")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared/pages")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", action="store_true", help="train five times more, to judge unseen sites")
    options = parser.parse_args()
    options.corpus = options.corpus or CORPORA
    options.pages, options.folder = options.pages.resolve(), options.folder.resolve()
    return options


def trained(data: Data, train: Any) -> dict[str, Any]:
    """What body_model.json holds, from these blocks."""
    words = _words(data, train)
    values = _with_words(data, train)
    model = CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=RATE,
        border_count=BORDERS,
        l2_leaf_reg=3,
        random_seed=1,
        thread_count=2,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(values[train], data.label[train], sample_weight=data.weight[train])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        written = json.loads(path.read_text("utf-8"))
    scale, (bias,) = written["scale_and_bias"]
    trees = [_tree(tree, scale) for tree in written["oblivious_trees"]]
    return {
        "source": "bench/train_body.py on annotated pages of governments, news publishers and general sites",
        "names": list(FEATURES),
        "bias": round(bias, 4),
        "words": _kept(words),
        "questions": [[tree[0][level] for tree in trees] for level in range(DEPTH)],
        "borders": [[tree[1][level] for tree in trees] for level in range(DEPTH)],
        "leaves": [tree[2] for tree in trees],
    }


def _tree(tree: dict[str, Any], scale: float) -> tuple[list[int], list[float], list[float]]:
    """Features, borders and leaves; a tree that is less deep asks on a question that nothing answers."""
    splits = tree["splits"] or []
    missing = DEPTH - len(splits)
    questions = [split["float_feature_index"] for split in splits] + [0] * missing
    borders = [float(f"{split['border']:.6g}") for split in splits] + [1e30] * missing
    leaves = [round(value * scale, 4) for value in tree["leaf_values"]]
    return questions, borders, leaves + [0.0] * (2**DEPTH - len(leaves))


def _words(data: Data, train: Any) -> dict[str, list[float]]:
    """The weight of each word, by level."""
    weights = _word_model(data, train)
    found: dict[str, list[float]] = {}
    for (level, word), weight in zip(data.vocabulary, weights, strict=True):
        if abs(weight) >= LEAST_WEIGHT:
            found.setdefault(word, [0.0, 0.0, 0.0])[NAMES.index(level)] = round(float(weight), 2)
    return found


def _kept(words: dict[str, list[float]]) -> dict[str, list[float]]:
    """With the words that we know; what training says of them goes first."""
    known = {word: list(sums) for word, sums in KNOWN.items()}
    return dict(sorted((known | words).items()))


def _word_model(data: Data, train: Any) -> Any:
    model = SGDClassifier(loss="log_loss", alpha=3e-5, max_iter=6, tol=None, random_state=0, average=True)
    return model.fit(data.bag[train], data.label[train], sample_weight=data.weight[train]).coef_[0]


def _with_words(data: Data, train: Any) -> Any:
    """The values with the weight of class names, from models that did not see the block's site."""
    values = data.values.copy()
    is_own = np.array([level == "own" for level, _ in data.vocabulary])
    for part in range(3):
        seen, where = train & (data.part != part), train & (data.part == part)
        weights = _word_model(data, seen)
        weights[np.abs(weights) < LEAST_WEIGHT] = 0.0
        values[where, FEATURES.index("own_words")] = data.bag[where] @ (weights * is_own)
        path = np.clip(data.bag[where] @ weights, -MOST_WORDS, MOST_WORDS)
        values[where, FEATURES.index("path_words")] = path
    return values


def _report(data: Data, pages: list[GoldPage]) -> None:
    """Prints the mean body F1 of the whole reader on pages whose site was not trained on."""
    folds = {
        sample.page.id: int(data.fold[start])
        for sample, start in zip(data.samples, data.starts, strict=False)
    }
    found: dict[str, list[tuple[float, float, float]]] = {}
    for fold in range(FOLDS):
        model = judgement.model_of(trained(data, data.fold != fold))
        with patch.object(judgement, "body_model", lambda model=model: model):
            for page in pages:
                if folds.get(page.id) == fold:
                    found.setdefault(page.corpus, []).append(_score(page))
    for corpus, values in found.items():
        f1, precision, recall = np.mean(values, axis=0)
        print(
            f"{corpus}: body F1 {f1:.4f}, precision {precision:.4f}, recall {recall:.4f}, {len(values)} pages"
        )


def _score(page: GoldPage) -> tuple[float, float, float]:
    article = read_page(page.payload(), PageContext(url=page.url or NOWHERE, wants_links=False)).article
    body = article.body if article else ""
    return max((score.f1, score.precision, score.recall) for score in _scores(page, body))


def _scores(page: GoldPage, body: str) -> Iterator[Any]:
    for gold in page.bodies:
        yield body_score("\n".join(gold), body)


if __name__ == "__main__":
    raise SystemExit(main())
