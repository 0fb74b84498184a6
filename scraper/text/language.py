"""The language of a text, by the small words that every sentence needs."""

import re
from functools import cache

from scraper.text.signs import without_signs
from scraper.text.vocabulary import languages

_MAX_CHARS = 700
_MIN_HITS = 4  # function words; a text with fewer does not tell
_LEAD = 1.15  # how much oftener the language's words must stand than the next one's
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = bytes(code | 32 if chr(code).isalpha() else 32 for code in range(128)).ljust(256)
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_MIN_SCRIPT = 10  # characters of a script that is one language's


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text in one of the languages of words/; None where it does not tell."""
    text = without_signs(text[:_MAX_CHARS])
    if not text.isascii():
        if len(_KANA.findall(text)) >= _MIN_SCRIPT:
            return "ja"
        if len(_HANGUL.findall(text)) >= _MIN_SCRIPT:
            return "ko"
    counts: dict[str, int] = {}
    owners = _owners()
    for word in _words(text):
        for code in owners.get(word, ()):
            counts[code] = counts.get(code, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    if not ordered or ordered[0][1] < _MIN_HITS:
        return None
    if len(ordered) > 1 and ordered[0][1] < ordered[1][1] * _LEAD:
        return None
    return ordered[0][0]


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_LETTERS).decode("ascii").split()
    return _WORD.findall(text.lower())


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Each function word and the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, one in languages().items():
        for word in one.lists.get("function_words", ()):
            found[word] = (*found.get(word, ()), code)
    return found
