"""The only home of httpx and httpcore: one request out, one answer in, their errors translated."""

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache

import httpcore
import httpx

from scraper.fetch.dial import Dialer
from scraper.fetch.failure import FetchFailure, SurplusError
from scraper.fetch.wire import Wire
from scraper.outcome import Outcome
from scraper.settings import Settings

# How long a connection may lie idle: longer than the usual pause between two requests to one host.
KEEPALIVE_S = 30.0

# A redirect's body up to this size is read, so that its connection serves the next hop.
DRAIN_BYTES = 16_384

# What the libraries raise besides our own FetchFailure, which our sockets raise. A test walks both trees.
FAILURES: Mapping[type[Exception], tuple[Outcome, bool]] = {
    httpx.InvalidURL: (Outcome.REFUSED_ADDRESS, False),
    UnicodeError: (Outcome.REFUSED_ADDRESS, False),  # idna's, for a host that is no name
    httpx.UnsupportedProtocol: (Outcome.REFUSED_ADDRESS, False),
    httpcore.UnsupportedProtocol: (Outcome.REFUSED_ADDRESS, False),
    httpx.TimeoutException: (Outcome.TIMED_OUT, True),
    httpcore.TimeoutException: (Outcome.TIMED_OUT, True),
    httpx.NetworkError: (Outcome.UNREACHABLE, True),
    httpcore.NetworkError: (Outcome.UNREACHABLE, True),
    httpx.ProxyError: (Outcome.UNREACHABLE, True),
    httpcore.ProxyError: (Outcome.UNREACHABLE, True),
    httpcore.ConnectionNotAvailable: (Outcome.UNREACHABLE, True),
    httpx.TooManyRedirects: (Outcome.TOO_MANY_REDIRECTS, False),
    httpcore.ProtocolError: (Outcome.BAD_RESPONSE, False),
    httpx.HTTPError: (Outcome.BAD_RESPONSE, False),  # protocol and decoding errors
    httpx.StreamError: (Outcome.BAD_RESPONSE, False),
    httpx.CookieConflict: (Outcome.BAD_RESPONSE, False),
}


def translated(exc: Exception) -> FetchFailure:
    """What an error of httpx or httpcore means for the page."""
    outcome, again = next(FAILURES[kind] for kind in FAILURES if isinstance(exc, kind))
    return FetchFailure(outcome, str(exc) or type(exc).__name__, again=again)


@cache
def trusted_roots() -> ssl.SSLContext:
    """The TLS settings that all fetchers share: certifi's roots, and those of the system."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


class Answer:
    """An answer whose head is here and whose body is still to be read."""

    def __init__(self, response: httpx.Response, wire: Wire) -> None:
        self._response = response
        self._wire = wire
        self.status = response.status_code
        version = response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1")
        reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
        self.status_line = f"{version} {self.status} {reason}".rstrip()
        self.request_headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.request.headers.raw
        )
        self.headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
        )

    def header(self, name: str) -> str | None:
        """The first header of this name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def all(self, name: str) -> str | None:
        """Every header of this name, joined by commas as HTTP allows; None where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name) or None

    def pieces(self) -> Iterator[bytes]:
        """
        The body as it comes in, still in its content coding.

        Raises: FetchFailure, as TRUNCATED where the connection ended before the body did; SurplusError
        after the last piece.
        """
        try:
            yield from self._response.iter_raw()
        except tuple(FAILURES) as exc:
            if self._wire.ended:
                raise FetchFailure(Outcome.TRUNCATED, "the connection ended early", again=True) from exc
            raise translated(exc) from exc
        except FetchFailure as exc:
            if exc.outcome is Outcome.UNREACHABLE:
                raise FetchFailure(Outcome.TRUNCATED, exc.detail, again=True) from exc
            raise
        if self._wire.surplus_bytes:
            detail = f"{self._wire.surplus_bytes:,} bytes more than Content-Length says"
            raise SurplusError(Outcome.TRUNCATED, detail)

    def drain(self) -> None:
        """Read a small body that nobody wants, so that the connection can be used again."""
        size = 0
        with suppress(FetchFailure):
            for piece in self.pieces():
                size += len(piece)
                if size > DRAIN_BYTES:
                    return

    def close(self) -> None:
        """Let the connection go: back to the pool when the body was read, closed when not."""
        self._response.close()


class Exchange:
    """One synchronous httpx.Client over one connection, which goes where the dialer allows."""

    def __init__(
        self, settings: Settings, dialer: Dialer, headers: Mapping[str, str], ssl_context: ssl.SSLContext
    ) -> None:
        self._backend = _Backend(dialer)
        pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=1,
            keepalive_expiry=KEEPALIVE_S,
            network_backend=self._backend,
        )
        timeout = httpx.Timeout(settings.read_timeout_s, connect=settings.connect_timeout_s)
        self._client = httpx.Client(
            transport=_Transport(pool), headers=headers, timeout=timeout, trust_env=False
        )

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """
        The answer to a GET of this address, with these headers besides the usual; raises FetchFailure.

        Why twice: a kept connection may be closed, or hold rubbish past the last body, when we use it
        again. That says nothing about this page, so it is asked for once more over a new one.
        """
        try:
            return self._asked(url, headers)
        except FetchFailure as failure:
            wire = self._backend.wire
            if wire is None or not wire.is_reused or failure.outcome is Outcome.TIMED_OUT:
                raise
        return self._asked(url, headers)

    def _asked(self, url: str, headers: Mapping[str, str] | None) -> Answer:
        try:
            response = self._client.send(self._client.build_request("GET", url, headers=headers), stream=True)
        except tuple(FAILURES) as exc:
            raise translated(exc) from exc
        wire = self._backend.wire
        if wire is None:
            raise FetchFailure(Outcome.UNREACHABLE, "no connection")
        if not wire.answering:
            wire.close()
            response.close()
            raise FetchFailure(Outcome.BAD_RESPONSE, "an answer that came before its question")
        return Answer(response, wire)

    def forget(self) -> None:
        """Drop the cookies of the last visit: they serve its redirects, not to know us again."""
        if self._client.cookies.jar:
            self._client.cookies.clear()

    def close(self) -> None:
        """Give up the connection."""
        self._client.close()


class _Transport(httpx.BaseTransport):
    """Why our own: httpx's transport takes no network backend, where addresses are checked."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    def __init__(self, dialer: Dialer) -> None:
        self._dialer = dialer
        self.wire: Wire | None = None  # the last one; there is never another

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  # httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002  # as above
    ) -> httpcore.NetworkStream:
        self.wire = None
        self.wire = self._dialer.dial(host, port, timeout)
        return _WireStream(self.wire)


class _WireStream(httpcore.NetworkStream):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._wire.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._wire.write(buffer, timeout)

    def close(self) -> None:
        self._wire.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._wire.secure(ssl_context, server_hostname, timeout)
        return self

    def get_extra_info(self, info: str) -> object:
        """Why `is_readable` alone: the pool asks it of an idle connection, to see that the server left."""
        return self._wire.has_more() if info == "is_readable" else None
