"""Remembers what a pure function said of a short text: menus and footers stand on every page of a site."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

More = TypeVarTuple("More")
Value = TypeVar("Value")

_MOST = 2_048  # texts; the last of them, so that a process that reads many sites forgets the first
_LONGEST = 300  # characters; a longer text is an article's own, and is not met again


def remembered(function: Callable[[str, *More], Value]) -> Callable[[str, *More], Value]:
    """
    The function, which is asked once for each of the short texts that come again.

    Shape: what comes back is shared, so that nobody may change it; what is asked beside the text is hashable.
    """
    known: Callable[..., Value] = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def answer(text: str, *more: *More) -> Value:  # without names, which would take as long as the answer
        return known(text, *more) if len(text) <= _LONGEST else function(text, *more)

    return answer
