"""Measures how exactly and how fast kabar and its peers read annotated pages: `python -m bench.extract`."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench import show, tables
from bench.document import write_between
from bench.gold import CORPORA, GoldPage, load, missing
from bench.peers import TOOLS
from bench.runs import OUT, ROOT, Run, measured, run_of
from bench.score import Judged, Row, Summary, judge, summarise


def main() -> int:
    """Measures, prints, and writes what the options ask for."""
    options = _options()
    for line in missing(options.pages, options.folder):
        print(line, file=sys.stderr)
    pages = load(options.corpus, options.pages, options.folder, options.split)
    if options.show:
        options.id = options.show
    if options.id:
        pages = [page for page in pages if options.id in page.id]
    if not pages:
        print("no gold pages to measure: name their folders with --pages and --folder", file=sys.stderr)
        return 2
    runs = measured(options)
    judged = {run.tool: _judge(pages, run.rows) for run in runs}
    if not runs:
        return 1
    if options.show:
        print("\n\n".join(show.difference(each) for each in judged[runs[0].tool]))
        return 0
    text = report(judged, runs)
    print(text)
    for each in judged.values():
        _details(each, options)
    _write(text, options)
    return 0


def _judge(pages: Sequence[GoldPage], rows: Iterable[Row]) -> list[Judged]:
    found = {(row["corpus"], row["id"]): row for row in rows}
    return [judge(page, found[page.corpus, page.id]) for page in pages if (page.corpus, page.id) in found]


def report(judged: dict[str, list[Judged]], runs: Sequence[Run]) -> str:
    """All tables of one run, and how each tool was called."""
    known = {run.tool: TOOLS[run.tool].fields for run in runs}
    parts = []
    for corpus in CORPORA:
        summaries = _summaries(judged, corpus)
        if not summaries:
            continue
        if corpus == "pages":
            parts.append(tables.render(tables.government(summaries, known)))
        else:
            parts.append(tables.render(tables.general(corpus, summaries, known)))
    timed = next(corpus for corpus in ("articles", *CORPORA) if _summaries(judged, corpus))
    speeds = tables.speed(_summaries(judged, timed), {run.tool: run.peak_mb for run in runs})
    parts.append(tables.render((f"{speeds[0]}, {timed}", *speeds[1:])))
    notes = [f"- {run.tool} {run.version}: {TOOLS[run.tool].note}{_age(run)}" for run in runs]
    return "\n".join([*parts, *notes])


def _age(run: Run) -> str:
    return " (**cached**: measured in an earlier run, its times do not compare)" if run.is_cached else ""


def _summaries(judged: dict[str, list[Judged]], corpus: str) -> dict[str, Summary]:
    chosen = {tool: [each for each in all_ if each.page.corpus == corpus] for tool, all_ in judged.items()}
    return {tool: summarise(each) for tool, each in chosen.items() if each}


def _details(judged: Sequence[Judged], options: argparse.Namespace) -> None:
    if options.worst:
        print(show.worst(judged, options.worst))
    if options.field:
        print(show.faulty(judged, options.field))
    if options.against:
        before = run_of("kabar", Path(options.against).read_text("utf-8").split("\n"))
        print(show.changes(judged, _judge([each.page for each in judged], before.rows), options.worst or 20))
    if options.save:
        lines = [json.dumps(each.row, ensure_ascii=False) for each in judged]
        Path(options.save).write_text("\n".join([*lines, ""]), encoding="utf-8")


def _write(text: str, options: argparse.Namespace) -> None:
    """Puts a whole run's tables into bench/out, and into the document where that is asked for."""
    if options.only or options.split != "all" or options.id:
        return
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "extract.md").write_text(text + "\n", encoding="utf-8")
    if options.document:
        write_between(options.document, "extract", text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.extract", description=__doc__)
    parser.add_argument(
        "--pages", type=Path, default=ROOT.parent / "shared" / "pages", help="government pages"
    )
    parser.add_argument(
        "--folder", type=Path, default=ROOT.parent / "shared" / "corpus", help="general news pages"
    )
    parser.add_argument(
        "--only", action="append", choices=TOOLS, help="measure only this tool; may be repeated"
    )
    parser.add_argument(
        "--corpus", action="append", choices=CORPORA, help="only these pages; may be repeated"
    )
    parser.add_argument(
        "--split",
        choices=["all", "dev", "held-out"],
        default="all",
        help="two thirds or one third of the sites",
    )
    parser.add_argument("--id", help="only pages whose id holds this")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages")
    parser.add_argument("--field", help="list all pages on which this field is not right")
    parser.add_argument("--show", metavar="ID", help="one page: fields and the difference of the body")
    parser.add_argument("--save", metavar="FILE", help="keep what was found, for --against")
    parser.add_argument("--against", metavar="FILE", help="list the pages that changed since --save")
    parser.add_argument(
        "--jobs", type=int, default=1, help="processes a tool; more than 1 makes times less exact"
    )
    parser.add_argument(
        "--cached", action="store_true", help="show the peers' kept results where there are any"
    )
    parser.add_argument("--document", type=Path, help="write the tables between this file's markers, too")
    options = parser.parse_args()
    options.corpus = options.corpus or list(CORPORA)
    options.pages, options.folder = options.pages.resolve(), options.folder.resolve()
    return options


if __name__ == "__main__":
    sys.exit(main())
