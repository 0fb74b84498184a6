"""Tests of scraper/sites/governments.py."""

import csv
import re
from importlib.resources import files

import pytest

from scraper.errors import UnknownSiteError, UsageError
from scraper.sites import government_named, governments, region_of_host, regions


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


def test_nearly_every_region_has_its_government() -> None:
    """540 of 552 regions are listed, each once, by code, with a host and a source that the file explains."""
    lines = (files("scraper.sites") / "governments.csv").read_text("utf-8").splitlines()
    explained = {found[1] for line in lines if (found := re.match(r"#   ([a-z]+): ", line))}
    codes = [row["code"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))]

    assert sorted(set(codes)) == codes
    assert 540 <= len(codes)
    assert {row.source for row in governments().values()} == explained
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+)?\.go\.id", row.host) for row in governments().values())


def test_a_government_s_site_tells_its_region() -> None:
    """A known site tells its region, and so its time zone, also where its host is no region's name."""
    told = {row.host: region_of_host(f"www.{row.host}") for row in governments().values()}

    assert {row.host: row.region for row in governments().values()} == told


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
        ("nias-barat", "12.25"),
        ("kabupaten-pati", "33.18"),
        ("Kota Kupang", "53.71"),
        ("96.71", "96.71"),
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


@pytest.mark.parametrize("name", ["entah", "", "99", "kota-entah", "nduga"])
def test_what_is_no_region_is_told(name: str) -> None:
    """A name of no region, and a region whose site nobody named, are refused with what to do."""
    with pytest.raises(UnknownSiteError):
        government_named(name)
