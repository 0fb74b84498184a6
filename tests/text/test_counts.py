"""Tests of scraper.text.counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.counts import number_of, views_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 November 2019 | 09:00:00 | dibaca : 479", 479),
        ("Administrator 19 November 2020 Dibaca 284 Kali", 284),
        ("Rabu, 24 April 2024 | 08:34:00 WIB | Dibaca: 21 Kali", 21),
        ("Dibaca 4 kali", 4),
        ("04-11-2016 15:49 WIB by Tanya Jawab Dilihat: 60 kali Berita Kota", 60),
        ("• 335 View", 335),
        ("0 views | Share:", 0),
        ("Sabtu, 21 Apr 2018, 23:55:12 WIB, 204 View", 204),
        ("12 dibaca", 12),
        ("Viewers: 129", 129),
        ("1298 kali", 1298),
        ("Admin dlh | 03 Januari 2020 | 324 kali", 324),
        ("Dilihat 1.234 kali", 1234),
        ("Hits: 12,345", 12345),
        ("1,2 rb kali dilihat", 1200),
        ("Dilihat 1,2 rb", 1200),
        ("2 jt views", 2_000_000),
        ("1.5k views", 1500),
        ("Dibaca sebanyak 12 kali", 12),
        ("Dilihat: 0", 0),
        ("45 x dibaca", 45),
        ("Oleh : Rina 45x dibaca", 45),
        ("05 Mar 2021 - Admin - 0 Komentar - 45 Dilihat", 45),
        ("Post Views: 1,024", 1024),
        ("Read 3 times", 3),
        ("(Dilihat 12 kali)", 12),
        ("access_time27-01-2026 remove_red_eye1338 personAnita Karyati", 1338),
        ("조회수 123", 123),
        ("閲覧数：45", 45),
        ("Visualizações: 1.200", 1200),
        ("Visitas: 88", 88),
        ("Aufrufe: 12", 12),
        ("120 vues", 120),
        ("13.05 WIB | Telah dilihat 1.045x", 1045),
        ("Lido 312 vezes", 312),
        ("👁 1.204", 1204),
        ("Terbaca: 45 kali", 45),
        ("45 kali dikunjungi", 45),
        ("Dibaca oleh 45 orang", 45),
        ("Visto 312 veces", 312),
        ("Lu 312 fois", 312),
        ("Número de visitas: 64", 64),
        ("Jumlah Bacaan: 97", 97),
    ],
)
def test_a_counter_is_read(text: str, expected: int) -> None:
    """Labelled counters in ten languages, and `N kali` in a line of its own, give their number."""
    found = views_in(text)

    assert found is not None
    assert expected == found.value
    assert found.quote == text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "Rabu, 24 April 2024 | 08:34:00 WIB | Dibaca: Kali",
        "Dibaca:  Kali",
        "Views: -",
        "Dilihat : - kali",
        "15 Agustus 2023 Dibaca: Kali",
    ],
)
def test_an_empty_counter_has_no_number(text: str) -> None:
    """A label without a number is seen, and is not 0."""
    found = views_in(text)

    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "Visitors : 1,012,239",
        "Total Hits : 12345",
        "Total Pengunjung : 48210",
        "Hari ini : 12",
        "Hari ini 45 Total 12,456",
        "Kali Pertama, Pemkab Laksanakan Apel",
        "Wali Kota Tinjau Pengerukan Kali di Kembangan",
        "Petugas sudah 2 kali membersihkan lokasi yang sama",
        "Petugas sudah tiga kali membersihkan lokasi",
        "Dibaca 5 menit",
        "Dilihat: 1rb+ kali",
        "3 min read",
        "5 komentar",
        "• 0",
        "Fevereiro (100)",
        "ページ番号:0709117",
        "158/2025",
        "Dibaca 26 November 2019",
        "HUT Kota Semarang ke 470",
        "Rp 12.500 per kali",
        "Dilihat dari 3 sisi, program ini berhasil",
        "The views of 12 experts were heard",
        "Read 5 Things to Know",
        "12 shares",
        "",
    ],
)
def test_other_numbers_are_no_views(text: str) -> None:
    """Visitors, comments, page numbers, minutes, rivers and prose give nothing."""
    assert views_in(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1.234.567", None, 1234567),
        ("12", None, 12),
        ("12.5", None, None),
        ("1,2", "rb", 1200),
        ("1.234", "rb", None),
        ("3", "juta", 3_000_000),
    ],
)
def test_a_number_is_whole_or_nothing(text: str, unit: str | None, expected: int | None) -> None:
    """Groups of three are thousands, units scale, and what is no whole number is None."""
    assert expected == number_of(text, unit)


@given(st.text(alphabet="0123456789.,:|- diblahtkvewsKr", max_size=60))
def test_any_line_is_survived(text: str) -> None:
    """No line makes the reader fail, and views are never negative."""
    found = views_in(text)

    assert found is None or found.value is None or found.value >= 0
