"""Tests of scraper/sites/quiet.py."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scraper.sites.quiet import quiet_until, read_quiet_hours

ZONE = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("spans", "at", "until"),
    [
        (["07:30-16:00"], "22 07:29", None),
        (["07:30-16:00"], "22 07:30", "22 16:00"),
        (["07:30-16:00"], "22 16:00", None),
        (["22:00 - 05:30"], "22 23:15", "23 05:30"),
        (["22:00-05:30"], "22 05:29", "22 05:30"),
        (["22:00-05:30"], "22 05:30", None),
        (["06:00-08:00", "07:00-09:00"], "22 07:30", "22 09:00"),
    ],
)
def test_a_moment_is_quiet_or_not(spans: list[str], at: str, until: str | None) -> None:
    """Hours may pass midnight; where several hold, the last one to end counts."""
    hours = [read_quiet_hours(span) for span in spans]
    found = quiet_until(hours, datetime.strptime(f"2026-11-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE))

    assert until == (f"{found:%d %H:%M}" if found else None)


@pytest.mark.parametrize("text", ["7-16", "07:30", "25:00-26:00", "08:00-08:00", "07:30–16:00", ""])
def test_what_is_no_span_is_refused(text: str) -> None:
    """A text that means no hours is a fault of its profile."""
    with pytest.raises(ValueError, match=r".+"):
        read_quiet_hours(text)
