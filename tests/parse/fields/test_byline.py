"""Tests of scraper.parse.fields.byline."""

import pytest

from tests.parse.fields import BODY, fields, page


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"between": "<p>Penulis : Arditya</p><p>Editor : Dedi Suntoro</p>"}, "Arditya; editor Dedi Suntoro"),
        ({"between": "<div>By <b>Administrator</b> <i>22 Apr 2018, 11:13:08 WIB</i></div>"}, "Administrator"),
        ({"between": "<p>Senin 00/00/0000 00:00 WIB | oleh Warta</p>"}, "Warta"),
        ({"between": "<p>Administrator 19 November 2020 Dibaca 284 Kali</p>"}, "Administrator"),
        ({"between": "<p>Admin dlh | 03 Januari 2020 | 324 kali</p>"}, "Admin dlh"),
        ({"between": "<p>Humas Aceh | 17 Okt 2018</p>"}, "Humas Aceh"),
        ({"between": "<p>• PPID UTAMA</p><p>• 07 August 2024</p>"}, "PPID UTAMA"),
        ({"between": '<a><i class="fas fa-user-circle"></i> by Admin</a>'}, "Admin"),
        ({"between": '<p>26 Nov 2024 <span class="author">Clarissa Borba</span></p>'}, "Clarissa Borba"),
        (
            {"above": "<div><a>Dinas Komunikasi dan Informatika</a> <i>Senin, 5 Agustus 2019</i></div>"},
            "Dinas Komunikasi dan Informatika",
        ),
        ({"below": "<p>Pewarta : Ecin - Humas</p>"}, "Ecin - Humas"),
        ({"below": "<p><b>Penulis:</b> Admin</p><p><b>Editor:</b> Admin</p>"}, "Admin"),
        (
            {"body": "<p class=isi>(Penulis: Harmin/staf Prokopim Paser)</p>" + BODY},
            "Harmin/staf Prokopim Paser",
        ),
        (
            {
                "between": "<p>26 Nov 2024 admin</p>",
                "body": "<p class=isi>Tim News Room Muara Enim Diskominfo.</p>" + BODY,
            },
            "Tim News Room Muara Enim Diskominfo",
        ),
        ({"between": "<p>by Tanya Jawab Dilihat: 60 kali Berita Kota</p>"}, "Tanya Jawab"),
    ],
)
def test_who_signs_is_read(parts: dict[str, str], expected: str) -> None:
    """Labels, icons, classes, the line of the date and the body's first line name who wrote it."""
    assert expected == fields(page(**parts)).article.byline  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"head": '<meta name="author" content="phpmu.com"><meta name="author" content="DedeSyahrul">'},
        {"below": "<p>(omy/kim)</p>"},
        {"below": "<div class=komentar><p>By <b>Warga</b></p></div>"},
        {"body": BODY + "<p class=isi>Acara itu dibuka oleh Bupati dan dihadiri warga. (Sit)</p>"},
        {"between": "<p>Foto : Handy (Humas Jateng)</p>"},
    ],
)
def test_nobody_is_made_up(parts: dict[str, str]) -> None:
    """The theme's maker, initials, comments, prose and photographers sign nothing."""
    assert fields(page(**parts)).article.byline is None  # type: ignore[arg-type]


def test_a_signing_line_is_no_paragraph() -> None:
    """The body does not repeat the signature that stands as its first line."""
    read = fields(
        page(between="<p>26 Nov 2024 admin</p>", body="<p class=isi>Tim Warta Kominfo Bangka.</p>" + BODY)
    )

    assert read.article.body.startswith("Bupati meresmikan")
