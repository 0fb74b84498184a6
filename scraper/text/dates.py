"""Dates and times in a line of text, exactly as far as it tells them, and never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from scraper.text.calendar_days import FoundDay, days_in
from scraper.text.clock import FoundTime, time_after, time_before
from scraper.text.date_words import label_pattern, range_words
from scraper.text.memo import remembered
from scraper.text.relative import spans_in

_CENTURY_END = 2049  # for a year of two digits where the capture's time is not known
_MAX_LABEL_GAP = 40  # characters between a date and the word that says what it is
_AHEAD = timedelta(days=2)  # a page may be captured across the date line, not before it was written

# What a database or a CMS writes where there is no date.
_DEFAULTS = frozenset({date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30)})
_DIGIT = re.compile(r"\d")
# A day in numbers, or a year of two digits, has one of these; only such a day hangs on order and century.
_SHORT_DAY = re.compile(r"[-/.'’／．－‑]")
_FILE_NAME = re.compile(
    r"(?:whats\s?app\s(?:image|video|audio)|screen\s?shot|screenshot|img|vid|pxl|dsc|image|scan|cctv)[\s_-]{0,3}$",
    re.IGNORECASE,
)
_FILE_TIME = re.compile(r"\sat\s\d\d\.\d\d\.\d\d")
_NUMBER_LABEL = re.compile(
    r"(?<!\w)(?:no|nr|nomor|number|nº|n°|nip|perda|uu|pp|pasal|versi|version)[.\s:]{0,3}$", re.I
)
_SECTION_GAP = re.compile(r"[|•·»]|\s/\s")
_RANGE_GAP = re.compile(rf"\s{{0,2}}{range_words()}\s{{0,2}}", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    rf"(?<![\d:.])\d{{1,2}}(?:\s[^\W\d_]{{3,12}})?\s{{0,2}}{range_words()}\s{{0,2}}$", re.I
)
_WIDE = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_WIDE |= {ord(wide): ord(plain) for wide, plain in zip("：／．－‑\u00a0", ":/.-- ", strict=True)}
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_COMPACT = re.compile(
    r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?(Z|[+-]\d\d:?\d\d)?"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its value, or the reason why it has none, and the exact words."""

    value: date | datetime | None
    quote: str
    start: int
    end: int
    label: str | None = None  # published, updated or event, where a word beside it says so
    precision: str = "day"  # day, hour, minute or second
    reason: str = ""

    @property
    def day(self) -> date | None:
        """The day alone."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def find_dates(text: str, *, order: str | None = None, now: datetime | None = None) -> list[FoundDate]:
    """
    The dates in this text, in order, those without a value included.

    Shape: `order` (dmy, mdy or None) is used only where neither numbers nor weekday tell day and month
    apart; `now` is when the page was captured, aware. A datetime is naive where no zone is printed.
    """
    if not _SHORT_DAY.search(text):
        found = _printed(text, None, _CENTURY_END)
    else:
        found = _printed(text, order, now.year + 1 if now else _CENTURY_END)
    shown = [_checked(one, now) for one in found]
    return shown + _relative(text, now) if _speaks_of_now(text) else shown


def read_date(text: str, *, order: str | None = None, now: datetime | None = None) -> FoundDate | None:
    """The one date that this attribute or metadata value is; None where it is none, or more than one."""
    text = text.strip()
    stamp = _iso(text) or _stamp(text)
    if stamp:
        return _checked(stamp, now)
    found = find_dates(text, order=order, now=now) if len(text) <= 80 else []
    return found[0] if len({one.value for one in found}) == 1 else None


@remembered
def _printed(text: str, order: str | None, century_end: int) -> Sequence[FoundDate]:
    """The dates that a text prints, whenever it is read."""
    if not _DIGIT.search(text):
        return ()
    flat = _flat(text)
    days = days_in(flat, order, century_end)
    found: list[FoundDate] = []
    for index, day in enumerate(days):
        floor = found[-1].end if found else 0
        ceiling = days[index + 1].start if index + 1 < len(days) else len(text)
        one = _found(text, flat[:ceiling], day, floor)
        if one:
            found.append(one)
    return _without_ranges(text, found)


@remembered
def _speaks_of_now(text: str) -> bool:
    """Whether a text tells a date from the moment of reading, whichever that is."""
    return bool(spans_in(text, None))


def _flat(text: str) -> str:
    """The text with full-width digits and signs as ASCII ones, every character in its place."""
    return text if text.isascii() else text.translate(_WIDE)


def _found(text: str, flat: str, day: FoundDay, floor: int) -> FoundDate | None:
    clock = time_after(flat, day.end if day.clock is None else day.clock)
    clock = clock or time_before(flat, floor, day.start)
    start, end = day.start, day.end
    if clock and not clock.is_range:
        start, end = min(start, clock.start), max(end, clock.end)
    label = _label(text, floor, start, end)
    if day.is_weak and not (clock or label or "/" in text[day.start : day.end]):
        return None
    if day.is_number and _NUMBER_LABEL.search(text, max(0, start - 12), start):
        return None
    if clock and clock.is_range:
        label = "event"
    value, precision = _value(day.value, None if clock and clock.is_range else clock)
    return FoundDate(value, text[start:end], start, end, label, precision, day.reason)


def _value(day: date | None, clock: FoundTime | None) -> tuple[date | datetime | None, str]:
    if day is None or clock is None:
        return day, "day"
    moment = datetime.combine(day, time(clock.hour, clock.minute, clock.second or 0, tzinfo=clock.zone))
    return moment, "minute" if clock.second is None else "second"


def _label(text: str, floor: int, start: int, end: int) -> str | None:
    """What the nearest word before the date says of it, or the word right behind it (更新)."""
    label = None
    for match in label_pattern().finditer(text, max(floor, start - _MAX_LABEL_GAP), start):
        # `Kegiatan | 18 November 2024`: a section, and no event's day.
        if match.lastgroup != "event" or not _SECTION_GAP.search(text, match.end(), start):
            label = match.lastgroup
    if label is None and not text.isascii():
        behind = label_pattern().match(text, end)
        label = behind.lastgroup if behind else None
    return label


def _checked(found: FoundDate, now: datetime | None) -> FoundDate:
    """The same, without a value where that cannot be a day on which something was published."""
    day = found.day
    if day is None:
        return found
    reason = ""
    if day in _DEFAULTS or day.year < 1800:
        reason = "a default date"
    elif now and day > (now + _AHEAD).date():
        reason = "in the future of the capture"
    return replace(found, value=None, reason=reason) if reason else found


def _without_ranges(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """The same, without values for first and last days of ranges and for dates in files' names."""
    ranged = {
        index + step
        for index, (one, other) in enumerate(pairwise(found))
        for step in (0, 1)
        if _RANGE_GAP.fullmatch(text, one.end, other.start)
    }
    return [_alone(text, one, index in ranged) for index, one in enumerate(found)]


def _alone(text: str, one: FoundDate, in_range: bool) -> FoundDate:
    before = text[max(0, one.start - 32) : one.start]
    if in_range or (before and _RANGE_BEFORE.search(before)):
        return replace(one, value=None, reason="a range of days")
    if (before and _FILE_NAME.search(before)) or _FILE_TIME.match(text, one.end):
        return replace(one, value=None, reason="the name of a file")
    return one


def _relative(text: str, now: datetime | None) -> list[FoundDate]:
    return [
        FoundDate(one.value, text[one.start : one.end], one.start, one.end, None, one.precision, one.reason)
        for one in spans_in(text, now)
    ]


def _iso(text: str) -> FoundDate | None:
    """
    A value that is a date and time of ISO 8601, read by the standard library.

    Why: most metadata is, and this takes a tenth of the time that reading it as a line does.
    """
    if not _ISO.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return FoundDate(moment.replace(microsecond=0), text, 0, len(text), precision="second")


def _stamp(text: str) -> FoundDate | None:
    """A value that is nothing but `20191126`, `20191126T090000Z` or seconds since 1970."""
    if _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return FoundDate(moment, text, 0, len(text), precision="second")
    match = _COMPACT.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    dashed = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    found = find_dates(dashed)
    return replace(found[0], quote=text, end=len(text)) if found else None
