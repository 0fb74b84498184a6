"""The pages of a run that wait for their turn: a queue for each host."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scraper.crawl.crew import Job


@dataclass(slots=True)
class Queues:
    """Jobs by host, each address once."""

    _by_host: dict[str, deque[Job]] = field(default_factory=dict)
    _urls: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self._urls)

    def __contains__(self, url: str) -> bool:
        return url in self._urls

    def has_host(self, host: str) -> bool:
        """Whether something waits for this host."""
        return host in self._by_host

    def add(self, job: Job) -> None:
        """Puts the job behind the others of its host, unless it waits already."""
        if job.page.url not in self._urls:
            self._urls.add(job.page.url)
            self._by_host.setdefault(job.host, deque()).append(job)

    def take_of(self, host: str) -> Job | None:
        """The next job of this host; None where nothing waits for it."""
        queue = self._by_host.get(host)
        if not queue:
            return None
        job = queue.popleft()
        if not queue:
            del self._by_host[host]
        self._urls.discard(job.page.url)
        return job

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Puts jobs of one host, which were taken and not done, before the others of it."""
        for job in reversed(jobs):
            if job.page.url not in self._urls:
                self._urls.add(job.page.url)
                self._by_host.setdefault(job.host, deque()).appendleft(job)

    def urls(self) -> frozenset[str]:
        """The addresses that wait."""
        return frozenset(self._urls)

    def remove(self, urls: Collection[str]) -> None:
        """Lets these addresses go."""
        for host, queue in list(self._by_host.items()):
            kept = deque(job for job in queue if job.page.url not in urls)
            if kept:
                self._by_host[host] = kept
            else:
                del self._by_host[host]
        self._urls.difference_update(urls)

    def drop(self, host: str) -> list[Job]:
        """What waited for this host and does so no more."""
        jobs = list(self._by_host.pop(host, ()))
        self._urls.difference_update(job.page.url for job in jobs)
        return jobs

    def clear(self) -> None:
        """Lets everything go."""
        self._by_host.clear()
        self._urls.clear()
