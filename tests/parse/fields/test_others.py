"""Tests of the fields category, tags, place, language and url, and of profiles' selectors."""

from datetime import date

import pytest

from scraper.model import Photo
from scraper.parse.fields.clues import date_order
from scraper.sites.profile import Profile
from tests.parse.fields import BODY, URL, fields, page

TITLE = "Bupati Resmikan Pasar Baru"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"between": "<p>Kategori : Berita</p>"}, "Berita"),
        (
            {"between": "<p>05/10/2018 - Por: X - Categoria: <a href='/n?cat=19'>Saúde</a> - Tags: a</p>"},
            "Saúde",
        ),
        (
            {"between": "<p>22 Apr 2018 <i class=tag><a href='/kategori/detail/berita'>Berita</a></i></p>"},
            "Berita",
        ),
        ({"between": "<div class=cat>Investment</div>"}, "Investment"),
        ({"below": "<p>Dipublikasikan pada Kota Gorontalo</p>"}, "Kota Gorontalo"),
        (
            {"between": "<p>21 Juli 2025 <i class='fas fa-tags'></i> E-Government, Digitalisasi</p>"},
            "E-Government, Digitalisasi",
        ),
        ({"head": "<meta property=article:section content=Politik>"}, "Politik"),
        (
            {"above": f"<p class=crumbs><a href=/a>News</a> <a href=/a/p>Presse</a> {TITLE}</p>"},
            "Presse",
        ),
        (
            {
                "above": "<ol><li><a href=/>Beranda</a></li><li><a href=/k>Kabar</a></li>"
                f"<li>{TITLE}</li></ol>"
            },
            "Kabar",
        ),
        ({"between": "<table><tr><td>Kategori</td><td>Kabar Kota</td></tr></table>"}, "Kabar Kota"),
    ],
)
def test_the_section_is_read(parts: dict[str, str], expected: str) -> None:
    """Labels, links, classes, metadata and breadcrumbs name the section."""
    assert expected == fields(page(**parts)).article.category  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "parts",
    [
        {"between": "<p>Kategori :</p><p>Bagikan :</p>"},
        {"above": "<ul class=breadcrumb><li><a href=/>Beranda</a></li><li>Berita</li></ul>"},
        {"above": f"<p class=breadcrumb><a href=/n>News</a> <a href=/n/2022>News 2022</a> {TITLE}</p>"},
        {"below": "<p>TAG: <a href=/tag/detail/nasional>nasional</a></p>"},
        {"below": "<div class=sidebar-widget><a href=/kategori/opini>Opini</a></div>"},
        {"between": "<p>Kategori : Uncategorized</p>"},
        {"between": "<p>21 Juli 2025 <span><i class='icon bookmark'></i> 1 minute read</span></p>"},
    ],
)
def test_no_section_is_made_up(parts: dict[str, str]) -> None:
    """Empty labels, home pages, archives, tags and menus are no section."""
    assert fields(page(**parts)).article.category is None  # type: ignore[arg-type]


def test_tags_are_read_in_order_and_once() -> None:
    """Links to tag pages beside the article are its tags."""
    below = "<p>TAGS: <a href=/tag/pasar>pasar</a><a href=/tag/kota>kota</a><a href=/tag/pasar>pasar</a></p>"

    assert ("pasar", "kota") == fields(page(below=below)).article.tags


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("SEMARANG - Pemerintah Provinsi meresmikan pasar.", "SEMARANG"),
        ("Balikpapan, Gubernur menerima kunjungan pimpinan lembaga negara.", "Balikpapan"),
        ("Surabaya-Dinas memberi penghargaan kepada penerbit yang patuh.", "Surabaya"),
        ("Diskominfo - Gubernur menghadiri syawalan bersama warga.", None),
        ("Kemarin, Bupati menghadiri rapat bersama seluruh camat.", None),
        ("SUSUNAN perangkat sekretariat daerah berubah lagi.", None),
        ("KOTA BEKASI - Selasa, 22 November 2022", "KOTA BEKASI"),
    ],
)
def test_the_datelines_place_is_read(first: str, expected: str | None) -> None:
    """Places as written; None where an office or an ordinary word begins the body."""
    assert expected == fields(page(body=f"<p class=isi>{first}</p>" + BODY)).article.place


def test_the_words_tell_the_language_and_not_the_page() -> None:
    """Many Indonesian pages call themselves English."""
    body = (
        "<p class=isi>"
        + "Kami yang ada di sini dengan warga untuk bekerja bersama dan tidak akan pergi. " * 3
    )
    read, layout = page(body=body)

    assert "id" == fields((read, layout)).article.language


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=canonical href='/berita/detail/12/bupati-resmikan-pasar-baru?utm_source=x'>", URL),
        (
            "<link rel=canonical href='https://www.humas.contohkab.go.id/berita/detail/12/judul-yang-lain'>",
            "https://www.humas.contohkab.go.id/berita/detail/12/judul-yang-lain",
        ),
        ("<link rel=canonical href='https://humas.contohkab.go.id/'>", URL),
        ("<link rel=canonical href='https://humas.contohkab.go.id/berita'>", URL),
        ("<link rel=canonical href='https://lain.go.id/berita/detail/12/judul-berita'>", URL),
        ("<link rel=canonical href=''>", URL),
        ("<meta property=og:url content='javascript:alert(1)'>", URL),
        ("", URL),
    ],
)
def test_only_an_article_of_the_same_site_is_canonical(head: str, expected: str) -> None:
    """Home pages, sections, other hosts and nonsense are not believed."""
    assert expected == fields(page(head=head), URL + "?utm_medium=rss").article.url


@pytest.mark.parametrize(
    ("url", "language", "expected"),
    [
        ("https://a.go.id/1", "en", "dmy"),
        ("https://a.gov/1", "en", "mdy"),
        ("https://a.gov.ph/1", "", "mdy"),
        ("https://a.de/1", "", "dmy"),
        ("https://a.com/1", "en", None),
        ("https://a.com/1", "en-us", "mdy"),
        ("https://a.com/1", "de-de", "dmy"),
        ("nonsense", "", None),
    ],
)
def test_country_and_language_tell_the_order_of_day_and_month(
    url: str, language: str, expected: str | None
) -> None:
    """Only where one order is usual is one taken."""
    assert expected == date_order(url, language)


def test_a_profiles_selectors_go_first() -> None:
    """A field that the profile points to is read there, and the others as on any page."""
    selectors = {
        "title": ".t", "published_at": ".d", "views": ".v", "byline": ".b", "category": ".c", "place": ".p",
        "photo_credit": ".f",
    }  # fmt: skip
    below = (
        "<p class=t>Judul Asli</p><p class=d>26 November 2019</p><p class=v>12</p><p class=b>Rina</p>"
        "<p class=c>Kabar</p><p class=p>KAJEN</p><p class=f>Foto : Ani</p>"
    )
    article = fields(page(below=below), profile=Profile("x", "X", ("x.go.id",), selectors=selectors)).article

    assert ("Judul Asli", date(2019, 11, 26), 12, "Rina") == (
        article.title, article.published_at, article.views, article.byline,
    )  # fmt: skip
    assert ("Kabar", "KAJEN", (Photo(credit="Ani"),)) == (article.category, article.place, article.photos)
    assert "selector .t" == article.source_of("title")


def test_a_selector_that_finds_nothing_leaves_general_reading() -> None:
    """A site that changed its markup is read as an unknown one."""
    profile = Profile("x", "X", ("x.go.id",), selectors={"title": ".gone", "views": "p.counter"})

    assert "Bupati Resmikan Pasar Baru" == fields(page(), profile=profile).article.title


@pytest.mark.parametrize(
    "line", ["Nur Aini 26 November 2019", "Petra Lang, 26.11.2019", "AR, 26 November 2019"]
)
def test_a_name_before_a_date_is_no_place(line: str) -> None:
    """A line of a place and a day names the place only in capitals or where it is known as one."""
    assert fields(page(between=f"<p>{line}</p>")).article.place is None
    assert "KAJEN" == fields(page(between="<p>KAJEN, 26 November 2019</p>")).article.place
