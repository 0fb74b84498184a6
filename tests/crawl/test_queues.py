"""Tests of scraper/crawl/queues.py."""

from scraper.crawl.crew import Job
from scraper.crawl.queues import Queues
from scraper.model import Page
from scraper.sites import Site

SITE = Site("contoh", "Contoh", ("a.go.id", "b.go.id"))


def _job(url: str) -> Job:
    return Job(Page(url, SITE.name), SITE, url.split("/")[2])


def _filled(*urls: str) -> Queues:
    queues = Queues()
    for url in urls:
        queues.add(_job(url))
    return queues


def test_an_address_waits_once() -> None:
    """The same address is not queued twice, and may come again once it was taken."""
    queues = _filled("http://a.go.id/1", "http://a.go.id/1")

    assert 1 == len(queues)
    assert "http://a.go.id/1" in queues
    queues.take_of("a.go.id")
    assert "http://a.go.id/1" not in queues


def test_a_host_is_dropped_whole() -> None:
    """Dropping a host gives back what waited for it and leaves the others."""
    queues = _filled("http://a.go.id/1", "http://a.go.id/2", "http://b.go.id/1")

    assert 2 == len(queues.drop("a.go.id"))
    assert [] == queues.drop("a.go.id")
    assert (1, True, False) == (len(queues), queues.has_host("b.go.id"), queues.has_host("a.go.id"))


def test_a_stint_is_taken_from_one_host() -> None:
    """What a fetcher asks in a row is of one host, and the others keep theirs."""
    queues = _filled("http://a.go.id/1", "http://a.go.id/2", "http://b.go.id/1")
    taken = [job.page.url for _ in range(3) if (job := queues.take_of("a.go.id"))]

    assert ["http://a.go.id/1", "http://a.go.id/2"] == taken
    assert (False, True) == (queues.has_host("a.go.id"), queues.has_host("b.go.id"))


def test_what_was_not_asked_for_is_put_back_in_front() -> None:
    """Jobs that come back stand before the others of their host, in their order, each once."""
    queues = _filled("http://a.go.id/3")
    queues.put_back([_job("http://a.go.id/1"), _job("http://a.go.id/2"), _job("http://a.go.id/3")])
    taken = [job.page.url for _ in range(4) if (job := queues.take_of("a.go.id"))]

    assert ["http://a.go.id/1", "http://a.go.id/2", "http://a.go.id/3"] == taken
