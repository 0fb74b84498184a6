"""Tests of scraper/pipeline.py: every visit ends in an answer, whatever breaks."""

import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from scraper import pipeline
from scraper.crawl.crew import Job
from scraper.crawl.robots import RobotsCache
from scraper.model import Capture, Fetched, Page
from scraper.outcome import Outcome
from scraper.pipeline import Tools, parse, visit_page
from scraper.settings import Settings
from scraper.sites import Site

URL = "https://a.go.id/berita/1-satu"
JOB = Job(Page(URL, "a.go.id"), Site("a.go.id", "A", ("a.go.id",)), "a.go.id")


def _capture(final_url: str = URL, status: int = 200) -> Capture:
    return Capture(URL, final_url, datetime.now(UTC), status, (), b"<html>a page</html>")


def _tools(fetched: Fetched, robots: Fetched | None = None) -> Tools:
    no_rules = Fetched(_capture(status=404), Outcome.GONE)
    return Tools(lambda _url: fetched, RobotsCache(lambda _url: robots or no_rules), Settings())


def _broken(*_: Any) -> None:
    raise ValueError("a fault of ours\nin two lines")


def test_a_fault_in_reading_costs_a_page_and_keeps_its_bytes(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Where reading a page breaks it ends as crashed with its bytes, says where, and prints no traceback."""
    monkeypatch.setattr(pipeline, "read_page", _broken)
    with caplog.at_level(logging.INFO):
        visit = visit_page(JOB, _tools(Fetched(_capture()))).visit

    assert Outcome.CRASHED is visit.outcome
    assert visit.capture is not None
    assert visit.detail.startswith("ValueError at test_pipeline.py:")
    assert visit.due_at is not None
    assert "Traceback" not in "".join(capfd.readouterr())
    assert [] == caplog.records


def test_parse_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public parse gives a reading for any fault of ours and any address."""
    assert Outcome.REFUSED_ADDRESS is parse(b"x", "no address").outcome
    monkeypatch.setattr(pipeline, "read_page", _broken)

    assert Outcome.CRASHED is parse(b"x", URL).outcome


def test_a_fault_in_fetching_costs_a_page() -> None:
    """Where asking for a page breaks it ends as crashed, is due again, and its host is left its pause."""

    def fetch(_url: str) -> Fetched:
        raise RuntimeError("a fault of ours")

    answer = visit_page(JOB, Tools(fetch, _tools(Fetched(None)).robots, Settings(delay_s=2.0)))

    assert Outcome.CRASHED is answer.visit.outcome
    assert 2.0 == answer.pause_s


def test_a_redirect_to_an_endless_address_is_no_fault_of_ours() -> None:
    """A page that ends at an address too long to be archived is no article, and its bytes are kept."""
    visit = visit_page(JOB, _tools(Fetched(_capture("https://a.go.id/" + "b" * 3_000)))).visit

    assert Outcome.NOT_AN_ARTICLE is visit.outcome
    assert visit.capture is not None


def test_another_site_is_not_read() -> None:
    """What a redirect to another site brings is no article of this one."""
    visit = visit_page(JOB, _tools(Fetched(_capture("https://b.go.id/")))).visit

    assert (Outcome.NOT_AN_ARTICLE, None) == (visit.outcome, visit.article)
    assert "b.go.id" in visit.detail


def test_a_long_retry_after_is_the_host_s_pause() -> None:
    """A host that asks to be left alone is left alone for that long, not only the page."""
    answer = visit_page(JOB, _tools(Fetched(_capture(status=429), Outcome.BUSY, "status 429", 3_600.0)))

    assert 3_600.0 == answer.pause_s


def test_what_was_not_asked_for_costs_no_pause() -> None:
    """A page that robots.txt forbids costs its host nothing, so the next one need not wait."""
    rules = Fetched(
        Capture(URL, URL, datetime.now(UTC), 200, (), b"User-agent: *\nDisallow: /\nCrawl-delay: 60")
    )
    answer = visit_page(JOB, _tools(Fetched(None), rules))

    assert (Outcome.BLOCKED_BY_ROBOTS, 0.0) == (answer.visit.outcome, answer.pause_s)
