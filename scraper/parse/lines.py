"""A run of text and inline tags as the line that a reader sees, and how much of it is linked."""

import re

from scraper.parse.page import unescape

_TAG = re.compile(r"<[^>]*>")
_ONE_LINK = re.compile(r"\s*<a [^>]*>([^<]*)</a>\s*")
_LINK = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)
_HIDDEN = re.compile(r"<(span|a|i|b|em|strong|label)\b[^>]*display:\s*none[^>]*>[^<]*</\1>")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a-\u202e\ufeff]")


def line_of(text: str, linked: bool) -> tuple[str, int, bool]:
    """
    The words of a run, how many of their characters are linked, and whether a link stays open behind it.

    Why: the shapes that most runs have come first, because this runs for each of a page's 250 blocks.
    """
    if "<" not in text:
        line = _clean(text)
        return line, len(line) if linked else 0, linked
    if not linked and (match := _ONE_LINK.fullmatch(text)):
        line = _clean(match[1])
        return line, len(line), False
    if "display" in text:
        text = _HIDDEN.sub("", text)
    line = _clean(_TAG.sub("", text))
    opened, closed = text.count("<a "), text.count("</a>")
    if not opened and not closed:
        return line, len(line) if linked else 0, linked
    open_behind = text.rfind("<a ") > text.rfind("</a>")
    if not line:
        return "", 0, open_behind
    rest = _LINK.sub("", f"<a >{text}" if linked else text)
    if open_behind:
        rest = rest[: rest.rfind("<a ")]
    return line, len(line) - len(_clean(_TAG.sub("", rest))), open_behind


def _clean(text: str) -> str:
    if "&" in text:
        text = unescape(text)
    line = " ".join(text.split())
    if not line.isascii() and _INVISIBLE.search(line):
        line = " ".join(_INVISIBLE.sub("", line).split())
    return line
