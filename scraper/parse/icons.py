"""Icons drawn as SVG, kept as empty elements of their class, since they alone say what a number is."""

import re

# The class, or the name that Font Awesome and icon sprites give, of what a header line shows.
_SVG = re.compile(
    rb"<svg\s[^<>]{0,300}?(?:class|data-icon|data-lucide|data-feather|name|aria-label)\s?=\s?[\"']"
    rb"(?:[^\"'<>]{0,200}?[\s_-])?"
    rb"(eye|views?|user|person|author|calendar|clock|tags?|folder|pencil|comments?|chat|share)(?=[\s\"'_-])",
    re.IGNORECASE,
)
_MARK = b"<svg"


def with_icons(page: bytes) -> bytes:
    """
    The page with an empty `<i class=eye>` before each drawing of an eye, and so on.

    Why: drawings are dropped with their paths, and behind one of them a bare number is a counter. The class
    is written without quotes, so that a drawing inside a script's string stays inside it.
    """
    if _MARK not in page:
        return page
    return _SVG.sub(rb"<i class=\1></i>\g<0>", page)
