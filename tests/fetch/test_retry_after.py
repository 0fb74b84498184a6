"""scraper.fetch.retry_after: both forms of the header, and what servers make of them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.retry_after import LONGEST_RETRY_AFTER_S, retry_after_s

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 3 ", 3.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sunday, 22-Nov-26 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 19:00:30 +0700", 30.0),
        ("Sun, 22 Nov 2026 12:00:30", 30.0),  # no zone: UTC
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),  # has passed
        ("Thu, 01 Jan 2099 00:00:00 GMT", LONGEST_RETRY_AFTER_S),
        ("99999999999999999999999999999", LONGEST_RETRY_AFTER_S),
        ("-5", None),
        ("", None),
        (None, None),
        ("soon", None),
        ("nan", None),
        ("1e9", None),
        ("٣", None),
        ("Sun, 32 Nov 2026 12:00:30 GMT", None),
        ("Sun, 22 Nov 99999 12:00:30 GMT", None),
    ],
)
def test_both_forms_are_read(value: str | None, expected: float | None) -> None:
    """Seconds and dates give seconds, nonsense gives nothing, and nobody makes us wait for years."""
    assert expected == retry_after_s(value, NOW)


@given(st.text(max_size=200) | st.from_regex(r"\w{3}, \d+ \w{3} \d+ [\d:]+ [+-]?\w+", fullmatch=True))
def test_no_value_raises(value: str) -> None:
    """Whatever a server writes, the answer is a number within bounds or nothing."""
    found = retry_after_s(value, NOW)

    assert found is None or 0 <= found <= LONGEST_RETRY_AFTER_S
