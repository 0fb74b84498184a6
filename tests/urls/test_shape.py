"""Tests of scraper/urls/shape.py."""

import pytest

from scraper.urls import shape_of, traps_in

HOST = "https://a.go.id"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/", "/"),
        ("/berita/123/bupati-lantik-pejabat-baru", "/berita/#/*"),
        ("/berita/44-angkut-sampah", "/berita/#*"),
        ("/detail_berita?id=3655", "/detail_berita?id=#"),
        ("/kalender/2031/05", "/kalender/#/#"),
        ("/profil/visi", "/profil/*"),
        ("/profil/sejarah", "/profil/*"),
        ("/unit/bagian/sub/seksi", "/unit/**"),
        ("/index.php/berita/9", "/index.php/berita/#"),
        ("/?mod=main&sub=info&action=news", "/?mod=main&sub=info&action=news"),
        ("/?id=7&mod=berita", "/?mod=berita&*"),
        ("/cari?urut=judul&warna=biru", "/cari?*"),
        ("/x?a=1&b=2&c=3&d=4", "/x?*"),
    ],
)
def test_addresses_of_one_door_have_one_shape(path: str, shape: str) -> None:
    """Numbers and words that say which text are left out, words that say where stay."""
    assert shape == shape_of(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/" + "/".join("abcdefghijklmn"),
        "/berita/berita/berita/berita/x",
        "/x?" + "&".join(f"p{i}=1" for i in range(7)),
        "/x?a=1&a=2&a=3&a=4",
    ],
)
def test_addresses_that_grow_are_traps(path: str) -> None:
    """Folders without end, a word that stands again and again, parameters that multiply."""
    assert traps_in(HOST + path)


@pytest.mark.parametrize(
    "path",
    ["/", "/a/b/c/d/e/f/g/h", "/?option=com_content&view=article&id=3&Itemid=2", "/x/x"],
)
def test_real_addresses_are_no_traps(path: str) -> None:
    """The deepest and longest addresses seen on real sites pass."""
    assert traps_in(HOST + path) is None
