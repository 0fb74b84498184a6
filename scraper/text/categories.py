"""The section that a labelled line names: `Kategori : Berita`, `Dipublikasikan pada Kota Gorontalo`."""

import re
from functools import cache

from scraper.text.dates import find_dates
from scraper.text.memo import remembered
from scraper.text.vocabulary import alternation, mentions, stems, words

_MAX_LINE = 240
_ENDS = re.compile(
    r"\s*[|•·;]\s*|\s{2,}|\s+[-–—]\s+|\s*(?:tags?|label|dilihat|dibaca|views?|hits)\s*:"
    r"|\s(?:tagged|ditandai|etiquetado|schlagw[oö]rter)\s",
    re.IGNORECASE,
)
_NO_SECTION = frozenset(
    {"uncategorized", "uncategorised", "tanpa kategori", "tak berkategori", "semua", "all", "-", "none"}
)


@remembered
def category_in(text: str) -> str | None:
    """The section behind a label in this line; None where it has none, or the label stands alone."""
    if len(text) > _MAX_LINE or not mentions(text.casefold(), _stems()):
        return None
    match = _labelled().search(text)
    if not match:
        return None
    name = _ENDS.split(text[match.end() :].strip(), maxsplit=1)[0].strip(" ,.:|/•")
    if not name or is_no_section(name) or find_dates(name):
        return None
    return name


def is_no_section(name: str) -> bool:
    """Whether this word stands where an article has no section."""
    return name.casefold() in _NO_SECTION


@cache
def _stems() -> tuple[str, ...]:
    return stems(words("categories", "before"))


@cache
def _labelled() -> re.Pattern[str]:
    """A label with a colon, or one that needs none, as `Dipublikasikan pada` at the beginning of a line."""
    spoken = alternation(word for word in words("categories", "before") if " " in word)
    label = alternation(words("categories", "before"))
    return re.compile(
        rf"(?<!parent\s){label}\s?[:：]\s?|^\W*{spoken}\s|\s(?:dalam|in)\skategori\s", re.IGNORECASE
    )
