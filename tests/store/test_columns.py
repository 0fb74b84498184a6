"""Values become columns in one form, and come back as they were."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.store.columns import from_moment, from_published, to_count, to_moment, to_published, to_text


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 1 < moment.year < 9998))
def test_a_moment_comes_back_to_the_millisecond(moment: datetime) -> None:
    """A moment in any zone is one text in UTC, and the same moment again, cut to milliseconds."""
    text = to_moment(moment)

    assert 24 == len(text)
    assert text.endswith("Z")
    assert timedelta(0) <= moment.astimezone(UTC) - from_moment(text) < timedelta(milliseconds=1)


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=9)))) | st.dates() | st.none())
def test_a_published_time_comes_back_as_the_page_showed_it(value: datetime | date | None) -> None:
    """A bare date stays bare, a datetime keeps its offset, nothing stays nothing."""
    back = from_published(to_published(value))

    assert (type(value), value) == (type(back), back)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rapat\ttahun\n\nbaru", "Rapat\ttahun\n\nbaru"),
        ("a\0b\x1b[31mc\x9bd\r", "ab[31mcd"),
        ("\ud83d half", " half"),
        ("é “quoted” 😀", "é “quoted” 😀"),
        (None, None),
    ],
)
def test_text_loses_what_no_one_can_show(text: str | None, kept: str | None) -> None:
    """Control characters and halves of characters go; every letter, sign and line end stays."""
    assert kept == to_text(text)


@pytest.mark.parametrize(
    ("number", "kept"), [(0, 0), (2**63 - 1, 2**63 - 1), (2**63, None), (-1, None), (None, None)]
)
def test_a_count_fits_or_is_not_known(number: int | None, kept: int | None) -> None:
    """A number that is no count, or that SQLite cannot hold, is not known."""
    assert kept == to_count(number)
