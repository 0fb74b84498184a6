"""Mojibake: mended where it is sure, left alone where it may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scraper
from scraper.parse.decode import decode
from scraper.parse.mojibake import is_suspect, mended


def spoilt(text: str) -> str:
    """The text as it comes out where its UTF-8 is read as windows-1252."""
    shown = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return "".join(shown)


@pytest.mark.parametrize(
    "text",
    [
        "Gubernur berkata “kita bisa” dan pergi – begitu saja…",
        "Der Bürgermeister grüßt die Schüler der größten Schule für Prüfungen.",
        "La reunión se celebró el miércoles en el salón de actos con jóvenes.",
        "Выборы губернатора прошли спокойно",
        "10 °C pagi ini – sejuk",
        "Selamat 😀 semua",
    ],
)
def test_spoilt_text_is_mended(text: str) -> None:
    """Quotation marks, dashes, umlauts, accents, Cyrillic and emoji come back."""
    assert is_suspect(spoilt(text).encode())
    assert text == mended(spoilt(text))[0]


@pytest.mark.parametrize(
    "text",
    [
        "Disse a “IRMÔ e o “AMANHÔ",
        "SÃO PAULO, NÃO, MÃE, ÂNGELO",
        "policisté\xa0– mohli, těžké\xa0– s\xa0médii",
        "« à la carte » – déjà\xa0«\xa0vu\xa0»",
        "Größe: 10 Â° ist kein Maß für Öl",
        "Ã© kommt vor, wie Müller, Jäger, Köhler und Straße zeigen",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    """Portuguese capitals before a quotation mark, spaced dashes and a single odd pair stay as they are."""
    assert (text, 0) == mended(text)


def test_signs_are_mended_beside_letters_that_are_right() -> None:
    """On a page whose theme is right and whose articles are not, only the sure ones are mended."""
    assert "Köln – é\xa0– “a”" == mended(f"Köln {spoilt('–')} é\xa0– {spoilt('“a”')}")[0]


def test_a_mended_page_says_so() -> None:
    """The reading names what was done, and the body's source does too."""
    said = spoilt("“Kita bisa”, kata bupati – lalu ia pergi ke pasar dan menyapa para pedagang di sana. ")
    body = f"<p>{said * 4}"
    page = f"<h1>Bupati Menyapa Pedagang Pasar</h1><p>26 November 2019</p>{body}".encode()
    reading = scraper.parse(page, "https://humas.contohkab.go.id/berita/detail/bupati-menyapa")

    assert reading.article
    assert reading.article.body.startswith("“Kita bisa”, kata bupati – lalu")
    assert "12 characters" in reading.reason
    assert "mended" in (reading.article.source_of("body") or "")


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_honest_latin_text_is_never_broken(text: str) -> None:
    """Whatever Latin letters are mended, only characters of mojibake were touched."""
    result, count = mended(text)

    assert (count == 0) == (result == text)
    assert decode(text.encode()).mended in (0, count)
