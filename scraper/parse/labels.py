"""What a short line announces by its first words: related links, sharing, comments, a nag, a meta line."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

KINDS = ("related", "share", "comment", "nag", "meta", "script", "gone", "login", "more", "caption")
_EDGE = " \t•·|-–—:»«›‹>()[]{}*#.,;!?…\"'“”‘’"
_FIRST = re.compile(r"[^\W_]+")
_REACH = 48  # characters that are looked at; the longest phrase has 44


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """
    Phrase and kind by the phrase's first word, longest phrase first.

    Why: of a phrase that has two kinds ("read more") the first one in KINDS counts, so that a page
    reads the same in every process.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for file in files("scraper.parse").joinpath("words").iterdir():
        table = tomllib.loads(file.read_text("utf-8"))
        for kind in KINDS:
            for phrase in table.get(kind, ()):
                first = _FIRST.match(phrase)
                found.setdefault(first[0] if first else phrase, []).append((phrase, kind))
    return {
        first: tuple(sorted(set(group), key=lambda pair: (-len(pair[0]), pair[0], KINDS.index(pair[1]))))
        for first, group in found.items()
    }


def label_of(text: str) -> tuple[str, bool] | None:
    """
    The kind of label that a line starts with, and whether the line is nothing but the label.

    Why: looked up by first word, because one pattern of 400 phrases takes 3 us a line and this 0.5 us; a line
    is asked about several times, and menus stand on every page of a site.
    """
    return _label_of(text[:_REACH])


@lru_cache(maxsize=4096)
def _label_of(start: str) -> tuple[str, bool] | None:
    head = start.lower().strip(_EDGE)
    first = _FIRST.match(head)
    if not first:
        return None
    for phrase, kind in _phrases().get(first[0], ()):
        if head.startswith(phrase) and not head[len(phrase) : len(phrase) + 1].isalnum():
            return kind, len(head) == len(phrase) and len(start) < _REACH
    return None
