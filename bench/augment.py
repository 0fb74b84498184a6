"""Other markup for the same page, so that trees lean on no habit: no classes, no <article>, no <p>."""

import re
from collections.abc import Callable
from random import Random

_NAMES = re.compile(
    r"""\s(?:class|id|itemprop|itemtype|role|data-[\w-]+)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE
)
_SECTIONS = re.compile(r"(</?)(article|main|section|aside|header|figure)(?=[\s>])", re.IGNORECASE)
_OPEN = re.compile(r"<(?:section|article|main)(\s[^>]*)?>", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:section|article|main)\s*>", re.IGNORECASE)
_PARAGRAPH, _PARAGRAPH_END = (
    re.compile(r"<p(\s[^>]*)?>", re.IGNORECASE),
    re.compile(r"</p\s*>", re.IGNORECASE),
)
_TITLE = re.compile(r"<meta[^>]*title[^>]*>|<title[^>]*>.*?</title>", re.IGNORECASE | re.DOTALL)
_H1 = re.compile(r"(</?)h1(?=[\s>])", re.IGNORECASE)


def _without_names(text: str) -> str:
    return _NAMES.sub("", text)


def _without_sections(text: str) -> str:
    return _SECTIONS.sub(r"\1div", text)


def _with_breaks(text: str) -> str:
    return _PARAGRAPH_END.sub("<br><br>", _PARAGRAPH.sub("", text))


def _without_title(text: str) -> str:
    return _TITLE.sub("", text)


def _without_h1(text: str) -> str:
    return _H1.sub(r"\1div", text)


def _with_tables(text: str) -> str:
    return _CLOSE.sub("</td></tr></table>", _OPEN.sub(r"<table><tr><td\1>", text))


WAYS: tuple[Callable[[str], str], ...] = (
    _without_names,
    _with_tables,  # before the sections are gone
    _without_sections,
    _with_breaks,
    _without_title,
    _without_h1,
)


def augmented(text: str, seed: str) -> str:
    """The page with one to three of these changes; the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - nobody's secret
    chosen = random.sample(range(len(WAYS)), random.choice((1, 2, 2, 3)))
    for way in sorted(chosen):
        text = WAYS[way](text)
    return text
