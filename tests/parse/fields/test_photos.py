"""Tests of scraper.parse.fields.photos and scraper.parse.fields.images."""

import pytest

from scraper.model import Photo
from tests.parse.fields import BODY, fields, page

IMAGE = '<img src="/foto/pasar.jpg" alt="Bupati Resmikan Pasar Baru">'
AT = "https://humas.contohkab.go.id/foto/pasar.jpg"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"between": f"{IMAGE}<p>Foto : Handy (Humas Jateng)</p>"},
            [Photo(AT, None, "Handy (Humas Jateng)")],
        ),
        (
            {"between": f"{IMAGE}<p>Foto : Handy</p><p>Daftar</p>{IMAGE}<p>Foto : Handy</p>"},
            [Photo(AT, None, "Handy")],
        ),
        (
            {"between": f"<figure>{IMAGE}<figcaption>Suasana pasar (Foto: Humas)</figcaption></figure>"},
            [Photo(AT, "Suasana pasar", "Humas")],
        ),
        (
            {"between": f"{IMAGE}<p class=photo-credits>Photo: Ann Doe</p><p class=caption>The market.</p>"},
            [Photo(AT, "The market.", "Ann Doe")],
        ),
        (
            {"between": f"{IMAGE}<p><b>Keterangan Gambar :</b> Kios baru (foto: Humas Bekasi)</p>"},
            [Photo(AT, "Kios baru", "Humas Bekasi")],
        ),
        (
            {"above": f"{IMAGE}<p class=text-muted>Humas Diskominfo Tanjabtim</p>"},
            [Photo(AT, None, "Humas Diskominfo Tanjabtim")],
        ),
        (
            {"below": "<div class=field-label>Fotografer:</div><div class=field-item>Rizal</div>"},
            [Photo(None, None, "Rizal")],
        ),
        (
            {"body": f"<p class=isi>Bildunterschrift: Neue Halle (Foto: Kreis)</p>{BODY}"},
            [Photo(None, "Neue Halle", "Kreis")],
        ),
        (
            {"body": f"<div class=isi>{IMAGE}<span class=caption>Kios baru</span></div>{BODY}"},
            [Photo(AT, "Kios baru", None)],
        ),
        (
            {"body": f"<div class=isi>{IMAGE}<br>Kios baru milik pedagang (Foto: Ani)</div>{BODY}"},
            [Photo(AT, "Kios baru milik pedagang", "Ani")],
        ),
        (
            {"between": f"<figure><span class=copyright>Kreis/Jan Marx</span>{IMAGE}</figure>"},
            [Photo(AT, None, "Kreis/Jan Marx")],
        ),
        ({"between": "<p>dok.adpimkaltim</p>"}, [Photo(None, None, "adpimkaltim")]),
        (
            {"body": BODY + "<p class=isi>“Kami senang,” jelasnya. (Biro Humas/Sina//YM/Foto:SS)</p>"},
            [Photo(None, None, "SS")],
        ),
        (
            {"body": f"<p class=isi>FOTO Ilustrasi : Lubang besar di jalan</p>{BODY}"},
            [Photo(None, "FOTO Ilustrasi : Lubang besar di jalan", None)],
        ),
        (
            {"between": f"{IMAGE}<p>Foto : Ani</p>", "below": '<img src="/foto/lain.jpg"><p>Foto : Budi</p>'},
            [Photo(AT, None, "Ani"), Photo("https://humas.contohkab.go.id/foto/lain.jpg", None, "Budi")],
        ),
        (
            {"between": '<img src="data:image/gif;base64,R0" data-src="/foto/pasar.jpg"><p>Foto : Ani</p>'},
            [Photo(AT, None, "Ani")],
        ),
    ],
)
def test_photographs_have_their_credit_and_caption_once(parts: dict[str, str], expected: list[Photo]) -> None:
    """Credit and caption go to the image beside them, copies count once, addresses are absolute."""
    assert expected == list(fields(page(**parts)).article.photos)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "parts",
    [
        {"between": IMAGE},
        {"between": f"{IMAGE}<p>WhatsApp Image 2025-04-12 at 04.31.24</p>"},
        {"between": f"<figure>{IMAGE}<figcaption>DPU PENGHARGAAN JAKON 2022 (1)</figcaption></figure>"},
        {"body": "<p class=isi>Foto diatas adalah gambaran sampah liar sebelum diangkut petugas.</p>" + BODY},
        {"below": f"<div class=berita-terkait>{IMAGE}<p>Foto : Orang Lain</p></div>"},
        {"below": "<footer class=footer><p>© Diskominfo Contoh 2017</p></footer>"},
        {"between": '<img src="/img/avatar.png"><p>Foto :</p>'},
    ],
)
def test_a_photograph_without_words_is_none(parts: dict[str, str]) -> None:
    """Alternative texts, file names, prose, other articles and empty labels make no photograph."""
    assert not fields(page(**parts)).article.photos  # type: ignore[arg-type]


def test_credit_lines_are_no_paragraphs() -> None:
    """A line that is nothing but a credit leaves the body, a paragraph that ends with one stays."""
    body = (
        "<p class=isi>Foto : Handy</p>"
        + BODY
        + "<p class=isi>“Kami senang sekali hari ini,” jelasnya. (Foto:SS)</p>"
    )
    article = fields(page(body=body)).article

    assert article.body.startswith("Bupati meresmikan")
    assert article.body.endswith("(Foto:SS)")
    assert "Handy; SS" == "; ".join(photo.credit or "" for photo in article.photos)
