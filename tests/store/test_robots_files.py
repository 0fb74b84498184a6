"""Tests of scraper/store/robots_files.py: each form of a robots.txt, and the question it answers."""

from dataclasses import replace
from datetime import timedelta

from scraper.model import RobotsFile
from scraper.outcome import Outcome
from scraper.store import Archive, fresh_robots, settle
from tests.store.samples import DAY, NOW, URL, capture, failed, rows, visit

HOUR = timedelta(hours=1)
ORIGIN = "https://humas.example.go.id"
FILE = RobotsFile(ORIGIN, NOW, NOW + DAY, "200", "User-agent: *\nDisallow: /admin")


def test_a_robots_txt_is_kept_for_the_next_run(archive: Archive) -> None:
    """What was fetched comes back until its day is over."""
    settle(archive, visit(robots_file=FILE), NOW)

    assert [FILE] == fresh_robots(archive, NOW + DAY - HOUR)
    assert [] == fresh_robots(archive, NOW + DAY)


def test_each_form_is_kept_once(archive: Archive) -> None:
    """The same text again moves its times; another text, or none, is a row of its own."""
    for days, file in enumerate((FILE, FILE, replace(FILE, text="User-agent: *"), FILE)):
        at = NOW + days * DAY
        settle(archive, visit(robots_file=replace(file, fetched_at=at, kept_until=at + DAY)), at)

    assert [("2026-11-22", "2026-11-23"), ("2026-11-24", "2026-11-24"), ("2026-11-25", "2026-11-25")] == rows(
        archive, "SELECT substr(fetched_at, 1, 10), substr(checked_at, 1, 10) FROM robots ORDER BY id"
    )


def test_was_this_allowed_when_we_took_it(archive: Archive) -> None:
    """Each capture is shown with its verdict and the file that was in force when it was fetched."""
    other = replace(FILE, fetched_at=NOW + 2 * HOUR, text="User-agent: *\nDisallow: /")
    settle(archive, visit(robots_file=replace(FILE, fetched_at=NOW - HOUR), robots="allowed"), NOW)
    settle(archive, failed(Outcome.BLOCKED_BY_ROBOTS, URL + "1", robots_file=other), NOW)
    later = capture(fetched_at=NOW + 3 * HOUR)
    settle(archive, visit(capture=later, robots="allowed by Allow: /berita"), NOW)

    assert [("allowed", 1), ("allowed by Allow: /berita", 2)] == rows(
        archive, "SELECT verdict, robots FROM permissions ORDER BY capture"
    )


def test_a_host_that_failed_is_kept_as_such(archive: Archive) -> None:
    """A robots.txt that could not be had is a row without text, with its outcome."""
    file = RobotsFile(ORIGIN, NOW, NOW + HOUR, "503", None, Outcome.BLOCKED_BY_ROBOTS, "status 503")
    settle(archive, failed(Outcome.BLOCKED_BY_ROBOTS, robots_file=file), NOW)

    assert [file] == fresh_robots(archive, NOW)
    assert [(None, None)] == rows(archive, "SELECT text, sha256 FROM robots")
