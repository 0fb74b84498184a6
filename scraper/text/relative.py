"""Dates told from the moment of reading: `3 jam yang lalu`, `2 days ago`, `vor 3 Stunden`, `kemarin`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from scraper.text.vocabulary import alternation, words

_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_SPANS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_MAX_LENGTH = 80  # of a line; prose that speaks of the past is longer
_MAX_WORD_LENGTH = 24
_SIGNS = " |•·,:.-"


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span back from now as it is written; `value` is None where it is no exact day."""

    start: int
    end: int
    value: date | datetime | None
    precision: str
    reason: str = ""


def spans_in(text: str, now: datetime | None) -> list[FoundSpan]:
    """The spans in this line; `now` is when the page was captured, in the zone that days are counted in."""
    if len(text) > _MAX_LENGTH:
        return []
    folded = text.casefold()
    if len(text) <= _MAX_WORD_LENGTH:
        word = folded.strip(_SIGNS)
        if word in _alone():
            start = folded.index(word)
            return [_from_word(_alone()[word], start, start + len(word), now)]
    for word in _since():
        if word in folded:
            return [_from_count(match, now) for match in _counted().finditer(text)]
    return []


def _from_word(days: int, start: int, end: int, now: datetime | None) -> FoundSpan:
    if now is None:
        return FoundSpan(start, end, None, "day", "relative, and when it was captured is not known")
    if days < 0:
        return FoundSpan(start, end, now, "minute")
    if now.date().toordinal() <= days:
        return FoundSpan(start, end, None, "day", "before the first year")
    return FoundSpan(start, end, now.date() - timedelta(days=days), "day")


def _from_count(match: re.Match[str], now: datetime | None) -> FoundSpan:
    start, end = match.span()
    part = match.groupdict()
    unit = next(name for name in _UNITS if part[name] or part[f"{name}_2"])
    count = int(found) if (found := (part["count"] or part["count_2"] or "1")).isdigit() else 1
    if now is None:
        return FoundSpan(start, end, None, unit, "relative, and when it was captured is not known")
    try:
        if unit in _SPANS:
            precision = "hour" if unit == "hour" else "minute"
            return FoundSpan(start, end, now - count * _SPANS[unit], precision)
        if unit == "day":
            return FoundSpan(start, end, now.date() - timedelta(days=count), "day")
    except OverflowError:
        return FoundSpan(start, end, None, unit, "before the first year")
    return FoundSpan(start, end, None, unit, f"relative in {unit}s is not exact to the day")


@cache
def _counted() -> re.Pattern[str]:
    """Number, unit, `ago`; or `since`, number, unit, as each language has it."""
    count = r"(?:(?P<count{0}>\d{{1,3}}|\b(?:an?|one|satu|una?|uma?|une?|eine[mnr]?))\s{{0,2}}|\bse)"
    after, before = alternation(words("relative", "after")), alternation(words("relative", "before"))
    units = "|".join(f"(?P<{unit}>{_unit(unit)})" for unit in _UNITS)
    units_2 = "|".join(f"(?P<{unit}_2>{_unit(unit)})" for unit in _UNITS)
    pattern = (
        rf"{count.format('')}(?:{units})\s{{0,2}}{after}|{before}\s{{1,2}}{count.format('_2')}(?:{units_2})"
    )
    return re.compile(pattern, re.IGNORECASE)


def _unit(unit: str) -> str:
    """Without a boundary before it, for `sejam`; longest first, so that `minute` is not `min`."""
    choices = sorted(set(words("relative", unit)), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in choices)


@cache
def _since() -> tuple[str, ...]:
    """Words of which every counted span has one."""
    return words("relative", "after", "before")


@cache
def _alone() -> Mapping[str, int]:
    """Words that are a line by themselves, and how many days back they mean; -1: this moment."""
    days = (("now", -1), ("today", 0), ("yesterday", 1))
    return {word: count for kind, count in days for word in words("relative", kind)}
