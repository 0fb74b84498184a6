"""When two lines, or two runs of lines, say the same: but for spelling of signs, a cut end, other breaks."""

import re
from collections.abc import Sequence

from scraper.parse.page import Block
from scraper.text.signs import without_signs

_WORD = re.compile(r"\w+")
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_NO_WORD = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) == "_"))
_SMALL = bytes(range(256)).lower()
_SPACED = bytes(32 if code in _NO_WORD else _SMALL[code] for code in range(256))
_FEW_WORDS = 7  # a shorter line must be equal to be a copy
_ALIKE = 0.9  # share of words in common; typing errors and cut ends make copies unequal
_RELATED = 0.6  # the same share for lines between others that are alike
_SKIPPED = 40  # characters; a shorter line may stand between two of a run: share bars, "Baca Lainnya"
_MOST_SKIPPED = 8
_CUT = re.compile(
    r"(?:\.\.\.|…)\W*(?:(?:baca )?selengkapnya|read more|more|mehr|weiterlesen|leer más|ver más|ler mais"
    r"|leia mais|lire la suite|続きを読む|더 ?보기)?\W*$",
    re.IGNORECASE,
)


def is_cut(text: str) -> bool:
    """Whether a line ends in dots, perhaps with a link to the rest: "... Selengkapnya"."""
    return ("..." in text or "…" in text) and _CUT.search(text) is not None


def are_alike(one: str, other: str) -> bool:
    """Whether two lines say the same, or one says the beginning of the other and is cut."""
    if one == other:
        return True
    words, others = _words(one), _words(other)
    if words == others:
        return True
    if is_cut(one) or is_cut(other):
        words, others = (
            _words(_CUT.sub("", text)) if is_cut(text) else found
            for text, found in ((one, words), (other, others))
        )
        shorter, longer = sorted((words, others), key=len)
        return len(shorter) >= _FEW_WORDS - 1 and shorter[:-1] == longer[: len(shorter) - 1]
    shorter, longer = sorted((words, others), key=len)
    if len(shorter) < _FEW_WORDS:
        return False
    every = set(longer)
    return len(every.intersection(shorter)) >= _ALIKE * len(every)


def are_related(one: str, other: str) -> bool:
    """Whether two lines that stand at the same place in two copies have most words in common."""
    words, others = set(_words(one)), set(_words(other))
    return len(words & others) > _RELATED * max(len(words), len(others))


def _words(text: str) -> list[str]:
    """The words of a line in lower case; of ASCII without a pattern, which takes a quarter of the time."""
    plain = without_signs(_seen(text))
    if plain.isascii():
        return plain.encode("ascii").translate(_SPACED).decode("ascii").split()
    return _WORD.findall(plain.lower())


def _seen(text: str) -> str:
    """The line without the characters that nobody sees."""
    if not text.isascii():
        for each in _UNSEEN:
            text = text.replace(each, "")
    return text


def key_of(text: str, chars: int) -> str:
    """What lines that begin alike have in common: the letters of their first so many characters."""
    return squeezed(text[:chars])[: chars // 2]


def regrouped(blocks: Sequence[Block], first: int, second: int) -> tuple[list[int], list[int]] | None:
    """
    The blocks from two on that say the same, cut into lines at other places; None where they do not.

    Shape: the numbers of both sides, up to the last place where a line ends on both.
    """
    while first and squeezed(blocks[first - 1].text) == squeezed(blocks[second - 1].text):
        first, second = first - 1, second - 1
    sides, ends = ([first], [second]), [first, second]
    rests = [squeezed(blocks[first].text), squeezed(blocks[second].text)]
    synced: tuple[list[int], list[int]] | None = None
    skipped = 0
    while True:
        one, other = rests
        common = min(len(one), len(other))
        if one[:common] != other[:common]:
            behind = 0 if len(one) < len(other) else 1  # its last line may be one that stands in between
            if (
                len(blocks[ends[behind]].text) >= _SKIPPED
                or skipped >= _MOST_SKIPPED
                or ends[behind] in (first, second)
            ):
                return synced
            skipped += 1
            sides[behind].pop()
            rests[behind] = ""
        else:
            rests = [one[common:], other[common:]]
            if not rests[0] and not rests[1]:
                synced = (list(sides[0]), list(sides[1]))
        behind = 0 if not rests[0] else 1
        ends[behind] += 1
        if ends[behind] >= (second if behind == 0 else len(blocks)):
            return synced
        sides[behind].append(ends[behind])
        rests[behind] = squeezed(blocks[ends[behind]].text)


def squeezed(text: str) -> str:
    """The letters and digits of a line alone, in lower case."""
    plain = without_signs(_seen(text))
    if plain.isascii():
        return plain.encode("ascii").translate(_SMALL, _NO_WORD).decode("ascii")
    return "".join(_words(text))
