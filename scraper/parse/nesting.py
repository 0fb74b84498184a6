"""A guard against pages nested so deep that a tree builder's time grows with the square of them."""

import re

_MANY = 10_000  # tags; below, the worst nesting costs 0.1 s
_DEEPEST = 500  # elements; browsers stop at 512, real pages at about 60
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s>/]*)[^>]*>")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())


def flatten(page: bytes) -> bytes:
    """
    The page without the start tags that would open more than 500 elements inside each other.

    Why: lexbor looks through all open elements at each <p>, <div> or <li>: 40,000 nested ones take 2 s.
    """
    if page.count(b"<") < _MANY:
        return page
    kept: list[bytes] = []
    copied = depth = 0
    for tag in _TAG.finditer(page):
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[2].lower() not in _VOID:
            if depth < _DEEPEST:
                depth += 1
            else:
                kept.append(page[copied : tag.start()])
                copied = tag.end()
    return b"".join((*kept, page[copied:])) if kept else page
