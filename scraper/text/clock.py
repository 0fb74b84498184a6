"""Times of day beside a date: hour, minute, second and the zone that is printed."""

import re
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import cache

from scraper.text.date_words import clock_words, range_words

# Hours east of UTC. Names that mean different offsets in different countries (PST, CST, IST) are left out.
_ZONES = {
    "WIB": 7, "WITA": 8, "WIT": 9, "Z": 0, "UTC": 0, "GMT": 0, "MYT": 8, "PHT": 8, "SGT": 8, "JST": 9,
    "KST": 9, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "BRT": -3, "EDT": -4, "EST": -5,
    "CDT": -5, "MDT": -6, "PDT": -7,
}  # fmt: skip

# In capitals, because `est` and `cet` are also words; only the Indonesian ones are seen in small letters.
_NAMES = "|".join([*sorted(_ZONES, key=len, reverse=True), "wib", "wita", "wit", "Wib", "Wita", "Wit"])
_ZONE = (
    r"(?:\s?\(?(?P<offset>(?:utc|gmt)\s?[+-]\d{1,2}(?::?[0-5]\d)?|[+-]\d\d:?[0-5]\d|(?<=\d)(?:\+\d\d|-0\d))(?![\d:.])"
    rf"|\s{{0,2}}\(?(?P<zone>(?-i:{_NAMES}))(?!\w)\)?)?"
)
_HALF = r"(?:\s?(?P<half>[ap]\.?\s?m\.?)(?!\w))?"
_TIME = (
    r"(?P<east>午前|午後|오전|오후)?\s?(?P<hour>\d{1,2})"
    r"(?:\s?(?P<mark>[:.h])\s?(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?P<sign>\s?(?:uhr|hrs?|hs|horas|heures)(?!\w))?"
    r"|\s?[時시](?:\s?(?P<minute2>[0-5]?\d)\s?[分분])?"
    r"|(?=\s?[ap]\.?m\.?(?!\w))|\s?(?:uhr|h)(?!\w))(?!\d)" + _HALF + _ZONE
)
_PERIOD_ENDS = re.compile(r"\s*(?:$|[|,•·()\[\];/–—-])")


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day as it is printed, and where it stands."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None = None
    zone: tzinfo | None = None
    is_range: bool = False  # from one time to another: an event's, not a publication's


def time_after(text: str, at: int) -> FoundTime | None:
    """The time that follows a date ending here, as in `26 November 2019 | 09:00:00`."""
    match = _after().match(text, at)
    return _read(match) if match else None


def time_before(text: str, floor: int, at: int) -> FoundTime | None:
    """The time that stands before a date beginning here, as in `15:00:29, 19 Agu 2024`."""
    match = _before().search(text, max(floor, at - 40), at)
    return _read(match) if match else None


@cache
def _after() -> re.Pattern[str]:
    weekday = r"(?:\s?[(（][^()（）\d]{1,12}[)）])?"
    gap = rf"(?:T|[\s,|•·@()/–—-]{{0,8}}(?P<word>{clock_words()}(?:\s?WIB)?)?[\s.:]{{0,3}})"
    until = rf"(?P<range>\s?{range_words()}\s?\d{{1,2}}[:.]\d\d)?"
    return re.compile(weekday + gap + _TIME + until, re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    gap = r"[\s,|•·@()/–—-]{1,5}(?:on\s|am\s|[^\W\d_]{3,10}['’]?[^\W\d_]{0,3}[\s,.]{1,3})?$"
    return re.compile(r"(?<![\d.:/-])" + _TIME + gap, re.IGNORECASE)


def _read(match: re.Match[str]) -> FoundTime | None:
    part = match.groupdict()
    hour, minute = int(part["hour"]), int(part["minute"] or part["minute2"] or 0)
    second = int(part["second"]) if part["second"] else None
    half = (part["half"] or "").lower()[:1] or {"午前": "a", "午後": "p", "오전": "a", "오후": "p"}.get(
        part["east"]
    )
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or not _is_time(match):
        return None
    zone = zone_of(part["offset"] or part["zone"] or "")
    start = match.start("east") if part["east"] else match.start("hour")
    return FoundTime(start, match.end(), hour, minute, second, zone, bool(part.get("range")))


def _is_time(match: re.Match[str]) -> bool:
    """Whether a full stop between two numbers makes a time: `12.50 juta` is none, `20.47 WIB` is one."""
    part = match.groupdict()
    if (
        part["mark"] != "."
        or part.get("word")
        or part.get("range")
        or part["second"]
        or part["zone"]
        or part["half"]
        or part["sign"]
    ):
        return True
    return part["hour"] == f"{int(part['hour']):02}" and bool(_PERIOD_ENDS.match(match.string, match.end()))


def zone_of(name: str) -> tzinfo | None:
    """The zone that a printed name or offset means, as `WIB`, `+07:00` or `GMT+7`; None where unknown."""
    name = name.upper().replace(" ", "")
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]), "UTC" if name == "Z" else name)
    match = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?", name)
    if not match or int(match[2]) > 14:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-span if match[1] == "-" else span)
