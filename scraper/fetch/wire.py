"""One socket that never outlives the deadline, and the answers that come over it."""

import select
import socket
import ssl

from scraper.fetch.deadline import Deadline
from scraper.fetch.failure import FetchFailure
from scraper.fetch.heads import Head
from scraper.outcome import Outcome


class Wire:
    """
    One connection, plain or TLS, that carries one request after the other.

    Why it knows heads and lengths: h11 keeps what a server sends past the end of a body, and would take
    it for the beginning of the next answer.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._requests = 0
        self._head: Head | None = None  # while it comes in
        self._length: int | None = None  # of the body, as the head says it
        self._size = 0  # of what came after the head
        self.answering = False  # a byte has come since the last request
        self.ended = False  # the server has closed its side

    @property
    def is_reused(self) -> bool:
        """Whether this connection has carried an earlier request."""
        return self._requests > 1

    @property
    def surplus_bytes(self) -> int:
        """How much more has come than the body's length allows."""
        return 0 if self._length is None else max(self._size - self._length, 0)

    def read(self, max_bytes: int, timeout_s: float | None) -> bytes:
        """The next bytes, a head always whole and mended; none at the end. Raises FetchFailure."""
        if self._head is None:
            data = self._received(max_bytes, timeout_s)
            self._size += len(data)
            return data
        while True:
            data = self._received(max_bytes, timeout_s)
            if not data:
                where = "within the headers" if self.answering else "without an answer"
                raise FetchFailure(Outcome.UNREACHABLE, f"connection closed {where}", again=True)
            self.answering = True
            whole = self._head.feed(data)
            if whole is not None:
                self._length, self._size = self._head.length, self._head.body_bytes
                self._head = None
                return whole

    def write(self, data: bytes, timeout_s: float | None) -> None:
        """Send all of it; raises FetchFailure."""
        if not data:
            return
        self._requests += 1
        self._head = Head()
        self.answering = False
        try:
            while data:
                self._sock.settimeout(self._deadline.cap(timeout_s))
                data = data[self._sock.send(data) :]
        except TimeoutError as exc:
            raise self._deadline.timed_out("the server takes no request") from exc
        except OSError as exc:
            raise _broken(exc) from exc

    def _received(self, max_bytes: int, timeout_s: float | None) -> bytes:
        self._sock.settimeout(self._deadline.cap(timeout_s))
        try:
            data = self._sock.recv(max_bytes)
        except TimeoutError as exc:
            raise self._deadline.timed_out(f"no byte for {timeout_s:g} s") from exc
        except OSError as exc:
            raise _broken(exc) from exc
        self.ended = not data
        return data

    def secure(self, context: ssl.SSLContext, host: str | None, timeout_s: float | None) -> None:
        """Go on in TLS; raises FetchFailure, and the socket is closed then."""
        self._sock.settimeout(self._deadline.cap(timeout_s))
        try:
            self._sock = context.wrap_socket(self._sock, server_hostname=host)
        except (OSError, ValueError) as exc:
            self._sock.close()
            raise self._insecure(exc) from exc

    def _insecure(self, exc: OSError | ValueError) -> FetchFailure:
        """Why no other try after most TLS errors: a certificate will not be better in a second."""
        if isinstance(exc, TimeoutError):
            return self._deadline.timed_out("the TLS handshake takes too long")
        if isinstance(exc, ssl.SSLCertVerificationError):
            return FetchFailure(Outcome.UNREACHABLE, f"TLS certificate: {exc.verify_message}")
        again = not isinstance(exc, ssl.SSLError | ValueError) or isinstance(exc, ssl.SSLEOFError)
        words = reason(exc) if isinstance(exc, OSError) else str(exc)
        return FetchFailure(Outcome.UNREACHABLE, f"TLS handshake: {words}", again=again)

    def close(self) -> None:
        """Give the connection up."""
        self._sock.close()

    def has_more(self) -> bool:
        """Whether something came, or its end, although nothing was asked: the connection is of no use."""
        if self._sock.fileno() < 0 or self.surplus_bytes:
            return True
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return bool(poll.poll(0))


def reason(exc: OSError) -> str:
    """The system's own words for the error, without its number."""
    words = exc.reason if isinstance(exc, ssl.SSLError) else exc.strerror
    return words or str(exc) or type(exc).__name__


def _broken(exc: OSError) -> FetchFailure:
    return FetchFailure(Outcome.UNREACHABLE, f"connection broke: {reason(exc)}", again=True)
