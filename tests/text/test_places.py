"""Tests of scraper.text.places."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.places import dateline_of, is_town

CASES = Path(__file__).parents[2] / "../shared/pages/text"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("SEMARANG - Pemerintah Provinsi", "SEMARANG"),
        ("GORONTALO  – Malam puncak", "GORONTALO"),
        ("Guadalajara, Jalisco, 26 de noviembre de 2019.- El gobernador", "Guadalajara, Jalisco"),
        ("Bogotá D.C., 26 de noviembre de 2019. El alcalde", "Bogotá D.C."),
        ("Lima, 26 nov. 2019 (Andina).- El ministro", "Lima"),
        ("Rennes, le 26 novembre 2019 – Le préfet", "Rennes"),
        ("SHAH ALAM, 26 NOV : Kerajaan", "SHAH ALAM"),
        ("CEBU CITY, Nov. 26 (PNA) -- The city", "CEBU CITY"),
        ("Surakarta, 26/11/2019. Wali Kota", "Surakarta"),
        ("Kota Gorontalo, (Humas) – Warga", "Kota Gorontalo"),
        ("KOTA GORONTALO, Diskominfotik – Sekretaris", "KOTA GORONTALO"),
        ("KABUPATEN GORONTALO, Humas – Wakil", "KABUPATEN GORONTALO"),
        ("JATENGPROV.GO.ID, Solo – Gubernur", "Solo"),
        ("InilahSumsel.com, Palembang — Warga", "Palembang"),
        ("TRIBUNSUMSEL.COM, PALEMBANG- Kerusakan", "PALEMBANG"),
        ("SRIPOKU.COM, PALEMBANG -- Pemerintah", "PALEMBANG"),
        ("Muara Sabak, pada rapat", "Muara Sabak"),
        ("Balikpapan, Gubernur menerima", None),
        ("MUARABULIAN,DISKOMINFO Rapat Paripurna", "MUARABULIAN"),
        ("WONOSOBO. Untuk mengisi", "WONOSOBO"),
        ("WONOSOBO . Untuk mengisi", "WONOSOBO"),
        ("WONOSOBO- Untuk mendukung", "WONOSOBO"),
        ("Muarasabak- Pemerintah", "Muarasabak"),
        ("Cirebon, Kominfo – Sebanyak", "Cirebon"),
        ("Jakarta, BPG – Badan", "Jakarta"),
        ("Gowa, humas.sulselprov.go.id – Sekretaris", "Gowa"),
        ("Kota Pekalongan, Info Publik - Pemerintah", "Kota Pekalongan"),
        ("Lowokwaru, MC – Residents", "Lowokwaru"),
        ("CALAMBA CITY, Laguna (PIA) – Farmers", "CALAMBA CITY, Laguna"),
        ("LA TRINIDAD, Benguet -- Farmers", "LA TRINIDAD, Benguet"),
        ("LOS BAÑOS, Laguna (PIA) – Farmers", "LOS BAÑOS, Laguna"),
        ("La Diputación – Las ayudas", None),
        ("SANTA FE, N.M. – The governor", "SANTA FE, N.M."),
        ("Banjarnegara, Jawa Tengah – Bupati", "Banjarnegara, Jawa Tengah"),
        ("KOTA BEKASI -  Selasa, 22 November 2022", "KOTA BEKASI"),
        ("Magdeburg, den 18. September 2002", "Magdeburg"),
        ("SURABAYA, 12 September 2024 – Perpustakaan", "SURABAYA"),
        ("YOGYAKARTA (26 November 2024) – Tim dinas", "YOGYAKARTA"),
        ("(Malang, 08/03/2024) Dinas mengadakan", "Malang"),
        ("Potsdam – Zum Ende des Jagdjahres", "Potsdam"),
        ("Bali – Dinas menerima", "Bali"),
        ("Tana Paser – Rutan", "Tana Paser"),
        ("SAMARINDA—Kasus harian", "SAMARINDA"),
        ("PALU– Logo hari jadi", "PALU"),
        ("BANDUNG-On the 100 days", "BANDUNG"),
        ("Surabaya-Dinas memberi", "Surabaya"),
        ("Jepara-Dinas memberi", None),
        ("LONDON (Reuters) - The", "LONDON"),
        ("JAKARTA, KOMPAS.com - Menteri", "JAKARTA"),
    ],
)
def test_a_dateline_names_its_place(paragraph: str, expected: str | None) -> None:
    """The place is read as written; without a list of regions a comma or a bare dash is not enough."""
    found = dateline_of(paragraph, is_town)

    assert expected == (found.place if found else None)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Diskominfo - Gubernur menghadiri",
        "Diskominfo – PPID Kota Bandung menggelar",
        "Diskominfostaper Fakfak – Dinas akan",
        "DISKOMINFO, Plt.Sekda Batanghari,H.Bakhtiar",
        "SUSUNAN perangkat sekretariat daerah",
        "Anak-Anak sekolah dasar",
        "Kemarin, Bupati hadir",
        "Bupati, Wakil Bupati dan Sekda",
        "Selain itu, Bupati",
        "Pada Senin, 26 November 2019. Bupati",
        "Rapat Kerja, 26 November 2019. Hadir",
        "Rumah Sakit, 26 pasien. Bupati",
        "Senin, 22 November 2022",
        "Update – Kasus harian",
        "KPK-Kejagung sepakat",
        "Covid-19 – pandemi",
        "Dr. Budi - ketua",
        "Seorang warga – Budi",
        "Ribuan suara lantang berikrar",
        "- Butir pertama",
        "",
    ],
)
def test_other_beginnings_name_no_place(paragraph: str) -> None:
    """An office, a weekday, a title or an ordinary sentence is no dateline."""
    assert dateline_of(paragraph, is_town) is None


@pytest.mark.skipif(not CASES.exists(), reason="the pages that the project was measured on are not here")
def test_the_datelines_of_real_pages() -> None:
    """Where a case's first sentence has a dateline, exactly that is read, and nothing where it has none."""
    wrong = []
    towns = {"balikpapan", "surabaya", "palu", "wonosobo", "kajen", "muarabulian"}
    for path in sorted(CASES.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))["expected"]
        sentence, place = expected.get("body_first_sentence") or "", expected.get("dateline")
        if not sentence or (place and place not in sentence[:60]):
            continue
        found = dateline_of(sentence, lambda name: is_town(name) or name.casefold() in towns)
        if place != (found.place if found else None):
            wrong.append((path.name, place, found))

    assert not wrong


@given(st.text(alphabet="ABCabc ,.-–—()0123456789", max_size=80))
def test_any_paragraph_is_survived(paragraph: str) -> None:
    """No paragraph makes the reader fail."""
    found = dateline_of(paragraph)

    assert found is None or found.place
