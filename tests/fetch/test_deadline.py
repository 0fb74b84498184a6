"""scraper.fetch.deadline: one end for everything that a try does."""

import pytest

from scraper.fetch.deadline import Deadline
from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome


def test_a_timeout_is_cut_to_what_is_left() -> None:
    """A blocking call may take its own timeout or what is left, whichever is less."""
    deadline = Deadline()
    deadline.start(10.0)

    assert 3.0 == deadline.cap(3.0)
    assert 9.0 < deadline.cap(20.0) <= 10.0
    assert 9.0 < deadline.cap(None) <= 10.0


def test_a_passed_deadline_is_a_timeout() -> None:
    """After the end no call is begun, and another try may be made."""
    deadline = Deadline()
    deadline.start(0.0)
    with pytest.raises(FetchFailure) as caught:
        deadline.cap(5.0)

    assert (Outcome.TIMED_OUT, True) == (caught.value.outcome, caught.value.again)


def test_a_part_has_a_nearer_deadline() -> None:
    """A part may get less, never more, and the whole goes on as before."""
    deadline = Deadline()
    deadline.start(10.0)
    with deadline.within(1.0):
        assert deadline.cap(None) <= 1.0
    with deadline.within(100.0):
        assert deadline.cap(None) <= 10.0

    assert deadline.cap(None) > 9.0
