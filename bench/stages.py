"""Where the time of reading a page goes, stage by stage, CPU ms a page: `python -m bench.stages`."""

import argparse
import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

from bench.found import NOWHERE
from bench.gold import CORPORA, load
from bench.runs import ROOT
from scraper.model import PageContext
from scraper.parse.copies import find_copies
from scraper.parse.decode import decode
from scraper.parse.evidence import Evidence
from scraper.parse.fields import read_fields
from scraper.parse.judgement import judge_blocks
from scraper.parse.layout import lay_out
from scraper.parse.skim import skim
from scraper.parse.verdict import judge

Value = TypeVar("Value")


def main() -> int:
    """Prints the mean CPU milliseconds of each stage, each page read for the first time."""
    options = _options()
    pages = load([options.corpus], options.pages, options.folder)[:: options.step]
    payloads = [(page.payload(), page.url or NOWHERE) for page in pages]
    spent: dict[str, float] = {}

    def timed(name: str, stage: Callable[[], Value]) -> Value:
        started = process_time()
        value = stage()
        spent[name] = spent.get(name, 0.0) + process_time() - started
        return value

    for number, (payload, url) in enumerate(payloads[:1] + payloads):
        if number == 1:  # the first page pays for tables and patterns, and is read again
            spent.clear()
            gc.collect()
        text = timed("decode", partial(_decoded, payload))
        page = timed("skim", partial(skim, text))
        layout = timed("layout", partial(lay_out, page))
        fields = timed("fields", partial(read_fields, page, layout, PageContext(url=url, wants_links=False)))
        timed("verdict", partial(judge, Evidence(page, layout, fields.article, url)))
        timed("copies, once more", partial(find_copies, page))
        if page.blocks:
            timed("judging blocks, once more", partial(judge_blocks, page, ()))
    for name, seconds in spent.items():
        print(f"{name:32}{seconds / len(payloads) * 1000:6.2f} ms")
    return 0


def _decoded(payload: bytes) -> str:
    return decode(payload).text


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared/pages")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--corpus", choices=CORPORA, default="articles")
    parser.add_argument("--step", type=int, default=4, help="every so many-th page")
    options = parser.parse_args()
    options.pages, options.folder = options.pages.resolve(), options.folder.resolve()
    return options


if __name__ == "__main__":
    raise SystemExit(main())
