"""Knows a text's passages again by marks from which nobody can read them, and blanks them on other pages."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from html import unescape

from scraper.text.fingerprint import normalised_words

_RUN = 6  # words of a mark: so many, one after the other, hardly come by chance
_SHORTEST = 5  # words of a paragraph that is known as a whole
_SHORTEST_TITLE = 3  # words of a headline that is known as a whole
_OWN_RUN = 4  # words in a row that another text shares with its own page are its own
_MODULUS = (1 << 61) - 1
_BASE = 0x1F3D5B79A8C6E243 % _MODULUS
_BOUNDS = '<>"'  # where a piece of a page's text ends
_LONGEST_PIECE = 20_000  # characters
_PRESCAN_BYTES = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# A character reference, an escape of JSON, or letters and digits; a tag where those are left out.
_PIECE = r"&#?\w{1,31};|\\u[0-9a-fA-F]{4}|\\[nrtbf/\"\\]|[^\W_]+"
_TAG = re.compile(r"<[^<>]*>")
_PIECES = re.compile(_PIECE)
_PIECES_OUTSIDE_TAGS = re.compile(rf"<[^<>]*>|{_PIECE}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of so many words, known by a number."""

    words: int
    value: int


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    start: int
    end: int


def marks_of(title: str, body: str) -> frozenset[Mark]:
    """
    The marks of an article that may be kept: of headline and paragraphs, in runs one behind the other.

    Why not overlapping: from overlapping runs the words could be guessed one after the other; six unknown
        words at once cannot.
    """
    return _all_marks(title, body, _RUN)


def runs_of(title: str, body: str) -> frozenset[Mark]:
    """Every run of an article's words, for finding each quote of it while its text is still known."""
    return _all_marks(title, body, 1)


def marks_in(text: str, marks: Iterable[Mark]) -> frozenset[Mark]:
    """Those of the marks whose words stand in this text."""
    words = normalised_words(text).split()
    by_size = _by_size(marks)
    found = (Mark(size, value) for size, values in by_size.items() for _, value in _hits(words, size, values))
    return frozenset(found)


def may_quote(payload: bytes, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether the page says a run of these headlines and bodies; quicker to know than to blank."""
    text = payload.decode(_charset_of(payload), "surrogateescape")
    pages = [normalised_words(each).split() for each in (text, unescape(_TAG.sub(" ", text)))]
    for size, wanted in _plain_runs(texts).items():
        for words in pages:
            runs = zip(*(words[i:] for i in range(size)), strict=False)
            if not wanted.isdisjoint(runs):
                return True
    return False


def blanked(text: str, marks: Iterable[Mark], own: str = "") -> str:
    """
    The text with each piece that quotes the marked words blanked; what `own` says too is left.

    Shape: letters and digits become underscores; a piece ends where a tag or a quotation mark stands.
    """
    by_size = _by_size(marks)
    spans = _spans(text, by_size, _own_runs(own)) if by_size else []
    return _with_blanks(text, spans, lambda piece: "_" * len(piece)) if spans else text


def blanked_payload(payload: bytes, marks: Iterable[Mark], own: str = "") -> bytes:
    """The bytes of a page with the marked words blanked as `blanked` does; their number stays the same."""
    charset = _charset_of(payload)
    text = payload.decode(charset, "surrogateescape")
    if text.encode(charset, "surrogateescape") != payload:
        charset, text = "latin-1", payload.decode("latin-1")
    spans = _spans(text, _by_size(marks), _own_runs(own))
    if not spans:
        return payload
    unit = len("_".encode(charset))
    blank = _with_blanks(
        text, spans, lambda piece: "_" * (len(piece.encode(charset, "surrogateescape")) // unit)
    )
    return blank.encode(charset, "surrogateescape")


def _all_marks(title: str, body: str, step: int) -> frozenset[Mark]:
    marks = set(_marks_of(title, _SHORTEST_TITLE, step))
    for paragraph in body.split("\n\n"):
        marks |= set(_marks_of(paragraph, _SHORTEST, step))
    return frozenset(marks)


def _plain_runs(texts: Iterable[tuple[str, str]]) -> dict[int, set[tuple[str, ...]]]:
    """Every run of words by which these texts would be known, by its length."""
    runs: dict[int, set[tuple[str, ...]]] = {}
    for title, body in texts:
        for piece, shortest in (
            (title, _SHORTEST_TITLE),
            *((each, _SHORTEST) for each in body.split("\n\n")),
        ):
            words = normalised_words(piece).split()
            size = min(len(words), _RUN)
            if size >= shortest:
                found = runs.setdefault(size, set())
                found.update(tuple(words[i : i + size]) for i in range(len(words) - size + 1))
    return runs


def _marks_of(text: str, shortest: int, step: int) -> Iterator[Mark]:
    words = normalised_words(text).split()
    if len(words) < _RUN:
        if len(words) >= shortest:
            yield Mark(len(words), _value(words))
        return
    for start in {*range(0, len(words) - _RUN + 1, step), len(words) - _RUN}:
        yield Mark(_RUN, _value(words[start : start + _RUN]))


@lru_cache(maxsize=65536)
def _number(word: str) -> int:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _MODULUS


def _value(words: list[str]) -> int:
    value = 0
    for word in words:
        value = (value * _BASE + _number(word)) % _MODULUS
    return value


def _by_size(marks: Iterable[Mark]) -> dict[int, set[int]]:
    by_size: dict[int, set[int]] = {}
    for mark in marks:
        by_size.setdefault(mark.words, set()).add(mark.value)
    return by_size


def _hits(words: list[str], size: int, values: set[int]) -> Iterator[tuple[int, int]]:
    """Where a marked run begins, and its mark; each run's number is made from that of the run before."""
    drop = pow(_BASE, size, _MODULUS)
    value = 0
    for i, word in enumerate(words):
        value = value * _BASE + _number(word)
        if i >= size:
            value -= _number(words[i - size]) * drop
        value %= _MODULUS
        if i + 1 >= size and value in values:
            yield i + 1 - size, value


def _own_runs(own: str) -> frozenset[tuple[str, ...]]:
    words = normalised_words(own).split()
    return frozenset(tuple(words[i : i + _OWN_RUN]) for i in range(len(words) - _OWN_RUN + 1))


def _spans(text: str, by_size: dict[int, set[int]], own: frozenset[tuple[str, ...]]) -> list[tuple[int, int]]:
    """The words to blank, in order: found among all of the page's words, and among those outside its tags."""
    spans: set[tuple[int, int]] = set()
    for pattern in (_PIECES, _PIECES_OUTSIDE_TAGS):
        words = list(_words(text, pattern))
        plain = [word.word for word in words]
        hits: set[int] = set()
        for size, values in by_size.items():
            for start, _ in _hits(plain, size, values):
                hits.update(range(start, start + size))
        if hits:
            kept = _own_words(plain, own)
            chosen = _with_their_pieces(text, words, hits - kept) - kept
            spans.update((words[i].start, words[i].end) for i in chosen)
    return sorted(spans)


def _words(text: str, pattern: re.Pattern[str]) -> Iterator[_Word]:
    """The words with their places; what meets without a gap, as `caf&eacute;` does, is one."""
    pending: _Word | None = None
    for found in pattern.finditer(text):
        piece = found[0]
        plain = _plain(piece)
        if pending is not None and (not plain or found.start() != pending.end):
            yield from _normal(pending)
            pending = None
        if plain:
            start, before = (pending.start, pending.word) if pending else (found.start(), "")
            pending = _Word(before + plain, start, found.end())
    if pending is not None:
        yield from _normal(pending)


def _plain(piece: str) -> str:
    """The letters that a piece of markup stands for; none where it is no letter."""
    if piece[0] == "&":
        piece = unescape(piece)
    elif piece[0] == "\\":
        piece = chr(int(piece[2:], 16)) if piece[1] == "u" else ""
    return piece if piece and piece[0].isalnum() else ""


def _normal(word: _Word) -> Iterator[_Word]:
    for each in _normal_words(word.word):
        yield _Word(each, word.start, word.end)


@lru_cache(maxsize=65536)
def _normal_words(word: str) -> tuple[str, ...]:
    return tuple(normalised_words(word).split())


def _own_words(plain: list[str], own: frozenset[tuple[str, ...]]) -> set[int]:
    if not own:
        return set()
    runs = enumerate(zip(*(plain[i:] for i in range(_OWN_RUN)), strict=False))
    return {place for i, run in runs if run in own for place in range(i, i + _OWN_RUN)}


def _with_their_pieces(text: str, words: list[_Word], hits: set[int]) -> set[int]:
    """The words that were hit, and all others of the same pieces of text."""
    chosen: set[int] = set()
    done = -1
    for i in sorted(hits):
        if i <= done:
            continue
        begin = max(text.rfind(bound, 0, words[i].start) for bound in _BOUNDS)
        ends = [text.find(bound, words[i].end) for bound in _BOUNDS]
        end = min([place for place in ends if place >= 0], default=len(text))
        begin, end = max(begin, words[i].start - _LONGEST_PIECE), min(end, words[i].end + _LONGEST_PIECE)
        first = last = i
        while first > 0 and words[first - 1].start > begin:
            first -= 1
        while last + 1 < len(words) and words[last + 1].end <= end:
            last += 1
        chosen.update(range(first, last + 1))
        done = last
    return chosen


def _with_blanks(text: str, spans: list[tuple[int, int]], blank: Callable[[str], str]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            pieces += (text[at:start], blank(text[max(start, at) : end]))
            at = end
    return "".join([*pieces, text[at:]])


def _charset_of(payload: bytes) -> str:
    for mark, charset in _BOMS:
        if payload.startswith(mark):
            return charset
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(payload[:_PRESCAN_BYTES])
        try:
            return codecs.lookup(found[1].decode("ascii")).name if found else "latin-1"
        except (LookupError, UnicodeDecodeError):
            return "latin-1"
    return "utf-8"
