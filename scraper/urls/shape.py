"""The shape of an address, with its numbers and words left out; and addresses that only a trap has."""

import re
from collections import Counter
from functools import lru_cache

from scraper.urls.normalise import path_of

_MOST_SEGMENTS = 12  # the deepest address seen has 8
_MOST_TIMES = 3  # a segment that stands so often: /berita/berita/berita/
_MOST_PARAMETERS = 3
_LONG = 20  # characters; longer segments are words of a headline
_SEPARATORS = 2
_WORD = re.compile(r"[a-z][a-z_-]*\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"(/\*){2,}")
_FRONT_DOORS = frozenset({"index.php", "web", "id", "en", "portal", "site", "public"})
# Parameters whose word says which part of the CMS is meant; the others' values say which text or page.
_CMS = ("act", "action", "content", "halaman", "kategori", "menu", "mod", "module", "opt", "option")
_ROUTES = frozenset((*_CMS, "page", "sub", "task", "view"))


@lru_cache(maxsize=4_096)  # asked of a page's origin for each address that it names
def shape_of(url: str) -> str:
    """
    The address without scheme and host, # for its numbers, * for its words: `/berita/#/*`, `/detail?id=#`.

    Why only the first folder stays as it is: what a site without end makes up is combined of a few names, and
    all of it must be one shape.
    """
    path, _, query = path_of(url).partition("?")
    segments = [part for part in path.split("/") if part]
    fixed = 2 if segments and segments[0].lower() in _FRONT_DOORS else 1
    first = [_shaped(part) for part in segments[:fixed]]
    rest = [
        "#" if _DIGITS.fullmatch(part) else "#*" if part[0].isdigit() else "*" for part in segments[fixed:]
    ]
    shaped = "/" + "/".join((*first, *rest)[:_MOST_SEGMENTS])
    return _WORDS.sub("/**", shaped) + _shape_of_query(query)


def traps_in(url: str) -> str | None:
    """Why this address is one that a site without end makes up; None where it is not."""
    path, _, query = path_of(url).partition("?")
    segments = [part.lower() for part in path.split("/") if part]
    if len(segments) > _MOST_SEGMENTS:
        return f"an address {len(segments)} folders deep"
    word, times = max(Counter(segments).items(), key=lambda item: item[1], default=("", 0))
    if times > _MOST_TIMES:
        return f"an address that says {word[:40]!r} {times} times"
    names = Counter(pair.split("=", 1)[0] for pair in query.split("&") if pair)
    if len(names) > 2 * _MOST_PARAMETERS or max(names.values(), default=0) > _MOST_TIMES:
        return f"an address with {sum(names.values())} parameters"
    return None


def _shaped(part: str) -> str:
    if _DIGITS.fullmatch(part):
        return "#"
    is_word = _WORD.match(part) and len(part) <= _LONG and part.count("-") + part.count("_") < _SEPARATORS
    if is_word or part.lower() in _FRONT_DOORS:
        return part.lower()
    return "#*" if part[0].isdigit() else "*"


def _shape_of_query(query: str) -> str:
    pairs = [pair.partition("=")[::2] for pair in query.split("&") if pair]
    if not pairs:
        return ""
    if len(pairs) == 1:
        name, value = pairs[0]
        return f"?{name.lower()[:30]}={_shaped_value(name, value)}"
    routes = [
        f"{name.lower()}={shaped}"
        for name, value in pairs
        if (shaped := _shaped_value(name, value)) not in ("#", "*")
    ]
    return "?" + "&".join([*routes[:_MOST_PARAMETERS], *(["*"] if len(routes) < len(pairs) else [])])


def _shaped_value(name: str, value: str) -> str:
    if any(sign.isdigit() for sign in value):
        return "#"
    if name.lower() in _ROUTES and _WORD.match(value) and len(value) <= _LONG:
        return value.lower()
    return "*"
