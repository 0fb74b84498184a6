"""Tests of scraper/text/edits.py: the class of an edit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.text.edits import Edit, edits_between
from scraper.text.wording import same_words

BODY = (
    "SEMARANG - Bupati Ahmad Fauzi meresmikan 12 posyandu pada Senin (26/11/2019). "
    '"Kami ingin warga sehat," ujarnya.\n\nPemerintah kota menyiapkan anggaran Rp 4,5 miliar pada '
    "26 November 2019 pukul 09.00 WIB di Kecamatan Tugu."
)


@pytest.mark.parametrize(
    ("old", "new", "classes"),
    [
        ("12", "15", "figures"),
        ("4,5 miliar", "5 miliar", "figures"),
        ("miliar", "juta", "figures"),
        ("26/11", "27/11", "dates"),
        ("26 November", "28 November", "dates"),
        ("2019 pukul", "2020 pukul", "dates"),
        ("09.00", "10.00", "dates"),
        ("Senin", "Selasa", "dates"),
        ("Ahmad Fauzi", "Budi Santoso", "names"),
        ("Tugu", "Mijen", "names"),
        ("Ahmad", "Akhmad", "names, correction of typing"),
        ("warga sehat", "warga sejahtera", "quotation"),
        ("menyiapkan", "menyapkan", "correction of typing"),
        ("posyandu", "pos yandu", "correction of typing"),
        ("ujarnya.", "ujarnya", "correction of typing"),
        ("Pemerintah kota", "Pemerintahh kota", "correction of typing"),
        ("\n\nPem", "\n\nKegiatan itu dihadiri warga sekitar.\n\nPem", "addition"),
        (" pukul 09.00 WIB di Kecamatan Tugu", "", "removal"),
        ("meresmikan", "menutup", "removal, addition"),
        ("SEMARANG", "SEMARANG", ""),
    ],
)
def test_an_edit_has_its_class(old: str, new: str, classes: str) -> None:
    """Each kind of edit is told from the others by the words that it changes."""
    assert old in BODY
    assert classes == ", ".join(edits_between(("Judul", BODY), ("Judul", BODY.replace(old, new))))


def test_a_headline_is_the_most_meaningful() -> None:
    """An edit of the headline comes first, with what it changed."""
    assert (Edit.TITLE, Edit.FIGURES) == edits_between(("Panen 12 Ton", BODY), ("Panen 15 Ton", BODY))


@settings(deadline=None)
@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_there_is_a_class_where_the_words_differ_and_only_there(old: str, new: str) -> None:
    """Any two texts have a class exactly where a revision would be written."""
    assert same_words(old, new) == (edits_between(("", old), ("", new)) == ())
