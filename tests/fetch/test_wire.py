"""scraper.fetch.wire: TLS, checked by name and bounded by the deadline."""

import ssl
import time
from collections.abc import Iterator

import pytest
import trustme

from scraper.outcome import Outcome
from tests.fetch.conftest import MakeFetcher
from tests.fetch.faults import FAULTS, PAGE
from tests.fetch.server import FaultServer


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that signs for this test."""
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """The TLS settings of a client that knows the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def _serving(authority: trustme.CA, *names: str) -> FaultServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return FaultServer(dict(FAULTS), tls=context)


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[FaultServer]:
    """The fault server behind a good certificate."""
    with _serving(authority, "127.0.0.1", "berita.example") as server:
        yield server


@pytest.mark.parametrize(
    "name", ["plain", "gzipped", "chunked", "ends_with_the_connection", "redirect_to_plain"]
)
def test_pages_come_over_tls(
    secure: FaultServer, trusting: ssl.SSLContext, make_fetcher: MakeFetcher, name: str
) -> None:
    """A good certificate and a page behind it."""
    fetched = make_fetcher(ssl_context=trusting).fetch(secure.url(name))

    assert fetched.capture is not None
    assert PAGE == fetched.capture.payload


def test_a_tls_connection_is_kept(
    secure: FaultServer, trusting: ssl.SSLContext, make_fetcher: MakeFetcher
) -> None:
    """Pages of one host share one handshake."""
    fetcher = make_fetcher(ssl_context=trusting)
    for name in ("plain", "gzipped", "not_found", "redirect_to_plain"):
        fetcher.fetch(secure.url(name))

    assert 1 == secure.connections


def test_the_certificate_is_checked_against_the_name(
    secure: FaultServer, trusting: ssl.SSLContext, make_fetcher: MakeFetcher
) -> None:
    """Although we connect to an address, the certificate must be that of the name."""
    fetcher = make_fetcher(ssl_context=trusting, resolve=lambda *_: ["127.0.0.1"])

    assert fetcher.fetch(secure.url("plain", "berita.example")).outcome is None
    fetched = fetcher.fetch(secure.url("plain", "lain.example"))
    assert Outcome.UNREACHABLE == fetched.outcome
    assert "TLS certificate: Hostname mismatch" in fetched.detail


def test_an_unknown_authority_is_refused_at_once(
    secure: FaultServer, make_fetcher: MakeFetcher, waits: list[float]
) -> None:
    """A certificate that nobody vouches for ends the visit; it is not tried again, and never accepted."""
    fetched = make_fetcher().fetch(secure.url("plain"))

    assert Outcome.UNREACHABLE == fetched.outcome
    assert fetched.detail.startswith("TLS certificate: ")
    assert [] == waits
    assert 0 == secure.hits.total()


def test_a_server_without_tls_is_unreachable(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """https at a port that speaks something else is a TLS failure, not a traceback."""
    faults.faults[""] = FAULTS["another_protocol"]
    fetched = make_fetcher(attempts=1, deadline_s=0.3).fetch(f"https://127.0.0.1:{faults.port}/")

    assert fetched.outcome in (Outcome.UNREACHABLE, Outcome.TIMED_OUT)


def test_a_tls_handshake_without_end_meets_the_deadline(make_fetcher: MakeFetcher) -> None:
    """A server that accepts and then says nothing does not hold the handshake past the deadline."""
    with FaultServer({}) as silent:
        started = time.monotonic()
        fetched = make_fetcher(attempts=1, deadline_s=0.3).fetch(f"https://127.0.0.1:{silent.port}/")

        assert Outcome.TIMED_OUT == fetched.outcome
        assert time.monotonic() - started < 3.0


@pytest.mark.parametrize("name", ["slow_headers", "slow_body"])
def test_a_slow_tls_server_meets_the_deadline(
    secure: FaultServer, trusting: ssl.SSLContext, make_fetcher: MakeFetcher, name: str
) -> None:
    """The deadline holds for every read over TLS too."""
    started = time.monotonic()
    fetched = make_fetcher(ssl_context=trusting, attempts=1, deadline_s=0.3).fetch(secure.url(name))

    assert Outcome.TIMED_OUT == fetched.outcome
    assert time.monotonic() - started < 3.0


def test_a_reset_over_tls_is_a_truncated_page(
    secure: FaultServer, trusting: ssl.SSLContext, make_fetcher: MakeFetcher
) -> None:
    """A connection that breaks within a body over TLS leaves what arrived."""
    fetched = make_fetcher(ssl_context=trusting, attempts=1).fetch(secure.url("content_length_too_long"))

    assert Outcome.TRUNCATED == fetched.outcome
    assert fetched.capture is not None
    assert PAGE == fetched.capture.payload
