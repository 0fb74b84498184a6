"""Tests of scraper.text.credits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.credits import credit_in, is_file_name


@pytest.mark.parametrize(
    ("text", "credit", "caption"),
    [
        ("Foto : Handy (Humas Jateng)", "Handy (Humas Jateng)", None),
        (
            "Pelantikan gubernur, Kamis, 5 November 2020. (Foto: Humas Prov Aceh)",
            "Humas Prov Aceh",
            "Pelantikan gubernur, Kamis, 5 November 2020.",
        ),
        ("dok.adpimkaltim", "adpimkaltim", None),
        ("Dok. Humas", "Humas", None),
        ("Foto : Dok. Humas Kota", "Dok. Humas Kota", None),
        ("Foto dok. Humas", "dok. Humas", None),
        ("Literasi digital Sumber foto : Kominfo", "Kominfo", "Literasi digital"),
        ("Sumber foto : Kominfo", "Kominfo", None),
        ("foto/ist", "ist", None),
        ("(foto/ist)", "ist", None),
        ("photo Tiyo Surya Sakti - Beritajakarta.id", "Tiyo Surya Sakti - Beritajakarta.id", None),
        ("Photo: Yhomo Hutchinson", "Yhomo Hutchinson", None),
        ("Photo by John Doe", "John Doe", None),
        ("(Photo courtesy of PIA)", "PIA", None),
        ("kerja sama,” jelasnya. (Biro Humas/Sina//YM/Foto:SS)", "SS", "kerja sama,” jelasnya."),
        ("Foto: Budi, Editor: Ani", "Budi", None),
        ("Teks/Foto : Rina", "Rina", None),
        ("(Foto: Handy (Humas Jateng))", "Handy (Humas Jateng)", None),
        ("Gubernur meninjau. Foto: Humas", "Humas", "Gubernur meninjau."),
        ("Foto: Humas Pemkot/Andi.", "Humas Pemkot/Andi", None),
        ("© dpa", "dpa", None),
        ("Crédito das fotos: Vivian Honorato", "Vivian Honorato", None),
        ("Máquinas na rua. Foto: Vivian Honorato/N.Com", "Vivian Honorato/N.Com", "Máquinas na rua."),
        ("相談会の様子（写真：高知県）", "高知県", "相談会の様子"),
        ("Texto y fotos: Laura Díaz", "Laura Díaz", None),
        ("Crédits photos : Marc Petit", "Marc Petit", None),
        ("Texto: Ana Prado | Fotos: Beto Lima | Edição: Carla Nunes", "Beto Lima", None),
        ("Larawan mula sa Batangas PIO", "Batangas PIO", None),
        (
            "Menteri Besar pada sidang media - Gambar: Unit Media",
            "Unit Media",
            "Menteri Besar pada sidang media",
        ),
        (
            "Die neue Fahrbahn. © Landkreis Auental / Jens Maier",
            "Landkreis Auental / Jens Maier",
            "Die neue Fahrbahn.",
        ),
        ("La cour du collège © Département", "Département", "La cour du collège"),
        ("Penulis: Budi | Editor: Ani | Foto: Candra", "Candra", None),
        ("Kontributor: Rina Foto: Humas Editor: Joko", "Humas", None),
        ("Bupati saat rapat. dok. Prokopim", "Prokopim", "Bupati saat rapat."),
        ("写真：県広報課", "県広報課", None),
        ("Photograph: Sarah Lee/The Guardian", "Sarah Lee/The Guardian", None),
        ("Bild: Max Mustermann", "Max Mustermann", None),
        ("Crédit photo : Ville de Lyon", "Ville de Lyon", None),
        ("사진: 홍보과", "홍보과", None),
        ("FOTO Ilustrasi : Lubang besar", None, "FOTO Ilustrasi : Lubang besar"),
        ("Keterangan Gambar : Apel pagi", None, "Apel pagi"),
        ("Keterangan Gambar : Kunjungan kerja (foto: Humas Bekasi)", "Humas Bekasi", "Kunjungan kerja"),
        ("Ket. Foto: Bupati menyerahkan bantuan (Foto: Budi)", "Budi", "Bupati menyerahkan bantuan"),
    ],
)
def test_credits_and_captions_are_told_apart(text: str, credit: str | None, caption: str | None) -> None:
    """Each way of crediting a photograph gives the name alone, and the caption without it."""
    found = credit_in(text)

    assert found is not None
    assert (credit, caption) == (found.credit, found.caption)


@pytest.mark.parametrize(
    "text",
    [
        "Foto diatas adalah gambaran tumpukan sampah liar sebelum diangkut petugas.",
        "Foto bersama Bupati",
        "Foto: ",
        "Foto-foto: kegiatan",
        "Dokumentasi kegiatan pembinaan",
        "© Diskominfo Wonosobo 2017-.",
        "(doc)",
        "(Penulis: Harmin/staf Prokopim Paser)",
        "Kepala dinas (kiri) saat rapat",
        "Ia memotret dan mengunggah foto itu.",
        "Photo Gallery",
        "",
    ],
)
def test_other_lines_credit_nobody(text: str) -> None:
    """Prose about photographs, empty labels and copyright lines give nothing."""
    assert credit_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WhatsApp Image 2025-04-12 at 04.31.24", True),
        ("DPU PENGHARGAAN JAKON 2022 (1)", True),
        ("1611278374761-w1_detail", True),
        ("IMG_2034", True),
        ("DSC_0001", True),
        ("Bupati meninjau.JPG", True),
        ("image001", True),
        ("download (3)", True),
        ("unnamed", True),
        ("Foto 1", True),
        ("Rapat koordinasi 2019", False),
        ("HUT RI ke-72", False),
        ("Kota-Kota Besar", False),
        ("Photo: Yhomo Hutchinson", False),
        ("Bupati menyerahkan bantuan", False),
        ("", False),
    ],
)
def test_a_file_name_is_no_caption(text: str, expected: bool) -> None:
    """Names that cameras, messengers and content systems give are known as such."""
    assert expected is is_file_name(text)


@given(st.text(alphabet='Fotophby: ()[]/.-–|Dok©"“aA1', max_size=80))
def test_any_line_is_survived(text: str) -> None:
    """No line makes the reader fail, and a credit is never empty."""
    found = credit_in(text)

    assert found is None or found.credit or found.caption


def test_reading_is_linear() -> None:
    """Brackets without an end and labels without a name cost no more than their length."""
    assert credit_in("(" * 2_900 + "foto") is None
    assert credit_in("foto " * 590) is None
