"""What kind of edit lies between two wordings of an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from scraper.text.vocabulary import languages, listed
from scraper.text.wording import Hunk, Token, hunks_between, tokens_of


class Edit(StrEnum):
    """A kind of edit, the most meaningful first."""

    TITLE = "title"
    FIGURES = "figures"
    DATES = "dates"
    NAMES = "names"
    QUOTATION = "quotation"
    REMOVAL = "removal"
    ADDITION = "addition"
    TYPING = "correction of typing"


# Numbers as words, in Indonesian and English; "satu" and "one" alone are too common to be a figure.
_NUMBERS = frozenset(
    word
    for words in (
        "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus seratus ribu",
        "seribu juta sejuta miliar milyar triliun persen two three four five six seven eight nine ten eleven",
        "twelve twenty thirty forty fifty hundred thousand million billion trillion percent",
    )
    for word in words.split()
)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
_TIME = re.compile(r"[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BESIDE_TIMES = frozenset({"pukul", "jam", "pkl", "wib", "wita", "wit", "am", "pm"})
_BEFORE_YEARS = frozenset({"tahun", "year", "ta"})
_SENTENCE_ENDS = frozenset('.!?:"')
_PASSAGE = 4  # words from which what is new, or gone, is a passage and not a word
_SHORT_WORD = 5  # letters of a word in which one wrong letter is a slip, and two make another word


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's tokens, and what is known of each of them."""

    words: list[str]  # as written
    keys: list[str]
    in_quotation: list[bool]
    is_first: list[bool]  # in its sentence


def edits_between(old: tuple[str, str], new: tuple[str, str]) -> tuple[Edit, ...]:
    """
    The kinds of edit between two wordings, the most meaningful first; none where the words are the same.

    Shape: a wording is its title and its body.
    """
    found: set[Edit] = set()
    lower = _lower_words(old[1]) | _lower_words(new[1])
    for part in (0, 1):
        before, after = tokens_of(old[part]), tokens_of(new[part])
        texts = _text(old[part], before), _text(new[part], after)
        for hunk in hunks_between(before, after):
            found |= _kinds(texts, hunk, lower, is_title=part == 0)
            if part == 0:
                found.add(Edit.TITLE)
    return tuple(kind for kind in Edit if kind in found)


def _kinds(texts: tuple[_Text, _Text], hunk: Hunk, lower: frozenset[str], *, is_title: bool) -> set[Edit]:
    """The kinds that one place of difference belongs to."""
    old, new = texts
    places = [(old, i) for i in range(*hunk.old)] + [(new, i) for i in range(*hunk.new)]
    gone, come = _spoken(old, hunk.old), _spoken(new, hunk.new)
    passage = max(len(gone), len(come)) - min(len(gone), len(come)) >= _PASSAGE or (
        min(len(gone), len(come)) >= _PASSAGE
    )
    found: set[Edit] = set()
    if any(text.in_quotation[i] for text, i in places):
        found.add(Edit.QUOTATION)
    is_slip = _is_slip(gone, come)
    if not passage:
        dates = {_is_date(text, i) for text, i in places if _counts(text.keys[i])}
        if True in dates:
            found.add(Edit.DATES)
        if any(_counts(text.keys[i]) and not _is_date(text, i) for text, i in places):
            found.add(Edit.FIGURES)
        if not is_title and any(_is_name(text, i, lower, is_slip=is_slip) for text, i in places):
            found.add(Edit.NAMES)
        if any(_is_date(text, i) for text, i in places if not text.keys[i].isdecimal()):
            found.add(Edit.DATES)
            found.discard(Edit.NAMES)
    if is_slip and not found & {Edit.FIGURES, Edit.DATES}:
        found.add(Edit.TYPING)
    if come and (passage or not gone) and (len(come) > len(gone) or len(come) >= _PASSAGE):
        found.add(Edit.ADDITION)
    if gone and (passage or not come) and (len(gone) > len(come) or len(gone) >= _PASSAGE):
        found.add(Edit.REMOVAL)
    if not found and not is_title:
        found |= {Edit.ADDITION, Edit.REMOVAL}  # other words in the place of some
    return found


def _text(text: str, tokens: Sequence[Token]) -> _Text:
    words = [text[token.start : token.end] for token in tokens]
    keys = [token.key.casefold() for token in tokens]
    in_quotation, is_first = [], []
    is_open, last_end = False, 0
    starts = True
    for token, key in zip(tokens, keys, strict=True):
        if "\n" in text[last_end : token.start]:
            is_open, starts = False, True
        last_end = token.end
        if key == '"':
            in_quotation.append(True)
            is_open = not is_open
        else:
            in_quotation.append(is_open)
        is_first.append(starts)
        starts = key in _SENTENCE_ENDS or (starts and not any(map(str.isalnum, key)))
    return _Text(words, keys, in_quotation, is_first)


def _spoken(text: _Text, span: tuple[int, int]) -> list[str]:
    """The words of a span, as written, without its marks."""
    return [word for word in text.words[slice(*span)] if any(map(str.isalnum, word))]


def _counts(key: str) -> bool:
    """Whether a word says a number."""
    return key in _NUMBERS or any(map(str.isdecimal, key))


def _is_date(text: _Text, i: int) -> bool:
    """Whether a word is part of a day, a year or a time."""
    key, before, after = text.keys[i], text.keys[max(0, i - 2) : i], text.keys[i + 1 : i + 3]
    if _DAY.fullmatch(key):
        return True
    months, weekdays = _calendar()
    if key in weekdays and text.words[i][0].isupper():
        return True
    if key in months:
        return text.words[i][0].isupper() or any(word.isdecimal() for word in (*before[-1:], *after[:1]))
    if _TIME.fullmatch(key) and (set(before) | set(after)) & _BESIDE_TIMES:
        return True
    if key in _BESIDE_TIMES and any(_TIME.fullmatch(word) for word in (*before, *after)):
        return True
    if not key.isdecimal() or len(key) > 4:
        return False
    is_year = bool(_YEAR.fullmatch(key))
    if is_year and (set(before) & _BEFORE_YEARS or set(before[-1:]) & months):
        return True
    return len(key) <= 2 and bool(set(after[:1]) & months)


def _is_name(text: _Text, i: int, lower: frozenset[str], *, is_slip: bool) -> bool:
    """Whether a word is a name's: a capital inside of a sentence, or one that is never written small."""
    word, key = text.words[i], text.keys[i]
    if not word[0].isupper() or not any(map(str.isalpha, word)) or any(map(str.isdecimal, word)):
        return False
    if text.is_first[i]:
        return not is_slip and key not in lower and key not in listed("function_words") | listed("starters")
    return True


def _is_slip(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether the same words are only spelled, joined or marked otherwise."""
    if any(map(_counts, map(str.casefold, (*gone, *come)))):
        return False
    one, other = "".join(gone).casefold(), "".join(come).casefold()
    if one == other:
        return True
    if len(gone) != len(come) or len(gone) > _PASSAGE:
        return False
    return all(_is_near(a.casefold(), b.casefold()) for a, b in zip(gone, come, strict=True))


def _is_near(one: str, other: str) -> bool:
    """Whether one word is the other with a slip: a letter too many, missing or wrong, or two swapped."""
    longest = max(len(one), len(other))
    return _slips(one, other) <= (2 if longest > _SHORT_WORD else 1) and min(len(one), len(other)) > 2


def _slips(one: str, other: str) -> int:
    """How many letters to insert, drop, replace or swap with the next; 9: too many to count."""
    if abs(len(one) - len(other)) > 2:
        return 9
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _lower_words(text: str) -> frozenset[str]:
    """The words that a text writes with a small letter."""
    return frozenset(word for word in re.findall(r"\w+", text) if word[0].islower())


@cache
def _calendar() -> tuple[frozenset[str], frozenset[str]]:
    """The names of months and of weekdays, in all languages; weekdays only whole."""
    months: set[str] = set()
    weekdays: set[str] = set()
    for one in languages().values():
        months |= {word for words in one.tables.get("months", {}).values() for word in words}
        weekdays |= {
            word for words in one.tables.get("weekdays", {}).values() for word in words if len(word) > 3
        }
    return frozenset(months), frozenset(weekdays)
