"""What of a page is put to the chosen blocks, and what is taken from them."""

import pytest

import scraper

PARAGRAPHS = [
    "TIRTASARI - Bupati meresmikan pasar baru di pusat kota bersama para pedagang dari tiga kecamatan.",
    "Pasar itu memuat tiga ratus kios, dan separuhnya sudah disewa oleh pedagang dari tiga kecamatan.",
    "Pembangunan pasar menghabiskan dua tahun dan dibiayai dari anggaran daerah, kata kepala dinas.",
]
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
URL = "https://www.tirtasarikab.go.id/berita/12-pasar-baru"


def body_of(html: str, title: str = "Pasar Baru Diresmikan Bupati") -> list[str]:
    """The paragraphs that are read from a page."""
    page = f"<html><head><title>{title}</title></head><body>{html}</body></html>"
    article = scraper.parse(page.encode(), URL).article

    assert article is not None
    return list(article.paragraphs)


def test_a_notice_above_the_headline_is_no_part_of_the_body() -> None:
    """A sentence that a site shows on every page, right above the <h1>, is left out."""
    notice = (
        "<marquee>Selamat datang di laman kami. Layanan dibuka Senin sampai Jumat pukul delapan.</marquee>"
    )

    assert PARAGRAPHS == body_of(
        f"{notice}<h1>Pasar Baru Diresmikan Bupati</h1><p>26 November 2019</p>{TEXT}"
    )


def test_a_table_of_days_and_places_stays_whole() -> None:
    """Cells that are no prose stay where they stand between two paragraphs and link nowhere."""
    rows = [
        ("Tanggal", "Lokasi"),
        ("4 Februari", "Balai Desa"),
        ("11 Februari", "Pasar"),
        ("18 Februari", "Alun-alun"),
    ]
    table = "".join(f"<tr><td>{day}</td><td>{place}</td></tr>" for day, place in rows)
    first, second, third = PARAGRAPHS
    html = f"<h1>Pasar Baru Diresmikan Bupati</h1><p>26 November 2019</p><div><p>{first}</p><p>{second}</p>"

    assert [first, second, *(" | ".join(row) for row in rows), third] == body_of(
        f"{html}<table>{table}</table><p>{third}</p></div>"
    )


def test_a_table_with_heads_may_end_the_text() -> None:
    """Short cells under a row of heads belong to the text right above them, not to another place's."""
    table = "<table><tr><th>Desa</th><th>Jumlah</th></tr><tr><td>Mekar</td><td>120</td></tr></table>"
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    html = f"<h1>Pasar Baru Diresmikan Bupati</h1><p>26 November 2019</p><div>{paragraphs}"

    assert [*PARAGRAPHS, "Desa | Jumlah", "Mekar | 120"] == body_of(f"{html}{table}</div>")
    assert list(PARAGRAPHS) == body_of(f"{html}</div><section><div>{table}</div></section>")


def test_a_board_s_cell_is_the_body_without_the_cells_around_it() -> None:
    """In a table that frames a page the cell with the text is read, not file names and labels beside it."""
    text = "<br><br>".join(PARAGRAPHS)
    html = (
        "<table><tr><th>Judul</th><td colspan=3>Pasar Baru Diresmikan Bupati</td></tr>"
        "<tr><th>Tanggal</th><td>2019-11-26</td><th>Dibaca</th><td>1.234</td></tr>"
        f"<tr><td colspan=4>{text}</td></tr>"
        "<tr><th>Lampiran</th><td colspan=3><a href=/f.pdf>siaran-pers.pdf</a></td></tr></table>"
    )

    assert PARAGRAPHS == body_of(html)


KOREAN = [
    "경상남도는 26일부터 청년 농업인을 대상으로 스마트팜 교육생을 모집한다고 밝혔다.",
    "모집 인원은 모두 50명이며, 만 18세 이상 40세 미만의 도민이면 누구나 신청할 수 있다.",
    '도 관계자는 "청년들이 농촌에 정착할 수 있도록 지원을 아끼지 않겠다"고 말했다.',
]


@pytest.mark.parametrize("joint", ["<br>", "<br><br>", "</p><p>"])
def test_a_korean_board_is_read_whatever_parts_its_lines(joint: str) -> None:
    """A body in a <td colspan>, short for its few letters, is read in full."""
    html = (
        "<h2>보도자료</h2><table><tr><th>제목</th><td colspan=3>스마트팜 교육생 모집</td></tr>"
        "<tr><th>작성자</th><td>농업정책과</td><th>작성일</th><td>2019-11-26</td></tr>"
        f"<tr><td colspan=4 class=cont><p>{joint.join(KOREAN)}</p></td></tr>"
        "<tr><th>첨부파일</th><td colspan=3><a href=/f.hwp>보도자료.hwp</a></td></tr></table>"
    )

    assert KOREAN == body_of(html, "경상남도청 : 스마트팜 교육생 모집")
