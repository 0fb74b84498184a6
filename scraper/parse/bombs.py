"""A guard against markup for which a tree builder takes the square of its size in time or memory."""

import re

_MANY_TAGS = 10_000  # below, the worst nesting costs 0.1 s
_DEEPEST = 500  # elements; browsers stop at 512, real pages at about 60
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s>/]*)[^>]*>")
# These hold nothing, or the next of their kind ends them: however many there are, they do not nest.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"
    b" a p li dt dd tr td th thead tbody tfoot option optgroup".split()
)
# An element of these that stays open is opened again in each later block: n of them in n blocks are n * n.
# Equal ones count three times at most, so that only those with attributes can be many.
_FORMAT = rb"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)"
_FORMAT_WITH_ATTRIBUTES = re.compile(rb"<" + _FORMAT + rb"\s", re.IGNORECASE)
_FORMAT_TAG = re.compile(rb"<(/?)" + _FORMAT + rb"(?:[\s/][^>]*)?>", re.IGNORECASE)
_SOME_TAGS = 1_500  # below, the worst page of this kind makes half a million elements
_MOST_REOPENED = 1_000_000  # elements
# Each attribute of a tag is compared with those before it.
_LARGE_PAGE = 100_000  # bytes; below, the worst tag costs a second
_LONG_TAG = re.compile(rb"<[a-zA-Z][^>]{3000}")
_MOST_ATTRIBUTES = 1_000
_ATTRIBUTES = re.compile(
    rb"""<[a-zA-Z][^\s>]*(?:\s+[^\s>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?){%d}+""" % _MOST_ATTRIBUTES
)
_MOST_LONG_TAGS = 100  # behind so many of them nothing is read


def defused(page: bytes) -> bytes:
    """The page, changed only where it would cost a tree builder far more than its size."""
    tags = page.count(b"<")
    if len(page) > _LARGE_PAGE and _LONG_TAG.search(page):
        page = _with_few_attributes(page)
    if tags > _SOME_TAGS and len(_FORMAT_WITH_ATTRIBUTES.findall(page)) * tags > _MOST_REOPENED:
        page = _without_open_formats(page, tags)
    return _flattened(page) if tags >= _MANY_TAGS else page


def _flattened(page: bytes) -> bytes:
    """
    The page without the start tags that would open more than 500 elements inside each other.

    Why: lexbor looks through all open elements at each <p>, <div> or <li>: 40,000 nested ones take 2 s.
    """
    kept: list[bytes] = []
    copied = depth = 0
    for tag in _TAG.finditer(page):
        name = tag[2]
        if name in _FLAT or name.lower() in _FLAT:
            continue
        if tag[1]:
            depth = max(0, depth - 1)
        elif depth < _DEEPEST:
            depth += 1
        else:
            kept.append(page[copied : tag.start()])
            copied = tag.end()
    return b"".join((*kept, page[copied:])) if kept else page


def _without_open_formats(page: bytes, tags: int) -> bytes:
    """The page without its <b>, <font> and the like, where so many stay open that they would multiply."""
    closing = [bool(match[1]) for match in _FORMAT_TAG.finditer(page)]
    still_open = most = 0
    for is_closing in closing:
        still_open = max(0, still_open - 1) if is_closing else still_open + 1
        most = max(most, still_open)
    return _FORMAT_TAG.sub(b"", page) if most * tags > _MOST_REOPENED else page


def _with_few_attributes(page: bytes) -> bytes:
    """The page with no more than a thousand attributes in each of its tags; a script is left alone."""
    kept: list[bytes] = []
    copied = 0
    for long in _LONG_TAG.finditer(page):
        start = long.start()
        many = _ATTRIBUTES.match(page, start) if start >= copied else None
        if (
            not many
            or _is_inside(page, start, b"<script", b"</script")
            or _is_inside(page, start, b"<!--", b"-->")
        ):
            continue
        kept.append(page[copied : many.end()])
        copied = page.find(b">", many.end())
        if copied < 0 or len(kept) > _MOST_LONG_TAGS:
            return b"".join((*kept, b">"))
    return b"".join((*kept, page[copied:])) if kept else page


def _is_inside(page: bytes, at: int, opening: bytes, closing: bytes) -> bool:
    """Whether the last of these two before a place is the opening one."""
    return page.rfind(opening, 0, at) > page.rfind(closing, 0, at)
