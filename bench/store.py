"""
Measures how small, how fast and how searchable the archive is: `make bench-store`.

    python -m bench.store                    # real pages, then an archive of 100,000 made of them
    python -m bench.store --pages 20000      # a smaller one
    python -m bench.store --document docs/benchmarks.md    # and write the tables there

The pages are the 319 of ../shared/corpus/many: ten news sites, several pages each. Each page of the large
archive has the frame of one of them, and paragraphs of others of its site.
"""

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bench.document import write_between
from scraper.export import export_captures
from scraper.model import Article, Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.store import Archive, RecordQuery, open_archive, payload_of, records, search, settle_many

MANY = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "many"
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_BATCH = 40  # as a crawl writes them
_SHORTEST = 60  # characters of a paragraph that may change places
_SAMPLE = 2_000  # of the large archive's pages, that gzip is measured on and that are read back
_HEADERS = (("Date", "Thu, 01 Jan 2026 00:00:00 GMT"), ("Content-Type", "text/html; charset=utf-8"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A real page, cut where its paragraphs stand."""

    site: str
    url: str
    payload: bytes
    pieces: tuple[str, ...]  # one more than its paragraphs
    paragraphs: tuple[str, ...]


def main() -> int:
    """Prints the tables; 1 where the pages are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100_000, help="of the large archive; 0: none")
    parser.add_argument("--folder", type=Path, default=MANY)
    parser.add_argument("--document", type=Path, help="a page to write the tables into")
    options = parser.parse_args()
    if not options.folder.exists():
        sys.stderr.write(f"no pages in {options.folder}: name another --folder\n")
        return 1
    samples = _samples(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        parts = [_real(Path(folder), samples)]
        if options.pages:
            parts.append(_large(Path(folder), samples, options.pages))
    text = "\n\n".join(parts)
    sys.stdout.write(text + "\n")
    if options.document:
        write_between(options.document, "store", text)
    return 0


def _samples(folder: Path) -> list[Sample]:
    samples = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        payload = gzip.decompress((folder / row["file"]).read_bytes())
        pieces, paragraphs = _cut(payload.decode("utf-8", "replace"), row["gold"]["text"].split("\n\n"))
        samples.append(
            Sample(urlsplit(row["url"]).netloc, f"{row['url']}{len(samples)}", payload, pieces, paragraphs)
        )
    return samples


def _cut(text: str, paragraphs: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    pieces, found, at = [], [], 0
    for paragraph in paragraphs:
        place = text.find(paragraph, at) if len(paragraph) >= _SHORTEST else -1
        if place >= 0:
            pieces.append(text[at:place])
            found.append(paragraph)
            at = place + len(paragraph)
    return (*pieces, text[at:]), tuple(found)


def _capture(url: str, payload: bytes, at: datetime = _NOW) -> Capture:
    return Capture(url, url, at, 200, _HEADERS, payload, "gzip", status_line="HTTP/1.1 200 OK")


def _real(folder: Path, samples: list[Sample]) -> str:
    """Size and speed on the real pages."""
    visits = []
    for sample in samples:
        reading = parse(sample.payload, sample.url, captured_at=_NOW)
        page = Page(sample.url, sample.site, PageKind.ARTICLE)
        capture = _capture(sample.url, sample.payload)
        visits.append(Visit(page, reading.outcome, None, capture=capture, article=reading.article))
    with open_archive(folder / "real.db") as archive:
        settled_s = _settle(archive, visits)
        kept = dict(
            archive.database.conn.execute("SELECT site, sum(length(payload)) FROM captures GROUP BY 1")
        )
        dictionaries = Counter(
            site for (site,) in archive.database.conn.execute("SELECT site FROM dictionaries")
        )
        warm, cold = _read_times(archive, list(range(1, len(visits) + 1)))
        sizes = {}
        for name in ("all.warc.gz", "all.wacz"):
            export_captures(archive, RecordQuery(), folder / name, lambda *_: None)
            sizes[name] = (folder / name).stat().st_size
    by_site = defaultdict(list)
    for sample in samples:
        by_site[sample.site].append(sample.payload)
    lines = [
        "| site | pages | bytes | gzip -6 | kabar | of gzip | dictionaries |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    total = Counter[str]()
    for site, payloads in sorted(by_site.items()):
        zipped = sum(len(gzip.compress(payload, 6)) for payload in payloads)
        sizes_of = (len(payloads), sum(map(len, payloads)), zipped, kept[site])
        total.update(dict(zip(("pages", "bytes", "zipped", "kept"), sizes_of, strict=True)))
        lines.append(_size_line(site, sizes_of, dictionaries[site]))
    whole = (total["pages"], total["bytes"], total["zipped"], total["kept"])
    lines.append(_size_line("all", whole, dictionaries.total()))
    per_page = {name: size / total["pages"] for name, size in sizes.items()}
    mean_kb = total["bytes"] / total["pages"] / 1e3
    return "\n".join(
        [
            "**Real pages, bytes a page; all dictionaries counted**\n",
            *lines,
            "",
            f"The same captures take {per_page['all.warc.gz']:,.0f} bytes a page as `.warc.gz` and",
            f"{per_page['all.wacz']:,.0f} as `.wacz` (with their requests, metadata and article records).",
            f"Writing a page of {mean_kb:.0f} KB with its article, compression and index takes",
            f"{1e3 * settled_s / len(visits):.2f} ms of CPU, reading a payload back {warm:.2f} ms (median),",
            f"{cold:.2f} ms where its dictionary must be read too.",
        ]
    )


def _size_line(name: str, sizes: tuple[int, int, int, int], dictionaries: int) -> str:
    pages, size, zipped, kept = sizes
    return (
        f"| {name} | {pages} | {size / pages:,.0f} | {zipped / pages:,.0f} | {kept / pages:,.0f} "
        f"| {kept / zipped:.3f} | {dictionaries} |"
    )


def _settle(archive: Archive, visits: list[Visit]) -> float:
    """CPU seconds of writing these visits in batches."""
    started = time.process_time()
    for i in range(0, len(visits), _BATCH):
        settle_many(archive, visits[i : i + _BATCH], _NOW)
    return time.process_time() - started


def _read_times(archive: Archive, numbers: list[int]) -> tuple[float, float]:
    """Median milliseconds of reading a payload back: in any order, and with nothing in memory."""
    random.Random(1).shuffle(numbers)  # noqa: S311  # an order, no secret
    warm = [_ms(lambda number=number: payload_of(archive, number)) for number in numbers]
    cold = []
    for number in numbers[:500]:
        archive.dictionaries.forget()
        cold.append(_ms(lambda number=number: payload_of(archive, number)))
    return statistics.median(warm), statistics.median(cold)


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - started)


def _large(folder: Path, samples: list[Sample], pages: int) -> str:
    """Size, speed and search of an archive of so many pages."""
    path = folder / "large.db"
    words: Counter[str] = Counter()
    zipped = size = 0
    settled_s = 0.0
    batch: list[Visit] = []
    with open_archive(path) as archive:
        for number, visit in enumerate(_made(samples, pages), 1):
            batch.append(visit)
            payload = visit.capture.payload if visit.capture else b""
            size += len(payload)
            if number % (pages // _SAMPLE or 1) == 0:
                zipped += len(gzip.compress(payload, 6))
                words.update(visit.article.body.split() if visit.article else ())
            if len(batch) == _BATCH or number == pages:
                settled_s += _settle(archive, batch)
                batch.clear()
            if number % 2_000 == 0:
                sys.stderr.write(f"\r{number:,} pages written")
        sys.stderr.write("\n")
        measured = len(range(0, pages, pages // _SAMPLE or 1))
        (kept,) = archive.database.conn.execute("SELECT sum(length(payload)) FROM captures").fetchone()
        (count,) = archive.database.conn.execute("SELECT count(*) FROM dictionaries").fetchone()
        rng = random.Random(2)  # noqa: S311  # pages to read, no secrets
        warm, cold = _read_times(archive, [rng.randrange(1, pages + 1) for _ in range(_SAMPLE)])
        latencies = _latencies(archive, words)
    file_size = path.stat().st_size
    lines = [
        f"**An archive of {pages:,} pages, {size / pages / 1e3:.0f} KB each**\n",
        "| | |",
        "|---|--:|",
        f"| archive.db | {file_size / 1e9:.2f} GB, {file_size / pages:,.0f} bytes a page |",
        f"| of it payloads | {kept / pages:,.0f} bytes a page |",
        f"| payloads against gzip -6 | {kept / pages / (zipped / measured):.3f} |",
        f"| dictionaries | {count} |",
        f"| writing, articles and index with it | {1e3 * settled_s / pages:.2f} ms of CPU a page |",
        f"| reading a payload back | {warm:.2f} ms median, {cold:.2f} with its dictionary |",
        *(f"| search: {name} | {ms:.1f} ms median, {hits:,} found |" for name, ms, hits in latencies),
    ]
    return "\n".join(lines)


def _made(samples: list[Sample], pages: int) -> Iterator[Visit]:
    """Visits of pages with real frames, and the paragraphs of other pages of their sites."""
    rng = random.Random(3)  # noqa: S311  # texts, no secrets
    usable = [sample for sample in samples if sample.paragraphs]
    pool: dict[str, list[str]] = defaultdict(list)
    for sample in usable:
        pool[sample.site] += sample.paragraphs
    for number in range(pages):
        frame = rng.choice(usable)
        # A name of its own in each, as news has: the vocabulary of the index grows with the archive.
        name = f"{rng.choice(pool[frame.site]).split()[0]}{rng.randrange(60_000):x}"
        body = [f"{rng.choice(pool[frame.site])} {name} {rng.randrange(1_000_000)}" for _ in frame.paragraphs]
        text = frame.pieces[0] + "".join(
            words + piece for words, piece in zip(body, frame.pieces[1:], strict=True)
        )
        url = f"http://{frame.site}/{number}"
        day = _NOW - timedelta(minutes=number)
        article = Article(url, f"{body[0][:80]} {name}", "\n\n".join(body), published_at=day)
        page = Page(url, frame.site, PageKind.ARTICLE)
        capture = _capture(url, text.encode("utf-8", "replace"))
        yield Visit(page, Outcome.ARCHIVED, _NOW, capture=capture, article=article)


_WITH = """
SELECT articles.site, articles.body FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid
WHERE articles_fts MATCH ? LIMIT 1
"""


def _latencies(archive: Archive, words: Counter[str]) -> list[tuple[str, float, int]]:
    """Median milliseconds of searches, by how common their words are; best hits first, 20 of them."""
    plain = [word for word, _ in words.most_common() if word.isalpha() and len(word) > 4]
    common, middling, rare = plain[0], plain[len(plain) // 20], plain[-1]
    site, body = archive.database.conn.execute(_WITH, (f'"{common}"',)).fetchone()
    beside = next(word for word in plain[1:] if word in body.split())
    asked = {
        "a very common word": RecordQuery(common),
        "a middling word": RecordQuery(middling),
        "a rare word": RecordQuery(rare),
        "two common words": RecordQuery(f"{common} {beside}"),
        "two common words of one site, one week": RecordQuery(
            f"{common} {beside}", site=site, since=_NOW.date() - timedelta(days=7)
        ),
    }
    found = []
    for name, query in asked.items():
        times = [_ms(lambda query=query: search(archive, query)) for _ in range(11)]
        hits = sum(1 for _ in records(archive, query))
        found.append((name, statistics.median(times), hits))
    return found


if __name__ == "__main__":
    sys.exit(main())
