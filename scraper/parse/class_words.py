"""What an element's attributes say: words that speak for body or against it, and the name of its class."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

Sums = tuple[
    float, float, float
]  # for a block's own element, for its parent and grandparent, and further out
Known = tuple[float, float, float, int]  # the sums, and a number for the class's name, numbers in it aside

_WORD = re.compile(r"[A-Za-z][a-z]{2,15}")  # "relatedPosts-2" is related and posts
_REACH = 240  # characters of attributes that are looked at
_NOTHING = (0.0, 0.0, 0.0, 0)


def words_of(attributes: str) -> list[str]:
    """The words of an element's class and id in lower case, CamelCase cut."""
    return [word.lower() for word in _words(attributes[:_REACH])]


def _words(attributes: str) -> list[str]:
    names = attributes.partition('class="')[2].partition('"')[0]
    if 'id="' in attributes:
        names += " " + attributes.partition('id="')[2].partition('"')[0]
    return _WORD.findall(names)


class ClassWords:
    """The weights of one model; asked for each element that is around a block."""

    def __init__(self, weights: Mapping[str, Sums]) -> None:
        self._weights = {**weights, **{word.capitalize(): sums for word, sums in weights.items()}}
        # Pages of one site share their attributes: behind the first page most are found here.
        self._known = lru_cache(maxsize=4096)(self._read)

    def of(self, attributes: str) -> Known:
        """The sums of the weights of an element's words, and its class's number."""
        return self._known(attributes[:_REACH]) if attributes else _NOTHING

    def _read(self, attributes: str) -> Known:
        own = near = far = 0.0
        words = _words(attributes)
        for word in words:
            if sums := self._weights.get(word):
                own += sums[0]
                near += sums[1]
                far += sums[2]
        # Not hash(), which differs from process to process.
        return (
            own,
            near,
            far,
            int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), signed=True),
        )
