"""Fetcher against any bytes at all: it never raises, and every answer has one outcome or a page."""

import socket
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.fetch import Fetcher
from tests.fetch.conftest import MakeFetcher
from tests.fetch.server import FaultServer

# The fixtures are shared by the examples on purpose: a fetcher must come out of any answer unharmed.
SHARED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

HEADER = st.sampled_from(
    [
        b"Content-Type: text/html",
        b"Content-Type: application/pdf",
        b"Content-Type:",
        b"Content-Length: 40",
        b"Content-Length: 0",
        b"Content-Length: -1",
        b"Content-Length: 99999999999999999999999",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Content-Encoding: gzip",
        b"Content-Encoding: deflate",
        b"Content-Encoding: br, gzip",
        b"Location: /any",
        b"Location: http://\xff\xfe/",
        b"Location: //[",
        b"Retry-After: -1",
        b"Retry-After: Wed",
        b"Set-Cookie: a=b; expires=x; domain=.",
        b"Connection: close",
        b"Connection: upgrade",
        b"no header",
        b" folded",
    ]
)
STATUS = st.sampled_from(
    [b"100", b"101", b"200", b"204", b"206", b"301", b"304", b"404", b"429", b"500", b"999", b"99", b"2000"]
)
BODY = st.one_of(
    st.binary(max_size=100),
    st.just(b"<html>" + b"x" * 34),
    st.just(zlib.compress(b"<html>")),
    st.just(b"5\r\n<html\r\n0\r\n\r\n"),
    st.just(b"5\r\n<html\r\n0\r\nTrailer: 1\r\n\r\n"),
    st.just(b"ffffffffffffffffff\r\n"),
)


def _answer(status: bytes, headers: list[bytes], body: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status + b" X", *headers, b"", b""]) + body


@SHARED
@given(
    data=st.one_of(st.binary(max_size=200), st.builds(_answer, STATUS, st.lists(HEADER, max_size=6), BODY))
)
def test_any_answer_ends_in_one_way(faults: FaultServer, fetcher: Fetcher, data: bytes) -> None:
    """Whatever a server sends, there is a page or an outcome, with a line for a person."""
    faults.faults["any"] = lambda peer: peer.send(data)
    fetched = fetcher.fetch(faults.url("any"))

    assert fetched.outcome is not None or fetched.capture is not None
    assert fetched.outcome is None or fetched.detail


@SHARED
@given(url=st.text(max_size=60) | st.from_regex(r"(http|https|ftp):/{1,3}[^\s]{0,40}", fullmatch=True))
def test_any_address_ends_in_one_way(make_fetcher: MakeFetcher, url: str) -> None:
    """Whatever text is given as an address, it is refused or not found; nothing is raised."""

    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port}")

    fetched = make_fetcher(resolve=resolve).fetch(url)

    assert fetched.outcome is not None
    assert fetched.detail
