"""Any bytes, any address and any headers end in an article or an outcome, never in an error."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scraper
from scraper.model import PageContext
from scraper.outcome import Outcome
from scraper.parse.reader import read_page

URL = "https://humas.contohkab.go.id/berita/detail/bupati-resmikan-pasar-baru"
PAGES = [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "pages").glob("*.html"))]
ENTITIES = [b"&#0;", b"&#xD800;", b"&#x110000;", b"&;", b"&nbsp", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\0"]
TAGS = [
    b"<table><td>",
    b"</p>",
    b"<!--",
    b"-->",
    b"<script>",
    b"</html>",
    b"<svg><p>",
    b"<a href='",
    b'"',
    b"<body>",
]


@st.composite
def damaged_pages(draw: st.DrawFn) -> bytes:
    """A page of some layout, cut, spliced with another, or with bytes, entities and tags thrown in."""
    page = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(page)))
        match draw(st.integers(0, 3)):
            case 0:
                page = page[:at]
            case 1:
                page = page[:at] + draw(st.sampled_from(PAGES))[at : at + 2_000] + page[at:]
            case 2:
                page = (
                    page[:at] + draw(st.one_of(st.binary(max_size=8), st.sampled_from(ENTITIES))) + page[at:]
                )
            case _:
                page = page[:at] + draw(st.sampled_from(TAGS)) + page[at + draw(st.integers(0, 40)) :]
    return page


@settings(max_examples=120, deadline=None)
@given(
    payload=damaged_pages(),
    charset=st.sampled_from(["", "utf-8", "windows-1252", "utf-16", "shift_jis", "hz"]),
)
def test_a_damaged_page_is_read_or_refused(payload: bytes, charset: str) -> None:
    """Nothing is raised outside of every guard; an article is there where the outcome says so."""
    headers = (("Content-Type", f"text/html; charset={charset}"),)

    reading = read_page(payload, PageContext(URL, headers, datetime(2026, 1, 5, tzinfo=UTC)))

    assert (reading.outcome is Outcome.ARCHIVED) == (reading.article is not None)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_bytes_that_are_no_page_are_refused(payload: bytes) -> None:
    """Random bytes give an outcome, and hardly an article."""
    assert read_page(payload, PageContext(URL)).outcome is not Outcome.CRASHED


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b" \n\t ",
        b"\0" * 1_000,
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"%PDF-1.7 " + bytes(range(256)),
        b"<",
        b"<p>",
        b"\x1b$B" * 50,
        "<p>".encode("utf-16"),
        b"<!--" * 9_999,
        b"&" * 9_999,
    ],
)
def test_odd_bytes_end_in_an_outcome(payload: bytes) -> None:
    """Nothing, nulls, marks alone, files of other kinds and unfinished tags are no article and no fault."""
    reading = scraper.parse(payload, URL)

    assert (reading.article, reading.outcome is Outcome.CRASHED) == (None, False)


@pytest.mark.parametrize(
    "url",
    [
        " ",
        "berita/1",
        "//contohkab.go.id/1",
        "data:text/html,<p>x",
        "javascript:alert(1)",
        "https://",
        "https://[::1",
        "http://x.id:99999/",
        "\ud800",
        "ftp://x.id/",
        "mailto:a@b.id",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """What no browser would ask for is refused with a reason."""
    reading = scraper.parse(PAGES[0], url)

    assert Outcome.REFUSED_ADDRESS is reading.outcome
    assert reading.reason


ODD = [
    "https://пример.рф/новости/1",
    "https://x.id/" + "a/" * 500_000,
    "https://x.id/?" + "q=1&" * 9_999,
    "HTTP://X.ID",
    "https://" + "a" * 300 + ".id/",
    "https://x.id/\0",
    "https://xn--.id/",
]


@pytest.mark.parametrize("url", ODD, ids=range(len(ODD)))
def test_an_odd_address_is_no_fault(url: str) -> None:
    """Other scripts and a megabyte of path end in an outcome."""
    assert scraper.parse(PAGES[0], url).outcome in (
        Outcome.ARCHIVED,
        Outcome.LISTING,
        Outcome.REFUSED_ADDRESS,
    )


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Type", "text/html; charset=\0")],
        [("content-type", ""), ("", "")],
        {"Content-Type": "text/html; charset=utf-8"},
        [("Content-Type", "text/html; charset=" + "x" * 100_000)],
        [("Content-Type", "text/html;charset=idna")],
    ],
)
def test_odd_headers_are_no_fault(headers: list[tuple[str, str]] | dict[str, str]) -> None:
    """A broken charset is passed over, and a mapping is as good as pairs."""
    assert Outcome.CRASHED is not scraper.parse(PAGES[0], URL, headers=headers).outcome


def test_a_moment_without_a_zone_is_taken_for_utc() -> None:
    """captured_at may be naive."""
    page = (
        b"<h1>Bupati Membuka Pasar Ikan</h1><p>Diposting 3 jam yang lalu</p><p>"
        + b"Isi berita hari ini. " * 40
    )
    reading = scraper.parse(page, URL, captured_at=datetime(2026, 1, 5, 12, 0))  # noqa: DTZ001 - that is the case

    assert Outcome.CRASHED is not reading.outcome
