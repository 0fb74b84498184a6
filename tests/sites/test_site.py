"""Tests of scraper/sites/site.py."""

from pathlib import Path

import pytest

from scraper.model import PageKind
from scraper.sites import kind_in_scope, known_profiles, site_of_url

PROFILES = known_profiles(Path("/nonexistent")).values()
JATENG = site_of_url("https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655", PROFILES)
UNKNOWN = site_of_url("https://www.contohkab.go.id/", PROFILES)


def test_known_host_gives_its_profile() -> None:
    """An address of a known host belongs to the site of its profile."""
    assert "jateng" == JATENG.name
    assert "33" == (JATENG.region.code if JATENG.region else None)


def test_unknown_host_is_a_site_of_its_own() -> None:
    """An unknown host names its site, and `www.` makes no difference."""
    assert "contohkab.go.id" == UNKNOWN.name
    assert PageKind.LISTING is kind_in_scope(UNKNOWN, "https://contohkab.go.id/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/detail_berita_gubernur?id=3655", PageKind.ARTICLE),
        ("/berita_gubernur?page=2", PageKind.LISTING),
        ("/profil/visi-misi-dan-tujuan-kami", None),
    ],
)
def test_profile_draws_the_scope(path: str, kind: PageKind | None) -> None:
    """With patterns in its profile, a site's crawl asks for nothing that they don't name."""
    assert kind is kind_in_scope(JATENG, "https://humas.jatengprov.go.id" + path)


@pytest.mark.parametrize(
    "url",
    [
        "https://slot.example/berita/detail/1",
        "https://contohkab.go.id/a.pdf",
        "https://contohkab.go.id/admin/",
    ],
)
def test_strangers_files_and_doors_are_out_of_scope(url: str) -> None:
    """Links to other hosts (gambling after </html>), files and accounts are never asked for."""
    assert kind_in_scope(UNKNOWN, url) is None
