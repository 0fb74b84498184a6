"""Tests of scraper/parse/fields/zone.py."""

from datetime import UTC, date, datetime

import pytest

from scraper.parse.fields.choice import Candidate, Choice
from scraper.parse.fields.zone import in_zone

LOCAL = datetime(2024, 11, 26, 9, 0)  # noqa: DTZ001  # as a page prints it
SOURCE = 'text "26 November 2024 09:00"'


def _dated(*values: datetime | date) -> Choice[datetime | date]:
    return Choice(date(2024, 11, 26), SOURCE, "", tuple(Candidate(value, SOURCE, 0.9) for value in values))


@pytest.mark.parametrize(
    ("place", "language", "expected"),
    [
        ("PALU", "id", "2024-11-26T09:00:00+08:00"),
        ("JAYAPURA", "id", "2024-11-26T09:00:00+09:00"),
        ("Desa Anu", "id", "2024-11-26T09:00:00+07:00"),
        (None, "id", "2024-11-26T09:00:00+07:00"),
        (None, "de", "2024-11-26"),
        (None, None, "2024-11-26"),
    ],
)
def test_zone_is_the_datelines_else_the_languages(
    place: str | None, language: str | None, expected: str
) -> None:
    """A dateline in eastern Indonesia gives its zone, Indonesian alone the western one, German none."""
    chosen = in_zone(_dated(LOCAL), place, language).value

    assert chosen is not None
    assert expected == chosen.isoformat()


def test_a_day_without_a_time_stays_a_day() -> None:
    """Nothing is made up where the page shows no time."""
    dated = _dated(date(2024, 11, 26))

    assert dated == in_zone(dated, "PALU", "id")


def test_a_moment_with_an_offset_stays_as_it_is() -> None:
    """A value that has its offset is not moved."""
    dated: Choice[datetime | date] = Choice(datetime(2024, 11, 26, 9, 0, tzinfo=UTC), SOURCE)

    assert dated == in_zone(dated, "PALU", "id")
