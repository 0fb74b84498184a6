"""Candidates for a field, where each of them stands, and the one that was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value that a field may have; confidence is 0 to 1."""

    value: T
    source: str  # `meta property=article:published_time`, `text "26 November 2019"`
    confidence: float


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The value that a field has, or the reason why it has none, and what it was chosen from."""

    value: T | None = None
    source: str = ""
    reason: str = ""
    candidates: tuple[Candidate[T], ...] = ()


def best_of(candidates: Iterable[Candidate[T]], reason: str) -> Choice[T]:
    """The candidate with the highest confidence, the first among equals; the reason where there is none."""
    ordered = tuple(sorted(candidates, key=lambda one: -one.confidence))
    if not ordered:
        return Choice(reason=reason)
    return Choice(ordered[0].value, ordered[0].source, "", ordered)


def quoted(text: str, limit: int = 120) -> str:
    """A source that quotes the page: `text "26 November 2019 | 09:00:00"`."""
    return f'text "{text if len(text) <= limit else text[: limit - 1] + "…"}"'
