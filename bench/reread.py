"""How fast an archive is read again, beside the parser alone in as many processes: `make bench-reparse`.

Both are measured in CPU seconds of all processes, side by side in one run, because the clock of a shared
machine says as much of its other users; the clock's own figures are printed as well.
"""

import argparse
import gzip
import json
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scraper.model import Capture, Page, PageKind, Visit
from scraper.parse.lone import parse
from scraper.reread.pool import cores
from scraper.reread.run import Wish, reread_archive
from scraper.store import open_archive, settle_many
from tests.site.content import SiteContent

MANY = Path(__file__).parents[2] / "shared" / "corpus" / "many"
ORIGIN = "https://humas.tirtasarikab.go.id"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
_BATCH = 20


def main() -> None:
    """Prints the parser's rate, the rate of reading again, and their quotient."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000, help="captures in the archive")
    parser.add_argument("--processes", type=int, default=cores())
    options = parser.parse_args()
    pages = _pages(options.pages)
    sizes = [len(payload) for _, payload in pages]
    print(f"{len(pages)} pages, {sum(sizes) / len(sizes):,.0f} bytes each, {options.processes} processes")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        _fill(path, pages)
        alone = _measured(lambda: _parse_all(pages, options.processes))
        with open_archive(path, readonly=True) as archive:
            again = _measured(
                lambda: reread_archive(archive, Wish(processes=options.processes), lambda *_: None)
            )
    for name, (cpu, wall) in (("parse alone", alone), ("read again", again)):
        print(f"{name:<12} {1000 * cpu / len(pages):6.2f} ms CPU a page, {len(pages) / wall:7.0f} pages/s")
    print(f"of the rate of parse in as many processes: by CPU {alone[0] / again[0]:.2f}, ", end="")
    print(f"by the clock {alone[1] / again[1]:.2f}")


def _parse_all(pages: Sequence[tuple[str, bytes]], processes: int) -> None:
    """Parses pages that lie in memory, in as many processes; each has its share from the start."""
    children = []
    for number in range(processes):
        child = os.fork()
        if not child:
            for url, payload in pages[number::processes]:
                parse(payload, url, captured_at=NOW)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _pages(count: int) -> list[tuple[str, bytes]]:
    """Pages of several sites, each with an address and bytes of its own."""
    given = _corpus() or _sample_site()
    found = []
    for number in range(count):
        url, payload = given[number % len(given)]
        mark = f"<!-- {number} -->".encode()
        found.append((f"{url}{'&' if '?' in url else '?'}n={number}", payload + mark))
    return found


def _corpus() -> list[tuple[str, bytes]]:
    """Real pages, where they lie beside the checkout."""
    if not MANY.exists():
        return []
    rows = [json.loads(line) for line in (MANY / "gold.jsonl").read_text("utf-8").splitlines()]
    return [(row["url"], gzip.decompress((MANY / row["file"]).read_bytes())) for row in rows]


def _sample_site() -> list[tuple[str, bytes]]:
    content = SiteContent(ORIGIN)
    return [(ORIGIN + path, content.answer(path).payload) for path in content.samples]


def _fill(path: Path, pages: Sequence[tuple[str, bytes]]) -> None:
    with open_archive(path) as archive:
        for start in range(0, len(pages), _BATCH):
            visits = [_visit(url, payload) for url, payload in pages[start : start + _BATCH]]
            settle_many(archive, visits, NOW)


def _visit(url: str, payload: bytes) -> Visit:
    capture = Capture(url, url, NOW, 200, (("Content-Type", "text/html"),), payload)
    reading = parse(payload, url, headers=capture.headers, captured_at=NOW)
    page = Page(url, url.split("/")[2], PageKind.ARTICLE)
    return Visit(page, reading.outcome, None, capture=capture, article=reading.article)


def _measured(work: object) -> tuple[float, float]:
    """CPU and wall seconds of a call, its child processes included."""
    cpu, wall = _cpu(), time.perf_counter()
    work()  # type: ignore[operator]
    return _cpu() - cpu, time.perf_counter() - wall


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
