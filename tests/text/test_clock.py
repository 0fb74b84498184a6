"""Tests of scraper.text.clock."""

from datetime import timedelta

import pytest

from scraper.text.clock import time_after, time_before, zone_of


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("WIB", 7),
        ("wita", 8),
        ("WIT", 9),
        ("Z", 0),
        ("+07:00", 7),
        ("-0530", -5.5),
        ("GMT+8", 8),
        ("UTC -3", -3),
    ],
)
def test_a_zone_has_its_offset(name: str, hours: float) -> None:
    """Zones of Indonesia, offsets and UTC are known."""
    zone = zone_of(name)

    assert zone is not None
    assert timedelta(hours=hours) == zone.utcoffset(None)


@pytest.mark.parametrize("name", ["", "PST", "CST", "Mars", "+99:00"])
def test_a_zone_of_several_meanings_is_unknown(name: str) -> None:
    """What names no single offset gives no zone."""
    assert zone_of(name) is None


@pytest.mark.parametrize("text", [" 12.50 juta", " 25:00", " 9.5 persen", " 1.234 kali", " kali 12"])
def test_numbers_are_no_times(text: str) -> None:
    """Amounts and impossible hours behind a date are left alone."""
    assert time_after(text, 0) is None


def test_the_time_before_a_date_is_not_taken_from_another_date() -> None:
    """Nothing before the floor is read."""
    text = "09:00 26 Nov 2019"

    assert time_before(text, 6, 6) is None
    assert time_before(text, 0, 6) is not None
