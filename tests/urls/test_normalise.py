"""Tests of scraper/urls/normalise.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import AddressError
from scraper.urls import host_of, normalise_url, path_of, site_host

SAME = [
    ("HTTP://Berita.Example.GO.ID:80/a", "http://berita.example.go.id/a"),
    ("https://a.go.id:443/x", "https://a.go.id/x"),
    ("https://a.go.id/x#top", "https://a.go.id/x"),
    ("https://a.go.id", "https://a.go.id/"),
    ("https://a.go.id/b/../c?d=1", "https://a.go.id/c?d=1"),
    ("https://a.go.id/?id=3655&utm_source=fb&utm_medium=x", "https://a.go.id/?id=3655"),
    ("https://a.go.id/?id=3655&amp;utm_source=fb", "https://a.go.id/?id=3655"),
    ("https://a.go.id/?page=2&id=1", "https://a.go.id/?id=1&page=2"),
    ("https://a.go.id/x;jsessionid=AB12?fbclid=z", "https://a.go.id/x"),
    ("https://a.go.id/x?sid=abcdef0123456789abcdef0123456789&id=2", "https://a.go.id/x?id=2"),
    ("https://a.go.id/x?sid=1234", "https://a.go.id/x?sid=1234"),
    ("https://a.go.id/x?", "https://a.go.id/x"),
    (" https://a.go.id/berita satu ", "https://a.go.id/berita%20satu"),
    ("https://a.go.id\\b", "https://a.go.id/b"),
    ("https://desa-é.id/", "https://xn--desa--fsa.id/"),
]


@pytest.mark.parametrize(("href", "url"), SAME)
def test_one_page_has_one_address(href: str, url: str) -> None:
    """Spellings of one address, as browsers see them, become one."""
    assert url == normalise_url(href)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("../c", "https://a.go.id/c"),
        ("?page=2", "https://a.go.id/b/x?page=2"),
        ("//c.go.id/y", "https://c.go.id/y"),
        ("", "https://a.go.id/b/x"),
    ],
)
def test_relative_addresses_are_resolved(href: str, url: str) -> None:
    """An href is resolved against the page that it stands in."""
    assert url == normalise_url(href, "https://a.go.id/b/x")


@pytest.mark.parametrize(
    "href",
    [
        "",
        "berita",
        "ftp://a.go.id/",
        "javascript:void(0)",
        "mailto:a@b.id",
        "file:///etc/passwd",
        "http://",
        "https:///",
        "https://user:secret@a.go.id/",
        "https://a.go.id/" + "x" * 3000,
        "http://[::1",
        "http://a b/",
    ],
)
def test_what_is_no_address_is_refused(href: str) -> None:
    """Whatever cannot be asked for raises AddressError, never anything else."""
    with pytest.raises(AddressError):
        normalise_url(href)


@given(st.text())
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    """No text at all makes normalise_url fail otherwise, and its result is stable."""
    try:
        url = normalise_url(text, "https://a.go.id/")
    except AddressError:
        return

    assert url == normalise_url(url)
    assert url.startswith(("http://", "https://"))


def test_parts_of_an_address() -> None:
    """Host, site and path of a normalised address are told apart without parsing again."""
    url = "http://www.a.go.id:8080/b?c=1"

    assert "www.a.go.id:8080" == host_of(url)
    assert "a.go.id:8080" == site_host(url)
    assert "/b?c=1" == path_of(url)
