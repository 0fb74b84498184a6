"""The hours of a day in which a site is not asked, as its profile names them: `22:00-05:30`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_HOURS = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day until another, which may be that of the next day."""

    begin: time
    end: time


def read_quiet_hours(text: str) -> QuietHours:
    """
    The hours that the text names.

    Raises: ValueError.
    """
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no span of time")
    begin, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if begin == end:
        raise ValueError(f"{text!r} is the whole day, or nothing of it")
    return QuietHours(begin, end)


def quiet_until(hours: Iterable[QuietHours], local: datetime) -> datetime | None:
    """When the quiet hours end that this local moment lies in; None where it lies in none."""
    ends = [end for span in hours if (end := _end_of(span, local)) is not None]
    return max(ends, default=None)


def _end_of(span: QuietHours, local: datetime) -> datetime | None:
    now = local.time()
    if span.begin < span.end:
        is_quiet, is_tomorrow = span.begin <= now < span.end, False
    else:
        is_quiet, is_tomorrow = now >= span.begin or now < span.end, now >= span.begin
    if not is_quiet:
        return None
    return datetime.combine(local.date() + timedelta(days=is_tomorrow), span.end, local.tzinfo)
