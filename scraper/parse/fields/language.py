"""The article's language: of its words, else what the page says of itself."""

import re
from collections.abc import Sequence

from scraper.parse.fields.choice import Candidate, Choice, best_of
from scraper.parse.page import Head
from scraper.text.language import language_of

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$")
_SISTERS = {"id", "ms"}
_PARAGRAPHS = 20  # that are looked at, as far as they are needed
_NAMES = {
    "indonesia": "id",
    "indonesian": "id",
    "bahasa indonesia": "id",
    "english": "en",
    "in": "id",
    "iw": "he",
}


def read_language(head: Head, title: str, paragraphs: Sequence[str]) -> Choice[str]:
    """
    An ISO 639 code.

    Why: many Indonesian pages say `lang="en"`, so the words of the body go first.
    """
    found = []
    by_words = language_of("\n".join([title, *paragraphs[:_PARAGRAPHS]]))
    said = _code(head.language)
    if by_words:
        # Malay and Indonesian share most small words: between these two the page itself knows better.
        unsure = {by_words, said} == _SISTERS
        found.append(Candidate(by_words, "words of the body", 0.55 if unsure else 0.9))
    for value, source, confidence in (
        (head.language, "html lang", 0.6),
        (head.first("og:locale") or "", "meta property=og:locale", 0.5),
        (head.first("content-language", "language", "dc.language") or "", "meta name=content-language", 0.5),
    ):
        code = _code(value)
        if code:
            found.append(Candidate(code, source, confidence))
    return best_of(found, "neither the words nor the page tell")


def _code(value: str) -> str | None:
    value = value.strip().lower()
    if value in _NAMES:
        return _NAMES[value]
    match = _CODE.match(value)
    return match[1] if match and len(match[1]) == 2 else None
