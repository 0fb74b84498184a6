"""What an article becomes when all of its captures are read in order; no archive and no bytes here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.model import Article, Photo
from scraper.store.columns import to_text
from scraper.store.merge import Known, Merged, Values, merge, wording_of


@dataclass(slots=True)
class Folded:
    """The article as its captures tell it; grows with each of them."""

    values: Values = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    sources: dict[str, dict[str, int]] = field(default_factory=dict)  # field to source to its first capture
    wordings: dict[int, tuple[str, str]] = field(default_factory=dict)  # capture to title and body
    views: dict[int, int] = field(default_factory=dict)  # capture to what its counter said


def fold(readings: Iterable[tuple[int, Article]]) -> Folded:
    """
    The article that these readings make, as settling their visits one after the other would have made it.

    Shape: readings are the captures' numbers and what was read from them, oldest first.
    """
    folded = Folded()
    known: Known | None = None
    for capture, article in readings:
        merged = merge(known, article)
        _trace(folded, merged, capture)
        folded.values, folded.photos = merged.values, merged.photos
        folded.wordings[capture] = wording_of(merged.values)
        if merged.views_seen is not None:
            folded.views[capture] = merged.views_seen
        known = Known(0, 0, merged.values, merged.photos)
    return folded


def _trace(folded: Folded, merged: Merged, capture: int) -> None:
    """Replaces the sources of the fields whose value changed, and adds those of fields that had none."""
    traced = set(folded.sources)
    for name in traced & merged.changed:
        del folded.sources[name]
    for source in merged.seen.sources:
        name = to_text(source.field)
        if name not in traced or name in merged.changed:
            folded.sources.setdefault(name, {}).setdefault(to_text(source.source), capture)
