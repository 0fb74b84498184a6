"""The words of a title or a body as they are compared, and where two texts differ in them."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# What is written in two ways and means the same: quotation marks, apostrophes, dashes.
_SAME = str.maketrans(
    {**dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‘’‚‛′`´ʼ", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
# Characters of a word, with the marks that stand inside of numbers, addresses and names.
_TOKEN = re.compile(r"\w+(?:[.,:/@'’-]\w+)*|&#?\w{1,10};|[^\w\s]")
_FEW = 2_000  # tokens of a passage up to which the shortest difference is worth its time


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a text: how it is compared, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place where two texts differ: the tokens there of the old one, and those of the new one."""

    old: tuple[int, int]  # first, and one past the last
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text's characters: "=" in both texts, "-" only in the old one, "+" only in the new one."""

    mark: str
    text: str


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a text, in order; without white space and what no reader sees."""
    found = ((_key(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text))
    return [Token(*one) for one in found if one[0]]


def same_words(one: str, other: str) -> bool:
    """
    Whether two texts have the same words and marks, whatever their spaces, kinds of quotation marks and
    dashes, and forms of characters.
    """
    return one == other or _keys(one) == _keys(other)


def hunks_between(old: Sequence[Token], new: Sequence[Token]) -> list[Hunk]:
    """The places where two texts differ, in order."""
    before, after = [token.key for token in old], [token.key for token in new]
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    last, last_new = len(before) - end, len(after) - end
    matcher = SequenceMatcher(
        None, before[start:last], after[start:last_new], autojunk=max(last, last_new) - start > _FEW
    )
    return [
        Hunk((start + i, start + j), (start + k, start + m))
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
    ]


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with the old one's words in it, as pieces in reading order."""
    before, after = tokens_of(old), tokens_of(new)
    pieces: list[Piece] = []
    at = 0
    for hunk in hunks_between(before, after):
        first, last = hunk.new
        start = after[first].start if first < len(after) else len(new)
        end = after[last - 1].end if last > first else start
        pieces.append(Piece("=", new[at:start]))
        pieces.append(Piece("-", _slice(old, before[slice(*hunk.old)])))
        pieces.append(Piece("+", new[start:end]))
        at = end
    pieces.append(Piece("=", new[at:]))
    return tuple(piece for piece in pieces if piece.text)


@lru_cache(maxsize=4096)
def _key(token: str) -> str:
    if token.startswith("&") and len(token) > 1:
        token = html.unescape(token)
    return unicodedata.normalize("NFKC", token).translate(_SAME).strip()


def _keys(text: str) -> list[str]:
    """Every word and mark, those that the forms of one character write differently made equal first."""
    whole = unicodedata.normalize("NFKC", html.unescape(text) if "&" in text else text).translate(_SAME)
    return _TOKEN.findall(whole)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many first words two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _slice(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
