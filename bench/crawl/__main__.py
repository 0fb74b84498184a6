"""
Crawls one site with kabar and its peers, in turn, and prints what each cost and how much of it was right.

    make bench-crawl                          # 3,000 articles, every tool; also: FLAGS="--articles 500"
    make bench-crawl FLAGS="--only kabar,scrapy+parsel --rounds 3"
    make bench-crawl FLAGS="--document docs/benchmarks.md"
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.crawl.check import Exact, compare, kept_by_kabar, kept_by_peer
from bench.crawl.measure import Cost, run
from bench.crawl.serve import has_nginx, serve
from bench.crawl.site import PER_LISTING, Expected, write_site
from bench.document import write_between

_PEERS = Path(__file__).with_name("peers")
_PEERS_PYTHON = Path(".venv-bench/bin/python").absolute()
_ARCHIVE = "kept.db"
_LONGEST_S = 1800.0


@dataclass(frozen=True, slots=True)
class Tool:
    """A crawler: its command line for a start address, and how to read what it kept."""

    name: str
    command: Callable[[str], list[str]]
    kept: Callable[[Path], list[tuple[str, str, str, str]]]


def _kabar(start: str) -> list[str]:
    words = ["crawl", start, "--allow-private", "--delay", "0", "--archive", _ARCHIVE]
    return [sys.executable, "-m", "scraper", *words]


def _peer(script: str, *words: str) -> Callable[[str], list[str]]:
    return lambda start: [str(_PEERS_PYTHON), str(_PEERS / script), *words, start, _ARCHIVE]


TOOLS = (
    Tool("kabar", _kabar, kept_by_kabar),
    Tool("scrapy+parsel", _peer("scrapy_site.py", "parsel"), kept_by_peer),
    Tool("scrapy+trafilatura", _peer("scrapy_site.py", "trafilatura"), kept_by_peer),
    Tool("crawlee+parsel", _peer("crawlee_site.py"), kept_by_peer),
)


def main() -> int:
    """Prints the table; 1 where nginx or a tool is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=1, help="of all tools, in turn; medians are shown")
    parser.add_argument("--only", default="", metavar="TOOL,TOOL")
    parser.add_argument("--document", type=Path, help="write the table into this page")
    options = parser.parse_args()
    if not has_nginx():
        sys.stderr.write("nginx is missing; on Debian: apt-get install nginx-light\n")
        return 1
    wanted = options.only.split(",") if options.only else [tool.name for tool in TOOLS]
    folder = Path("bench/out") / f"site-{options.articles}"
    folder.mkdir(parents=True, exist_ok=True)
    expected = write_site(folder, options.articles)
    results: dict[str, list[tuple[Cost, Exact]]] = {name: [] for name in wanted}
    with serve(folder) as port:
        for _ in range(options.rounds):
            for tool in TOOLS:
                if tool.name in wanted:
                    results[tool.name].append(_measured(tool, f"http://127.0.0.1:{port}/", expected))
                    sys.stderr.write(f"{tool.name}: {results[tool.name][-1]}\n")
    table = _table(results, options.articles)
    sys.stdout.write(table)
    if options.document:
        write_between(options.document, "crawl", table)
    return 0


def _measured(tool: Tool, start: str, expected: list[Expected]) -> tuple[Cost, Exact]:
    with tempfile.TemporaryDirectory() as folder:
        cost = run(tool.command(start), Path(folder), _LONGEST_S)
        if cost.exit_code:
            sys.stderr.write((Path(folder) / "log.txt").read_text("utf-8", "replace")[-2000:])
        return cost, compare(expected, tool.kept(Path(folder) / _ARCHIVE))


def _table(results: dict[str, list[tuple[Cost, Exact]]], articles: int) -> str:
    pages = articles + -(-articles // PER_LISTING) + 1
    rows = [
        f"**{articles:,} articles and {pages - articles:,} listings of one loopback site**",
        "",
        "| tool | pages/s | CPU s per 1,000 pages | peak MB | kept | title | day | body | doubled |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, runs in results.items():
        wall = statistics.median(cost.wall_s for cost, _ in runs)
        cpu = statistics.median(cost.cpu_s for cost, _ in runs)
        peak = max(cost.peak_mb for cost, _ in runs)
        exact = runs[-1][1]
        rows.append(
            f"| {name} | {pages / wall:.0f} | {cpu / pages * 1000:.2f} | {peak:.0f} "
            f"| {exact.kept} | {exact.title} | {exact.day} | {exact.body} | {exact.doubled} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
