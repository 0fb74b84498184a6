"""Reads gold pages with one tool and writes what it found, one JSON line a page; started by bench.extract."""

import argparse
import json
import logging
import resource
import socket
import sys
import traceback
import warnings
from pathlib import Path
from time import process_time
from typing import NoReturn

from bench.found import Found, Read, as_row, decoded, version
from bench.gold import CORPORA, GoldPage, load
from bench.peers import TOOLS


def measure(read: Read, page: GoldPage) -> dict[str, object]:
    """What the tool found on the page and the CPU milliseconds it took; a fault is a page without values."""
    payload = page.payload()
    text, fault = decoded(payload), ""
    started = process_time()
    try:
        found = read(payload, text, page.url)
    except Exception:  # noqa: BLE001 - whatever a tool raises is its result for this page
        found, fault = Found(outcome="fault"), traceback.format_exc(limit=-4)
    spent = process_time() - started
    return {"id": page.id, "corpus": page.corpus, "ms": spent * 1000, "fault": fault, **as_row(found)}


def main() -> None:
    """Reads the pages named by the options and prints one line each, then one about the process."""
    options = _options()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    socket.socket.connect = _refuse  # type: ignore[method-assign]  # a tool must read the page that it is given
    tool = TOOLS[options.tool]
    pages = load(options.corpus or CORPORA, options.pages, options.folder, options.split)
    if options.id:
        pages = [page for page in pages if options.id in page.id]
    pages = pages[options.start :: options.step]
    read, out = tool.start(), sys.stdout
    sys.stdout = sys.stderr  # what a tool prints must not end up between the lines
    if pages:
        measure(read, pages[0])  # the first page pays for imports and tables
    for page in pages:
        print(json.dumps(measure(read, page), ensure_ascii=False), file=out)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tool": tool.name, "version": version(tool), "peak_mb": peak_mb}), file=out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--corpus", action="append", choices=CORPORA)
    parser.add_argument("--split", default="all")
    parser.add_argument("--id", help="only pages whose id holds this")
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--step", type=int, default=1)
    return parser.parse_args()


def _refuse(*_: object) -> NoReturn:
    raise OSError("no network while measuring")


if __name__ == "__main__":
    main()
