"""Tests of scraper.text.bylines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.bylines import byline_in, is_account, is_head_note, is_office


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Posted by: admin in Berita", "admin"),
        (
            "Penulis : Arditya / Editor : Dedi Suntoro / Petugas : Risky Amalia A.",
            "Arditya; editor Dedi Suntoro",
        ),
        ("Penulis : Arditya", "Arditya"),
        ("Pewarta : Ecin - Humas", "Ecin - Humas"),
        ("Editor : Gina - Humasprov", "editor Gina - Humasprov"),
        ("(Penulis: Harmin/staf Prokopim Paser)", "Harmin/staf Prokopim Paser"),
        ("Penulis : Admin Editor : Admin", "Admin"),
        ("By Administrator", "Administrator"),
        ("by Admin", "Admin"),
        ("| oleh Warta", "Warta"),
        ("Senin 00/00/0000 00:00 WIB | oleh Warta", "Warta"),
        ("05/10/2018 - Publicado por: Clarissa Borba - Categoria: Saúde - Tags: SAD", "Clarissa Borba"),
        ("Written by: Charnele Henry", "Charnele Henry"),
        ("Dipost Oleh Admin | Pada 26-11-2019 09:00:00", "Admin"),
        ("22:00:18, 14 Agu 2024 - Oleh : Dinas Kominfo Kab. Malang", "Dinas Kominfo Kab. Malang"),
        ("Erstellt von Thüringer Staatskanzlei", "Thüringer Staatskanzlei"),
        ("Escrito por Ascom", "Ascom"),
        ("(Rep: Budi Red: Ani)", "Budi; editor Ani"),
        ("By John Smith on June 2, 2023", "John Smith"),
        ("Posted by admin on 5 Mei 2020", "admin"),
        ("by Tanya Jawab Dilihat: 60 kali Berita Kota", "Tanya Jawab"),
        ("Reporter : Rina | Editor : Joko", "Rina; editor Joko"),
        ("Oleh: Humas Pemkot", "Humas Pemkot"),
        ("작성자 홍길동", "홍길동"),
        ("By PIA Region 4A Published on", "PIA Region 4A"),
        ("Oleh Admin Kota pada 5 Maret 2021", "Admin Kota"),
        ("Penulis: Budi | Editor: Ani | Foto: Candra", "Budi; editor Ani"),
        ("Submitted by admin on Tue,", "admin"),
        ("Von Max Mustermann", "Max Mustermann"),
    ],
)
def test_the_names_behind_labels_are_read(text: str, expected: str) -> None:
    """Writer and editor are told apart in ten languages, and shown as one line."""
    found = byline_in(text)

    assert found is not None
    assert expected == found.text


@pytest.mark.parametrize(
    "text",
    [
        "(omy/kim)",
        "Penulis: Tidak ada",
        "(Sit)",
        "(Mediacenter Riau/nv)",
        "oleh warga desa",
        "Kegiatan dibuka oleh Bupati Malang, Senin",
        "Penulis:",
        "Sumber : PPID Pelaksana Biro Administrasi Pimpinan",
        "By the way, this works",
        "Administrator",
        "dibaca : 479",
        "Foto : Handy (Humas Jateng)",
        "",
    ],
)
def test_other_lines_name_nobody(text: str) -> None:
    """Signatures, prose, sources and empty labels give no name."""
    assert byline_in(text) is None


def test_a_contributor_is_neither_writer_nor_editor() -> None:
    """A contributor in the body's tail does not take the writer's place."""
    found = byline_in("( Kontributor : HPI Wonosobo – Agus Purnomo )")

    assert found is not None
    assert found.text is None
    assert found.contributor == "HPI Wonosobo – Agus Purnomo"


@pytest.mark.parametrize(
    ("name", "account", "office"),
    [
        ("Admin", True, False),
        ("Admin dlh", True, False),
        ("Administrator", True, False),
        ("PPID UTAMA", False, True),
        ("Humas Aceh", False, True),
        ("Dinas Komunikasi dan Informatika", False, True),
        ("Tim News Room Muara Enim Diskominfo", False, True),
        ("Clarissa Borba", False, False),
    ],
)
def test_accounts_and_offices_are_known(name: str, account: bool, office: bool) -> None:
    """A generic account and an office are told from a person."""
    assert (account, office) == (is_account(name), is_office(name))


@given(st.text(max_size=80))
def test_any_line_is_survived(text: str) -> None:
    """No line makes the reader fail, and a byline names somebody."""
    found = byline_in(text)

    assert found is None or found.writer or found.editor or found.contributor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Penulis: Wawan Perdana", True),
        ("(Penulis: Harmin/staf Prokopim Paser)", True),
        ("Artikel ini telah tayang di Tribunsumsel.com dengan judul Gubernur Jawab Keluhan", True),
        ("Bupati meresmikan pasar baru di pusat kota.", False),
        ("Sumber : Data Dinas Kesehatan Kota Bekasi.", False),
        (
            "Editor: harus teliti. Itu pesan bupati kepada para wartawan yang hadir di pendopo.",
            False,
        ),
    ],
)
def test_a_line_above_a_pasted_body_is_known(text: str, expected: bool) -> None:
    """Names with labels and notes of origin are no words of the article."""
    assert expected is is_head_note(text)
