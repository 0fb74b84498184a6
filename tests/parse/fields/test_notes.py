"""Tests of scraper.parse.fields.notes."""

import pytest

from scraper.parse.fields.notes import notes_in, under_title
from tests.parse.fields import BODY, fields, page

PROSE = "Bupati meresmikan pasar baru di kota dan berharap pedagang menempatinya."


@pytest.mark.parametrize(
    "line",
    [
        "Kategori | : | Pemerintahan",
        "Kategori : Pemerintahan",
        "Dibaca | : | 479 kali",
        "Tanggal | : | 26-11-2019 09:00:00",
        "Penulis | : | Nur Aini",
        "Penulis : Nur Aini",
    ],
)
def test_a_header_line_in_the_body_is_a_note(line: str) -> None:
    """A table of date, name, counter and section before the first sentence is no word of the article."""
    assert [line] == list(notes_in([line, PROSE], None))


@pytest.mark.parametrize(
    "line", ["Tanggal : 28 November 2019", "Tempat | : | Aula Kantor Bupati", "KOTA BEKASI", "Ayo membaca"]
)
def test_what_an_announcement_begins_with_stays(line: str) -> None:
    """Day and place of an event are the article's own words, and so is a short line of any other kind."""
    assert [] == list(notes_in([line, PROSE], None))


def test_a_dateline_of_its_own_stays() -> None:
    """The line that the date was read from stays where it also names the dateline's place."""
    line = "KOTA BEKASI - Selasa, 22 November 2022"

    assert [] == list(notes_in([line, PROSE], line))
    assert ["Landeskorrespondenz vom 26.11.2019"] == list(
        notes_in(["Landeskorrespondenz vom 26.11.2019", PROSE], "Landeskorrespondenz vom 26.11.2019")
    )


def test_a_counter_behind_a_sentence_stays() -> None:
    """Behind the first sentence nothing is taken for a header line."""
    assert [] == list(notes_in([PROSE, "Dibaca : 479 kali", PROSE], None))


def test_labelled_names_at_the_end_are_notes() -> None:
    """Writer and editor below the last sentence are in the byline, and initials stay."""
    names = ["Pewarta : Rina", "Editor : Samsul"]

    assert names == list(notes_in([PROSE] * 5 + names, None))[::-1]
    assert [] == list(notes_in([PROSE, "(omy/kim)"], None))


def test_other_counters_and_updates_are_notes() -> None:
    """Counters of comments and the line of an update before the first sentence are no words of it."""
    for line in ("5 Komentar", "12 Share", "수정일 2019.11.27.", "Admin"):
        assert [line] == list(notes_in([line, PROSE], None, ("Admin",)))


def test_the_body_is_without_its_header_table() -> None:
    """Fields are read from the table, and the body begins with the first sentence."""
    rows = "<p class=isi>Kategori : Berita</p><p class=isi>Dibaca : 479 kali</p>"
    article = fields(page(body=rows + BODY)).article

    assert "Berita" == article.category
    assert 479 == article.views
    assert article.body.startswith("Bupati meresmikan")


def test_what_stands_above_the_titles_last_copy_is_no_body() -> None:
    """A notice between two copies of the headline goes, and the header line under the second copy is read."""
    title = "Bupati Resmikan Pasar Baru"
    copy = f"<p class=isi>Aktifkan JavaScript untuk memuat halaman ini.</p><p class=isi>{title}</p>"
    header = "<p class=isi>Administrator 19 November 2020 Dibaca 284 Kali</p>"
    article = fields(page(body=copy + header + BODY)).article

    assert ("Administrator", 284) == (article.byline, article.views)
    assert article.body.startswith("Bupati meresmikan")
    assert [PROSE * 3, title, PROSE] == list(under_title([PROSE * 3, title, PROSE], title))


def test_the_line_of_a_bare_counter_is_a_note() -> None:
    """`1298 kali` alone is no word of the article where the counter was read from it."""
    article = fields(page(between="<p>21 April 2022</p>", body="<p class=isi>1298 kali</p>" + BODY)).article

    assert 1298 == article.views
    assert article.body.startswith("Bupati meresmikan")


def test_dates_below_a_heading_of_others_are_not_the_articles() -> None:
    """Where other articles are announced, their days are not the article's, list or not."""
    others = "<p class=isi>Berita Terkait</p><p class=isi>4 Desember 2020</p><p class=isi>Rapat Desa</p>"

    assert fields(page(body=others)).article.published_at is None
