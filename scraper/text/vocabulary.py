"""The words by which pages in a dozen languages label what they show, read from words/*.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "ms", "en", "fil", "de", "es", "fr", "pt", "ja", "ko", "el", "ru")

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words; every list is in lower case."""

    code: str  # ISO 639
    source: str
    date_order: str | None  # dmy, mdy or ymd; None: both are usual
    tables: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    eras: Mapping[str, int] = field(default_factory=dict)  # to their first year

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """This language's words under one key; none where it has no such key."""
        return self.tables.get(table, {}).get(key, ())


@cache
def languages() -> Mapping[str, Language]:
    """The languages by code, in the order of LANGUAGES."""
    folder = files(__package__) / "words"
    return {code: _read((folder / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}


@cache
def words(table: str, *keys: str) -> tuple[str, ...]:
    """All languages' words under these keys of a table, each once."""
    found = (word for one in languages().values() for key in keys for word in one.words(table, key))
    return tuple(dict.fromkeys(found))


@cache
def listed(name: str) -> frozenset[str]:
    """All languages' words of one list: function_words, titles, starters, towns or offices."""
    return frozenset(word for one in languages().values() for word in one.lists.get(name, ()))


def alternation(choices: Iterable[str]) -> str:
    """
    A pattern that matches one of these words and not a part of a longer one.

    Why: Chinese, Japanese and Korean labels stand without spaces, so only other scripts need a boundary.
    Words share their beginnings as in a tree, because `re` tries one alternative after the other: of 150
    labels, most of them at every word of a line.
    """
    every = set(choices)
    glued = sorted((word for word in every if _CJK.search(word)), key=lambda word: (-len(word), word))
    spaced = every.difference(glued)
    parts = [rf"(?<!\w){_branches(_tree(spaced))}(?!\w)"] if spaced else []
    return f"(?:{'|'.join([*parts, *map(re.escape, glued)])})"


def stems(choices: Iterable[str]) -> tuple[str, ...]:
    """
    The shortest of these words that are parts of all the others.

    Why: a text that mentions none of the stems has none of the words, and asking that is much faster.
    """
    kept: list[str] = []
    for word in sorted(set(choices), key=lambda word: (len(word), word)):
        if not any(stem in word for stem in kept):
            kept.append(word)
    return tuple(kept)


def mentions(folded: str, choices: Iterable[str]) -> bool:
    """Whether one of these is a part of a text in lower case."""
    for word in choices:  # noqa: SIM110  # a generator costs three times as much, and this is asked of every block
        if word in folded:
            return True
    return False


class _Tree(dict[str, "_Tree"]):
    """Words by their characters; a word that ends here has the empty character as a branch."""


def _tree(choices: Iterable[str]) -> _Tree:
    root = _Tree()
    for word in sorted(choices):
        node = root
        for character in " ".join(word.split()):
            node = node.setdefault(character, _Tree())
        node.setdefault("", _Tree())
    return root


def _branches(tree: _Tree) -> str:
    """The pattern of a tree, longer words before their own beginnings."""
    longer = [_literal(one) + _branches(rest) for one, rest in tree.items() if one]
    if not longer:
        return ""
    joined = longer[0] if len(longer) == 1 and "" not in tree else f"(?:{'|'.join(longer)})"
    return f"{joined}?" if "" in tree else joined


def _literal(character: str) -> str:
    return r"\s{1,3}" if character == " " else re.escape(character)


def _read(text: str) -> Language:
    raw = tomllib.loads(text)
    tables = {
        name: {key: _lower(value) for key, value in table.items()}
        for name, table in raw.items()
        if isinstance(table, dict) and name != "eras"
    }
    lists = {name: _lower(value) for name, value in raw.items() if isinstance(value, list)}
    order = raw.get("date_order")
    return Language(raw["language"], raw["source"], order, tables, lists, raw.get("eras", {}))


def _lower(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.casefold() for value in values)
