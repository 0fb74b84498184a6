"""The log of runs."""

import json

from scraper.outcome import Outcome
from scraper.store import Archive, end_run, start_run
from tests.store.samples import rows


def test_a_run_has_a_beginning_and_an_end(archive: Archive) -> None:
    """A run's row says what was asked for, how its pages ended, and with which exit code."""
    first, second = start_run(archive, "crawl jateng"), start_run(archive, "crawl")
    end_run(archive, second, {Outcome.ARCHIVED: 2, Outcome.GONE: 1}, 3)
    (killed, done) = rows(archive, "SELECT * FROM runs ORDER BY id")

    assert (first, "crawl jateng", None, None, None) == (killed[0], killed[1], *killed[3:])
    assert (second, "crawl", {"archived": 2, "gone": 1}, 3) == (
        done[0],
        done[1],
        json.loads(done[4]),
        done[5],
    )
    assert done[2] <= done[3]
