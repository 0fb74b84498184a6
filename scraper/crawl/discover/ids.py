"""Walks running numbers back from the newest, where nothing else names a site's articles whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from scraper.model import Page, PageKind
from scraper.store import Archive, Numbered, add_pages, is_named_whole, note_numbers, numbered_addresses
from scraper.urls import number_in, with_number

_ENOUGH = 5  # articles of one template, until its numbers are walked
_BATCH = 100  # numbers that are asked for before it is judged whether to go on
_MOST_MISSES = 50  # numbers in a row that bring nothing: the articles begin here, or a gap too wide


@dataclass(slots=True)
class _Walk:
    """What is known of the addresses of one template."""

    kept: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)  # asked for or waiting
    walked: dict[int, bool] = field(default_factory=dict)  # numbers that this walk added, and what came


def walk_numbers(archive: Archive, site: str, now: datetime) -> int:
    """
    How many addresses were added to the frontier, made from running numbers; 0 where there is no more to try.

    Why only where no other witness names the site whole: each hole in the numbers costs a request.
    """
    if is_named_whole(archive, site):
        return 0
    added = 0
    for template, walk in _walks(numbered_addresses(archive, site)).items():
        if len(walk.kept) < _ENOUGH:
            continue
        numbers = _next_numbers(walk)
        pages = [Page(with_number(template, n), site, PageKind.ARTICLE, None, template) for n in numbers]
        note_numbers(archive, site, template, _words(walk, numbers))
        added += add_pages(archive, pages, now)
    return added


def _walks(addresses: Iterable[Numbered]) -> dict[str, _Walk]:
    walks: dict[str, _Walk] = defaultdict(_Walk)
    for address in addresses:
        found = number_in(address.url)
        if found is None:
            continue
        template, number = found
        walk = walks[template]
        walk.known.add(number)
        if address.is_kept:
            walk.kept.add(number)
        if address.discovered_from == template:
            walk.walked[number] = address.is_kept
    return walks


def _next_numbers(walk: _Walk) -> list[int]:
    """The next numbers below the newest that nobody asked for; none where the last fifty brought nothing."""
    last = [walk.walked[number] for number in sorted(walk.walked)[:_MOST_MISSES]]
    if len(last) == _MOST_MISSES and not any(last):
        return []
    numbers: list[int] = []
    for number in range(max(walk.kept), 0, -1):
        if number not in walk.known:
            numbers.append(number)
        if len(numbers) >= _BATCH:
            break
    return numbers


def _words(walk: _Walk, numbers: list[int]) -> str:
    state = (
        "" if numbers else "; all were tried" if min(walk.known) <= 1 else f"; none below {min(walk.known):,}"
    )
    return f"numbers up to {max(walk.kept):,}, {len(walk.kept):,} of them articles{state}"
