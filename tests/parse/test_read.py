"""Tests of scraper/parse/read.py and edges.py."""

import pytest

from scraper.parse.edges import trim_edges
from scraper.parse.read import read_paragraphs, read_selected
from scraper.parse.skim import skim

TABLE = (
    "<div><p>Jadwal layanan keliling:</p><table><tr><th>Tanggal</th><th>Lokasi</th></tr>"
    "<tr><td>3 <b>Februari</b></td><td>Balai Desa</td></tr>"
    "<tr><td>4 Februari</td><td></td></tr></table></div>"
)


def test_a_row_is_one_paragraph() -> None:
    """The cells of a data table's row are joined by a bar; a row with one cell stays a line."""
    page = skim(TABLE)

    paragraphs = read_paragraphs(page, range(len(page.blocks)))

    assert [
        "Jadwal layanan keliling:",
        "Tanggal | Lokasi",
        "3 Februari | Balai Desa",
        "4 Februari",
    ] == paragraphs


def test_a_page_laid_out_by_tables_is_no_data() -> None:
    """A cell that holds an article is not joined with its neighbour."""
    long = "Bupati meresmikan pasar baru di pusat kota pada hari Selasa pagi yang cerah. " * 5
    page = skim(f"<table><tr><td>Menu</td><td><p>{long}</p><p>{long}</p></td></tr></table>")

    assert ["Menu", long.strip(), long.strip()] == read_paragraphs(page, range(len(page.blocks)))


def test_list_items_are_paragraphs() -> None:
    """Each item of a list is a paragraph of its own."""
    page = skim("<ul><li>Satu</li><li>Dua</li></ul>")

    assert ["Satu", "Dua"] == read_paragraphs(page, [0, 1])


def test_a_profile_may_choose_the_body() -> None:
    """A profile's body selector gives the paragraphs, without what its drop selector names."""
    page = skim(
        "<div class=isi>Satu<br>Dua<span class=iklan>Iklan</span></div><div class=isi2><p>Tiga</p></div>"
    )

    assert ["Satu", "Dua"] == read_selected(page, {"body": "div.isi", "drop": ".iklan"})
    assert ["Tiga"] == read_selected(page, {"body": ".isi2"})
    assert [] == read_selected(page, {"title": "h1"})


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Kamis, 20 Februari 2025 pukul 14.05 WIB", "Isi."], ["Isi."]),
        (["Dilihat 1.234 kali", "Isi.", "Penulis : Laras Widuri"], ["Isi."]),
        (["Isi.", "Bagikan :", "Tags: pasar, desa"], ["Isi."]),
        (
            ["KOTA BEKASI - Selasa, 22 November 2022", "Isi."],
            ["KOTA BEKASI - Selasa, 22 November 2022", "Isi."],
        ),
        (["Isi.", "Kategori Umum", "Isi lagi."], ["Isi.", "Kategori Umum", "Isi lagi."]),
        (
            ["Isi.", "Foto diatas adalah gambaran umum lokasi bendungan."],
            ["Isi.", "Foto diatas adalah gambaran umum lokasi bendungan."],
        ),
        (["Acara digelar Kamis (29/8) sore."], ["Acara digelar Kamis (29/8) sore."]),
    ],
)
def test_lines_at_the_edges_are_told_from_the_text(lines: list[str], kept: list[str]) -> None:
    """Meta lines above and signatures below a body are no part of it; what stands inside is."""
    page = skim("".join(f"<p>{line}</p>" for line in lines))

    trimmed = trim_edges(page.blocks, range(len(page.blocks)))

    assert kept == [block.text for block in page.blocks if block.number not in trimmed]
