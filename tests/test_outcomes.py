"""Pages that stand where an article should be end in the word for what they are."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.pipeline import parse

PAGES = tomllib.loads(Path(__file__).with_name("outcomes.toml").read_text("utf-8"))
URL = "https://humas.contohkab.go.id/berita/detail/bupati-resmikan-pasar-baru"
NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
HEADER = """<header><div class="topbar">Senin, 5 Januari 2026 <a href="mailto:humas@contohkab.go.id">
humas@contohkab.go.id</a> (0274) 555123</div><nav><ul>""" + "".join(
    f'<li><a href="/{name}">{name.title()}</a></li>'
    for name in ("beranda", "profil", "berita", "agenda", "galeri", "unduhan", "layanan", "ppid", "kontak")
)
SIDE = """<aside><h3>Berita Terbaru</h3><ul>""" + "".join(
    f'<li><a href="/berita/detail/{n}">{title}</a> <span>{n + 1} Januari 2026</span></li>'
    for n, title in enumerate(
        [
            "Bupati Buka Musyawarah Perencanaan Pembangunan Tingkat Kecamatan",
            "Dinas Kesehatan Periksa Kesehatan Gratis Warga Lanjut Usia",
            "Pemkab Salurkan Bantuan Benih Padi untuk Kelompok Tani",
            "Jalan Penghubung Dua Desa Selesai Diperbaiki",
            "Pelajar Contoh Juara Lomba Cerdas Cermat Tingkat Provinsi",
            "Wakil Bupati Tinjau Pasar Jelang Hari Raya",
        ]
    )
)
FOOTER = """<footer><p>Pemerintah Kabupaten Contoh, Jalan Merdeka Nomor 1, Contoh 55511</p>
<p>Hak Cipta &copy; 2026 Dinas Komunikasi dan Informatika Kabupaten Contoh.</p></footer>"""


def page_of(row: dict[str, str]) -> bytes:
    """The whole page around what is told of it."""
    if "raw" in row:
        return row["raw"].encode()
    main = row["main"]
    if "chrome" in row:
        main = f"{HEADER}</ul></nav></header><main>{main}</main>{SIDE}</ul></aside>{FOOTER}"
    title = f"<title>{row['title']}</title>" if row["title"] else ""
    return f"<!doctype html><html><head><meta charset=utf-8>{title}</head><body>{main}</body></html>".encode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_the_article_is_told_for_what_it_is(name: str) -> None:
    """A bot check, an error, a wall, a shell or a parked domain is never taken for an article."""
    row = PAGES[name]
    reading = parse(page_of(row), URL, captured_at=NOW)

    assert (row["outcome"], None) == (reading.outcome, reading.article), reading.reason
    assert reading.reason


TEXT = (
    "<p>Pemerintah kabupaten menyampaikan hal itu kepada wartawan di pendopo pada hari Senin. {} </p>"
    "<p>Bupati meminta seluruh perangkat daerah menindaklanjuti arahan itu dan melapor pekan depan.</p>"
)


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Polres Contoh Bongkar Situs Judi Slot Online", "Situs slot gacor itu memakai nama maxwin."),
        ("Situs Web Kabupaten Dalam Perbaikan Selama Dua Hari", "Halaman yang dicari tidak ditemukan."),
        ("Diskominfo Terapkan Verifikasi Saya Bukan Robot", "Warga diminta login dengan kata sandi baru."),
        ("Kebijakan Cookie di Situs Pemerintah Diperbarui", "Situs ini menggunakan cookie, katanya."),
        (
            "Domain Desa Telah Kedaluwarsa, Diskominfo Perpanjang",
            "This domain is for sale, tulis halaman itu.",
        ),
        ("Berita Bohong Soal Bantuan Sudah Dihapus", "Berita itu tidak dapat ditemukan lagi."),
        ("Layanan Perizinan Wajib Aktifkan JavaScript", "Aktifkan JavaScript pada peramban Anda."),
    ],
)
def test_an_article_about_such_a_page_is_an_article(headline: str, said: str) -> None:
    """The same words in the headline and the text of a dated article make no error page of it."""
    row = {"title": headline, "main": f"<h1>{headline}</h1><p>26 November 2019</p>{TEXT.format(said)}"}
    reading = parse(page_of(row | {"chrome": "yes"}), URL, captured_at=NOW)

    assert reading.article, f"{reading.outcome}: {reading.reason}"
    assert headline == reading.article.title
