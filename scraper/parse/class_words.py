"""What an element's attributes say: words that speak for body or against it, and the name of its class."""

import re
from collections.abc import Mapping
from functools import lru_cache

Sums = tuple[
    float, float, float
]  # for a block's own element, for its parent and grandparent, and further out
Known = tuple[float, float, float, int]  # the sums, and a number for the class's name, numbers in it aside

_NAMED = re.compile(r'\b(?:class|id|itemprop|role)="([^"]*)')
_WORD = re.compile(r"[A-Z]?[a-z]{2,15}")  # "relatedPosts-2" is related and posts
_REACH = 240  # characters of attributes that are looked at
_NOTHING = (0.0, 0.0, 0.0, 0)


def words_of(attributes: str) -> list[str]:
    """The words in an element's class, id and kindred attributes, in lower case, CamelCase cut."""
    names = " ".join(_NAMED.findall(attributes[:_REACH]))
    return [word.lower() for word in _WORD.findall(names)]


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
        words = _WORD.findall(" ".join(_NAMED.findall(attributes)))
        for word in words:
            if sums := self._weights.get(word):
                own += sums[0]
                near += sums[1]
                far += sums[2]
        return own, near, far, hash(tuple(words))
