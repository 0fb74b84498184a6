"""scraper.fetch.dial: names are resolved once, and only checked addresses are connected to."""

import socket
import threading
import time

import pytest

from scraper.fetch import addresses, dial
from scraper.fetch.addresses import Reach
from scraper.outcome import Outcome
from tests.fetch.conftest import MakeFetcher
from tests.fetch.faults import PAGE
from tests.fetch.server import FaultServer


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 counts as the public net, so that the guard can be tested with a server on loopback."""
    monkeypatch.setattr(
        dial, "reach", lambda address: Reach.PUBLIC if address == "127.0.0.1" else addresses.reach(address)
    )


class Names:
    """A name server whose answers change from one question to the next; the last one stays."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_private_address_is_refused_by_default(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """Loopback is not reached without --allow-private, and the line for the user names that option."""
    fetched = make_fetcher(allow_private=False).fetch(faults.url("plain"))

    assert Outcome.REFUSED_ADDRESS == fetched.outcome
    assert "--allow-private" in fetched.detail
    assert 0 == faults.connections


def test_a_name_that_leads_inside_is_refused(make_fetcher: MakeFetcher) -> None:
    """A public name with a private address is refused by its address."""
    names = Names(["10.0.0.7"])
    fetched = make_fetcher(allow_private=False, resolve=names).fetch("http://berita.example.go.id/")

    assert Outcome.REFUSED_ADDRESS == fetched.outcome
    assert "berita.example.go.id (10.0.0.7)" in fetched.detail


def test_the_checked_address_is_the_connected_one(
    faults: FaultServer, make_fetcher: MakeFetcher, loopback_is_public: None
) -> None:
    """A name that turns private after the check (DNS rebinding) gains nothing: it is asked for once."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    fetched = make_fetcher(allow_private=False, resolve=names).fetch(faults.url("plain", "rebinds.example"))

    assert fetched.outcome is None
    assert ["rebinds.example"] == names.asked
    assert f"Host: rebinds.example:{faults.port}\r\n".encode() in faults.requests[0]


def test_a_rebound_name_is_refused_at_the_next_connection(
    faults: FaultServer, make_fetcher: MakeFetcher, loopback_is_public: None
) -> None:
    """Each connection is checked anew."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    fetcher = make_fetcher(allow_private=False, resolve=names)
    fetcher.fetch(faults.url("ends_with_the_connection", "rebinds.example"))
    fetched = fetcher.fetch(faults.url("plain", "rebinds.example"))

    assert Outcome.REFUSED_ADDRESS == fetched.outcome


def test_private_addresses_among_public_ones_are_passed_over(
    faults: FaultServer, make_fetcher: MakeFetcher, loopback_is_public: None
) -> None:
    """Of a name's addresses only the public ones are connected to."""
    names = Names(["127.0.0.2", "10.0.0.7", "127.0.0.1"])
    fetched = make_fetcher(allow_private=False, resolve=names).fetch(faults.url("plain", "mixed.example"))

    assert fetched.outcome is None


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.2:{port}/plain",
        "http://[::ffff:127.0.0.2]:{port}/plain",
        "http://2130706434:{port}/plain",
        "//127.0.0.2:{port}/plain",
        "http://[::1]:{port}/plain",
    ],
)
def test_a_redirect_inside_is_refused(
    faults: FaultServer, make_fetcher: MakeFetcher, loopback_is_public: None, target: str
) -> None:
    """Each hop of a redirect is checked like the first address, however the address is written."""
    location = target.format(port=faults.port)
    faults.faults["inside"] = lambda peer: peer.answer(b"", "302 Found", [f"Location: {location}"])
    fetched = make_fetcher(allow_private=False).fetch(faults.url("inside"))

    assert Outcome.REFUSED_ADDRESS == fetched.outcome
    assert "redirected to" in fetched.detail
    assert 1 == faults.hits.total()


def test_link_local_is_refused_even_when_private_is_allowed(
    faults: FaultServer, make_fetcher: MakeFetcher
) -> None:
    """--allow-private opens the intranet, not the address where a cloud keeps its machine's keys."""
    fetched = make_fetcher(allow_private=True).fetch(faults.url("redirect_to_metadata"))

    assert Outcome.REFUSED_ADDRESS == fetched.outcome
    assert "--allow-private" not in fetched.detail


def test_the_next_address_is_tried(faults: FaultServer, make_fetcher: MakeFetcher) -> None:
    """A host whose first address refuses the connection is reached at its second one."""
    names = Names(["127.0.0.2", "127.0.0.1"])
    fetched = make_fetcher(resolve=names).fetch(faults.url("plain", "two.example"))

    assert fetched.capture is not None
    assert PAGE == fetched.capture.payload


@pytest.mark.parametrize(
    ("error", "tries", "detail"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), 1, "no such host: x.example"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), 3, "cannot look up x.example: try again; 3 tries"),
        (UnicodeError("label too long"), 1, "no such host: x.example"),
    ],
)
def test_a_name_without_address_is_unreachable(
    make_fetcher: MakeFetcher, error: Exception, tries: int, detail: str
) -> None:
    """A name that does not exist is final; a name server that is out of order is asked again."""
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        raise error

    fetched = make_fetcher(resolve=resolve).fetch("http://x.example/")

    assert (Outcome.UNREACHABLE, detail, tries) == (fetched.outcome, fetched.detail, len(asked))


def test_a_slow_name_server_meets_the_deadline(make_fetcher: MakeFetcher) -> None:
    """The deadline counts while a name is looked up, where the system knows no timeout."""
    release = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        release.wait(5)
        return ["127.0.0.1"]

    started = time.monotonic()
    fetched = make_fetcher(resolve=resolve, deadline_s=0.2, attempts=1).fetch("http://x.example/")
    release.set()

    assert Outcome.TIMED_OUT == fetched.outcome
    assert time.monotonic() - started < 3.0
