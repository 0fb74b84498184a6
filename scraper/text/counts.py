"""The view counter of an article in a line of text, and nobody else's numbers."""

import re
from dataclasses import dataclass
from functools import cache

from scraper.text.memo import remembered
from scraper.text.vocabulary import alternation, mentions, stems, words

_MAX_LINE = 200  # characters; prose that tells how often something was read is longer
_DIGIT = re.compile(r"\d")
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+(?:[.,]\d{1,2})?(?!\d)"
_UNIT = r"(?:\s?(?P<unit{0}>rb|ribu|jt|juta|mil|tsd|[km])(?!\w))?"
_SCALE = {
    "rb": 1_000,
    "ribu": 1_000,
    "k": 1_000,
    "mil": 1_000,
    "tsd": 1_000,
    "jt": 1_000_000,
    "juta": 1_000_000,
    "m": 1_000_000,
}
_SEPARATOR = re.compile(r"\s*[|•·;]\s*|\s{2,}|\s[-–—]\s")

# What may follow a count. Minutes are for reading, a month makes it a day, and the rest is another count.
_NOT_BEHIND = re.compile(
    r"\s{0,2}(?:menit|mnt|minutes?|mins?|detik|minuten|minutos|komentar|comments?|share|orang\s(?:hadir|peserta)|%|\+|[/:.-]\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:$|[|•·;,()/\[\]–—-])")
_OF_THE_SITE = re.compile(
    r"(?:total|online|hari ini|today|kemarin|yesterday|bulan ini|minggu ini|visitors?|pengunjung)[\s:]{0,3}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?:\d{1,2}\s{1,3}[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s{1,2}\d{1,2}),?\s{0,3}$")
_DAY_CHARS = 24


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A view counter as it is printed; `value` is None where its place is empty."""

    value: int | None
    quote: str
    start: int
    end: int
    is_labelled: bool = True  # False: a bare `1298 kali`


@remembered
def views_in(text: str) -> FoundCount | None:
    """The view counter in this line: `dibaca : 479`, `335 View`, `1,2 rb kali dilihat`, `Dibaca:  Kali`."""
    if len(text) > _MAX_LINE:
        return None
    has_digit = _DIGIT.search(text)
    if not (has_digit or ":" in text or "-" in text) or not mentions(text.casefold(), _stems()):
        return None
    if not has_digit:
        return _empty(text)
    return _label_first(text) or _number_first(text) or _bare(text) or _empty(text)


def number_of(text: str, unit: str | None = None) -> int | None:
    """The whole number that is printed: `1.234`, `12,345`, `1,2` with `rb`; None where it is no whole one."""
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text)
    if unit:
        if grouped:
            return None
        return round(float(text.replace(",", ".")) * _SCALE[unit.lower()])
    if grouped:
        return int(text.replace(".", "").replace(",", ""))
    return int(text) if text.isdigit() else None


def _label_first(text: str) -> FoundCount | None:
    for match in _labelled().finditer(text):
        if _OF_THE_SITE.search(text, 0, match.start()) or _NOT_BEHIND.match(text, match.end()):
            continue
        if not (match["sign"] or match["times"] or match["icon"] or _ENDS.match(text, match.end())):
            continue
        value = number_of(match["number"], match["unit"])
        if value is not None:
            return FoundCount(value, match[0].strip(), match.start(), match.end())
    return None


def _number_first(text: str) -> FoundCount | None:
    for match in _counted().finditer(text):
        if _YEAR.fullmatch(match["number"]) and _DAY.search(text[: match.start()][-_DAY_CHARS:]):
            continue  # "15 Agustus 2023 Dibaca: - Kali"
        value = number_of(match["number"], match["unit2"])
        if value is not None and not _OF_THE_SITE.search(text, 0, match.start()):
            return FoundCount(value, match[0].strip(), match.start(), match.end())
    return None


def _bare(text: str) -> FoundCount | None:
    """`1298 kali` alone, or as a segment of a line such as `Admin dlh | 03 Januari 2020 | 324 kali`."""
    at = 0
    for segment in _SEPARATOR.split(text):
        at = text.index(segment, at)
        match = _times().fullmatch(segment)
        value = number_of(match["number"], match["unit3"]) if match else None
        if value is not None:
            return FoundCount(value, segment, at, at + len(segment), is_labelled=False)
    return None


def _empty(text: str) -> FoundCount | None:
    """`Dibaca:  Kali`, `Views: -`: a counter whose number is missing."""
    match = _missing().search(text)
    return FoundCount(None, match[0].strip(), match.start(), match.end()) if match else None


@cache
def _stems() -> tuple[str, ...]:
    return stems(words("views", "before", "after", "times", "icons"))


@cache
def _labelled() -> re.Pattern[str]:
    icons = "|".join(words("views", "icons"))
    label = rf"(?:(?P<icon>{icons})|{alternation(words('views', 'before'))})"
    times = rf"(?P<times>\s{{0,2}}(?:x(?!\w)|{alternation((*words('views', 'times', 'after'), 'orang'))}))?"
    sign = r"(?P<sign>\s{0,2}[:=：]|\s?\()?\s{0,3}(?:sebanyak\s)?"
    return re.compile(rf"{label}{sign}(?P<number>{_NUMBER}){_UNIT.format('')}{times}", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    after = alternation(words("views", "after"))
    return re.compile(
        rf"(?<![\w.,/-])(?P<number>{_NUMBER}){_UNIT.format('2')}(?:\s?x(?=\s))?\s{{0,2}}{after}",
        re.IGNORECASE,
    )


@cache
def _times() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{_NUMBER}){_UNIT.format('3')}\s?{alternation(words('views', 'times'))}", re.IGNORECASE
    )


@cache
def _missing() -> re.Pattern[str]:
    times = alternation(words("views", "times"))
    label = alternation(words("views", "before"))
    return re.compile(
        rf"{label}\s{{0,2}}[:=]?\s{{0,3}}(?:-\s?)?(?:{times}|(?<=[:=-]))\s*(?=$|[|•·;])", re.IGNORECASE
    )
