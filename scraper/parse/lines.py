"""A run of text and inline tags as the line that a reader sees, and how much of it is linked."""

import re

from scraper.parse.page import unescape
from scraper.text.memo import remembered

_TAG = re.compile(r"<[^>]*>")
_LINK_TAG = re.compile(r"<(/?a(?=[ >]))?[^>]*>")  # names those of links, and no other
_HIDDEN = re.compile(r"<(span|a|i|b|em|strong|label)\b[^>]*display:\s*none[^>]*>[^<]*</\1>")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a-\u202e\ufeff]")


def clean_line(text: str) -> str:
    """Text without tags as one line: entities decoded, white space collapsed, unseen characters gone."""
    if "&" in text:
        text = unescape(text)
    line = " ".join(text.split())
    # the unseen characters are among those that cannot be printed, which is the faster question
    if not (line.isascii() or line.isprintable()) and _INVISIBLE.search(line):
        line = " ".join(_INVISIBLE.sub("", line).split())
    return line


@remembered
def line_of(text: str, linked: bool) -> tuple[str, int, bool]:
    """
    The words of a run, how many of their characters are linked, and whether a link stays open behind it.

    Why: the shapes that most runs have come first, because this runs for half of a page's 250 blocks.
    """
    if "display" in text:
        text = _HIDDEN.sub("", text)
    run = text.strip()
    if run.startswith("<a ") and run.endswith("</a>") and run.find("<a ", 3) < 0:  # one link and nothing else
        inside = run[run.find(">") + 1 : -4]
        line = clean_line(_TAG.sub("", inside) if "<" in inside else inside)
        return line, len(line), False
    if not linked and "<a" not in run:
        return clean_line(_TAG.sub("", run)), 0, False
    words = _LINK_TAG.split(run)  # text and the name of the tag behind it, by turns
    line = clean_line("".join(words[::2]))
    unlinked = [] if linked else [words[0]]
    for mark, text in zip(words[1::2], words[2::2], strict=True):
        if mark:
            linked = mark == "a"
        if not linked:
            unlinked.append(text)
    return line, len(line) - len(clean_line("".join(unlinked))), linked
