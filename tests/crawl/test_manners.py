"""Tests of scraper/crawl/manners.py: who is left alone, for how long, and what the next run knows of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scraper.crawl.crew import HostFree
from scraper.crawl.manners import MOST_FAILURES, Manners
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.sites import Profile, Site
from scraper.sites.quiet import read_quiet_hours
from scraper.store import Archive, open_archive, settle_many

HOST = "a.go.id"
SITE = Site(HOST, HOST, (HOST,))
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(tmp_path / "archive.db") as opened:
        yield opened


def _answer(outcome: Outcome | None, pause_s: float = 1.0, shut_s: float = 0.0) -> HostFree:
    return HostFree(HOST, pause_s, (outcome,), (), shut_s, "robots.txt 503: forbidden (unreachable)")


def _manners(archive: Archive, now: datetime = NOW, **settings: float) -> Manners:
    """Manners of a new run that has met the host."""
    manners = Manners(archive, replace(Settings(), **settings))  # type: ignore[arg-type]  # by name
    manners.meet([HOST], now)
    return manners


def _ended(archive: Archive, manners: Manners, now: datetime = NOW) -> None:
    """What the run knows is written, as at the end of a run."""
    settle_many(archive, [], now, hosts=manners.changed())


def _fail(manners: Manners, times: int = MOST_FAILURES, now: datetime = NOW) -> list[str | None]:
    return [manners.note(_answer(Outcome.TIMED_OUT), now) for _ in range(times)]


def test_a_pause_outlasts_its_run(archive: Archive) -> None:
    """A host that asked for an hour is asked by no run within it, and by the next one after it."""
    manners = _manners(archive)

    assert "it asks for a pause of 3,600 s" == manners.note(_answer(Outcome.BUSY, 3_600.0), NOW)
    _ended(archive, manners)
    soon, late = NOW + 58 * MINUTE, NOW + 60 * MINUTE
    assert "3,600 s; until 2026-11-22 03:30 UTC" in str(_manners(archive, soon).refusal(HOST, SITE, soon))
    assert _manners(archive, late).refusal(HOST, SITE, late) is None


def test_the_usual_pause_is_kept_between_runs(archive: Archive) -> None:
    """A run that begins right after another waits out the last second."""
    manners = _manners(archive)
    manners.note(_answer(None, 1.0), NOW)
    _ended(archive, manners)

    assert 1.0 == _manners(archive).wait_s(HOST, NOW)
    assert _manners(archive).refusal(HOST, SITE, NOW) is None


def test_a_host_that_fails_is_left_alone_for_longer_each_time(archive: Archive) -> None:
    """After ten failures in a row a host has ten minutes, then one try; failing that, twenty."""
    manners = _manners(archive)
    first = _fail(manners)
    _ended(archive, manners)
    half_open = NOW + 10 * MINUTE
    again = _manners(archive, half_open)

    assert [None] * (MOST_FAILURES - 1) + ["10 pages in a row failed"] == first
    assert "10 pages in a row failed" in str(manners.refusal(HOST, SITE, half_open - 2 * MINUTE))
    assert again.refusal(HOST, SITE, half_open) is None
    assert ["11 pages in a row failed"] == _fail(again, 1, half_open)
    assert again.refusal(HOST, SITE, half_open + 18 * MINUTE) is not None
    assert again.refusal(HOST, SITE, half_open + 20 * MINUTE) is None


def test_one_good_answer_closes_the_breaker(archive: Archive) -> None:
    """After a page that came, ten failures are needed again, and the wait is the first one."""
    manners = _manners(archive)
    _fail(manners)
    manners.note(_answer(None), NOW + 10 * MINUTE)

    assert [None] * (MOST_FAILURES - 1) == _fail(manners, MOST_FAILURES - 1, NOW + 10 * MINUTE)
    assert manners.note(_answer(Outcome.TIMED_OUT), NOW + 10 * MINUTE)
    assert manners.refusal(HOST, SITE, NOW + 20 * MINUTE) is None


def test_a_day_has_so_many_pages(archive: Archive) -> None:
    """The day's pages of a host are counted over all runs of the day; the profile may allow fewer."""
    manners = _manners(archive, daily_pages=2)
    manners.note(_answer(None), NOW)
    manners.note(_answer(Outcome.BLOCKED_BY_ROBOTS), NOW)
    assert manners.refusal(HOST, SITE, NOW) is None
    manners.note(_answer(Outcome.GONE), NOW)
    _ended(archive, manners)
    frugal = replace(SITE, profile=Profile("a", "A", (HOST,), daily_pages=1))

    assert "its 2 pages of this day are used up" == _manners(archive, daily_pages=2).refusal(HOST, SITE, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert _manners(archive, tomorrow, daily_pages=2).refusal(HOST, SITE, tomorrow) is None
    assert "its 1 pages" in str(_manners(archive).refusal(HOST, frugal, NOW))
    assert _manners(archive, daily_pages=2, delay_s=0.0).refusal(HOST, SITE, NOW) is None


def test_quiet_hours_are_those_of_the_site(archive: Archive) -> None:
    """Within a profile's quiet hours, in its own zone, the host is not asked."""
    profile = Profile("a", "A", (HOST,), quiet_hours=(read_quiet_hours("07:30-16:00"),))
    site = replace(SITE, zone=ZoneInfo("Asia/Jayapura"), profile=profile)  # UTC+9: 02:30 UTC is 11:30
    manners = _manners(archive)

    assert "its quiet hours last until 16:00 WIT" == manners.refusal(HOST, site, NOW)
    assert manners.refusal(HOST, site, NOW.replace(hour=7, minute=0)) is None


def test_a_host_without_readable_rules_is_left_as_a_whole(archive: Archive) -> None:
    """Where robots.txt cannot be had, one page says so, and the host's others stay as they are."""
    manners = _manners(archive)

    assert "robots.txt 503" in str(manners.note(_answer(Outcome.BLOCKED_BY_ROBOTS, 0.0, 600.0), NOW))
    assert manners.refusal(HOST, SITE, NOW + 8 * MINUTE) is not None
    assert manners.refusal(HOST, SITE, NOW + 10 * MINUTE) is None


def test_a_clock_gone_wrong_stops_nothing_for_years(archive: Archive) -> None:
    """A pause that lies further ahead than any host may ask for is not believed."""
    manners = _manners(archive)
    manners.note(_answer(Outcome.BUSY, 86_400.0), NOW + timedelta(days=3_650))
    _ended(archive, manners)

    assert _manners(archive).refusal(HOST, SITE, NOW) is None
