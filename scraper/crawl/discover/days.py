"""The days that stand among the items of a listing, as far as they tell when its articles were published."""

import html
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise

from scraper.text.dates import find_dates

_MOST_ITEMS = 200
_BEFORE, _BEHIND = 600, 1_500  # characters of HTML around the first and the last item that may be theirs
_LONGEST = 6_000  # characters of HTML from one item to the next
_ENOUGH_SHARE = 0.6  # of the items must have a date for the dates to be theirs
_FEW = 3
_TAG = re.compile(r"<[^<>]{0,2000}>")


def days_among(text: str, hrefs: Sequence[str]) -> list[list[date]]:
    """
    The days that stand before, between and behind these links, in their order, in a page's HTML.

    Shape: one list more than links, the first for what stands before the first link; none where a link cannot
    be found.
    """
    places = sorted({place for href in hrefs[:_MOST_ITEMS] if (place := _place_of(text, href)) >= 0})
    if len(places) < len(set(hrefs)) or not places:
        return []
    edges = [max(0, places[0] - _BEFORE), *places, min(len(text), places[-1] + _BEHIND)]
    return [_days(text[start : min(end, start + _LONGEST)]) for start, end in pairwise(edges)]


def day_of_each(groups: list[list[date]]) -> list[date] | None:
    """
    The day of each item, where every item has exactly one; None where it cannot be told which is whose.

    Why the ends are looked at: a day that stands before the first item stands before each of them.
    """
    before, behind = groups[:-1], groups[1:]
    if not groups or len(groups) < 3:
        return None
    if all(len(days) == 1 for days in behind) and not groups[0]:
        return [days[0] for days in behind]
    if all(len(days) == 1 for days in before) and not groups[-1]:
        return [days[0] for days in before]
    return None


def all_days(groups: list[list[date]]) -> list[date]:
    """All days among the items; none where they are too few to be theirs."""
    days = [day for group in groups for day in group]
    return days if len(days) >= max(_FEW, _ENOUGH_SHARE * (len(groups) - 1)) else []


def period_of(days: list[date]) -> str | None:
    """What all these days have in common, 2019-11 or 2019; None where they have nothing."""
    if not days:
        return None
    first, last = min(days).isoformat(), max(days).isoformat()
    return next((first[:length] for length in (7, 4) if first[:length] == last[:length]), None)


def end_of(days: list[date]) -> datetime | None:
    """The end of the last of these days."""
    return datetime.combine(max(days), time(23, 59, 59), UTC) if days else None


def _place_of(text: str, href: str) -> int:
    return next((place for quote in "\"'" if (place := text.find(f"{quote}{href}{quote}")) >= 0), -1)


def _days(part: str) -> list[date]:
    words = " ".join(html.unescape(_TAG.sub(" ", f"<{part}>")).split())
    values = (one.value for one in find_dates(words))
    return [value.date() if isinstance(value, datetime) else value for value in values if value]
