"""Tests of scraper/crawl/health.py: a site is judged by its own past."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.health import complaints
from scraper.store import FieldCounts, SiteSigns

LOOKED = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
NOTHING = FieldCounts(0, {})
WELL = SiteSigns("a", LOOKED, (), NOTHING, NOTHING, (0, 0), (0, 0), (0, 0))


def _days(*ago: int) -> tuple[date, ...]:
    return tuple(LOOKED.date() - timedelta(days=number) for number in ago)


def _of(articles: int, views: int) -> FieldCounts:
    return FieldCounts(articles, {"views": views})


@pytest.mark.parametrize(
    ("ago", "is_silent"),
    [
        (range(0, 60), False),
        (range(7, 60), False),
        (range(8, 60), True),
        (range(20, 400, 10), False),
        (range(21, 400, 10), True),
        ((21, 22, 23, 44, 45, 46), False),
        ((21, 22, 23, 24), False),
    ],
    ids=[
        "daily",
        "a quiet week",
        "a week and a day",
        "ten days twice",
        "longer",
        "a holiday before",
        "young",
    ],
)
def test_silence_is_longer_than_ever(ago: Iterable[int], is_silent: bool) -> None:
    """A site is silent after twice its longest pause, a week at least, once it has a rhythm."""
    assert is_silent is bool(complaints(replace(WELL, days=_days(*ago))))


def test_what_was_not_looked_at_is_not_silent() -> None:
    """Silence counts until the site was last asked, not until today: an idle cron is no silent site."""
    days = _days(*range(300, 360))

    assert [] == complaints(replace(WELL, days=days, looked_at=LOOKED - timedelta(days=300)))
    assert [] == complaints(replace(WELL, days=days, looked_at=None))


@pytest.mark.parametrize(
    ("before", "recent", "fails"),
    [
        (_of(300, 300), _of(8, 0), True),
        (_of(300, 300), _of(30, 10), True),
        (_of(300, 300), _of(30, 25), False),
        (_of(300, 300), _of(7, 0), False),
        (_of(5, 5), _of(30, 0), False),
        (_of(300, 100), _of(30, 0), False),
        (_of(300, 180), _of(8, 2), False),
        (_of(300, 180), _of(30, 2), True),
    ],
)
def test_a_field_fails_against_its_own_baseline(
    before: FieldCounts, recent: FieldCounts, fails: bool
) -> None:
    """A field that most articles had and the newest lack is named, where that can be no chance."""
    assert fails is any("views" in words for words in complaints(replace(WELL, before=before, recent=recent)))


def test_pages_that_are_no_longer_read_are_told() -> None:
    """Where the addresses of articles no longer bring any, the layout has changed."""
    signs = replace(WELL, read_before=(900, 930), read_lately=(2, 30))

    assert ["only 2 of its last 30 articles' pages were read as articles"] == complaints(signs)
    assert [] == complaints(replace(signs, read_lately=(29, 30)))


def test_a_site_that_does_not_answer_is_told() -> None:
    """Where every one of the last visits failed, the site is down, or does not want us."""
    assert ["none of its last 30 pages could be had"] == complaints(replace(WELL, failures=(30, 30)))
    assert [] == complaints(replace(WELL, failures=(29, 30)))
    assert [] == complaints(replace(WELL, failures=(1, 1)))


@given(st.lists(st.integers(0, 5_000), max_size=60), st.integers(0, 30), st.integers(0, 300))
def test_any_signs_can_be_judged(ago: list[int], some: int, more: int) -> None:
    """No counts and no days make a judgement break."""
    days = tuple(sorted(_days(*ago), reverse=True))
    complaints(replace(WELL, days=days, before=_of(300, more), recent=_of(30, some), read_lately=(some, 30)))
