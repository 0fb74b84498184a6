"""
Measures how re-posted records are found: our shingles beside datasketch's MinHash, on the same records.

    python -m bench.passages        # needs ../shared/pages/records and, for MinHash, make .venv-bench/.ready
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from html import unescape
from itertools import combinations
from pathlib import Path

from bench.runs import ROOT

_TAG = re.compile(r"<[^>]*>")
_SHARE, _LEAST = 0.3, 3  # as store/passages.py has them
_PEER = """
import json, sys, time
from datasketch import MinHash, MinHashLSH
docs = json.load(sys.stdin)
start = time.process_time()
index, signs = MinHashLSH(threshold=float(sys.argv[1]), num_perm=128), {}
for number, text in docs.items():
    words = text.lower().split()
    sign = MinHash(num_perm=128)
    sign.update_batch([" ".join(words[i:i + 5]).encode() for i in range(len(words) - 4)])
    signs[number] = sign
    index.insert(number, sign)
pairs = {tuple(sorted((a, b))) for a, sign in signs.items() for b in index.query(sign) if a != b}
json.dump({"s": time.process_time() - start, "pairs": sorted(pairs)}, sys.stdout)
"""


def main() -> int:
    """Prints one row a method: known pairs found, others named, and CPU time a record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=Path, default=ROOT.parent / "shared" / "pages" / "records")
    options = parser.parse_args()
    lines = (options.records / "wonosobo_posting.jsonl").read_text("utf-8").splitlines()
    docs = {str(row["id"]): unescape(_TAG.sub(" ", row["body_html"] or "")) for row in map(json.loads, lines)}
    known = {
        tuple(sorted((pair["a"], pair["b"])))
        for pair in json.loads((options.records / "wonosobo_repost_pairs.json").read_text("utf-8"))
    }
    print(f"{len(docs)} records, {len(known)} known pairs")
    _tell("shingles", *_ours(docs), known=known, number=len(docs))
    peer = Path(".venv-bench/bin/python")
    for threshold in ("0.5", "0.3"):
        if peer.exists():
            command = [str(peer), "-c", _PEER, threshold]
            done = subprocess.run(command, input=json.dumps(docs), capture_output=True, text=True, check=True)
            said = json.loads(done.stdout)
            pairs = {tuple(pair) for pair in said["pairs"]}
            _tell(f"MinHash, LSH at {threshold}", pairs, said["s"], known=known, number=len(docs))
    return 0


def _ours(docs: Mapping[str, str]) -> tuple[set[tuple[str, ...]], float]:
    from scraper.text.shingles import shingles

    start = time.process_time()
    sets = {number: shingles(text) for number, text in docs.items()}
    carriers: dict[int, list[str]] = defaultdict(list)
    for number, values in sorted(sets.items()):
        for value in values:
            carriers[value].append(number)
    both: Counter[tuple[str, ...]] = Counter()
    for numbers in carriers.values():
        both.update(combinations(numbers, 2))
    pairs = {
        pair
        for pair, count in both.items()
        if count >= _LEAST and count >= _SHARE * min(len(sets[number]) for number in pair)
    }
    return pairs, time.process_time() - start


def _tell(
    name: str, pairs: set[tuple[str, ...]], seconds: float, *, known: set[tuple[str, ...]], number: int
) -> None:
    found = len(pairs & known)
    print(f"{name:<20} {found} found, {len(pairs) - found} others, {seconds / number * 1e6:.0f} us a record")


if __name__ == "__main__":
    sys.exit(main())
