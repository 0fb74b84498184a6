"""Days as pages write them: the shapes of a date, and what each of them means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from scraper.text.date_words import eras, month_of, weekday_of

_YEAR = r"(?P<year>(?:1[89]|20|00)\d\d)"
_GAP = r"[\s.,/–—-]{0,3}"
_OF = r"(?:(?:de|del|of|ng|den|d')\s{1,2})?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})"

# Worth looking at all: three numbers in a row, a year, or the sign for year.
_HINT = re.compile(
    r"\d[\s.]{0,2}[-/.][\s.]?\d{1,2}\s?[-/.]\s?\d\d|(?:1[89]|20|00)\d\d|[年년元]|\d[-\s][^\W\d_]{3}[-\s]['’]?\d\d"
)

_DAY_MONTH_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|hb|º|ª|°)?{_GAP}{_OF}{_MONTH}{_GAP}{_OF}"
    r"(?:(?P<year>(?:1[89]|20|00)\d\d)|(?<=-)(?P<year2>\d\d)|['’](?P<year3>\d\d))(?!\d)",
    re.IGNORECASE,
)
_DAY_BEFORE_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:[\s,.]{{1,3}}|\s(?P<clock>\d\d:\d\d:\d\d\s(?:[A-Z+-][A-Z0-9:]{{1,5}}\s)?)){_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_BEFORE_DAY = re.compile(r"(?<![^\W_])([^\W\d_]{3,12})\.?\s{0,2}$")
_YEAR_MONTH_DAY = re.compile(rf"{_YEAR}[-/]{_MONTH}[-/](?P<day>\d{{1,2}})(?!\d)")
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?P<mark>\s?[-/.]\s?)(?P<second>\d{{1,2}})(?P=mark)(?P<third>\d{{1,2}})(?!\d)"
)
_YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>\s?[-/.]\s?)(?P<second>\d{{1,2}})(?P=mark)(?:{_YEAR}|(?P<year2>\d\d))(?!\d)"
)
_BEFORE_WEEKDAY = re.compile(
    r"([^\W\d_]{3,10}(?:['’‘`´][^\W\d_]{2})?)\.?(?:\s{1,2}([^\W\d_]{3,6}))?[\s,(|:/–-]{0,5}$"
)
_NUMBER_BEFORE = re.compile(r"[/\\=]$|\d[-.]$")
_NUMBER_AFTER = re.compile(r"[/\\=]|[-.]\d")
_AFTER_WEEKDAY = re.compile(r"\s?\(([^\W\d_]{3,10})\)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day as it is written, and where; `value` is None where it means no day, for the reason given."""

    start: int
    end: int
    value: date | None
    reason: str = ""
    is_weak: bool = False  # three short numbers, that may be something else
    is_number: bool = False  # written in digits only
    clock: int | None = None  # where a time of day stands inside it


def days_in(text: str, order: str | None, century_end: int) -> list[FoundDay]:
    """
    The days in this text, in order and without overlap.

    Shape: `order` is dmy, mdy or None, for where the text itself does not tell; a year of two digits is
    the last one not after `century_end`.
    """
    if not _HINT.search(text):
        return []
    found = sorted(_all_days(text, order, century_end), key=lambda day: (day.start, -day.end))
    kept: list[FoundDay] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _all_days(text: str, order: str | None, century_end: int) -> Iterator[FoundDay]:
    is_joined = "-" in text or "/" in text  # else the patterns that need such a sign are not asked
    for pattern in (_DAY_MONTH_YEAR, _YEAR_MONTH_DAY) if is_joined else (_DAY_MONTH_YEAR,):
        for match in pattern.finditer(text):
            month = month_of(match["month"])
            if month and not _runs_on(match):
                yield _day(match, _year(match, century_end), month, int(match["day"]))
    for match in _DAY_BEFORE_YEAR.finditer(text):
        word = _MONTH_BEFORE_DAY.search(text, max(0, match.start() - 16), match.start())
        month = month_of(word[1]) if word else None
        if word and month:
            yield replace(_day(match, int(match["year"]), month, int(match["day"])), start=word.start())
    if is_joined or "." in text:
        for match in _YEAR_FIRST.finditer(text):
            if not _runs_on(match):
                yield _day(match, int(match["year"]), int(match["second"]), int(match["third"]))
        for match in _YEAR_LAST.finditer(text):
            if not _runs_on(match):
                yield _numeric_day(match, order, century_end)
    if not text.isascii():
        for match in _east().finditer(text):
            yield _day(match, _east_year(match), int(match["month"]), int(match["day"]))


def _runs_on(match: re.Match[str]) -> bool:
    """Whether the match is a part of something longer: another number, a path, an address, a file's name."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    if before[-1:].isdigit() or before[-1:] == "_" or after[:1] == "_":
        return True
    if "month" in match.re.groupindex:
        return False
    return bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after))


def _year(match: re.Match[str], century_end: int) -> int:
    part = match.groupdict()
    if part["year"]:
        return int(part["year"])
    short = int(part.get("year2") or part.get("year3") or 0)
    year = century_end // 100 * 100 + short
    return year if year <= century_end else year - 100


def _day(match: re.Match[str], year: int, month: int, day: int) -> FoundDay:
    start, end = match.span()
    groups = match.re.groupindex
    is_number = "month" not in groups
    if 0 in (year, month, day):
        return FoundDay(start, end, None, "a date of zeros", is_number=is_number)
    try:
        clock = match.start("clock") if "clock" in groups and match["clock"] else None
        return FoundDay(start, end, date(year, month, day), is_number=is_number, clock=clock)
    except ValueError:
        return FoundDay(start, end, None, "there is no such day", is_number=is_number)


def _numeric_day(match: re.Match[str], order: str | None, century_end: int) -> FoundDay:
    """D/M/Y or M/D/Y: by what is possible, else by the weekday beside it, else by the usual order."""
    first, second, year = int(match["first"]), int(match["second"]), _year(match, century_end)
    normal, american = _day(match, year, second, first), _day(match, year, first, second)
    is_weak = match["year"] is None
    if normal.value is None or american.value is None or first == second:
        chosen = normal if normal.value else american if american.value else normal
        return FoundDay(*match.span(), chosen.value, chosen.reason, is_weak, is_number=True)
    weekday = _weekday_beside(match)
    usual = {"dmy": normal, "mdy": american}.get((weekday[1] if weekday else None) or order or "")
    fits = [
        one for one in (normal, american) if weekday and one.value and one.value.isoweekday() == weekday[0]
    ]
    if weekday and len(fits) == 1:
        if weekday[1] and usual != fits[0]:
            return FoundDay(*match.span(), None, "its weekday contradicts it", is_number=True)
        return FoundDay(*match.span(), fits[0].value, is_number=True)
    if usual:
        return FoundDay(*match.span(), usual.value, "", is_weak and not weekday, is_number=True)
    return FoundDay(*match.span(), None, "day and month cannot be told apart", is_weak, is_number=True)


def _weekday_beside(match: re.Match[str]) -> tuple[int, str | None] | None:
    before = _BEFORE_WEEKDAY.search(match.string, max(0, match.start() - 24), match.start())
    names = [before[2], before[1]] if before else []
    after = _AFTER_WEEKDAY.match(match.string, match.end())
    names += [after[1]] if after else []
    return next((found for name in names if name and (found := weekday_of(name))), None)


@cache
def _east() -> re.Pattern[str]:
    """Chinese, Japanese and Korean: `2023年4月11日`, `令和5年(2023年)4月7日`, `2023년 4월 11일`."""
    era = "|".join(eras())
    year = rf"(?:(?P<year>(?:1[89]|20)\d\d)|(?P<era>{era})\s?(?P<count>\d{{1,2}}|元))\s?[年년]"
    aside = r"(?:\s?[(（][^()（）]{2,10}[)）])?"
    return re.compile(rf"{year}{aside}\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]")


def _east_year(match: re.Match[str]) -> int:
    if match["year"]:
        return int(match["year"])
    count = 1 if match["count"] == "元" else int(match["count"])
    return eras()[match["era"]] + count - 1
