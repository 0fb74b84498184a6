"""Serves small news sites on loopback, built as real systems build theirs, with articles hidden on demand."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September")
_MONTHS = (*_MONTHS, "Oktober", "November", "Desember")
_WORDS = [
    "jalan",
    "jembatan",
    "pasar",
    "sekolah",
    "puskesmas",
    "sawah",
    "irigasi",
    "pelabuhan",
    "hutan",
    "kebun",
    "nelayan",
    "petani",
    "guru",
    "bidan",
    "relawan",
    "bendungan",
    "terminal",
    "stadion",
    "museum",
    "perpustakaan",
]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class NewsSite:
    """A site's articles, numbered from 1 for the oldest, and what each of its witnesses leaves out."""

    count: int
    path_of: Callable[["NewsSite", int], str]
    answer: Callable[["NewsSite", str, dict[str, str]], Reply | None]
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)  # witness to what it does not name
    gone: frozenset[int] = frozenset()
    first_day: date = date(2019, 1, 1)
    every_days: int = 3
    per_page: int = 10
    origin: str = ""
    requests: list[str] = field(default_factory=list)
    edited: dict[int, datetime] = field(default_factory=dict)  # when an article was edited last

    def day(self, number: int) -> date:
        """The day on which the article was published."""
        return self.first_day + timedelta(days=self.every_days * (number - 1))

    def modified(self, number: int) -> str:
        """When the article was last changed, in UTC."""
        edited = self.edited.get(number)
        return f"{edited:%Y-%m-%dT%H:%M:%S}" if edited else f"{self.day(number)}T02:00:00"

    def shown(self, witness: str) -> list[int]:
        """The numbers that a witness names, newest first."""
        hidden = self.hidden.get(witness, frozenset())
        return [number for number in range(self.count, 0, -1) if number not in hidden]

    def url(self, number: int) -> str:
        """The article's whole address."""
        return self.origin + self.path_of(self, number)

    def reply(self, target: str) -> Reply:
        """The answer to a request."""
        self.requests.append(target)
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/robots.txt":
            return Reply(b"User-agent: *\nDisallow: /admin\n", "text/plain")
        for number in self._numbers(target):
            return missing() if number in self.gone else self.article(number)
        return self.answer(self, parts.path, query) or missing()

    def _numbers(self, target: str) -> Iterator[int]:
        wanted = {self.path_of(self, number): number for number in range(1, self.count + 1)}
        if target in wanted:
            yield wanted[target]

    def article(self, number: int) -> Reply:
        """A page with headline, date and two paragraphs, all of them its own."""
        day = self.day(number)
        word, other = _WORDS[number % len(_WORDS)], _WORDS[(number * 7 + 3) % len(_WORDS)]
        body = "".join(
            f"<p>Pemerintah kabupaten memperbaiki {word} ke-{number} di tahap {part} pada {day:%Y}. Warga "
            f"sekitar {other} menyambut pekerjaan nomor {number * 31 + part} itu dengan gembira dan membantu "
            "tenaga, waktu serta bahan bangunan sampai selesai seluruhnya.</p>"
            for part in (1, 2)
        )
        if number in self.edited:
            body += f"<p>Ralat: angka pada berita nomor {number} telah diperbaiki oleh dinas terkait.</p>"
        html = f"""<article><h1>{headline(number)}</h1>
<div class="meta">{long_day(day)} | 09:00 WIB</div>{body}</article>"""
        return Reply(page(headline(number), html))

    def listing(self, numbers: list[int], more: str = "") -> Reply:
        """A page of teasers with their dates."""
        items = "".join(
            f'<div class="item"><h3><a href="{self.path_of(self, number)}">{headline(number)}</a></h3>'
            f"<span>{long_day(self.day(number))}</span></div>"
            for number in numbers
        )
        return Reply(page("Berita", f"<h1>Berita</h1>{items}<div class='paging'>{more}</div>"))


def long_day(day: date) -> str:
    """The day as Indonesian pages write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def headline(number: int) -> str:
    """A headline of its own for each number."""
    return f"Bupati Resmikan {_WORDS[number % len(_WORDS)].title()} Baru Nomor {number} bagi Warga"


def slug(number: int) -> str:
    """The headline as it stands in an address."""
    return headline(number).lower().replace(" ", "-")


def page(title: str, main: str, head: str = "") -> bytes:
    """A whole HTML page."""
    return f"""<!doctype html><html lang="id"><head><title>{title}</title>{head}</head><body>
<nav><a href="/">Beranda</a> <a href="/profil">Profil</a></nav><main>{main}</main></body></html>""".encode()


def missing() -> Reply:
    """What stands where nothing is."""
    return Reply(page("404", "<h1>404</h1><p>Halaman tidak ditemukan.</p>"), status=404)


def xml(text: str) -> Reply:
    """An XML document."""
    return Reply(f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), "application/xml")


def _links(last: int, address: Callable[[int], str], number: int) -> str:
    near = [n for n in (1, number - 1, number + 1, last) if 1 <= n <= last and n != number]
    return "".join(f'<a href="{address(n)}">{n}</a> ' for n in dict.fromkeys(near))


# --- WordPress: REST, sitemap index with lastmod and gzip, feed, /page/N/, a category ---


def wordpress(count: int, **changes: object) -> NewsSite:
    """A WordPress site; its witnesses are wordpress, sitemap, feed and listing."""
    return NewsSite(count, _wordpress_path, _wordpress_answer, **changes)  # type: ignore[arg-type]


def _wordpress_path(site: NewsSite, number: int) -> str:
    day = site.day(number)
    return f"/{day:%Y/%m}/{slug(number)}/"


def _wordpress_answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    if path == "/wp-json/wp/v2/posts":
        return _posts(site, query)
    if path == "/sitemap_index.xml":
        newest = datetime.combine(site.day(site.count), datetime.min.time(), UTC).isoformat()
        files = "".join(
            f"<sitemap><loc>{site.origin}/post-sitemap{n}.xml{'.gz' if n == 2 else ''}</loc>"
            f"<lastmod>{newest}</lastmod></sitemap>"
            for n in (1, 2)
        )
        return xml(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{files}</sitemapindex>'
        )
    if path in ("/post-sitemap1.xml", "/post-sitemap2.xml.gz"):
        return _urlset(site, path)
    if path == "/feed/":
        return _rss(site)
    if path == "/" or path.startswith("/page/"):
        number = int(path.split("/")[2]) if path != "/" else 1
        return _numbered(site, number, "listing", lambda n: f"/page/{n}/" if n > 1 else "/", _WORDPRESS_HEAD)
    return None


_WORDPRESS_HEAD = """<link rel="https://api.w.org/" href="/wp-json/">
<link rel="alternate" type="application/rss+xml" title="Berita" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Komentar" href="/comments/feed/">"""


def _posts(site: NewsSite, query: dict[str, str]) -> Reply:
    shown = site.shown("wordpress")
    if "after" in query or "before" in query:
        after, before = query.get("after", "")[:10], query.get("before", "9")[:10]
        shown = [n for n in shown if after <= site.day(n).isoformat() < before]
    since = query.get("modified_after", "")[:10]
    shown = [n for n in shown if site.modified(n)[:10] >= since]
    shown.sort(key=site.modified, reverse=True)
    size, number = int(query.get("per_page", 10)), int(query.get("page", 1))
    some = shown[(number - 1) * size : number * size]
    posts = [
        {
            "id": n,
            "link": site.url(n),
            "date_gmt": f"{site.day(n)}T02:00:00",
            "modified_gmt": site.modified(n),
        }
        for n in some
    ]
    totals = (("X-WP-Total", str(len(shown))), ("X-WP-TotalPages", str(-(-len(shown) // size))))
    return Reply(json.dumps(posts).encode(), "application/json", 200, totals)


def _urlset(site: NewsSite, path: str) -> Reply:
    shown = site.shown("sitemap")
    half = shown[: len(shown) // 2] if "1" in path else shown[len(shown) // 2 :]
    urls = "".join(
        f"<url><loc>{site.url(n)}</loc><lastmod>{site.day(n)}T09:00:00+07:00</lastmod></url>" for n in half
    )
    reply = xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    return Reply(gzip.compress(reply.body), "application/x-gzip") if path.endswith(".gz") else reply


def _rss(site: NewsSite) -> Reply:
    items = "".join(
        f"<item><title>{headline(n)}</title><link>{site.url(n)}</link>"
        f"<pubDate>{site.day(n):%d %b %Y} 09:00:00 +0700</pubDate></item>"
        for n in site.shown("feed")[:10]
    )
    return xml(f'<rss version="2.0"><channel><title>Berita</title>{items}</channel></rss>')


def _numbered(
    site: NewsSite, number: int, witness: str, address: Callable[[int], str], head: str = ""
) -> Reply | None:
    shown = site.shown(witness)
    some = shown[(number - 1) * site.per_page : number * site.per_page]
    if not some:
        return None
    reply = site.listing(some, _links(-(-len(shown) // site.per_page), address, number))
    return Reply(reply.body.replace(b"</head>", head.encode() + b"</head>"))


# --- Laravel: ?page=N, a sitemap without dates ---


def laravel(count: int, **changes: object) -> NewsSite:
    """A Laravel site; its witnesses are listing and sitemap."""
    return NewsSite(count, lambda _site, n: f"/berita/{slug(n)}/x{n}", _laravel_answer, **changes)  # type: ignore[arg-type]


def _laravel_answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    if path == "/":
        return site.listing(site.shown("listing")[:6], '<a href="/berita">Semua berita</a>')
    if path == "/berita":
        number = int(query.get("page", 1))
        return _numbered(site, number, "listing", lambda n: f"/berita?page={n}")
    if path == "/sitemap.xml":
        urls = "".join(f"<url><loc>{site.url(n)}</loc></url>" for n in site.shown("sitemap"))
        return xml(f"<urlset>{urls}<url><loc>{site.origin}/profil</loc></url></urlset>")
    return None


# --- Joomla: ?start=N ---


def joomla(count: int, **changes: object) -> NewsSite:
    """A Joomla site that only its listing tells of: ?start= counts articles, "Selanjutnya" leads on."""
    return NewsSite(count, lambda _site, n: f"/berita/{n}-{slug(n)}", _joomla_answer, **changes)  # type: ignore[arg-type]


def _joomla_answer(site: NewsSite, path: str, query: dict[str, str]) -> Reply | None:
    if path not in ("/", "/berita"):
        return None
    start = int(query.get("start", 0))
    shown = site.shown("listing")
    some = shown[start : start + site.per_page]
    following = start + site.per_page
    more = f'<a href="/berita?start={following}">Selanjutnya</a>' if following < len(shown) else ""
    return site.listing(some, more) if some else None


# --- CodeIgniter: running numbers, of which the listings show the newest only ---


def codeigniter(count: int, **changes: object) -> NewsSite:
    """A CodeIgniter site of which only the newest articles are linked; the rest is told by their numbers."""
    return NewsSite(count, lambda _site, n: f"/berita/detail/{n}", _codeigniter_answer, **changes)  # type: ignore[arg-type]


def _codeigniter_answer(site: NewsSite, path: str, _query: dict[str, str]) -> Reply | None:
    return site.listing(site.shown("listing")[: site.per_page]) if path == "/" else None


@contextmanager
def served(site: NewsSite) -> Iterator[NewsSite]:
    """The site, answering inside the `with`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = site.reply(self.path)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Nothing: `requests` is the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
