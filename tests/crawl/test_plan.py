"""Tests of scraper/crawl/plan.py."""

from pathlib import Path

import pytest

from scraper.crawl.plan import make_plan
from scraper.errors import AddressError, UnknownSiteError
from scraper.model import PageKind
from scraper.sites import known_profiles

PROFILES = known_profiles(Path("/nonexistent"))


def test_site_name_brings_its_listings_and_its_frontier() -> None:
    """A site by name is asked for its listings and followed on."""
    plan = make_plan(["jateng"], PROFILES, [])

    assert frozenset({"jateng"}) == plan.follow
    assert {PageKind.LISTING} == {page.kind for page in plan.entries}
    assert () == plan.seeds


def test_address_is_one_seed_that_is_not_followed() -> None:
    """An address is asked for alone, under its normalised form, with the word as it was typed."""
    plan = make_plan(["https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655#x"], PROFILES, [])

    assert frozenset() == plan.follow
    assert ("jateng", PageKind.ARTICLE) == (plan.seeds[0].site, plan.seeds[0].kind)
    assert "https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655" == plan.seeds[0].url


def test_without_words_every_archived_site_is_followed() -> None:
    """`kabar crawl` alone goes on with every site of the archive."""
    plan = make_plan([], PROFILES, ["contohkab.go.id", "jateng"])

    assert frozenset({"contohkab.go.id", "jateng"}) == plan.follow


@pytest.mark.parametrize("target", ["http://", "https://a b/", "ftp://a.go.id/x", "berita/satu"])
def test_wrong_address_is_told(target: str) -> None:
    """A word that is meant as an address but is none raises AddressError."""
    with pytest.raises(AddressError):
        make_plan([target], PROFILES, [])


def test_host_without_scheme_is_told_how_to_write_it() -> None:
    """A bare host is answered with the whole address to type."""
    with pytest.raises(AddressError) as caught:
        make_plan(["www.contohkab.go.id"], PROFILES, [])

    assert "https://www.contohkab.go.id/" in caught.value.hint


def test_unknown_name_is_told() -> None:
    """A name that nobody knows raises UnknownSiteError."""
    with pytest.raises(UnknownSiteError):
        make_plan(["jatenk"], PROFILES, [])


def test_the_same_seed_twice_is_asked_for_once() -> None:
    """Two spellings of one address are one seed."""
    plan = make_plan(["https://a.go.id/x?b=1&a=2", "https://A.go.id/x?a=2&b=1"], PROFILES, [])

    assert 1 == len(plan.seeds)
