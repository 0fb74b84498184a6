"""Tests of scraper/sites/regions.py and zones.py."""

from zoneinfo import ZoneInfo

import pytest

from scraper.sites import region_of_host, region_of_place, regions, zone_of_host, zone_of_place


def test_every_region_is_there() -> None:
    """38 provinces and 514 regencies and cities, each with a zone of Indonesia."""
    levels = [region.level for region in regions().values()]

    assert (38, 416, 98) == tuple(levels.count(level) for level in ("province", "regency", "city"))
    assert {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"} == {
        region.zone for region in regions().values()
    }


def test_each_region_keeps_its_province_s_time() -> None:
    """Each regency and city belongs to a province, and has the time that the law gives the province."""
    central = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
    eastern = {"81", "82", "91", "92", "93", "94", "95", "96"}
    provinces = {code for code, region in regions().items() if region.level == "province"}

    assert central | eastern < provinces
    for code, region in regions().items():
        province = code.split(".")[0]
        place = "Makassar" if province in central else "Jayapura" if province in eastern else "Jakarta"
        assert province in provinces
        assert f"Asia/{place}" == region.zone
        assert (len(code) == 2) == (region.level == "province")


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("humas.jatengprov.go.id", "33"),
        ("diskominfo.wonosobokab.go.id", "33.07"),
        ("paalmerah.jambikota.go.id", "15.71"),
        ("malangkab.go.id", "35.07"),
        ("malangkota.go.id", "35.73"),
        ("www.bandung.go.id", "32.73"),
        ("sendangsari-kulonprogo.desa.id", "34.01"),
        ("jogjakota.go.id", "34.71"),
        ("kaltimprov.go.id:8080", "64"),
        ("utara.jakarta.go.id", "31.72"),
        ("dinkes.ttskab.go.id", "53.02"),
        ("www.hsu.go.id:443", "63.08"),
        ("berita.example.go.id", None),
        ("bali.com", None),
        ("127.0.0.1:8000", None),
    ],
)
def test_host_names_its_region(host: str, code: str | None) -> None:
    """A government's host tells its region, and a host that tells none gets none."""
    region = region_of_host(host)

    assert code == (region.code if region else None)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("SEMARANG", "33.74"),
        ("Kota Gorontalo", "75.71"),
        ("KAB. MALANG", "35.07"),
        ("Solo", "33.72"),
        ("Diskominfo", None),
    ],
)
def test_dateline_names_its_region(place: str, code: str | None) -> None:
    """A dateline's place tells its region where it is a regency, a city or a province."""
    region = region_of_place(place)

    assert code == (region.code if region else None)


@pytest.mark.parametrize(
    ("host", "zone"),
    [
        ("humas.jatengprov.go.id", "Asia/Jakarta"),
        ("bulelengkab.go.id", "Asia/Makassar"),
        ("papua.go.id", "Asia/Jayapura"),
        ("biakkab.go.id", "Asia/Jayapura"),
        ("mluk.brandenburg.de", "Europe/Berlin"),
        ("alpha.pna.gov.ph", "Asia/Manila"),
        ("londrina.pr.gov.br", "America/Sao_Paulo"),
        ("acre.ac.gov.br", "America/Rio_Branco"),
        ("www.am.gov.br", None),
        ("sonora.gob.mx", "America/Hermosillo"),
        ("www.gob.mx", None),
        ("co.fairview.mn.us", "America/Chicago"),
        ("www.gobernacion.gov.co", "America/Bogota"),
        ("austintexas.gov", None),
        ("berita.example.go.id", None),
    ],
)
def test_host_tells_its_zone(host: str, zone: str | None) -> None:
    """The zone is the region's, else that of a country with one time, else not known."""
    assert (ZoneInfo(zone) if zone else None) == zone_of_host(host)


def test_dateline_tells_its_zone() -> None:
    """A dateline's place gives the zone where the host gives none."""
    assert ZoneInfo("Asia/Makassar") == zone_of_place("PALU")
    assert zone_of_place("Potsdam") is None
