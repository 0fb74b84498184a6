"""Typographic signs as spaces: most lines are ASCII then, and words of ASCII are found without a pattern."""

# The signs of Indonesian and European prose; none is a part of a word.
_SIGNS = "\u201c\u201d\u2019\u2013\u2018\u00a0\u2014\u2026\u2022\u00ab\u00bb\u00b7\u00b0"


def without_signs(text: str) -> str:
    """The text in ASCII, each sign a space, where signs alone kept it from that; else as it is."""
    if text.isascii():
        return text
    plain = text
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    return plain if plain.isascii() else text
