"""Tests of scraper.text.mastheads."""

import pytest

from scraper.text.mastheads import is_masthead


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (True, "Pemerintah Kabupaten Wonosobo"),
        (True, "PORTAL BERITA"),
        (True, "Detail Berita"),
        (True, "Website Resmi Kecamatan Bendungan"),
        (True, "Dinas Komunikasi dan Informatika Kabupaten Wonosobo"),
        (False, "Dinas Perhubungan Gelar Razia"),
        (False, "Pemerintah Kabupaten Wonosobo Gelar Rapat"),
        (False, "Berita Duka"),
        (False, "Bupati Menari"),
        (False, ""),
    ],
)
def test_a_site_s_name_is_told_from_a_headline(expected: bool, text: str) -> None:
    """An office or a section alone is a masthead; with something that happens it is a headline."""
    assert expected is is_masthead(text, "ppid.wonosobokab.go.id")
