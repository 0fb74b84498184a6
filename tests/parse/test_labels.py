"""Labels: what a short line announces."""

import pytest

from scraper.parse.labels import label_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bagikan :", ("share", True)),
        ("BERITA TERKAIT", ("related", True)),
        ("Baca Juga : Bupati Resmikan Pasar", ("related", False)),
        ("» Komentar (3)", ("comment", False)),
        ("Memuat berita...", ("script", True)),
        ("Halaman tidak ditemukan", ("gone", True)),
        ("関連記事", ("related", True)),
        ("Foto : Handy (Humas Jateng)", ("caption", False)),
        ("Bagikanlah rezeki kepada sesama", None),
        ("Bupati meresmikan pasar", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_label_is_known_by_its_first_words(text: str, expected: tuple[str, bool] | None) -> None:
    """Case and punctuation around it do not matter, and a longer word is another word."""
    assert expected == label_of(text)
