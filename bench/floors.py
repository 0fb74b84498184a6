"""Scores below which no field may fall: `python -m bench.floors` measures; --pin and --lower move them."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import Any

from bench.found import as_row, decoded
from bench.gold import GoldPage, load
from bench.ours import kabar
from bench.score import Summary, judge, summarise

FILE = Path(__file__).parents[1] / "tests/floors/floors.json"
SHARED = Path(__file__).parents[2] / "shared"
# Every so many-th page of a set: enough to see a field fall, and few enough for each run of the tests.
STEPS = {"pages": 1, "articles": 5, "publishers": 2}
# How far a measure may lie over its floor: nothing where every value is exact, else a page or two.
_SLACK = {"pages": 0.0, "articles": 0.01, "publishers": 0.01}
_BODY_SLACK = 0.005
_FLOORED = (
    "title",
    "day",
    "minute",
    "views",
    "credits",
    "byline",
    "category",
    "place",
    "first",
    "last",
    "all",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What kabar reads of one set of pages; each measure is a share, 0 to 1, and more is better."""

    digest: str  # of the pages and their gold
    measures: Mapping[str, float]


def measure(corpus: str, shared: Path = SHARED) -> Measured | None:
    """The measures of one set, read with no profile and no memory; None where its pages are not there."""
    pages = load([corpus], shared / "pages", shared / "corpus")[:: STEPS[corpus]]
    if not pages:
        return None
    read = kabar()
    judged = []
    for page in pages:
        payload = page.payload()
        row = as_row(read(payload, decoded(payload), page.url)) | {"ms": 0.0, "fault": ""}
        judged.append(judge(page, row))
    articles = sum(page.is_article for page in pages)
    return Measured(digest_of(pages), dict(_measures(summarise(judged), articles)))


def digest_of(pages: Sequence[GoldPage]) -> str:
    """A SHA-256 over the pages' bytes and their gold values, in their order."""
    digest = sha256()
    for page in pages:
        gold = json.dumps([page.id, page.url, page.fields, page.bodies], sort_keys=True)
        digest.update(sha256(page.payload()).digest() + sha256(gold.encode("utf-8")).digest())
    return digest.hexdigest()


def _measures(summary: Summary, articles: int) -> Iterator[tuple[str, float]]:
    for name in _FLOORED:
        if name in summary.exact:
            yield f"{name} exact", summary.exact[name]
            yield f"{name} not wrong", 1 - summary.silent[name]
    if summary.f1 is not None:
        yield "body F1", summary.f1
    yield "articles found", 1 - summary.refused / max(1, articles)
    if summary.told_apart is not None:
        yield "others told apart", summary.told_apart


def floor_for(corpus: str, name: str, value: float) -> float:
    """The floor that a measured value allows: a little lower, to three places."""
    slack = _BODY_SLACK if name == "body F1" else _SLACK[corpus]
    return floor((value - slack) * 1_000 + 1e-6) / 1_000


def read_floors(file: Path = FILE) -> dict[str, Any]:
    """The file of floors: by set its digest and, by measure, each floor ever pinned; the last one counts."""
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def faults(corpus: str, pinned: Mapping[str, Any], measured: Measured) -> list[str]:
    """What is wrong, one line each: another set of pages, a measure below its floor, one without a floor."""
    if pinned["digest"] != measured.digest:
        return [f"{corpus}: the pages are not those that the floors were pinned on: --pin them again"]
    found = [
        f"{corpus}: {name} is {measured.measures.get(name, 0):.4f}, its floor is {pins[-1]}"
        for name, pins in pinned["pins"].items()
        if measured.measures.get(name, 0) < pins[-1] - 1e-9
    ]
    return found + [
        f"{corpus}: {name} has no floor" for name in measured.measures if name not in pinned["pins"]
    ]


def _pin(corpus: str, known: dict[str, Any], measured: Measured) -> None:
    """Raises each floor as far as the measure allows, and lowers none; other pages begin anew."""
    if known.get("digest") != measured.digest:
        known.update(digest=measured.digest, pins={})
    for name, value in measured.measures.items():
        pins = known["pins"].setdefault(name, [])
        allowed = floor_for(corpus, name, value)
        if not pins or allowed > pins[-1]:
            pins.append(allowed)


def _lower(data: dict[str, Any], corpus: str, measured: Measured, why: str) -> None:
    """Lowers the floors of this set that the measures are below, each with the reason on record."""
    today = datetime.now(UTC).date().isoformat()
    for name, pins in data["sets"][corpus]["pins"].items():
        value = measured.measures.get(name, 0)
        if value < pins[-1] - 1e-9:
            allowed = floor_for(corpus, name, value)
            entry = {
                "day": today,
                "set": corpus,
                "measure": name,
                "from": pins[-1],
                "to": allowed,
                "why": why,
            }
            data["lowered"].append(entry)
            pins.append(allowed)


def main() -> int:
    """Prints each measure with its floor; 1 where one is below."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors", description=__doc__)
    parser.add_argument("--pin", action="store_true", help="raise the floors as far as the measures allow")
    parser.add_argument("--lower", metavar="WHY", help="lower those that the measures are below, and say why")
    options = parser.parse_args()
    data = read_floors() if FILE.exists() else {"sets": {}, "lowered": []}
    wrong: list[str] = []
    for corpus in STEPS:
        measured = measure(corpus)
        if measured is None:
            print(f"{corpus}: the pages are not there")
            continue
        known = data["sets"].setdefault(corpus, {"digest": "", "pins": {}})
        if options.lower:
            _lower(data, corpus, measured, options.lower)
        if options.pin:
            _pin(corpus, known, measured)
        for name, value in measured.measures.items():
            print(f"{corpus:<11} {name:<18} {value:.4f}  floor {known['pins'].get(name, ['none'])[-1]}")
        wrong += faults(corpus, known, measured)
    if options.pin or options.lower:
        FILE.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(wrong) or "no measure is below its floor")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
