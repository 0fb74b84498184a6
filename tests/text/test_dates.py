"""Tests of scraper.text.dates and the modules under it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.dates import FoundDate, find_dates, read_date

NOW = datetime(2024, 12, 10, 5, 0, tzinfo=UTC)


def _spellings() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "date_spellings.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(text, order, expected) for text, order, expected in rows]


def _is_met(expected: str, found: FoundDate) -> bool:
    if expected.startswith("?"):
        return found.value is None and expected[1:] in found.reason
    if found.value is None:
        return False
    if "T" not in expected:
        return expected == found.value.isoformat()
    wanted = datetime.fromisoformat(expected)
    return wanted.isoformat() == found.value.isoformat()


@pytest.mark.parametrize(("text", "order", "expected"), _spellings())
def test_a_spelling_means_what_the_table_says(text: str, order: str, expected: str) -> None:
    """Each spelling is read exactly, or not at all, for the reason that the table names."""
    found = find_dates(text, order=order or None, now=NOW)

    wanted = [] if expected == "-" else expected.split(" ; ")
    assert len(wanted) == len(found), found
    assert all(_is_met(one, other) for one, other in zip(wanted, found, strict=True)), found


def test_the_table_is_large_enough() -> None:
    """At least 120 spellings have a value and at least 40 have none."""
    rows = _spellings()

    assert len([row for row in rows if row[2][0].isdigit()]) >= 120
    assert len([row for row in rows if not row[2][0].isdigit()]) >= 40


@pytest.mark.parametrize(("text", "order", "expected"), _spellings())
def test_a_date_quotes_the_text(text: str, order: str, expected: str) -> None:
    """The quotation is an exact part of the text, at the offsets that are given."""
    for one in find_dates(text, order=order or None, now=NOW):
        assert text[one.start : one.end] == one.quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diterbitkan 5 Mei 2020", ["published"]),
        ("Posted on June 2, 2023 Updated on June 3, 2023", ["published", "updated"]),
        ("更新日:2023年4月11日", ["updated"]),
        ("2023年4月11日更新", ["updated"]),
        ("Zuletzt aktualisiert: 02.01.2022", ["updated"]),
        ("Tanggal pelaksanaan: 5 Mei 2020", ["event"]),
        ("5 Mei 2020 08.00-12.00 WIB", ["event"]),
        ("5 Mei 2020", [None]),
        ("Diupdate 5 Mei 2020", ["updated"]),
    ],
)
def test_the_nearest_word_says_what_a_date_is(text: str, expected: list[str | None]) -> None:
    """Labels of publication, update and event are told apart, before the date and behind it."""
    assert expected == [one.label for one in find_dates(text, order="dmy")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-05-08", date(2019, 5, 8)),
        ("20190508", date(2019, 5, 8)),
        ("20190508T090000Z", datetime(2019, 5, 8, 9, tzinfo=UTC)),
        ("1557306000", datetime(2019, 5, 8, 9, tzinfo=UTC)),
        ("1557306000000", datetime(2019, 5, 8, 9, tzinfo=UTC)),
        (" 2019-05-08T09:00:00Z ", datetime(2019, 5, 8, 9, tzinfo=UTC)),
        ("Wed, 08 May 2019 09:00:00 GMT", datetime(2019, 5, 8, 9, tzinfo=UTC)),
    ],
)
def test_a_stamp_is_read_whole(text: str, expected: date) -> None:
    """Metadata may also hold dates without signs and seconds since 1970."""
    found = read_date(text)

    assert found is not None
    assert expected == found.value


@pytest.mark.parametrize(
    "text", ["", "yes", "12345678", "3655", "2019", "8 Mei 2019 sampai 9 Mei 2020 dan 1 Mei 2021"]
)
def test_what_is_no_single_date_is_none(text: str) -> None:
    """An attribute that holds no date, or several, gives none."""
    found = read_date(text)

    assert found is None or found.value is None


def test_days_are_counted_in_the_zone_of_now() -> None:
    """The moment of the capture decides what `2 hari yang lalu` means, and without it nothing does."""
    (known,) = find_dates("2 hari yang lalu", now=NOW)
    (unknown,) = find_dates("2 hari yang lalu")

    assert date(2024, 12, 8) == known.value
    assert unknown.value is None


@given(st.text(alphabet="0123456789-/.: ,|TZ+WIBapmNovemberSenin年月日更新(){}", max_size=60))
def test_any_text_gives_dates_or_none(text: str) -> None:
    """Nothing that looks like a date makes the reader fail, and every quotation is a part of the text."""
    for one in find_dates(text, now=NOW):
        assert one.quote == text[one.start : one.end]
        assert (one.value is None) == bool(one.reason)


def test_reading_is_linear() -> None:
    """A megabyte of almost-dates is read in seconds, not hours."""
    assert [] == find_dates("26 Novemberr 2019- " * 5000)
    assert [] == find_dates("1" * 200_000)
