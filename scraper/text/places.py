"""The place of a dateline: `SEMARANG - ...`, `Kota Gorontalo, (Humas) – ...`, `Muara Sabak, ...`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from scraper.text.date_words import month_of, weekday_of
from scraper.text.vocabulary import listed

_MAX_PLACE = 45  # characters
_MAX_WORDS = 5
_WINDOW = 120  # characters of the paragraph that are looked at
_SMALL = frozenset(
    {"di", "dan", "de", "del", "da", "do", "am", "an", "der", "la", "le", "of", "upon", "sur", "and", "den"}
)

_HOST = r"[A-Za-z0-9-]{2,30}(?:\.[A-Za-z0-9-]{2,20}){1,4}"
_WORD = r"[^\W\d_](?:[^\W\d_]|[.'’](?=[^\W\d_])|-(?=[a-z]))*\.?"
_NAME = rf"{_WORD}(?:\s{{1,2}}{_WORD}){{0,5}}"
_DASH = r"\s{0,3}(?:-{1,2}|[–—−])\s{0,3}"
_ASIDE = r"(?:\s{0,2}\([^()]{1,40}\))?"

_HOST_FIRST = re.compile(rf"\s*\(?{_HOST}\)?\s?[,:|/-]\s{{0,3}}", re.IGNORECASE)
_DAY = r"[\d/. ]{1,24}(?:[^\W\d_]{3,12})?[\d ]{0,6}"
_SECOND = rf"(?:\s?,\s?(?:\([^()]{{1,40}}\)|{_HOST}|{_NAME}|{_DAY}))"
_DASHED = re.compile(rf"\s*[*•(\[]?(?P<parts>{_NAME}{_SECOND}{{0,3}}){_ASIDE}{_DASH}(?P<rest>\S)")
_BRACKETED = re.compile(
    rf"\s*[(\[](?P<parts>{_NAME}(?:\s?,\s?{_NAME})?)\s?,?\s?\(?[\d/. ]{{4,24}}[^()\[\]]{{0,24}}[)\]]"
)
_STOPPED = re.compile(rf"\s*(?P<parts>{_NAME}?)\s?\.\s{{1,3}}(?P<rest>[^\W\d_])")
_COMMAED = re.compile(rf"\s*(?P<parts>{_NAME})\s?,\s{{0,3}}(?P<rest>[^\W\d_][\w.-]*)")
_ON_A_DAY = re.compile(
    rf"\s*(?P<parts>{_NAME}),?\s{{1,2}}(?:den\s|-\s|–\s)?(?:[^\W\d_]{{3,10}},?\s)?"
    r"\d{1,2}[\s./-]{1,2}\w{1,12}[\s./-]{1,2}\d{2,4}\.?\s*$"
)
# A day of two parts or more, in words or numbers, between the place and the sentence.
_OF_DAY = (
    r"(?:[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}(?:st|nd|rd|th|er)?[\s./-]{1,2}(?:de\s)?(?:[^\W\d_]{3,12}\.?|\d{1,2}))"
    r"(?:,?[\s./-]{1,2}(?:de\s|del\s)?\d{2,4})?"
)
_DATED = re.compile(
    rf"\s*(?P<parts>{_NAME}(?:\s?,\s?{_NAME})?){_ASIDE}\s?,\s{{0,2}}(?:(?:le|den|a|al)\s)?(?P<day>{_OF_DAY})"
    rf"\s{{0,2}}(?:\([^()]{{1,30}}\)\s?)?(?:[.:]\s?[-–—]{{0,2}}|[-–—]{{1,2}})\s{{1,2}}(?P<rest>\S)"
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_ABBREVIATED = re.compile(r"(?:[A-Z]\.\s?){2,3}|[A-Z][a-z]{1,4}\.")  # N.M., Calif.
_ARTICLES = frozenset({"la", "las", "le", "les", "el", "los", "o", "a", "os", "as"})
_QUALIFIERS = frozenset(
    {
        "kota",
        "kabupaten",
        "kab",
        "kecamatan",
        "kec",
        "desa",
        "kelurahan",
        "pulau",
        "san",
        "santa",
        "new",
        "port",
    }
)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The place that a paragraph's dateline names, as written, and the dateline's own words."""

    place: str
    quote: str


def dateline_of(paragraph: str, is_known: Callable[[str], bool] | None = None) -> FoundPlace | None:
    """
    The place before the dash, full stop or comma that begins this paragraph.

    Shape: `is_known` says of a name whether it is a place; it is asked where only a comma follows.
    """
    head = paragraph[:_WINDOW]
    lead = _HOST_FIRST.match(head)
    at = lead.end() if lead and "." in lead[0] else 0
    known = is_known or (lambda _name: False)
    for pattern, accept in (
        (_ON_A_DAY, _any),
        (_DASHED, _any),
        (_DATED, _before_a_sentence),
        (_BRACKETED, _any),
        (_STOPPED, _in_capitals),
        (_COMMAED, _in_capitals_or_known),
    ):
        match = pattern.match(head, at)
        if match and (pattern is not _ON_A_DAY or len(paragraph) < _WINDOW):
            place = _place(match["parts"])
            if place and accept(match, place, known):
                return FoundPlace(place, head[: _end(match)].strip())
    return None


def _end(match: re.Match[str]) -> int:
    """Where the dateline ends and the sentence begins."""
    return match.start("rest") if "rest" in match.re.groupindex else match.end()


def _any(match: re.Match[str], place: str, known: Callable[[str], bool]) -> bool:
    """A dash is enough between a place and a new sentence, unless it joins two words (`Anak-Anak`)."""
    place = place.split(",")[0]
    if match.re is not _DASHED or known(place):
        return match.re is not _DASHED or not _doubles(match, place)
    words = place.split()
    if match.string[match.end("parts") : match.start("rest")] == "-":
        return match["rest"].isupper() and place.isupper() and len(place) > 5
    if place.isupper():
        return len(place) > 2
    return not match["rest"].islower() and (len(words) <= 2 or words[0].casefold().strip(".") in _QUALIFIERS)


def _before_a_sentence(match: re.Match[str], _place: str, _known: Callable[[str], bool]) -> bool:
    """Behind a day whose word is a month's name, and before a capital or a quotation."""
    names = [word for word in _LETTERS.findall(match["day"]) if word != "del"]
    is_day = not names or any(month_of(word) for word in names)
    return is_day and (match["rest"].isupper() or not match["rest"].isalnum())


def _doubles(match: re.Match[str], place: str) -> bool:
    return match.string[match.start("rest") :].casefold().startswith(place.casefold())


def _in_capitals(match: re.Match[str], place: str, known: Callable[[str], bool]) -> bool:
    """A full stop ends a dateline only behind capitals or a known place, and before a capital."""
    return match["rest"].isupper() and (
        (place.isupper() and len(place) > 3 and len(place.split()) <= 3) or known(place)
    )


def _in_capitals_or_known(match: re.Match[str], place: str, known: Callable[[str], bool]) -> bool:
    """A comma begins a dateline only behind a known place, or where an office or host follows."""
    return known(place) or (place.isupper() and len(place) > 3 and _is_office(match["rest"]))


def _place(parts: str) -> str | None:
    """The place in `KOTA GORONTALO, Diskominfotik`; None where an office stands in its place."""
    names = [part.strip() for part in parts.split(",")]
    if not _is_place_name(names[0]):
        return None
    kept = [names[0]]
    if len(names) > 1 and _is_place_name(names[1]) and not _is_agency(names[1]):
        kept.append(names[1])
    place = ", ".join(kept)
    return place if 2 < len(place.rstrip(".")) <= _MAX_PLACE else None


def _is_place_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > _MAX_WORDS or any(character.isdigit() for character in name):
        return False
    if not words[0][0].isupper() or not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    first = words[0].casefold().strip(".")
    # LA TRINIDAD, LOS BAÑOS: in capitals, since `La Diputación` is a sentence's beginning.
    is_named = first in _ARTICLES and len(words) > 1 and name.isupper() and not _is_office(words[1])
    if is_named:
        words = words[1:]
        first = words[0].casefold().strip(".")
    if _is_office(words[0]) or first in _no_places() or month_of(first) or weekday_of(first):
        return False
    return not any(word.casefold() in _no_places() for word in words[1:])


def _is_agency(name: str) -> bool:
    """What stands second in `Jakarta, BPG –`: an acronym, a host or an office, and no province."""
    if _ABBREVIATED.fullmatch(name):
        return False
    return (
        "." in name or (name.isupper() and len(name) <= 6) or any(_is_office(word) for word in name.split())
    )


def _is_office(word: str) -> bool:
    folded = re.split(r"[./-]", word.casefold().strip("()"), maxsplit=1)[0]
    return folded in listed("offices") or folded.startswith(
        ("diskominfo", "dinkominfo", "humas", "pemkab", "pemkot")
    )


@cache
def _no_places() -> frozenset[str]:
    return listed("titles") | listed("starters")


@cache
def _towns() -> frozenset[str]:
    return frozenset(town.casefold() for town in listed("towns"))


def is_town(name: str) -> bool:
    """Whether this is one of the towns that datelines name and no region is called after."""
    return name.casefold() in _towns()
