"""The public face of kabar as a library."""

import scraper
from scraper.outcome import Outcome


def test_public_names_are_sorted_and_there() -> None:
    """What `from scraper import *` gives is a sorted list of names that exist."""
    assert sorted(scraper.__all__) == scraper.__all__
    assert [] == [name for name in scraper.__all__ if not hasattr(scraper, name)]


def test_parse_reads_bytes_and_never_raises() -> None:
    """scraper.parse takes bytes and an address, right or wrong, and gives a Reading."""
    page = (
        b"<title>Rapat</title><h1>Bupati Buka Rapat Kerja Tahunan</h1><p>2 Mei 2024</p><p>"
        + b"Isi berita. " * 40
    )

    assert scraper.parse(page, "https://humas.contohkab.go.id/berita/detail/1").article is not None
    assert Outcome.REFUSED_ADDRESS is scraper.parse(page, "no address").outcome
    assert Outcome.EMPTY is scraper.parse(b"", "https://humas.contohkab.go.id/").outcome


def test_bytes_of_another_kind_are_no_page() -> None:
    """A PDF, a picture and noise end as not_html, whatever their address promises."""
    noise = bytes(range(1, 32)) * 40
    for payload in (b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n", noise):
        assert (
            Outcome.NOT_HTML
            is scraper.parse(payload, "https://humas.contohkab.go.id/berita/detail/1").outcome
        )
