"""scraper.fetch.retry: what gets another try, when, and how often."""

import pytest

from scraper.fetch import Fetcher
from scraper.outcome import Outcome
from scraper.settings import Settings
from tests.fetch.conftest import MakeFetcher
from tests.fetch.faults import PAGE, plain
from tests.fetch.server import FaultServer, Peer


def test_a_busy_server_is_asked_until_it_answers(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """503 twice and then a page: the page is kept, after two growing waits with jitter."""
    fetched = make_fetcher().fetch(faults.url("busy_twice_then_well"))

    assert fetched.capture is not None
    assert PAGE == fetched.capture.payload
    assert 3 == faults.hits["/busy_twice_then_well"]
    assert 2 == len(waits)
    assert 1.0 <= waits[0] <= 2.0 <= waits[1] <= 3.0


@pytest.mark.parametrize(
    "status",
    [
        "408 Request Timeout",
        "425 Too Early",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ],
)
def test_passing_errors_get_another_try(faults: FaultServer, make_fetcher: MakeFetcher, status: str) -> None:
    """Each status that may pass is tried again, and the page that comes then is kept."""
    faults.faults["once"] = lambda peer: peer.answer(b"", status) if peer.hits == 1 else plain(peer)

    assert make_fetcher().fetch(faults.url("once")).outcome is None


@pytest.mark.parametrize(
    "name",
    [
        "not_found",
        "forbidden",
        "unauthorized",
        "cloudflare_challenge",
        "captcha_with_503",
        "for_legal_reasons",
        "teapot",
        "not_implemented",
        "empty_body",
        "pdf",
        "announces_more_than_the_cap",
        "noise_declared_as_gzip",
        "another_protocol",
        "too_many_requests_wait_an_hour",
    ],
)
def test_final_answers_get_no_other_try(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float], name: str
) -> None:
    """What will be the same in a second is not asked for again."""
    make_fetcher().fetch(faults.url(name))

    assert [] == waits
    assert 1 == faults.hits[f"/{name}"]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("server_error_for_ever", Outcome.SERVER_ERROR),
        ("too_many_requests_for_ever", Outcome.BUSY),
        ("closes_without_an_answer", Outcome.UNREACHABLE),
        ("resets_without_an_answer", Outcome.UNREACHABLE),
        ("truncated_gzip", Outcome.TRUNCATED),
    ],
)
def test_tries_are_counted(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float], name: str, outcome: Outcome
) -> None:
    """After the last allowed try the last answer stands."""
    fetched = make_fetcher(attempts=4).fetch(faults.url(name))

    assert outcome == fetched.outcome
    assert 4 == faults.hits[f"/{name}"]
    assert 3 == len(waits)
    assert fetched.detail.endswith("; 4 tries")


def test_a_body_that_broke_off_once_comes_whole(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """A connection that broke within the body is a reason to ask again, not to keep half a page."""
    fetched = make_fetcher().fetch(faults.url("broken_off_once"))

    assert fetched.capture is not None
    assert (None, PAGE) == (fetched.outcome, fetched.capture.payload)


def test_retry_after_in_seconds_is_the_wait(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """`Retry-After: 3` means three seconds, not forty milliseconds."""
    fetched = make_fetcher().fetch(faults.url("too_many_requests_wait_3"))

    assert fetched.outcome is None
    assert [3.0] == waits


def test_retry_after_as_a_date_is_the_wait(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """A date seven seconds ahead is waited for, to the second that the form can say."""
    fetched = make_fetcher().fetch(faults.url("too_many_requests_wait_until"))

    assert fetched.outcome is None
    assert 1 == len(waits)
    assert 5.0 <= waits[0] <= 7.0


def test_a_long_wait_is_left_to_the_frontier(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """A server that wants an hour gets it: the visit ends as busy and says when to come back."""
    fetched = make_fetcher().fetch(faults.url("too_many_requests_wait_an_hour"))

    assert (Outcome.BUSY, 3600.0) == (fetched.outcome, fetched.retry_after_s)
    assert [] == waits


def test_no_wait_is_shorter_than_the_pace(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """Another try is another request: the delay between requests holds for it too."""
    faults.faults["now"] = lambda peer: peer.answer(b"", "503 Busy", ["Retry-After: 0"])
    make_fetcher(delay_s=4.0).fetch(faults.url("now"))

    assert [4.0, 4.0] == waits


def test_all_tries_together_have_a_limit(
    faults: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """A wait that would pass the total time is not begun."""
    faults.faults["soon"] = lambda peer: peer.answer(b"", "503 Busy", ["Retry-After: 9"])
    make_fetcher(attempts=100, retry_total_s=5.0).fetch(faults.url("soon"))

    assert [] == waits
    assert 1 == faults.hits["/soon"]


def test_a_try_ends_with_the_total_time(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """The deadline of a try is cut to what is left of the time for all of them."""
    fetched = make_fetcher(attempts=3, deadline_s=5.0, retry_total_s=0.3).fetch(faults.url("never_answers"))

    assert Outcome.TIMED_OUT == fetched.outcome
    assert 1 == faults.hits["/never_answers"]


def test_a_page_keeps_no_memory_of_the_one_before(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """Two pages in a row are two visits: tries, waits and outcomes of the first do not reach the second."""
    fetcher = make_fetcher(attempts=2)
    first = fetcher.fetch(faults.url("server_error_for_ever"))
    second = fetcher.fetch(faults.url("plain"))

    assert (Outcome.SERVER_ERROR, None) == (first.outcome, second.outcome)
    assert second.retry_after_s is None


def test_sleeping_is_real_by_default(faults: FaultServer) -> None:
    """Without a stand-in for it, a fetcher sleeps."""

    def once(peer: Peer) -> None:
        peer.answer(b"", "503 Busy", ["Retry-After: 0"]) if peer.hits == 1 else plain(peer)

    faults.faults["once"] = once
    with Fetcher(Settings(allow_private=True, delay_s=0.05)) as fetcher:
        assert fetcher.fetch(faults.url("once")).outcome is None
