"""Whose turn it is: the hosts that something waits for, by the moment from which they may be asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(slots=True)
class Turns:
    """Hosts in the order of their moments, each once; a thousand of them cost hardly more than ten."""

    clock: Callable[[], float] = time.monotonic
    _heap: list[tuple[float, int, str]] = field(default_factory=list)
    _hosts: set[str] = field(default_factory=set)
    _count: int = 0

    def add(self, host: str, ready_at: float) -> None:
        """Lets the host wait until this moment of the clock, unless it waits already."""
        if host not in self._hosts:
            self._hosts.add(host)
            self._count += 1
            heappush(self._heap, (ready_at, self._count, host))

    def take(self) -> str | None:
        """The host that has been ready for longest, which waits no more; None where none is ready."""
        if not self._heap or self._heap[0][0] > self.clock():
            return None
        host = heappop(self._heap)[2]
        self._hosts.discard(host)
        return host

    def wait_s(self) -> float | None:
        """Seconds until the next host is ready, 0 for now; None where none waits."""
        return max(0.0, self._heap[0][0] - self.clock()) if self._heap else None
