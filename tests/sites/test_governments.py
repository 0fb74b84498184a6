"""Tests of scraper/sites/governments.py."""

import pytest

from scraper.errors import UnknownSiteError, UsageError
from scraper.sites import government_named, governments, regions


def test_every_province_has_its_government() -> None:
    """All 38 provinces are listed, and each row has a code, a host, a source and a status of its own."""
    provinces = {code for code, region in regions().items() if region.level == "province"}
    rows = governments().values()

    assert provinces == {code for code in governments() if len(code) == 2}
    assert 38 == len(provinces)
    assert len(rows) == len({row.host for row in rows})
    assert all(
        row.host.endswith(".go.id") and row.source and row.status in ("verified", "unverified")
        for row in rows
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gorontalo", "75"),
        ("Jawa Tengah", "33"),
        ("jateng", "33"),
        ("kota-bandung", "32.73"),
        ("Kabupaten Bandung", "32.04"),
        ("kab gorontalo", "75.01"),
        ("wonosobo", "33.07"),
        ("33.07", "33.07"),
        ("provinsi-gorontalo", "75"),
    ],
)
def test_a_region_s_name_means_its_government(name: str, code: str) -> None:
    """Names as people type them, and codes, mean one region; a province goes first."""
    assert code == government_named(name).region.code


def test_a_name_of_several_regions_asks_which() -> None:
    """A name that a city and a regency share is refused, with the words for each."""
    with pytest.raises(UsageError) as told:
        government_named("bandung")

    assert "kabar crawl kota-bandung" in told.value.hint
    assert "kabar crawl kabupaten-bandung" in told.value.hint


@pytest.mark.parametrize("name", ["entah", "", "99", "kota-entah"])
def test_what_is_no_region_is_told(name: str) -> None:
    """A name of no region, and a region whose site nobody named, are refused with what to do."""
    with pytest.raises(UnknownSiteError):
        government_named(name)
