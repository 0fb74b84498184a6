"""Month names, weekday names and date labels of all languages, looked up in one step."""

import re
from collections.abc import Mapping
from functools import cache

from scraper.text.vocabulary import alternation, languages, words


def month_of(word: str) -> int | None:
    """The month, 1 to 12, that this word names in any of the languages."""
    return _months().get(word.casefold())


def weekday_of(word: str) -> tuple[int, str | None] | None:
    """The weekday, 1 for Monday, that this word names, and the date order of its language if it has one."""
    return _weekdays().get(word.casefold())


@cache
def label_pattern() -> re.Pattern[str]:
    """One of the words that say what a date is; the group that matched is event, updated or published."""
    keys = ("event", "updated", "published")
    groups = (f"(?P<{key}>{alternation(words('dates', key))})" for key in keys)
    return re.compile("|".join(groups), re.IGNORECASE)


def label_alone(text: str) -> str | None:
    """What a text that is nothing but a label says of the date behind it: event, updated or published."""
    match = label_pattern().fullmatch(text.strip(" :："))
    return match.lastgroup if match else None


@cache
def creation_words() -> re.Pattern[str]:
    """A word for the writing of a text, right before its date; what is created first is published later."""
    return re.compile(rf"{alternation(words('dates', 'created'))}\W{{0,3}}$", re.IGNORECASE)


@cache
def range_words() -> str:
    """A pattern for the words and signs between the first and the last day of a range."""
    return rf"(?:[-–—~]|{alternation(words('dates', 'ranges'))})"


@cache
def clock_words() -> str:
    """A pattern for the words that stand before a time of day."""
    return alternation(words("dates", "before_time"))


@cache
def eras() -> Mapping[str, int]:
    """The eras of the Japanese calendar and their first years."""
    return {name: year for one in languages().values() for name, year in one.eras.items()}


@cache
def _months() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in languages().values():
        for number, names in one.tables.get("months", {}).items():
            found |= dict.fromkeys(names, int(number))
    return found


@cache
def _weekdays() -> Mapping[str, tuple[int, str | None]]:
    """Where two languages share a name but not the order of day and month, the order is None."""
    found: dict[str, tuple[int, str | None]] = {}
    for one in languages().values():
        for number, names in one.tables.get("weekdays", {}).items():
            for name in names:
                known = found.get(name, (int(number), one.date_order))
                found[name] = (int(number), one.date_order if known[1] == one.date_order else None)
    return found
