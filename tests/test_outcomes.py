"""Pages that stand where an article should be end in the word for what they are."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.parse.lone import parse

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


BODY = (
    "<h1>Bupati Resmikan Pasar Ikan di Segarawetan</h1><p>26 November 2019 | 09:00:00 | dibaca : 479</p>"
    "<p>SEGARAWETAN – Bupati membuka kembali pasar ikan setelah tiga bulan perbaikan. “Pedagang boleh masuk"
    " mulai besok pagi,” katanya.</p>"
    "<p>Sebanyak 214 pedagang mendapat los baru dengan undian terbuka di balai desa.</p>"
)
READ = [text.partition("</p>")[0] for text in BODY.split("<p>")[2:]]
SPAM = "".join(f'<a href="https://judi{n}.example/">slot gacor maxwin {n}</a> ' for n in range(40))
WHOLE = f"<!doctype html><html><head><title>Humas</title></head><body>{BODY}</body></html>"
ARABIC = (
    "<html dir=rtl lang=ar><title>محافظة المثال</title><body><h1>المحافظ يفتتح سوق "
    "السمك الجديد في المدينة</h1><p>26/11/2019</p><p>\u200fافتتح المحافظ صباح اليوم سوق "
    "السمك بعد ثلاثة أشهر من أعمال الصيانة والتجديد، بحضور عدد من المسؤولين والتجار "
    "وأهالي المدينة الذين رحبوا بالمشروع.</p><p>وقال المحافظ إن السوق يضم مئتي محل "
    "جديد، وإن الأعمال ستستمر في الشوارع المحيطة به حتى نهاية العام المقبل بإذن الله "
    "تعالى.</p>"
)
ODD_PAGES = {
    "no body": (f"<title>Humas</title>{BODY}".encode(), "utf-8"),
    "no head, no html": (BODY.encode(), "utf-8"),
    "truncated in a tag": (f"{WHOLE[: WHOLE.rindex('</p>') + 3]}".encode(), "utf-8"),
    "hijacked after </html>": (f'{WHOLE}<div style="display:none">{SPAM}</div>'.encode(), "utf-8"),
    "hijacked, unhidden": (f"{WHOLE}<marquee>{SPAM}</marquee>".encode(), "utf-8"),
    "null bytes": (WHOLE.encode().replace(b"pasar", b"pa\0sar"), "utf-8"),
    "windows-1252 called UTF-8": (WHOLE.encode("cp1252"), "utf-8"),
    "UTF-8 called windows-1252": (WHOLE.encode(), "windows-1252"),
    "UTF-16 with a mark": (WHOLE.encode("utf-16"), ""),
    "UTF-16 without": (WHOLE.encode("utf-16-le"), ""),
    "mojibake": (WHOLE.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(), "utf-8"),
    "one broken byte": (WHOLE.encode().replace(b"</h1>", b"\xe2\x80</h1>"), "utf-8"),
    "capitals and no quotes": (
        WHOLE.replace("<p>", "<P ALIGN=justify>").replace("h1", "H1").encode(),
        "utf-8",
    ),
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_an_article_on_an_odd_page_is_read(name: str) -> None:
    """Missing ends, spam behind the end, nulls and lies about the charset cost no word of the article."""
    payload, charset = ODD_PAGES[name]
    reading = parse(payload, URL, headers={"Content-Type": f"text/html; charset={charset}"}, captured_at=NOW)

    assert reading.article, reading.reason
    assert reading.article.title.startswith("Bupati Resmikan Pasar Ikan di Segarawetan")
    assert 479 == reading.article.views
    assert READ == reading.article.paragraphs


def test_a_page_from_right_to_left_is_read() -> None:
    """Arabic paragraphs come whole and in order, without the marks of direction."""
    reading = parse(ARABIC.encode(), "https://www.example.gov.jo/news/1234", captured_at=NOW)

    assert reading.article, reading.reason
    assert "المحافظ يفتتح سوق السمك الجديد في المدينة" == reading.article.title
    assert ["افتتح", "وقال"] == [paragraph.split()[0] for paragraph in reading.article.paragraphs]
