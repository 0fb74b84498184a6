"""Whether memory stays where it is while pages are read: `python -m bench.steady --pages 10000`."""

import argparse
import gc
import resource
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import scraper
from bench.gold import CORPORA, load
from bench.runs import ROOT


def resident_mb() -> float:
    """The process's resident memory now; its peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 1e6


def main() -> int:
    """Reads the annotated pages over and over and prints the memory at every tenth of the way."""
    parser = argparse.ArgumentParser(prog="python -m bench.steady", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="how many pages to read")
    options = parser.parse_args()
    gold = load(CORPORA, ROOT.parent / "shared" / "pages", ROOT.parent / "shared" / "corpus")
    if not gold:
        print("no gold pages beside the checkout", file=sys.stderr)
        return 2
    marks: list[float] = []
    started = process_time()
    for number, (payload, url) in enumerate(_pages(gold, options.pages), 1):
        scraper.parse(payload, url)
        if number % max(1, options.pages // 10) == 0:
            gc.collect()
            marks.append(resident_mb())
            print(f"{number:6} pages  {marks[-1]:6.1f} MB  {process_time() - started:6.1f} s CPU", flush=True)
    print(f"from the second mark to the last: {marks[-1] - marks[1]:+.1f} MB")
    return 0


def _pages(gold: list[object], count: int) -> Iterator[tuple[bytes, str]]:
    for page in islice(cycle(gold), count):
        yield page.payload(), page.url or "https://unknown.invalid/"  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
