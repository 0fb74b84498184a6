"""Judges a site by its own past: whether it has gone silent, whether its pages are still read as before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import comb

from scraper.store import FieldCounts, SiteSigns

_FEWEST_DAYS = 5  # of publication, before there is a rhythm to speak of
_SHORTEST_SILENCE = timedelta(days=7)
_LONGEST_GAPS = 60  # the last ones, which make the rhythm
_PATIENCE = 2  # times the longest gap so far
_FEWEST = 8  # articles or pages, before their share says something
_UNLIKELY = 0.001  # that so few of them would have a field, were all as before
_MOST_OF_BEFORE = 0.6  # a share that fell to less is worth a look
_USUAL = 0.5  # a field that fewer had has no habit to break
_FEWEST_FAILURES = 3


def complaints(signs: SiteSigns) -> list[str]:
    """What is wrong with a site, in words for a person, the worst first; empty where it is well."""
    found = [signs.strayed, _unanswered(signs), _unread(signs), _silence(signs.days, signs.looked_at)]
    return [words for words in found if words] + failing_fields(signs.before, signs.recent)


def _silence(days: Sequence[date], looked_at: datetime | None) -> str | None:
    """What to say of a site that has published nothing for longer than ever; days are newest first."""
    if looked_at is None or len(days) < _FEWEST_DAYS:
        return None
    gaps = [later - earlier for later, earlier in pairwise(days[: _LONGEST_GAPS + 1])]
    silent = looked_at.astimezone(UTC).date() - days[0]
    if silent <= max(_SHORTEST_SILENCE, _PATIENCE * max(gaps)):
        return None
    return f"silent for {silent.days} days, since {days[0]}; its longest pause before was {max(gaps).days}"


def _unanswered(signs: SiteSigns) -> str | None:
    failed, visits = signs.failures
    if failed < _FEWEST_FAILURES or failed < visits:
        return None
    return f"none of its last {visits} pages could be had"


def _unread(signs: SiteSigns) -> str | None:
    """What to say of a site whose articles' pages are no longer read as articles."""
    (read, pages), (read_before, pages_before) = signs.read_lately, signs.read_before
    if pages < _FEWEST or pages_before == 0 or read_before / pages_before < _USUAL:
        return None
    if not _has_fallen((read, pages), read_before / pages_before):
        return None
    return f"only {read} of its last {pages} articles' pages were read as articles"


def failing_fields(before: FieldCounts, recent: FieldCounts) -> list[str]:
    """What to say of each field that the newest articles lack and the earlier ones had."""
    if recent.articles < _FEWEST or before.articles < _FEWEST:
        return []
    words = []
    for name, filled in before.filled.items():
        share = filled / before.articles
        if share >= _USUAL and _has_fallen((recent.filled[name], recent.articles), share):
            words.append(
                f"{name}: {recent.filled[name]} of the newest {recent.articles} articles have it, "
                f"{share:.0%} of those before"
            )
    return words


def _has_fallen(now: tuple[int, int], share: float) -> bool:
    """Whether so few of so many are too few to be chance, where such a share had it before."""
    some, all_ = now
    if some > _MOST_OF_BEFORE * share * all_:
        return False
    share = min(share, 0.99)
    chance = sum(comb(all_, k) * share**k * (1 - share) ** (all_ - k) for k in range(some + 1))
    return chance < _UNLIKELY
