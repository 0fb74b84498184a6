"""Measures what site memory brings: the same pages, read after 0, 5, 20 and 50 others of their site."""

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from bench.found import as_row
from bench.gold import GoldPage, load
from bench.metrics import average
from bench.ours import reading_to_found, require_reader
from bench.runs import ROOT
from bench.score import judge
from bench.tables import number, render

SIZES = (0, 5, 20, 50)
TESTED = 3  # every third page of a site is read, the others are learnt
Scores = list[tuple[float, float]]  # body F1 and paragraph F1, by size


def main() -> int:
    """Prints one row a site, and what the sites have in the mean."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "corpus")
    options = parser.parse_args()
    require_reader()
    pages = sorted(load(["many"], Path(), options.folder), key=lambda page: (page.site, _order(page)))
    if not pages:
        print(f"no gold pages: {options.folder / 'many' / 'gold.jsonl'} is missing", file=sys.stderr)
        return 2
    rows, sites = [], []
    for site, group in groupby(pages, key=lambda page: page.site):
        tested, learnt = _parted(list(group))
        sites.append(_by_size(tested, learnt))
        rows.append([site, str(len(tested)), str(len(learnt)), *_cells(sites[-1])])
    means = [
        tuple(average(values) or 0.0 for values in zip(*each, strict=True))
        for each in zip(*sites, strict=True)
    ]
    rows.append(["mean of the sites", "", "", *_cells(means)])
    columns = [f"{what} {size}" for size in SIZES for what in ("F1", "par.")]
    print(
        render(
            (
                "Site memory: body F1 and paragraph F1 after so many other pages",
                ["site", "tested", "to learn", *columns],
                rows,
            )
        )
    )
    return 0


def _order(page: GoldPage) -> bytes:
    """A fixed order that has nothing to do with the pages' dates."""
    return sha256(page.id.encode()).digest()


def _parted(pages: Sequence[GoldPage]) -> tuple[list[GoldPage], list[GoldPage]]:
    """The pages to read, and those to learn from."""
    return list(pages[::TESTED]), [page for at, page in enumerate(pages) if at % TESTED]


def _by_size(tested: Sequence[GoldPage], learnt: Sequence[GoldPage]) -> Scores:
    """The mean scores after each number of learnt pages; a smaller site learns all it has."""
    from scraper import learn, parse

    scores = []
    for size in SIZES:
        memory = learn((page.payload(), page.url) for page in learnt[:size])
        judged = [
            judge(
                page,
                {
                    **as_row(reading_to_found(parse(page.payload(), page.url, memory=memory))),
                    "ms": 0,
                    "fault": "",
                },
            )
            for page in tested
        ]
        f1 = average(each.body.f1 for each in judged if each.body) or 0.0
        scores.append((f1, average(each.paragraphs.f1 for each in judged if each.paragraphs) or 0.0))
    return scores


def _cells(scores: Sequence[tuple[float, ...]]) -> list[str]:
    return [number(value) for pair in scores for value in pair]


if __name__ == "__main__":
    sys.exit(main())
