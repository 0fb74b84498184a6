"""scraper.crawl.robots: what RFC 9309 makes of each answer, and what the rules then say."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scraper.crawl.robots import MOST_BYTES, MOST_HOSTS, REFUSAL_KEPT, RULES_KEPT, RobotsCache, RobotsVerdict
from scraper.fetch import Fetcher
from scraper.model import Capture, Fetched
from scraper.outcome import Outcome
from scraper.settings import Settings
from tests.fetch.server import FaultServer, Peer

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
URL = "https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655"


class Host:
    """A host whose robots.txt is what the test says; counts how often it was asked for."""

    def __init__(self, *answers: Fetched) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _answer(body: bytes | str = b"", status: int = 200, outcome: Outcome | None = None) -> Fetched:
    payload = body.encode() if isinstance(body, str) else body
    return Fetched(Capture(URL, URL, NOW, status, (), payload), outcome, f"status {status}")


def _verdict(body: bytes | str, url: str = URL) -> RobotsVerdict:
    return RobotsCache(Host(_answer(body))).verdict(url, NOW)


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /admin", True),
        ("User-agent: kabar\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: KABAR\nDisallow: /", False),
        ("User-agent: kabar/2.0\nDisallow: /", False),
        ("User-agent: kabarnya\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: kabar\nDisallow: /admin", True),
        ("User-agent: Googlebot\nDisallow: /", True),
        ("User-agent: Googlebot\nUser-agent: *\nDisallow: /", False),
        ("User-agent: Googlebot\nUser-agent: kabar\nDisallow: /", False),
        ("User-agent: *\nUser-agent: Googlebot\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /", False),
        ("User-agent: FOO BAR\nDisallow: /", True),
        ("User-agent: kabar\nX-Unknown: 1\nDisallow: /", False),
        ("User-agent: *\nX-Unknown: 1\nUser-agent: kabar\nDisallow: /", False),
        ("User-agent: *\nDisallow: /detail*id=", False),
        ("User-agent: *\nDisallow: /*?id=3655$", False),
        ("User-agent: *\nDisallow: /detail\nAllow: /detail_berita", True),
        ("User-agent: *\nAllow: /detail\nDisallow: /detail_berita", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\r\nDisallow: /\r\n", False),
        ("user-agent : *\ndisallow : /", False),
        ("User-agent: * # all\nDisallow: / # of it", False),
        ("Disallow: /", True),
        ("", True),
        (b"\xff\xfe\x00User-agent: *", True),
    ],
)
def test_rules_are_matched(body: bytes | str, allowed: bool) -> None:
    """The rules for our name count, else those for everybody; the longest match wins; rubbish is no rule."""
    assert allowed is _verdict(body).allowed


@pytest.mark.parametrize(
    ("fetched", "verdict"),
    [
        (_answer("User-agent: *\nDisallow: /a"), RobotsVerdict(True, "robots.txt 200: allowed")),
        (
            _answer("User-agent: *\nDisallow: /"),
            RobotsVerdict(False, "robots.txt 200: forbidden by Disallow: /", None, Outcome.BLOCKED_BY_ROBOTS),
        ),
        (_answer(outcome=Outcome.EMPTY), RobotsVerdict(True, "robots.txt 200: allowed")),
        (_answer(b"%PDF", outcome=Outcome.NOT_HTML), RobotsVerdict(True, "robots.txt 200: allowed")),
        (
            _answer(" <!DOCTYPE html><p>User-agent: *\nDisallow: /"),
            RobotsVerdict(True, "robots.txt 200, no rules but HTML: allowed"),
        ),
        (_answer(status=404, outcome=Outcome.GONE), RobotsVerdict(True, "robots.txt 404: allowed")),
        (_answer(status=401, outcome=Outcome.FORBIDDEN), RobotsVerdict(True, "robots.txt 401: allowed")),
        (_answer(status=418, outcome=Outcome.HTTP_ERROR), RobotsVerdict(True, "robots.txt 418: allowed")),
        (
            Fetched(None, Outcome.TOO_MANY_REDIRECTS, "11 redirects"),
            RobotsVerdict(True, "robots.txt redirects without end: allowed"),
        ),
        (
            _answer(status=429, outcome=Outcome.BUSY),
            RobotsVerdict(
                False,
                "robots.txt 429: forbidden (unreachable)",
                outcome=Outcome.BLOCKED_BY_ROBOTS,
                detail="status 429",
            ),
        ),
        (
            _answer(status=503, outcome=Outcome.BUSY),
            RobotsVerdict(
                False,
                "robots.txt 503: forbidden (unreachable)",
                outcome=Outcome.BLOCKED_BY_ROBOTS,
                detail="status 503",
            ),
        ),
        (
            _answer(b"User-agent: *", outcome=Outcome.TRUNCATED),
            RobotsVerdict(
                False,
                "robots.txt 200: forbidden (unreachable)",
                outcome=Outcome.BLOCKED_BY_ROBOTS,
                detail="status 200",
            ),
        ),
    ],
)
def test_each_answer_has_its_meaning(fetched: Fetched, verdict: RobotsVerdict) -> None:
    """2xx is read, 4xx allows, 429, 5xx and a broken body forbid, HTML in its place is no rule."""
    assert verdict == replace(RobotsCache(Host(fetched)).verdict(URL, NOW), fetched=None, shut_until=None)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.UNREACHABLE, Outcome.UNREACHABLE),
        (Outcome.TIMED_OUT, Outcome.TIMED_OUT),
        (Outcome.REFUSED_ADDRESS, Outcome.REFUSED_ADDRESS),
        (Outcome.BAD_RESPONSE, Outcome.BLOCKED_BY_ROBOTS),
        (Outcome.TOO_LARGE, Outcome.BLOCKED_BY_ROBOTS),
    ],
)
def test_silence_forbids(outcome: Outcome, expected: Outcome) -> None:
    """No answer is a no; a page of a host that is not there ends as such, with the reason for a person."""
    verdict = RobotsCache(Host(Fetched(None, outcome, "why"))).verdict(URL, NOW)

    assert (False, expected, "why") == (verdict.allowed, verdict.outcome, verdict.detail)


@pytest.mark.parametrize(
    ("body", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nRequest-rate: 1/10s", 10.0),
        ("User-agent: *\nCrawl-delay: 2\nRequest-rate: 2/1m", 30.0),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: Googlebot\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /x", None),
        ("User-agent: *\nCrawl-delay: 3\nDisallow: /", 3.0),
    ],
)
def test_the_crawl_delay_is_told(body: str, delay_s: float | None) -> None:
    """The longer of Crawl-delay and Request-rate, in seconds, for our group."""
    assert delay_s == _verdict(body).crawl_delay_s


def test_sitemaps_are_told() -> None:
    """Sitemap lines belong to no group and come in order."""
    body = "Sitemap: https://x.go.id/a.xml\nUser-agent: Googlebot\nDisallow: /\nsitemap: /b.xml"

    assert ("https://x.go.id/a.xml", "/b.xml") == RobotsCache(Host(_answer(body))).sitemaps(URL, NOW)


def test_it_is_asked_for_once_a_day_and_host() -> None:
    """One fetch serves a host for a day; another scheme, host or port has its own."""
    host = Host(_answer("User-agent: *\nDisallow: /x"))
    cache = RobotsCache(host)
    cache.verdict("https://a.go.id/1", NOW)
    cache.verdict("https://a.go.id/2?x=https://b.go.id/", NOW + RULES_KEPT - timedelta(seconds=1))
    cache.verdict("http://a.go.id/1", NOW)
    cache.verdict("https://a.go.id:8443/1", NOW)
    cache.verdict("https://a.go.id/1", NOW + RULES_KEPT)

    assert [
        "https://a.go.id/robots.txt",
        "http://a.go.id/robots.txt",
        "https://a.go.id:8443/robots.txt",
        "https://a.go.id/robots.txt",
    ] == host.asked


def test_a_refusal_is_short() -> None:
    """A host that was down for a moment is asked again after ten minutes."""
    host = Host(Fetched(None, Outcome.TIMED_OUT, "x"), _answer(""))
    cache = RobotsCache(host)

    assert not cache.verdict(URL, NOW).allowed
    assert not cache.verdict(URL, NOW + REFUSAL_KEPT - timedelta(seconds=1)).allowed
    assert cache.verdict(URL, NOW + REFUSAL_KEPT).allowed


def test_a_refusal_lasts_as_long_as_the_host_asks() -> None:
    """A Retry-After longer than our ten minutes is respected, up to a day."""
    busy = Fetched(_answer(status=429).capture, Outcome.BUSY, "status 429", retry_after_s=3600.0)
    host = Host(busy)
    cache = RobotsCache(host)
    cache.verdict(URL, NOW)
    cache.verdict(URL, NOW + timedelta(minutes=59))
    cache.verdict(URL, NOW + timedelta(minutes=61))

    assert 2 == len(host.asked)


def test_known_rules_outlast_an_outage() -> None:
    """Rules that were read once are kept while the host's robots.txt cannot be reached."""
    host = Host(_answer("User-agent: *\nDisallow: /x"), Fetched(None, Outcome.TIMED_OUT, "x"))
    cache = RobotsCache(host)
    cache.verdict("https://a.go.id/", NOW)

    assert cache.verdict("https://a.go.id/", NOW + RULES_KEPT).allowed
    assert not cache.verdict("https://a.go.id/x", NOW + RULES_KEPT).allowed


def test_only_the_first_half_megabyte_is_read() -> None:
    """Rules past 500 KiB are not read, those before are."""
    early = b"User-agent: *\nDisallow: /detail\n"
    padding = b"#" * (MOST_BYTES - 20) + b"\n"

    assert not _verdict(early + padding + b"Allow: /detail_berita").allowed
    assert _verdict(padding + early).allowed


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"User-agent: a%d\n" % n for n in range(15_000)) + b"Disallow: /x\n" * 15_000,
        b"User-agent: *\n" + b"Disallow: /*a*b$\n" * 30_000,
        b"User-agent: *\nDisallow: /" + b"*a" * 250_000,
        b"User-agent: *\nDisallow: /" + b"%41" * 160_000,
        b"User-agent" + b" " * 500_000,
        b"User-agent: *\nDisallow: /\x0b\x0c\x1c" * 15_000,
    ],
)
def test_no_file_is_too_nasty(body: bytes) -> None:
    """Half a megabyte made to be slow is read within a second or two."""
    started = time.monotonic()
    _verdict(body, "https://a.go.id/" + "a" * 1_900)

    assert time.monotonic() - started < 4.0


def test_the_memory_is_bounded() -> None:
    """The hosts that were asked for longest ago are forgotten first."""
    host = Host(_answer(""))
    cache = RobotsCache(host)
    for number in range(MOST_HOSTS + 1):
        cache.verdict(f"https://h{number}.go.id/", NOW)
    cache.verdict(f"https://h{MOST_HOSTS}.go.id/", NOW)
    asked = len(host.asked)
    cache.verdict("https://h0.go.id/", NOW)

    assert MOST_HOSTS + 1 == asked
    assert MOST_HOSTS + 2 == len(host.asked)


def test_threads_may_share_it() -> None:
    """A host that is slow to answer does not hold up the others, and every thread gets its verdict."""
    slow = threading.Event()

    def fetch(url: str) -> Fetched:
        if "slow" in url:
            slow.wait(5)
        return _answer("User-agent: *\nDisallow: /x")

    cache = RobotsCache(fetch)
    verdicts: list[bool] = []
    waiting = threading.Thread(target=lambda: verdicts.append(cache.verdict("http://slow.id/x", NOW).allowed))
    waiting.start()
    others = [
        threading.Thread(
            target=lambda n=n: verdicts.append(cache.verdict(f"http://h{n % 3}.id/y", NOW).allowed)
        )
        for n in range(12)
    ]
    for thread in others:
        thread.start()
    for thread in others:
        thread.join(5)
    before = list(verdicts)
    slow.set()
    waiting.join(5)

    assert [True] * 12 == before
    assert [*before, False] == verdicts


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[Peer], object]], str]]:
    """A real host on loopback whose robots.txt is given by a function; gives the host's address."""
    servers: list[FaultServer] = []

    def start(robots: Callable[[Peer], object]) -> str:
        server = FaultServer(
            {"robots.txt": robots, "rules.txt": lambda peer: peer.answer(DENY, headers=[PLAIN])}
        )
        servers.append(server)
        server.__enter__()
        return server.url("x")

    yield start
    for server in servers:
        server.__exit__(None, None, None)


DENY = b"User-agent: *\nDisallow: /x\n"
PLAIN = "Content-Type: text/plain"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (lambda peer: peer.answer(DENY, headers=[PLAIN]), False),
        (lambda peer: peer.answer(DENY, headers=["Content-Type: application/octet-stream"]), False),
        (lambda peer: peer.answer(b"", "302 Found", ["Location: /rules.txt"]), False),
        (lambda peer: peer.answer(b"", "302 Found", ["Location: /robots.txt"]), True),
        (lambda peer: peer.answer(b"<html>Halaman tidak ditemukan</html>", "404 Not Found"), True),
        (lambda peer: peer.answer(b"<html>Beranda</html>"), True),
        (lambda peer: peer.answer(b""), True),
        (lambda peer: peer.answer(b"", "500 Internal Server Error"), False),
        (lambda peer: peer.answer(b"", "429 Too Many Requests"), False),
        (lambda peer: peer.reset(), False),
        (lambda peer: peer.hang(), False),
    ],
    ids=["rules", "octet", "moved", "loop", "404", "html", "empty", "500", "429", "reset", "silent"],
)
def test_a_real_host_is_understood(
    serve: Callable[[Callable[[Peer], object]], str], robots: Callable[[Peer], object], allowed: bool
) -> None:
    """With the real fetcher in between, each answer of a host means the same."""
    settings = Settings(allow_private=True, attempts=1, deadline_s=0.3)
    with Fetcher(settings) as fetcher:
        verdict = RobotsCache(fetcher.fetch).verdict(serve(robots), NOW)

    assert allowed is verdict.allowed
