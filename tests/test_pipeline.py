"""Tests of scraper/pipeline.py: every visit ends in an answer, whatever breaks."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper import learn, parse
from scraper.crawl.crew import Job
from scraper.crawl.robots import RobotsCache
from scraper.fetch import MayFollow
from scraper.model import Article, Capture, Fetched, Page, Validators, Visit
from scraper.outcome import Outcome
from scraper.parse import lone
from scraper.pipeline import Tools, visit_page
from scraper.settings import Settings
from scraper.sites import Site

URL = "https://a.go.id/berita/1-satu"
JOB = Job(Page(URL, "a.go.id"), Site("a.go.id", "A", ("a.go.id",)), "a.go.id")


def _capture(final_url: str = URL, status: int = 200) -> Capture:
    return Capture(URL, final_url, datetime.now(UTC), status, (), b"<html>a page</html>")


def _tools(fetched: Fetched, robots: Fetched | None = None) -> Tools:
    no_rules = Fetched(_capture(status=404), Outcome.GONE)
    return Tools(lambda *_, **_how: fetched, RobotsCache(lambda _url: robots or no_rules), Settings())


def _broken(*_: Any) -> None:
    raise ValueError("a fault of ours\nin two lines")


def test_a_fault_in_reading_costs_a_page_and_keeps_its_bytes(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Where reading a page breaks it ends as crashed with its bytes, says where, and prints no traceback."""
    monkeypatch.setattr(lone, "read_page", _broken)
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
    monkeypatch.setattr(lone, "read_page", _broken)

    assert Outcome.CRASHED is parse(b"x", URL).outcome


@pytest.mark.parametrize("form", [bytes, bytearray, memoryview, bytes.decode])
def test_parse_takes_a_page_in_any_form(form: Callable[[bytes], Any]) -> None:
    """Bytes in any wrapping, a text already decoded, and a page without an address all give the article."""
    page = (Path(__file__).parent / "pages" / "jnews.html").read_bytes()

    assert parse(page, URL) == parse(form(page), URL)
    assert "Pemkab Tirtasari" in (parse(form(page), None).article or Article("", "", "")).title
    assert learn([(page, URL)]) == learn([(form(page), URL)])


@pytest.mark.parametrize(
    "arguments",
    [
        {"captured_at": "2020-01-01"},
        {"captured_at": date(2020, 1, 1)},
        {"captured_at": datetime.min.replace(tzinfo=UTC)},
        {"headers": {"Content-Type": None}},
        {"headers": 5},
    ],
)
def test_parse_never_raises_for_wrong_arguments(arguments: dict[str, Any]) -> None:
    """What is no moment or no header ends as an outcome, not as an exception."""
    page = (Path(__file__).parent / "pages" / "jnews.html").read_bytes()
    page = page.replace(b"November 26, 2019", b"3 jam yang lalu")

    assert parse(page, URL, **arguments).outcome in (Outcome.ARCHIVED, Outcome.CRASHED)


def test_a_fault_in_fetching_costs_a_page() -> None:
    """Where asking for a page breaks it ends as crashed, is due again, and its host is left its pause."""

    def fetch(_url: str, _may_follow: MayFollow, _held: Validators | None, **_how: object) -> Fetched:
        raise RuntimeError("a fault of ours")

    answer = visit_page(JOB, Tools(fetch, _tools(Fetched(None)).robots, Settings(delay_s=2.0)))

    assert Outcome.CRASHED is answer.visit.outcome
    assert 2.0 == answer.pause_s


def _redirected_to(target: str, rules: bytes = b"") -> Visit:
    """The visit of a page that redirects there, with the host's robots.txt."""

    def fetch(_url: str, may_follow: MayFollow, _held: Validators | None, **_how: object) -> Fetched:
        return may_follow(target) or Fetched(_capture(target))

    robots = Fetched(Capture(URL, URL, datetime.now(UTC), 200, (), rules))
    return visit_page(JOB, Tools(fetch, RobotsCache(lambda _url: robots), Settings())).visit


def test_a_redirect_within_the_site_is_followed() -> None:
    """A page may lead to another of its site, with www. or without."""
    assert _redirected_to("https://www.a.go.id/berita/2-dua").capture is not None


@pytest.mark.parametrize(
    ("target", "outcome", "words"),
    [
        ("https://a.go.id/" + "b" * 3_000, Outcome.NOT_AN_ARTICLE, "not archived"),
        ("https://b.go.id/", Outcome.MOVED_AWAY, "another site: b.go.id"),
        ("https://a.go.id/admin/x", Outcome.BLOCKED_BY_ROBOTS, "https://a.go.id/admin/x"),
    ],
    ids=["endless address", "another site", "forbidden by robots.txt"],
)
def test_a_redirect_that_must_not_be_followed_ends_the_visit(
    target: str, outcome: Outcome, words: str
) -> None:
    """What lies behind such a redirect is not asked for, and the visit says where it led."""
    visit = _redirected_to(target, b"User-agent: *\nDisallow: /admin/")

    assert (outcome, None) == (visit.outcome, visit.capture)
    assert words in visit.detail


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
