"""Fetcher against the fault server: every fault in its named case and under its right outcome."""

import socket
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from scraper.fetch import Fetcher
from scraper.model import Capture, Fetched
from scraper.outcome import Outcome
from scraper.settings import Settings
from tests.fetch.conftest import MakeFetcher
from tests.fetch.faults import FAULTS, PACKED, PAGE
from tests.fetch.server import FaultServer

WHOLE = (
    "plain",
    "gzipped",
    "two_gzip_members",
    "gzip_with_padding",
    "zlib_deflate",
    "raw_deflate",
    "chunked",
    "ends_with_the_connection",
    "twice_the_same_header",
    "no_content_type",
    "html_as_octet_stream",
    "redirect_to_plain",
    "redirect_with_an_endless_body",
    "redirect_with_a_slow_body",
    "redirect_with_raw_utf8",
    "redirect_until_a_cookie_comes_back",
    "content_length_short_by_a_newline",
    "html_declared_as_gzip",
    "charset_as_content_coding",
    "header_line_without_colon",
    "blanks_before_the_colon",
    "control_characters_in_a_header",
    "folded_header",
    "chunked_said_twice",
    "lines_end_with_newline_only",
    "early_hints_first",
    "header_of_blanks",
    "page_then_closes",
    "chunked_page_and_rubbish",
    "chunked_page_and_half_a_word",
)
BROKEN = {
    "not_found": Outcome.GONE,
    "gone_for_good": Outcome.GONE,
    "error_page_past_every_cap": Outcome.GONE,
    "unauthorized": Outcome.FORBIDDEN,
    "forbidden": Outcome.FORBIDDEN,
    "cloudflare_challenge": Outcome.CHALLENGED,
    "captcha_with_503": Outcome.CHALLENGED,
    "for_legal_reasons": Outcome.FORBIDDEN,
    "teapot": Outcome.HTTP_ERROR,
    "not_modified": Outcome.HTTP_ERROR,
    "redirect_without_location": Outcome.HTTP_ERROR,
    "not_implemented": Outcome.SERVER_ERROR,
    "server_error_for_ever": Outcome.SERVER_ERROR,
    "busy_twice_then_well": Outcome.BUSY,
    "too_many_requests_wait_3": Outcome.BUSY,
    "too_many_requests_wait_until": Outcome.BUSY,
    "too_many_requests_wait_an_hour": Outcome.BUSY,
    "too_many_requests_for_ever": Outcome.BUSY,
    "redirect_loop": Outcome.TOO_MANY_REDIRECTS,
    "redirect_chain": Outcome.TOO_MANY_REDIRECTS,
    "redirect_to_metadata": Outcome.REFUSED_ADDRESS,
    "redirect_to_file": Outcome.REFUSED_ADDRESS,
    "redirect_to_no_address": Outcome.BAD_RESPONSE,
    "empty_body": Outcome.EMPTY,
    "empty_gzip_body": Outcome.EMPTY,
    "no_content": Outcome.EMPTY,
    "pdf": Outcome.NOT_HTML,
    "pdf_served_as_html": Outcome.NOT_HTML,
    "endless_video": Outcome.NOT_HTML,
    "binary_without_type": Outcome.NOT_HTML,
    "reset_in_the_body": Outcome.TRUNCATED,
    "content_length_too_long": Outcome.TRUNCATED,
    "content_length_too_short": Outcome.TRUNCATED,
    "chunks_that_end_early": Outcome.TRUNCATED,
    "truncated_gzip": Outcome.TRUNCATED,
    "gzip_broken_off_on_the_wire": Outcome.TRUNCATED,
    "broken_off_once": Outcome.TRUNCATED,
    "noise_declared_as_gzip": Outcome.BAD_RESPONSE,
    "damaged_gzip": Outcome.BAD_RESPONSE,
    "brotli_unasked": Outcome.BAD_RESPONSE,
    "chunk_of_no_size": Outcome.BAD_RESPONSE,
    "a_million_gzip_members": Outcome.BAD_RESPONSE,
    "interim_answers_without_end": Outcome.BAD_RESPONSE,
    "headers_without_end": Outcome.BAD_RESPONSE,
    "two_lengths": Outcome.BAD_RESPONSE,
    "another_protocol": Outcome.BAD_RESPONSE,
    "fifty_megabytes": Outcome.TOO_LARGE,
    "gzip_bomb": Outcome.TOO_LARGE,
    "gzip_bomb_in_one_piece": Outcome.TOO_LARGE,
    "endless_chunks": Outcome.TOO_LARGE,
    "announces_more_than_the_cap": Outcome.TOO_LARGE,
    "closes_without_an_answer": Outcome.UNREACHABLE,
    "closes_within_the_headers": Outcome.UNREACHABLE,
    "resets_without_an_answer": Outcome.UNREACHABLE,
}
SLOW = ("never_answers", "slow_headers", "slow_body", "silent_in_the_body", "slow_redirect_chain")
OTHERS = ("echo", "null_bytes_in_html")
# Whole answers, of which a crawl makes something else than a page: tests/commands/test_faults.py.
CRAWLED = (
    "a_hundred_thousand_nested_elements",
    "cp1252_declared_as_utf8",
    "utf8_declared_as_cp1252",
    "needs_a_script",
    "noindex",
    "noarchive_in_a_header",
    "says_with_200_that_it_is_gone",
    "redirect_to_another_site",
)


def test_every_fault_has_its_case() -> None:
    """No fault of the server is without a test that names its outcome."""
    named = {*WHOLE, *BROKEN, *SLOW, *OTHERS, *CRAWLED}

    assert set(FAULTS) == named


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_page_arrives_whole(faults: FaultServer, fetcher: Fetcher, name: str) -> None:
    """Whatever its coding and framing, and whatever can be mended, the page is the one that was sent."""
    fetched = fetcher.fetch(faults.url(name))

    assert fetched.outcome is None
    assert fetched.capture is not None
    assert PAGE == fetched.capture.payload.removesuffix(b"\n\n")
    assert fetched.capture.complete


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_ends_in_its_outcome(faults: FaultServer, make_fetcher: MakeFetcher, name: str) -> None:
    """Each fault ends in its own word, with a line for a person, and without an exception."""
    fetcher = make_fetcher(attempts=1, max_wire_bytes=2_000_000, max_decoded_bytes=2_000_000)
    fetched = fetcher.fetch(faults.url(name))

    assert BROKEN[name] == fetched.outcome
    assert fetched.detail


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_server_meets_the_deadline(faults: FaultServer, make_fetcher: MakeFetcher, name: str) -> None:
    """However a server dawdles, the try ends at its deadline, not at a timeout per read."""
    fetcher = make_fetcher(attempts=1, deadline_s=0.3)
    started = time.monotonic()
    fetched = fetcher.fetch(faults.url(name))
    elapsed_s = time.monotonic() - started

    assert Outcome.TIMED_OUT == fetched.outcome
    assert 0.25 < elapsed_s < 3.0


def test_no_fault_spoils_the_next_page(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """After each fault in turn, the same fetcher brings the next page of the host whole, in one try."""
    fetcher = make_fetcher(attempts=1, max_wire_bytes=2_000_000, max_decoded_bytes=2_000_000)
    for name in [*WHOLE, *BROKEN]:
        fetcher.fetch(faults.url(name))
        fetched = fetcher.fetch(faults.url("plain"))

        assert (name, None, "") == (name, fetched.outcome, fetched.detail)
        assert (name, PAGE) == (name, _capture(fetched).payload)


def test_a_capture_says_what_happened(faults: FaultServer, fetcher: Fetcher) -> None:
    """A capture has both addresses, the hops, the moment in UTC, the time it took and the coding."""
    before = datetime.now(UTC)
    capture = _capture(fetcher.fetch(faults.url("redirect_to_plain")))

    assert faults.url("redirect_to_plain") == capture.requested_url
    assert faults.url("plain?from=here") == capture.final_url
    assert [(faults.url("redirect_to_plain"), 301, "plain?from=here")] == [
        (hop.url, hop.status, hop.location) for hop in capture.hops
    ]
    assert before <= capture.fetched_at <= datetime.now(UTC)
    assert 0 < capture.elapsed_s < 5
    assert "gzip" == _capture(fetcher.fetch(faults.url("gzipped"))).content_encoding


def test_headers_keep_order_duplicates_and_case(faults: FaultServer, fetcher: Fetcher) -> None:
    """The headers are kept as they came, also the ones that stand twice or are not ASCII."""
    headers = _capture(fetcher.fetch(faults.url("twice_the_same_header"))).headers

    assert (
        ("Content-Length", str(len(PAGE))),
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Served-By", "a"),
        ("x-served-by", "b"),
        ("X-Word", "caf\xe9"),
    ) == headers


def test_a_mended_head_keeps_its_other_headers(faults: FaultServer, fetcher: Fetcher) -> None:
    """A line without a colon costs that line only."""
    for name, value in {
        "header_line_without_colon": "yes",
        "blanks_before_the_colon": "yes",
        "control_characters_in_a_header": "y e s",
        "folded_header": "y es",
    }.items():
        assert value == _capture(fetcher.fetch(faults.url(name))).header("x-good")


def test_a_truncated_body_is_kept_as_what_it_is(faults: FaultServer, fetcher: Fetcher) -> None:
    """What arrived of a broken-off body is kept and marked as not complete."""
    for name in ("reset_in_the_body", "content_length_too_short", "chunks_that_end_early", "truncated_gzip"):
        capture = _capture(fetcher.fetch(faults.url(name)))

        assert not capture.complete
        assert PAGE.startswith(capture.payload)
        assert len(capture.payload) > 500


def test_of_a_file_only_the_head_is_asked_for(faults: FaultServer, fetcher: Fetcher) -> None:
    """A video without end costs one read, and what is kept proves what it was."""
    capture = _capture(fetcher.fetch(faults.url("endless_video")))

    assert 512 <= len(capture.payload) <= 4_096
    assert not capture.complete
    assert b"ftypisom" in capture.payload


def test_a_bomb_stops_at_the_cap_with_flat_memory(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """10 GB in a 10 MB gzip body: the fetch ends at the cap, and memory stays within a few times the cap."""
    fetcher = make_fetcher(attempts=1, max_decoded_bytes=2_000_000)
    fetcher.fetch(faults.url("plain"))
    tracemalloc.start()
    try:
        fetched = fetcher.fetch(faults.url("gzip_bomb"))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert Outcome.TOO_LARGE == fetched.outcome
    assert fetched.capture is None
    assert peak_bytes < 4 * 2_000_000


def test_the_caps_are_exact(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """A page of exactly the cap is kept; one byte less of a cap refuses it, on the wire and decoded."""
    exact = make_fetcher(max_wire_bytes=len(PACKED), max_decoded_bytes=len(PAGE))
    less_wire = make_fetcher(max_wire_bytes=len(PACKED) - 1)
    less_decoded = make_fetcher(max_decoded_bytes=len(PAGE) - 1)

    assert exact.fetch(faults.url("gzipped")).outcome is None
    assert Outcome.TOO_LARGE == less_wire.fetch(faults.url("gzipped")).outcome
    assert Outcome.TOO_LARGE == less_decoded.fetch(faults.url("gzipped")).outcome


def test_redirects_end_at_their_limit(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """With a limit of three, the fourth redirect is not followed."""
    make_fetcher(max_redirects=3).fetch(faults.url("redirect_loop"))

    assert 4 == faults.hits["/redirect_loop"]


def test_cookies_serve_one_visit(faults: FaultServer, fetcher: Fetcher) -> None:
    """A cookie comes back within the redirects of a visit, and is forgotten before the next one."""
    fetcher.fetch(faults.url("redirect_until_a_cookie_comes_back"))
    fetcher.fetch(faults.url("plain"))

    assert b"seen=1" in faults.requests[1]
    assert b"seen=1" not in faults.requests[2]


def test_one_connection_serves_one_host(faults: FaultServer, fetcher: Fetcher) -> None:
    """Pages of one host come over one kept connection, also past errors and redirects."""
    for name in ("plain", "gzipped", "not_found", "redirect_to_plain", "empty_body", "chunked"):
        fetcher.fetch(faults.url(name))

    assert 1 == faults.connections


def test_a_redirect_is_not_held_up_by_its_body(faults: FaultServer, fetcher: Fetcher) -> None:
    """A redirect's own body is waited for a moment only: where it leads is known already."""
    started = time.monotonic()
    fetcher.fetch(faults.url("redirect_with_a_slow_body"))

    assert time.monotonic() - started < 3.0


def test_a_connection_that_the_server_closed_is_no_failure(faults: FaultServer, fetcher: Fetcher) -> None:
    """A kept connection that turns out closed is replaced within the same try."""
    fetcher.fetch(faults.url("page_then_closes"))
    fetched = fetcher.fetch(faults.url("plain"))

    assert fetched.outcome is None
    assert 2 == faults.connections
    assert 2 == faults.hits["/plain"]


def test_no_answer_is_taken_for_another(faults: FaultServer, fetcher: Fetcher) -> None:
    """Bytes past the end of a body never become the answer to the next request."""
    fetcher.fetch(faults.url("chunked_page_and_rubbish"))
    capture = _capture(fetcher.fetch(faults.url("plain")))

    assert b"forged" not in capture.payload


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[::1/x",
        "http://a b/",
        "http://example.org:99999/",
        "https://xn--/",
        "http://exa\x00mple.org/",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:6667/",
    ],
)
def test_what_is_no_web_address_is_refused(fetcher: Fetcher, url: str) -> None:
    """An address that is none, or a port that is none of the web's, is refused without a try."""
    assert Outcome.REFUSED_ADDRESS == fetcher.fetch(url).outcome


def test_a_closed_port_is_unreachable(fetcher: Fetcher) -> None:
    """A host that refuses the connection is unreachable, in the system's own words."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    fetched = fetcher.fetch(f"http://127.0.0.1:{port}/")

    assert (Outcome.UNREACHABLE, "127.0.0.1: Connection refused") == (fetched.outcome, fetched.detail)


def test_we_say_who_we_are(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """Each request names kabar and its contact, and asks for codings that we can undo."""
    make_fetcher(contact="https://example.org/bot").fetch(faults.url("echo"))
    request = faults.requests[0]

    assert b"(+https://example.org/bot)\r\n" in request
    assert b"Accept-Encoding: gzip, deflate\r\n" in request
    assert f"Host: 127.0.0.1:{faults.port}\r\n".encode() in request


def test_the_environment_has_no_say(
    faults: FaultServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment is not used: it would resolve names that we have not checked."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Fetcher(Settings(allow_private=True, attempts=1)) as another:
        assert another.fetch(faults.url("plain")).outcome is None


def _capture(fetched: Fetched) -> Capture:
    assert fetched.capture is not None
    return fetched.capture
