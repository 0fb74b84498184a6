"""Tests of scraper/urls/paging.py."""

import pytest

from scraper.urls import chain_key, number_in, paging_of, with_number

HOST = "https://a.go.id"


@pytest.mark.parametrize(
    ("path", "first", "number"),
    [
        ("/berita?page=3", "/berita", 3),
        ("/?paged=2&author=1", "/?author=1", 2),
        ("/berita?kategori=3&page=507", "/berita?kategori=3", 507),
        ("/berita?halaman=4", "/berita", 4),
        ("/ppid?start=30", "/ppid", 30),
        ("/page/2/", "/", 2),
        ("/category/berita/page/75", "/category/berita", 75),
        ("/category/berita/page/75/", "/category/berita/", 75),
        ("/berita/index/10", "/berita", 10),
    ],
)
def test_a_page_of_a_listing_is_told(path: str, first: str, number: int) -> None:
    """Page numbers and offsets, as seen on government sites, give their listing and their place in it."""
    paging = paging_of(HOST + path)

    assert paging is not None
    assert (HOST + first, number) == (paging.first, paging.number)


@pytest.mark.parametrize("path", ["/", "/berita", "/berita/123/judul", "/?p=5171", "/berita?page=abc"])
def test_what_has_no_page_number_is_no_page(path: str) -> None:
    """An address without the number of a page has none."""
    assert paging_of(HOST + path) is None


def test_all_pages_of_a_listing_have_one_key() -> None:
    """The first page with or without its last slash, and every other page, are one chain."""
    paths = ("/berita", "/berita/", "/berita?page=2", "/berita/page/3/", "/berita/index/20")

    assert {f"{HOST}/berita"} == {chain_key(HOST + path) for path in paths}


@pytest.mark.parametrize(
    ("path", "template", "number"),
    [
        ("/detail_berita?id=3655", "/detail_berita?id={}", 3655),
        ("/berita/detail/123", "/berita/detail/{}", 123),
        ("/berita/read/59.html", "/berita/read/{}.html", 59),
    ],
)
def test_running_numbers_are_found(path: str, template: str, number: int) -> None:
    """A number at the end of an address can be counted on from."""
    assert (HOST + template, number) == number_in(HOST + path)
    assert HOST + path == with_number(HOST + template, number)


@pytest.mark.parametrize("path", ["/berita/123/judul", "/berita/judul-12", "/", "/x/00123", "/b/123456789"])
def test_a_number_within_words_is_no_running_number(path: str) -> None:
    """A number that a headline's words go with, or that is no count, is left alone."""
    assert number_in(HOST + path) is None
