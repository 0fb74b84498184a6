"""Tests of scraper/parse/verdict.py: what a page is, by small pages made for it."""

import pytest

import scraper
from scraper.outcome import Outcome

ARTICLE = "https://humas.contohkab.go.id/berita/detail/bupati-resmikan-pasar-baru"
ARCHIVE = "https://humas.contohkab.go.id/kategori/berita-utama/7140"
HOME = "https://humas.contohkab.go.id/"
OTHER = "https://humas.contohkab.go.id/layanan"
TEXT = (
    "<p>"
    + "Pemerintah kabupaten membuka kembali pasar setelah tiga bulan perbaikan atap dan lantai. " * 3
    + "</p>"
)
LINKS = "".join(f"<h3><a href=/berita/{n}>Bupati buka acara ke-{n} di balai kota</a></h3>" for n in range(12))
TEASERS = (
    "Petani di lereng selatan memanen padi organik seluas 42 hektare, naik dari tahun lalu, kata ketua.",
    "Sebanyak 87 pelajar mengikuti lomba membaca puisi yang digelar perpustakaan daerah selama dua hari.",
    "Jembatan gantung yang putus diterjang banjir mulai dibangun kembali dengan anggaran dari provinsi.",
    "Puskesmas keliling mendatangi tujuh dusun terpencil agar warga lanjut usia tidak perlu ke kota.",
    "Harga cabai turun menjelang akhir bulan setelah pasokan dari lereng gunung kembali lancar.",
    "Relawan menanam 3.000 bibit mangrove di pesisir utara untuk menahan abrasi yang menggerus tambak.",
    "Dinas perhubungan menambah dua bus sekolah gratis yang melayani rute perbukitan mulai pekan depan.",
    "Museum daerah membuka ruang pamer baru berisi naskah kuno yang diselamatkan dari rumah penduduk.",
    "Tim gabungan memadamkan kebakaran lahan gambut seluas lima hektare setelah bekerja semalam.",
)
PROSE = "".join(f"<p>{teaser}</p>" for teaser in TEASERS)
MENU = "<nav><a href=/>Beranda</a><a href=/profil>Profil</a></nav>"


def _page(body: str, title: str = "Pemerintah Kabupaten Contoh") -> bytes:
    return f"<!doctype html><html lang=id><title>{title}</title><body>{MENU}{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("url", "body", "outcome"),
    [
        (ARTICLE, f"<h1>Bupati Resmikan Pasar Baru</h1><p>26 November 2019</p>{TEXT * 4}", Outcome.ARCHIVED),
        (ARCHIVE, f"<h1>Bupati Resmikan Pasar Baru</h1><p>26 November 2019</p>{PROSE}", Outcome.ARCHIVED),
        (ARCHIVE, f"<h1>Berita Utama</h1><p>26 November 2019</p>{PROSE}{LINKS}", Outcome.LISTING),
        (
            ARTICLE,
            f"<p>Loading...</p><h1>Bupati Resmikan Pasar</h1><p>5 Mei 2020 | Dibaca 284 Kali</p>{TEXT[:150]}",
            Outcome.ARCHIVED,
        ),
        (
            ARTICLE,
            "<h1>Bupati Resmikan Pasar Baru</h1><p>26 November 2019</p><p>Selamat.</p>",
            Outcome.ARCHIVED,
        ),
        (HOME, LINKS, Outcome.LISTING),
        (HOME, f"<h1>Berita</h1>{LINKS}{TEXT}{LINKS}", Outcome.LISTING),
        ("https://humas.contohkab.go.id/berita?page=2", LINKS, Outcome.LISTING),
        (OTHER, "<h1>Kontak</h1><p>Jalan Merdeka 1</p><p>Telepon 0274 555123</p>", Outcome.NOT_AN_ARTICLE),
        (ARTICLE, "<h1>Halaman tidak ditemukan</h1><p>Silakan kembali ke beranda.</p>", Outcome.GONE),
        (ARTICLE, "<div id=app>Memuat berita...</div><script src=/app.js></script>", Outcome.NEEDS_SCRIPT),
        (ARTICLE, "<h1>Checking your browser</h1><p>Please wait a moment.</p>", Outcome.CHALLENGED),
    ],
    ids=[
        *(
            "article",
            "an address like a listing's",
            "listing",
            "a notice of a script beside it",
            "short article",
            "home page",
            "home page with a text",
            "second listing page",
            "contact page",
        ),
        *("soft 404", "script-built", "bot check"),
    ],
)
def test_a_page_is_told_for_what_it_is(url: str, body: str, outcome: Outcome) -> None:
    """Each kind of page that government sites answer with ends in its own word."""
    assert outcome is scraper.parse(_page(body), url).outcome


def test_a_page_without_text_needs_a_script_or_is_empty() -> None:
    """A title without any text speaks of a script; no title and no text are an empty page."""
    assert Outcome.NEEDS_SCRIPT is scraper.parse(b"<title>Berita</title><div id=root></div>", ARTICLE).outcome
    assert Outcome.EMPTY is scraper.parse(b"<html><body></body></html>", ARTICLE).outcome


def test_an_article_that_speaks_of_a_missing_page_is_an_article() -> None:
    """The words of an error page inside a whole article make no error of it."""
    body = (
        f"<h1>Bupati Resmikan Pasar Baru</h1><p>26 November 2019</p>{TEXT * 4}<p>Halaman tidak ditemukan</p>"
    )

    assert Outcome.ARCHIVED is scraper.parse(_page(body), ARTICLE).outcome


def test_a_short_text_in_characters_is_as_long_as_one_in_letters() -> None:
    """Three Japanese paragraphs of 45 characters are an article, as three of 130 letters would be."""
    line = "県は本日、新しい防災計画を発表し、沿岸の市町村と協力して避難路の整備を進めると説明した。"
    lines = "".join(f"<p>{words}{line}</p>" for words in ("", "知事によると", "担当課によると"))
    body = f"<h1>新しい防災計画を発表しました</h1><p>掲載日:2023年4月11日</p>{lines}"
    page = (
        f"<!doctype html><html lang=ja><title>新しい防災計画を発表しました</title><body>{body}</body></html>"
    )

    reading = scraper.parse(page.encode(), "https://www.pref.example.jp/soshiki/bousai/keikaku")

    assert Outcome.ARCHIVED is reading.outcome


def test_teasers_under_linked_headlines_are_a_listing() -> None:
    """A page of headlines, each with a day and a long teaser, is a listing whatever its address says."""
    teasers = "".join(
        f"<div><h3><a href=/berita/{n}>Bupati Buka Acara ke-{n} di Balai Kota</a></h3>"
        f"<span>{n + 1} Februari 2018</span><p>{words}</p></div>"
        for n, words in enumerate(TEASERS)
    )
    reading = scraper.parse(
        _page(f"<h1>Berita</h1>{teasers}"), "https://humas.contohkab.go.id/terkini/2.html"
    )

    assert (Outcome.LISTING, None) == (reading.outcome, reading.article)


def test_an_article_among_linked_headlines_stays_one() -> None:
    """Links to other articles between the paragraphs, three of them, make no listing of an article."""
    other = "<h4><a href=/berita/7>Bupati Buka Acara ke-7 di Balai Kota</a></h4>"
    body = (
        f"<h1>Bupati Resmikan Pasar Baru</h1><p>26 November 2019</p>{(TEXT + TEXT + TEXT + other) * 3}{TEXT}"
    )

    assert Outcome.ARCHIVED is scraper.parse(_page(body), ARTICLE).outcome


SERVICE = "".join(
    f"<p>{'The program funds training for residents who look for better work. ' * 4}</p>" for _ in "ab"
)
OFFICES = "".join(
    f"<tr><td>Office {n}</td><td><a href=/o/{n}>Apply to office {n}</a></td></tr>" for n in range(5)
)


@pytest.mark.parametrize(
    ("host", "outcome"), [("www.town.gov", Outcome.NOT_AN_ARTICLE), ("www.gazette.com", Outcome.ARCHIVED)]
)
def test_an_undated_page_of_a_service_is_no_article(host: str, outcome: Outcome) -> None:
    """A government's undated prose with a table of links describes a service; elsewhere it may be news."""
    body = f"<h1>Training for residents</h1>{SERVICE}<table>{OFFICES}</table>"
    page = f"<title>Training for residents</title><main>{body}</main>".encode()

    assert outcome is scraper.parse(page, f"https://{host}/training").outcome
