"""Tests of scraper/crawl/turns.py."""

from scraper.crawl.turns import Turns


def test_the_host_that_is_ready_for_longest_comes_first() -> None:
    """Hosts come in the order of their moments, equal ones in that in which they were added."""
    turns = Turns(clock=lambda: 10.0)
    for host, ready_at in (("c", 3.0), ("a", 1.0), ("b", 3.0), ("late", 11.0)):
        turns.add(host, ready_at)

    assert ["a", "c", "b", None] == [turns.take() for _ in range(4)]


def test_a_host_waits_once() -> None:
    """A host that waits already keeps its moment, and may wait again once it was taken."""
    turns = Turns(clock=lambda: 5.0)
    turns.add("a", 1.0)
    turns.add("a", 9.0)

    assert ("a", None) == (turns.take(), turns.take())
    turns.add("a", 2.0)
    assert "a" == turns.take()


def test_the_wait_is_until_the_next_is_ready() -> None:
    """Seconds until the first moment, none where it is past, nothing where nobody waits."""
    turns = Turns(clock=lambda: 10.0)
    before = turns.wait_s()
    turns.add("a", 12.5)
    later = turns.wait_s()
    turns.add("b", 9.0)

    assert (None, 2.5, 0.0) == (before, later, turns.wait_s())
