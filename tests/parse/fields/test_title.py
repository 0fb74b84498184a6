"""Tests of scraper.parse.fields.title and scraper.parse.fields.headline."""

import pytest

from scraper.parse.layout import Layout, Role
from scraper.parse.skim import skim
from tests.parse.fields import BODY, fields, page

KICKED = "<title>{0} - Pemkab</title><h1><b>{1}</b> <b>{0}</b></h1>"


def _title(html: str, url: str = "https://contoh.go.id/1") -> str:
    """The title where nobody has said which block the headline is."""
    read = skim(html)
    body = [block.number for block in read.blocks if block.tag == "p" and len(block.text) > 70]
    roles = [Role.BODY if block.number in body else Role.OUTSIDE for block in read.blocks]
    layout = Layout(roles, None, 0, body, [read.blocks[number].text for number in body])
    return fields((read, layout), url).article.title


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<title>Dinas PUBMTR</title><h2>Artikel</h2><h1>Pasar Baru Diresmikan</h1>",
            "Pasar Baru Diresmikan",
        ),
        ("<h1>Berita</h1><h2>Pasar Baru Diresmikan Bupati</h2>", "Pasar Baru Diresmikan Bupati"),
        (
            "<title>Dinas Kominfo Contoh</title><h1>Dinas Kominfo Contoh</h1><p>Pasar Baru Dibuka Bupati</p>",
            "Pasar Baru Dibuka Bupati",
        ),
        (
            "<title>Detail Berita</title><h1>Detail Berita</h1><h4>Pasar Baru Diresmikan Bupati</h4>",
            "Pasar Baru Diresmikan Bupati",
        ),
        (
            "<h3>Situs Resmi Pemerintah Kabupaten Tirta</h3><h1>Bupati Menari</h1>",
            "Bupati Menari",
        ),
        ("<h1>Loading....</h1><h3 class=judul>Pasar Baru Diresmikan</h3>", "Pasar Baru Diresmikan"),
        (
            "<p class=sidebar-title>Pasar Baru Diresmikan Bupati</p><small>26 Nov 2024</small>",
            "Pasar Baru Diresmikan Bupati",
        ),
        (
            "<title>Pasar Baru Dibuka Bupati Hari Ini | Contoh</title><h2>Pasar Baru Dibuka Bup...</h2>",
            "Pasar Baru Dibuka Bupati Hari Ini",
        ),
        (
            KICKED.format("Bupati: Pasar Dibuka", "1. Mei 2022"),
            "Bupati: Pasar Dibuka",
        ),
        (
            KICKED.format("Impfen ist noch möglich", "Mitteilung der Stadt <i>:</i>"),
            "Impfen ist noch möglich",
        ),
        (
            "<title>Optimalisasi E-Gov - Diskominfo</title><h1>Optimalisasi E-Gov: Layanan Digital</h1>",
            "Optimalisasi E-Gov: Layanan Digital",
        ),
        (
            "<div>Pasar Baru Diresmikan Bupati</div><div>26 November 2019 | dibaca : 479</div>",
            "Pasar Baru Diresmikan Bupati",
        ),
        ("<div>• Pasar Baru Diresmikan Bupati</div>", "Pasar Baru Diresmikan Bupati"),
    ],
)
def test_the_headline_is_the_one_above_the_body(html: str, expected: str) -> None:
    """Offices, sections, counters, dates and kickers are left out; a cut headline is completed."""
    assert expected == _title(html + BODY)


def test_words_of_the_address_tell_the_headline() -> None:
    """Where og:title is the office's name, the slug says which line is the headline."""
    html = (
        "<title>Dinas Kominfo</title><meta property=og:title content='Dinas Kominfo'>"
        "<p>Dinas Kominfo</p><p>Sekda Lantik Camat</p>"
    )

    assert "Sekda Lantik Camat" == _title(html + BODY, "https://contoh.go.id/detail/sekda-lantik-camat")


def test_without_a_headline_the_head_names_the_article() -> None:
    """The site's name is cut off a title that stands only in the page's head."""
    head = "<head><title>Pasar Baru Diresmikan Bupati | Pemkab Contoh</title></head>"

    assert "Pasar Baru Diresmikan Bupati" == _title(head + "<p>x</p>")


def test_the_headline_is_no_paragraph() -> None:
    """A body whose first block is the headline does not repeat it."""
    read, layout = page(body="<p class=isi>Bupati Resmikan Pasar Baru</p>" + BODY)

    assert fields((read, layout)).article.body.startswith("Bupati meresmikan")
