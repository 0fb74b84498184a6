"""Mends text whose UTF-8 was once read as windows-1252: "Ã©" for "é", "â€œ" for a quotation mark."""

import re

# The characters that windows-1252 shows for the bytes 80 to BF, with the five that it leaves undefined.
_SHOWN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)}
_BYTES = {shown: byte for byte, shown in _SHOWN.items()} | {chr(byte): byte for byte in range(0x80, 0x100)}
_NEXT = "[" + re.escape("".join(_SHOWN.values())) + "\x80-\xbf]"
# Signs and emoji: no language writes "â€" or "ðŸ". Other sequences can be meant: "policisté – mohli" has é, a
# no-break space and a dash, and "IRMÃ”" is Portuguese for a sister in quotation marks.
_SIGN = re.compile(
    f"\xe2[\x80-\x8b\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6]{_NEXT}|\xf0[\x9f\u0178]{_NEXT}{{2}}"
)
_ANY = re.compile(f"{_SIGN.pattern}|[\xe0-\xef]{_NEXT}{{2}}|[\xf0-\xf4]{_NEXT}{{3}}|[\xc2-\xdf]{_NEXT}")
_LATIN = re.compile("[\xc0-\xff]")
_MANY, _SHARE = 5, 0.8  # sequences of letters that show it alone, and their share of all letters like them
# The same in UTF-8: a first letter of those, and the first byte of a next.
_FIRST = b"\xc3"
_SUSPECT = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2[\x80-\x84]|\xc5[\x92-\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)


def is_suspect(utf8: bytes) -> bool:
    """Whether a text in UTF-8 has a pair of characters that mojibake is made of; a look that costs little."""
    return _FIRST in utf8 and _SUSPECT.search(utf8) is not None


def mended(text: str) -> tuple[str, int]:
    """
    The text without mojibake, and how many characters were mended; as it is where that is not sure.

    Why: signs are sure; letters are where they are many, or beside signs, and hardly another accented letter
    stands on the page.
    """
    found = [each for each in _ANY.findall(text) if _meant(each)]
    signs = sum(1 for each in found if _SIGN.fullmatch(each))
    letters, accented = len(found) - signs, len(_LATIN.findall(text)) - signs
    is_all = (signs or letters >= _MANY) and letters >= _SHARE * accented
    if not signs and not is_all:
        return text, 0
    if is_all:
        return _ANY.sub(lambda match: _meant(match[0]) or match[0], text), signs + letters
    return _SIGN.sub(lambda match: _meant(match[0]) or match[0], text), signs


def _meant(shown: str) -> str:
    """The character that a sequence stands for; none: an empty string."""
    try:
        return bytes(_BYTES[each] for each in shown).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return ""
