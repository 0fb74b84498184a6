"""Remembers what a pure function said of a short text: menus and footers stand on every page of a site."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Value = TypeVar("Value")

_MOST = 4_096  # texts; the last of them, so that a process that reads many sites forgets the first
_LONGEST = 300  # characters; a longer text is an article's own, and is not met again


def remembered(function: Callable[[str], Value]) -> Callable[[str], Value]:
    """The function, which is asked once for each of the short texts that come again."""
    known = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def answer(text: str) -> Value:
        return known(text) if len(text) <= _LONGEST else function(text)

    return answer
