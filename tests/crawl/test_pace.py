"""Tests of scraper/crawl/pace.py."""

import pytest

from scraper.crawl.pace import Pace, pause_s


def test_one_request_at_a_time_and_then_a_pause() -> None:
    """A host is not asked while a request to it is under way, nor until its pause is over."""
    now = 100.0
    pace = Pace(clock=lambda: now)
    first = pace.wait_s("a.go.id")
    pace.begin("a.go.id")
    during = pace.wait_s("a.go.id")
    pace.end("a.go.id", 2.0)
    after = pace.wait_s("a.go.id")
    now = 102.5

    assert (0.0, None, 2.0, 0.0) == (first, during, after, pace.wait_s("a.go.id"))
    assert 0.0 == pace.wait_s("b.go.id")


@pytest.mark.parametrize(
    ("delay_s", "crawl_delay_s", "elapsed_s", "expected"),
    [
        (1.0, None, 0.2, 1.0),  # ours is the floor
        (1.0, 5.0, 0.2, 5.0),  # robots.txt asks for more
        (1.0, 0.1, 0.2, 1.0),  # it may not lower ours
        (1.0, 86_400.0, 0.2, 60.0),  # and not stop us for a day
        (1.0, None, 4.0, 4.0),  # a slow host is left alone for longer
        (1.0, None, 500.0, 30.0),
        (0.0, None, 4.0, 0.0),  # a site of one's own
        (0.0, 2.0, 4.0, 2.0),
    ],
)
def test_pause_is_the_largest_wish(
    delay_s: float, crawl_delay_s: float | None, elapsed_s: float, expected: float
) -> None:
    """The pause is the largest of our delay, the host's Crawl-delay and its response time, each capped."""
    assert expected == pause_s(delay_s, crawl_delay_s, elapsed_s)
