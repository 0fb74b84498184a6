"""Tests of scraper/sites/profile.py and known.py."""

from datetime import date
from pathlib import Path

import pytest

from scraper.errors import ProfileError, UnknownSiteError
from scraper.sites import find_profile, known_profiles, profile_of, read_profile

GOOD = """
title = "Humas Kabupaten Contoh"
hosts = ["humas.contohkab.go.id"]
region = "33.07"
zone = "Asia/Jakarta"
listings = ["https://humas.contohkab.go.id/berita"]
article_patterns = ['^/berita/detail/']
delay_s = 3
valid_from = 2019-01-01

[selectors]
body = "div.isi"
"""


def _write(folder: Path, text: str, name: str = "contoh") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_profile_is_read(tmp_path: Path) -> None:
    """A profile's keys become values of their own types, and the file's stem its name."""
    profile = read_profile(_write(tmp_path, GOOD))

    assert "contoh" == profile.name
    assert ("humas.contohkab.go.id",) == profile.hosts
    assert "Asia/Jakarta" == str(profile.zone)
    assert 3.0 == profile.delay_s
    assert {"body": "div.isi"} == profile.selectors
    assert date(2019, 1, 1) == profile.valid_from


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ('titel = "x"', "titel", "no such key"),
        ('zone = "Asia/Semarang"', "zone", 'a time zone, as "Asia/Jakarta"'),
        ("region = 33", "region", "a Kemendagri code"),
        ('region = "33.7"', "region", "a Kemendagri code"),
        ("delay_s = 0", "delay_s", "seconds from 0.5 to 300"),
        ("delay_s = true", "delay_s", "seconds from 0.5 to 300"),
        ('listings = ["humas.contohkab.go.id"]', "listings", "starts with http"),
        ("article_patterns = ['(']", "article_patterns", "regular expressions"),
        ('valid_until = "2024"', "valid_until", "a date, as 2024-12-31"),
        ("verified = 1", "verified", "true or false"),
        ('[selectors]\nbodi = "p"', "selectors", "no field 'bodi'"),
        ('[selectors]\nbody = "div["', "selectors", "body: Malformed"),
    ],
)
def test_fault_names_file_key_and_expectation(tmp_path: Path, line: str, key: str, expected: str) -> None:
    """A fault in a profile is told with its file, its key and what was expected there."""
    path = _write(tmp_path, f'title = "x"\nhosts = ["a.go.id"]\n{line}\n')

    with pytest.raises(ProfileError, match=r"contoh\.toml") as caught:
        read_profile(path)

    assert key in str(caught.value)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    "text", ['hosts = ["a.go.id"]', 'title = "x"', 'title = "x"\nhosts = []', "title = ", "\x00"]
)
def test_profile_without_its_needs_is_refused(tmp_path: Path, text: str) -> None:
    """A profile without title and hosts, or one that is no TOML, is a ProfileError and nothing else."""
    with pytest.raises(ProfileError):
        read_profile(_write(tmp_path, text))


def test_host_with_a_scheme_is_refused(tmp_path: Path) -> None:
    """A host is a bare name, so that it can be compared with an address's."""
    with pytest.raises(ProfileError, match="no scheme"):
        read_profile(_write(tmp_path, 'title = "x"\nhosts = ["https://a.go.id"]'))


def test_every_bundled_profile_is_valid_and_its_patterns_find_its_listings() -> None:
    """Each profile that comes with kabar can be read, and its listings lie in its own scope."""
    for profile in known_profiles(Path("/nonexistent")).values():
        assert profile.zone is not None, profile.name
        for url in profile.listings:
            assert profile is profile_of(url, [profile])


def test_own_profile_goes_before_a_bundled_one(tmp_path: Path) -> None:
    """A user's profile replaces the bundled one of the same name."""
    _write(tmp_path, GOOD, "jateng")

    assert "Humas Kabupaten Contoh" == known_profiles(tmp_path)["jateng"].title


def test_unknown_name_lists_the_known() -> None:
    """A wrong site name is answered with the right ones."""
    with pytest.raises(UnknownSiteError) as caught:
        find_profile("jatenk", known_profiles(Path("/nonexistent")))

    assert "jateng" in caught.value.hint


def test_profile_is_chosen_by_host_and_day(tmp_path: Path) -> None:
    """A profile that is not yet valid on the day of the capture is not used for it."""
    profile = read_profile(_write(tmp_path, GOOD))

    assert profile is profile_of("https://www.humas.contohkab.go.id/x", [profile], on=date(2020, 1, 1))
    assert profile_of("https://humas.contohkab.go.id/x", [profile], on=date(2018, 12, 31)) is None
    assert profile_of("https://contohkab.go.id/x", [profile]) is None
