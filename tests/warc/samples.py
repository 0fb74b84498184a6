"""An archive with every kind of exchange that a WARC record can hold."""

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from scraper.model import Capture, Hop, Visit
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.store import Archive, open_archive, settle_many
from tests.store.samples import NOW, page

HOST = "https://humas.tirtasari.example"
HEADLINE = "Jembatan Gantung Ngrowo Diresmikan Bupati"
MARKET = "Pasar Kaliwening Kembali Beroperasi Usai Revitalisasi"
MINUTE = timedelta(minutes=1)


def html(title: str, *paragraphs: str) -> bytes:
    """A page of news as a government's site serves it."""
    words = paragraphs or (
        f"TIRTASARI - {title}. Bupati menyampaikan hal itu di hadapan warga desa pada Selasa pagi.",
        "Menurut dia, pembangunan selesai dua bulan lebih cepat dari rencana dan menelan 4,2 miliar rupiah.",
        "“Kami berharap warga ikut merawatnya,” kata Bupati seusai acara yang dihadiri ratusan orang itu.",
    )
    body = "".join(f"<p>{words}</p>\n" for words in words)
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{title}</title>"
        '<meta property="article:published_time" content="2025-02-20T14:05:00+07:00"></head>'
        f"<body><nav><a href=/>Beranda</a></nav><article><h1>{title}</h1>\n{body}</article></body></html>"
    ).encode()


def capture(path: str, payload: bytes, **changes: object) -> Capture:
    """One exchange, its headers as a server sends them for a body that is neither coded nor chunked."""
    url = HOST + path
    headers = (
        ("Server", "Apache"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(payload))),
        ("Set-Cookie", "a=1; path=/"),
        ("set-cookie", "b=2"),
    )
    sent = (("Host", HOST.partition("//")[2]), ("User-Agent", "kabar"))
    given = Capture(url, url, NOW, 200, headers, payload, elapsed_s=0.25, request_headers=sent)
    return replace(given, **changes)  # type: ignore[arg-type]


def chunked(given: Capture) -> Capture:
    """The same exchange, had its body come compressed and in chunks, without a length."""
    headers = tuple(pair for pair in given.headers if pair[0] != "Content-Length")
    coded = (*headers[:1], ("Transfer-Encoding", "chunked"), *headers[1:], ("Content-Encoding", "gzip"))
    return replace(given, headers=coded, content_encoding="gzip")


def read(given: Capture, **changes: object) -> Visit:
    """The visit that this capture makes, with the article that is read from it."""
    reading = parse(given.payload, given.final_url, headers=given.headers, captured_at=given.fetched_at)
    visit = Visit(
        page(given.requested_url, site="humas.tirtasari.example"),
        reading.outcome,
        None,
        reading.reason,
        given,
        reading.article,
        robots="allow: /",
    )
    return replace(visit, **changes)  # type: ignore[arg-type]


def visits() -> list[Visit]:
    """One of each kind, in the order of their moments."""
    bridge, market = html(HEADLINE), html(MARKET)
    edited = bridge.replace(b"pada Selasa pagi", b"pada Rabu siang")
    listing = b"<html><body><a href=/berita/1>Jembatan</a></body></html>"
    hops = (
        Hop(f"{HOST}/b/2", 301, "/berita/dua"),
        Hop(f"{HOST}/berita/dua", 302, f"{HOST}/berita/2?judul=%C3%A9"),
    )
    home = read(capture("/", listing), outcome=Outcome.LISTING, article=None)
    pdf = capture("/apbd.pdf", b"%PDF-1.7 \x00\xff" * 40, complete=False)
    unmodified = capture("/berita/1", edited, status=304, headers=(("ETag", '"x"'),))
    made = [
        home,
        read(chunked(capture("/berita/1", bridge))),
        read(capture("/berita/2?judul=%C3%A9", market, requested_url=f"{HOST}/b/2", hops=hops)),
        read(capture("/cetak/1", bridge)),
        read(pdf, outcome=Outcome.NOT_HTML, article=None),
        read(capture("/hilang", b"<h1>404</h1>", status=404), outcome=Outcome.GONE, article=None),
        read(capture("/kosong", b"", headers=()), outcome=Outcome.EMPTY, article=None),
        read(chunked(capture("/berita/1", edited))),
        read(chunked(capture("/berita/1", edited))),
        read(unmodified, outcome=Outcome.UNCHANGED, article=None, detail=""),
    ]
    return [
        replace(visit, capture=replace(visit.capture, fetched_at=NOW + number * MINUTE))
        for number, visit in enumerate(made)
        if visit.capture
    ]


def filled(path: Path) -> Archive:
    """An archive at this path with one of each kind."""
    archive = open_archive(path)
    for visit in visits():
        settle_many(archive, [visit], NOW)
    return archive


def gzipped(payload: bytes) -> bytes:
    """The payload in the gzip coding."""
    return gzip.compress(payload, mtime=0)
