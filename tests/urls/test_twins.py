"""Tests of scraper/urls/twins.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.urls import home_url, plain_url, plainness

BASE = "https://a.go.id/berita/panen-raya"


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}?print=1",
        f"{BASE}?page=&print=1&tmpl=component",
        f"{BASE}?amp",
        f"{BASE}?amp=1",
        f"{BASE}?outputType=amp",
        f"{BASE}?m=1",
        f"{BASE}/amp",
        f"{BASE}/amp/",
        f"{BASE}/print/",
        f"{BASE}/cetak",
    ],
)
def test_another_dress_is_taken_off(url: str) -> None:
    """What asks for printing or for phones leaves the page's own address."""
    assert plain_url(url) == BASE


@pytest.mark.parametrize(
    "url",
    [
        BASE,
        f"{BASE}?id=1&page=2",
        f"{BASE}?m=201911",
        f"{BASE}?layout=blog",
        "https://a.go.id/amp",
        "https://a.go.id/print/",
        "https://a.go.id/v1/amp",
        f"{BASE}-amp",
        "https://a.go.id/?p=1",
    ],
)
def test_what_is_no_dress_stays(url: str) -> None:
    """Months, pages, and folders that are only called so are left alone."""
    assert plain_url(url) == url


@pytest.mark.parametrize(
    ("url", "base", "home"),
    [
        ("http://a.go.id/1", "https://www.a.go.id/", "https://www.a.go.id/1"),
        ("https://www.a.go.id/1?x=2", "https://a.go.id/b/c", "https://a.go.id/1?x=2"),
        ("https://a.go.id/1", "http://a.go.id/", "http://a.go.id/1"),
        ("https://b.go.id/1", "https://a.go.id/", "https://b.go.id/1"),
        ("http://a.go.id:8080/1", "https://a.go.id/", "http://a.go.id:8080/1"),
        ("http://a.go.id/1", "http://a.go.id:8080/", "http://a.go.id/1"),
    ],
)
def test_a_link_leads_home(url: str, base: str, home: str) -> None:
    """A link to the site's other scheme or www. goes to the one that answered; a port is another server."""
    assert home == home_url(url, base)


def test_the_plainest_address_comes_first() -> None:
    """No dress before a dress, https before http, short before long."""
    urls = [
        f"{BASE}?print=1",
        f"{BASE}.html",
        "http://a.go.id/x",
        BASE,
        "https://a.go.id/index.php/berita/panen-raya",
    ]

    assert [BASE, f"{BASE}.html", urls[4], "http://a.go.id/x", f"{BASE}?print=1"] == sorted(
        urls, key=plainness
    )
    assert "https://a.go.id/berita/1" == min(
        ("https://a.go.id/cetak/1", "https://a.go.id/berita/1"), key=plainness
    )


@given(st.from_regex(r"https://a\.go\.id/[a-z/]{0,12}(\?[a-z=&1]{0,12})?", fullmatch=True))
def test_taking_off_twice_changes_nothing(url: str) -> None:
    """A plain address is plain."""
    assert plain_url(plain_url(url)) == plain_url(url)
