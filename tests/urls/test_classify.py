"""Tests of scraper/urls/classify.py."""

import pytest

from scraper.model import PageKind
from scraper.urls import classify_url, is_asset, is_service

ARTICLES = [
    "/detail_berita_gubernur?id=3655",
    "/berita/detail/67779/pemkab-gelar-rapat",
    "/berita/detail/2904/slug.html",
    "/berita/read/7/berita-kota/1437/wali-kota-buka-lomba",
    "/berita/10117/index.html",
    "/berita/pemkab-gelar-rapat-9306.html",
    "/informasi/detail/berita/44-angkut-sampah-liar",
    "/informasi/detail/berita/kunker-karang-taruna-54",
    "/detil/532/slug",
    "/readmore/753",
    "/first/artikel/699",
    "/baca/1/Bupati-Sampaikan-LKPJ/2017-04-11",
    "/berita/evaluasi-penyelenggaran-statistik-sektoral-tahun-2024/x1",
    "/?p=5171",
    "/2020/08/27/bupati-lantik-pejabat",
    "/plt-wali-kota-bekasi-menjadi-narasumber-edukasi",
    "/live.php?article_id=4&navigation_id=3",
    "/berita/read/59.html",
]

LISTINGS = [
    "/",
    "/index.php",
    "/category/berita/page/75",
    "/archive/category/berita/page/1394",
    "/?cat=1",
    "/?author=1&paged=2",
    "/author/x/page/3",
    "/tag/humas",
    "/index.php/category/sekretaris-daerah/",
    "/ppid?start=30",
    "/itemlist/category/17-geral?start=0",
    "/berita?page=129",
    "/berita/index/10",
    "/?kategori=3&page=507",
    "/berita",
    "/berita_gubernur",
    "/berita/semua/6",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_article_addresses(path: str) -> None:
    """Addresses of articles, as seen on government sites, are known by their shape."""
    assert PageKind.ARTICLE is classify_url("https://a.go.id" + path)


@pytest.mark.parametrize("path", LISTINGS)
def test_listing_addresses(path: str) -> None:
    """Addresses of listings, as seen on government sites, are known by their shape."""
    assert PageKind.LISTING is classify_url("https://a.go.id" + path)


@pytest.mark.parametrize("path", ["/kontak", "/profil/visi-misi", "/layanan"])
def test_other_addresses_are_unknown(path: str) -> None:
    """An address whose shape does not tell is left open."""
    assert PageKind.UNKNOWN is classify_url("https://a.go.id" + path)


@pytest.mark.parametrize("path", ["/a/b.pdf", "/foto.JPG", "/x.zip?v=2", "/style.css", "/feed.xml"])
def test_files_are_assets(path: str) -> None:
    """A file that is no page is not asked for."""
    assert is_asset("https://a.go.id" + path)


@pytest.mark.parametrize("path", ["/berita.html", "/detail.php?foto=a.jpg", "/berita/foto.jpg-hilang"])
def test_pages_are_no_assets(path: str) -> None:
    """A page is no asset, whatever its parameters name."""
    assert not is_asset("https://a.go.id" + path)


@pytest.mark.parametrize(
    "path", ["/admin/", "/wp-login.php", "/login", "/berita/cetak/12", "/wp-json/x", "/share/fb"]
)
def test_doors_are_services(path: str) -> None:
    """Doors for accounts, printing and sharing are not asked for."""
    assert is_service("https://a.go.id" + path)


@pytest.mark.parametrize("path", ["/berita/administrasi-desa", "/berita/cetak-biru-pembangunan", "/loginasi"])
def test_words_that_only_begin_so_are_no_services(path: str) -> None:
    """A slug that begins with such a word is an article."""
    assert not is_service("https://a.go.id" + path)
