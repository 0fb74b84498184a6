"""scraper.fetch.media: text that a parser may read, told apart from files."""

import pytest

from scraper.fetch.media import file_kind

HTML = b"<!DOCTYPE html><html>"


@pytest.mark.parametrize(
    ("content_type", "start"),
    [
        ("text/html; charset=utf-8", HTML),
        ("TEXT/HTML", b"Berita tanpa tag"),
        ("text/html", b"BMKG memperkirakan hujan"),  # BM is also a bitmap's mark
        ("text/html", b"MZ dan ID3 dan CWS"),
        ("application/xhtml+xml", b"<?xml version='1.0'?>"),
        ("application/rss+xml", b"<rss>"),
        ("text/xml", b"<urlset>"),
        ("application/json", b'{"a": 1}'),
        ("application/ld+json", b"{}"),
        ("text/plain", b"User-agent: *"),
        (None, HTML),
        ("", b"Berita"),
        ("application/octet-stream", HTML),
        ("application/octet-stream", b"User-agent: *\nDisallow:\n"),
        ("application/pdf", b" \n<html><body>Maaf, berkas tidak ditemukan"),
        ("text/html", b"\xef\xbb\xbf<!DOCTYPE html>"),
        (None, b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00"),
        ("text/html", b"nol \x00 byte"),
    ],
)
def test_text_is_read(content_type: str | None, start: bytes) -> None:
    """Declared text, and what plainly is markup whatever is declared, is a page."""
    assert file_kind(content_type, start) is None


@pytest.mark.parametrize(
    ("content_type", "start"),
    [
        ("application/pdf", b"%PDF-1.4"),
        ("text/html", b"%PDF-1.4"),
        ("text/html", b"\x89PNG\r\n\x1a\n"),
        ("text/html", b"\xff\xd8\xff\xe0"),
        ("text/html", b"PK\x03\x04"),
        ("text/html", b"\x00\x00\x00\x20ftypisom"),
        ("text/html", b"RIFF\x00\x00\x00\x00WEBPVP8"),
        ("text/html", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("text/html", b"BM\x36\x00\x0c\x00\x00\x00\x00\x00"),
        ("text/html", b"\x1f\x8b\x08\x00"),
        ("video/mp4", b"anything"),
        ("image/svg+xml", b"<?xml version='1.0'?><svg>"),
        ("image/jpeg", b"anything"),
        ("application/vnd.ms-excel", b"anything"),
        ("font/woff2", b"anything"),
        ("application/octet-stream", b"\x00\x01\x02"),
        (None, b"\x01\x02"),
    ],
)
def test_files_are_not(content_type: str | None, start: bytes) -> None:
    """A file is known by its first bytes, or by its declared type, and named for a person."""
    assert file_kind(content_type, start)
