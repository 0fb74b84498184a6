"""The moment at which a try of a page ends, whatever the server is doing."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome


class Deadline:
    """
    One deadline for everything that a try does: resolving, connecting, TLS, writing, every read.

    Why: httpx's timeouts are per read, so a server that sends a byte a second would never end.
    """

    __slots__ = ("_span_s", "_until")

    def __init__(self) -> None:
        self.start(0.0)

    def start(self, span_s: float) -> None:
        """Let the try that begins now end after this many seconds."""
        self._span_s = span_s
        self._until = monotonic() + span_s

    @contextmanager
    def within(self, span_s: float) -> Iterator[None]:
        """A nearer deadline for a part that is not worth all the time that is left."""
        span_before_s, until_before = self._span_s, self._until
        self._span_s, self._until = span_s, min(until_before, monotonic() + span_s)
        try:
            yield
        finally:
            self._span_s, self._until = span_before_s, until_before

    def cap(self, timeout_s: float | None) -> float:
        """The timeout for the next blocking call; raises FetchFailure when no time is left."""
        left_s = self._until - monotonic()
        if left_s <= 0:
            raise self.passed()
        return left_s if timeout_s is None or timeout_s > left_s else timeout_s

    def passed(self) -> FetchFailure:
        """The failure of a try that took too long."""
        return FetchFailure(Outcome.TIMED_OUT, f"not done after {self._span_s:g} s", again=True)

    def timed_out(self, detail: str) -> FetchFailure:
        """The failure of a call that took too long: as passed() when the deadline was what ended it."""
        if monotonic() >= self._until:
            return self.passed()
        return FetchFailure(Outcome.TIMED_OUT, detail, again=True)
