"""
What a night costs where nothing is new: 50 sites of 10,000 known articles each, crawled with everything on.

    python -m bench.crawl.nightly    # some minutes, nearly all to make the archive
    python -m bench.crawl.nightly --sites 5 --articles 1000 --nights 3

One site is crawled for real; the others are copies of its rows under other hosts. Every night what was due
within a day becomes due, as if a day had passed.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.crawl.measure import run

_PER_PAGE, _NEWEST = 100, 10
_LONGEST_S = 3600.0
_STEP = 1_000_000  # between the numbers of one site's rows and the next one's
_SHARED = ("runs", "request_heads")  # their rows are no site's
_MOMENTS = (
    ("frontier", "due_at"),
    ("robots", "kept_until"),
    ("listing_news", "news_at"),
    ("hosts", "ready_at"),
)


def main() -> int:
    """Prints a line for each night; ends with 1 where a site was asked for five addresses or more."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--nights", type=int, default=4)
    parser.add_argument(
        "--after-days", type=int, default=1, help="between the first crawl and the first night"
    )
    options = parser.parse_args()
    most = 0
    with tempfile.TemporaryDirectory() as folder, _served(options.articles) as (port, asked):
        archive = Path(folder) / "kept.db"
        _make(archive, port, options.sites)
        for night in range(1, options.nights + 1):
            _let_days_pass(archive, options.after_days if night == 1 else 1)
            asked.clear()
            words = ["crawl", "--all", "--allow-private", "--delay", "0", "--archive", str(archive)]
            cost = run([sys.executable, "-m", "scraper", *words], Path(folder), _LONGEST_S)
            hosts = Counter(host for host, _ in asked)
            least, most_here = min(hosts.values(), default=0), max(hosts.values(), default=0)
            best = sum(target.startswith("/wp-json/wp/v2/posts") for _, target in asked)
            most = max(most, most_here)
            sys.stdout.write(
                f"night {night}: {len(hosts)} sites of {options.articles:,} articles, {len(asked)} addresses,"
                f" {least} to {most_here} a site,"
                f" best witness asked {best} times, {cost.wall_s:.1f} s, {cost.cpu_s:.1f} CPU s,"
                f" peak {cost.peak_mb:.0f} MB, exit {cost.exit_code}\n"
            )
            sys.stdout.flush()
    return 0 if most < 5 else 1


def _host(number: int) -> str:
    return f"127.0.1.{number}"


# --- the sites ---


@contextmanager
def _served(count: int) -> Generator[tuple[int, list[tuple[str, str]]]]:
    """The port on which all the hosts answer, and the requests: host and target."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body in one packet

        def do_GET(self) -> None:
            host = self.headers["Host"]
            asked.append((host.split(":")[0], self.path))
            kind, body, headers = _answer(f"http://{host}", self.path, count)
            self.send_response(200 if body else 404)
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: `asked` is the log."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104 - all of 127.0.0.0/8
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


def _answer(origin: str, target: str, count: int) -> tuple[str, bytes, tuple[tuple[str, str], ...]]:
    """The type, the body and further headers; no body where nothing is."""
    parts = urlsplit(target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    html = "text/html; charset=utf-8"
    if parts.path == "/robots.txt":
        return "text/plain", b"User-agent: *\nDisallow: /wp-admin/\n", ()
    if parts.path == "/wp-json/wp/v2/posts":
        number = int(query.get("page", 1))
        totals = (("X-WP-Total", str(count)), ("X-WP-TotalPages", str(-(-count // _PER_PAGE))))
        return "application/json", _posts(origin, count, number), totals
    if parts.path == "/feed/":
        return "application/rss+xml", _feed(origin, count), ()
    if parts.path == "/":
        return html, _page("Beranda", _teasers(range(count, max(0, count - _NEWEST), -1))), ()
    if parts.path.startswith("/berita/"):
        return html, _article(int(parts.path.split("/")[2].split("-")[0])), ()
    return html, b"", ()


def _address(number: int) -> str:
    return f"/berita/{number}-berita-daerah-nomor-{number}/"


def _day(number: int) -> str:
    return f"{2010 + number // 2400 % 15}-{1 + number // 200 % 12:02}-{1 + number % 28:02}"


def _posts(origin: str, count: int, page: int) -> bytes:
    newest = count - (page - 1) * _PER_PAGE
    posts = [
        {
            "id": number,
            "link": origin + _address(number),
            "date_gmt": f"{_day(number)}T02:00:00",
            "modified_gmt": f"{_day(number)}T02:00:00",
        }
        for number in range(newest, max(0, newest - _PER_PAGE), -1)
    ]
    return json.dumps(posts).encode()


def _feed(origin: str, count: int) -> bytes:
    items = "".join(
        f"<item><title>Berita {number}</title><link>{origin}{_address(number)}</link></item>"
        for number in range(count, max(0, count - _NEWEST), -1)
    )
    channel = f"<channel><title>Berita</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def _teasers(numbers: range) -> str:
    return "".join(
        f'<h3><a href="{_address(number)}">Berita Daerah Nomor {number} Hari Ini</a></h3>'
        for number in numbers
    )


def _page(title: str, main: str) -> bytes:
    head = '<link rel="https://api.w.org/" href="/wp-json/">'
    head += '<link rel="alternate" type="application/rss+xml" title="Berita" href="/feed/">'
    return f"<!doctype html><html lang=id><title>{title}</title>{head}<h1>{title}</h1>{main}</html>".encode()


def _article(number: int) -> bytes:
    words = " ".join(f"kata{(number * 7 + at) % 9973}" for at in range(60))
    return _page(
        f"Berita Daerah Nomor {number} Hari Ini",
        f"<p>{_day(number)}</p><p>Warga desa nomor {number} bertemu. {words}.</p>"
        f"<p>Kegiatan ke-{number} itu dihadiri {number % 83} orang, kata kepala desa.</p>",
    )


# --- the archive ---


def _make(archive: Path, port: int, sites: int) -> None:
    """One site crawled from its home page, then copied to the other hosts."""
    started = time.monotonic()
    start = f"http://{_host(1)}:{port}/"
    words = ["crawl", start, "--allow-private", "--delay", "0", "--archive", str(archive)]
    with (archive.parent / "first.txt").open("wb") as log:
        subprocess.run(
            [sys.executable, "-m", "scraper", *words], check=True, stdout=log, stderr=subprocess.STDOUT
        )
    first_s = time.monotonic() - started
    with sqlite3.connect(archive) as connection:
        _copy(connection, f"{_host(1)}:{port}", [f"{_host(number)}:{port}" for number in range(2, sites + 1)])
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - two fixed names
            for table in ("articles", "frontier")
        ]
    size_mb = archive.stat().st_size / 1e6
    sys.stdout.write(
        f"made in {time.monotonic() - started:.0f} s, of which {first_s:.0f} s crawling one site:"
        f" {counts[0]:,} articles, {counts[1]:,} addresses, {size_mb:,.0f} MB\n"
    )
    sys.stdout.flush()


def _copy(connection: sqlite3.Connection, source: str, hosts: list[str]) -> None:
    """Every row once more for each host: its own numbers, and its name wherever the first one's stands."""
    selects = [_select(connection, table) for table in _tables(connection)]
    for number, host in enumerate(hosts, 1):
        for select in selects:
            connection.execute(select, {"step": number * _STEP, "old": source, "new": host, "first": _STEP})
        connection.commit()


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    own = [name for (name,) in names if not name.startswith(("sqlite_", "_sqlite_", "articles_fts"))]
    return [name for name in own if name not in _SHARED]


def _select(connection: sqlite3.Connection, table: str) -> str:
    """INSERT ... SELECT of this table: what points to a row, or is its number, moves on by a step."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    targets = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    moved = {column for _, _, target, column, *_ in targets if target not in (*_SHARED, "sites")}
    keys = [name for _, name, *_, key in columns if key]
    moved |= {name for _, name, kind, *_, key in columns if key and kind == "INTEGER" and keys == [name]}
    values = [_value(name, kind, is_moved=name in moved) for _, name, kind, *_ in columns]
    number = next((key for key in keys if key in moved), None)
    own = f"WHERE {number} < :first" if number else f"WHERE instr({keys[0]}, :old)"
    return f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} {own}"  # noqa: S608 - the schema's names


def _value(name: str, kind: str, *, is_moved: bool) -> str:
    if is_moved:
        return f"{name} + :step"
    return f"replace({name}, :old, :new)" if kind == "TEXT" else name


def _let_days_pass(archive: Path, days: int) -> None:
    with sqlite3.connect(archive) as connection:
        for table, column in _MOMENTS:
            connection.execute(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '-{days} days')"  # noqa: S608
            )


if __name__ == "__main__":
    sys.exit(main())
