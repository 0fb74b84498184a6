"""How long a host is left alone between two requests: our delay, its robots.txt, its own response time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_CRAWL_DELAY_CAP_S = 60.0  # a longer Crawl-delay is honoured up to here: 1,440 pages a day
_SLOW_HOST_FACTOR = 1.0  # a host that takes 4 s to answer is left alone for 4 s
_SLOW_HOST_CAP_S = 30.0


@dataclass(slots=True)
class Pace:
    """Which hosts may be asked, and from when; one request at a time each."""

    clock: Callable[[], float] = time.monotonic
    _ready_at: dict[str, float] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def wait_s(self, host: str) -> float | None:
        """Seconds until this host may be asked, 0 for now; None while a request to it is under way."""
        if host in self._busy:
            return None
        return max(0.0, self._ready_at.get(host, 0.0) - self.clock())

    def ready_at(self, host: str) -> float | None:
        """The moment of the clock from which this host may be asked; None while a request is under way."""
        return None if host in self._busy else self._ready_at.get(host, 0.0)

    def begin(self, host: str) -> None:
        """Marks the host as being asked."""
        self._busy.add(host)

    def end(self, host: str, pause_s: float) -> None:
        """Marks the host as free again after this pause."""
        self._busy.discard(host)
        self._ready_at[host] = self.clock() + pause_s


def pause_s(delay_s: float, crawl_delay_s: float | None, elapsed_s: float) -> float:
    """
    Seconds to leave a host alone after a response.

    Shape: delay_s is the larger of the user's and the profile's; crawl_delay_s is that of robots.txt.
    Why: a delay of 0 means a site of one's own, and only then the host's response time adds nothing.
    """
    if delay_s == 0:
        return min(crawl_delay_s or 0.0, _CRAWL_DELAY_CAP_S)
    slow = min(elapsed_s * _SLOW_HOST_FACTOR, _SLOW_HOST_CAP_S)
    return max(delay_s, slow, min(crawl_delay_s or 0.0, _CRAWL_DELAY_CAP_S))
