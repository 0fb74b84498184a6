"""Sockets that connect only to checked addresses and never outlive the deadline."""

import select
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from scraper.fetch.addresses import BAD_PORTS, is_public
from scraper.fetch.deadline import Deadline
from scraper.fetch.failure import FetchFailure, StaleConnectionError
from scraper.outcome import Outcome

Resolve = Callable[[str, int], list[str]]

# Addresses of one host that are tried before it counts as unreachable.
MAX_ADDRESSES = 4


class Wire:
    """One connection, plain or TLS."""

    __slots__ = ("_deadline", "_requests", "_silent", "_sock", "ended")

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._requests = 0
        self._silent = True  # no byte has come since the last request
        self.ended = False  # the server has closed its side

    def read(self, max_bytes: int, timeout_s: float | None) -> bytes:
        """The next bytes, or none at the end; raises FetchFailure."""
        self._sock.settimeout(self._deadline.cap(timeout_s))
        try:
            data = self._sock.recv(max_bytes)
        except TimeoutError as exc:
            self._deadline.cap(timeout_s)
            raise FetchFailure(Outcome.TIMED_OUT, f"no byte for {timeout_s:g} s", again=True) from exc
        except OSError as exc:
            raise self._broken(f"connection broke: {reason(exc)}") from exc
        if not data:
            self.ended = True
            if self._silent:
                raise self._broken("connection closed without an answer")
        self._silent = False
        return data

    def write(self, data: bytes, timeout_s: float | None) -> None:
        """Send all of it; raises FetchFailure."""
        self._requests += bool(data)
        self._silent = True
        try:
            while data:
                self._sock.settimeout(self._deadline.cap(timeout_s))
                data = data[self._sock.send(data) :]
        except TimeoutError as exc:
            raise FetchFailure(Outcome.TIMED_OUT, "the server takes no request", again=True) from exc
        except OSError as exc:
            raise self._broken(f"connection broke: {reason(exc)}") from exc

    def secure(self, context: ssl.SSLContext, host: str | None, timeout_s: float | None) -> None:
        """Go on in TLS; raises FetchFailure."""
        self._sock.settimeout(self._deadline.cap(timeout_s))
        try:
            self._sock = context.wrap_socket(self._sock, server_hostname=host)
        except ssl.SSLCertVerificationError as exc:
            raise FetchFailure(Outcome.UNREACHABLE, f"TLS certificate: {exc.verify_message}") from exc
        except TimeoutError as exc:
            self._deadline.cap(timeout_s)
            raise FetchFailure(Outcome.TIMED_OUT, "TLS handshake timed out", again=True) from exc
        except ssl.SSLError as exc:
            raise FetchFailure(Outcome.UNREACHABLE, f"TLS: {exc.reason or exc}") from exc
        except OSError as exc:
            raise FetchFailure(Outcome.UNREACHABLE, f"TLS handshake: {reason(exc)}", again=True) from exc

    def close(self) -> None:
        """Give the connection up."""
        self._sock.close()

    def is_readable(self) -> bool:
        """Whether something waits to be read: on an idle connection that is its end."""
        if self._sock.fileno() < 0:
            return True
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return bool(poll.poll(0))

    def _broken(self, detail: str) -> FetchFailure:
        if self._silent and self._requests > 1:
            return StaleConnectionError(Outcome.UNREACHABLE, detail, again=True)
        return FetchFailure(Outcome.UNREACHABLE, detail, again=True)


@dataclass(frozen=True, slots=True)
class Dialer:
    """Opens connections: resolves a name once and connects to an address that it has checked itself."""

    deadline: Deadline
    allow_private: bool
    resolve: Resolve

    def dial(self, host: str, port: int, timeout_s: float | None) -> Wire:
        """
        A connection to one of the host's allowed addresses.

        Raises: FetchFailure, as REFUSED_ADDRESS, UNREACHABLE or TIMED_OUT.
        Why: no second resolution between check and connect, so DNS rebinding has nothing to gain.
        """
        if port in BAD_PORTS:
            raise FetchFailure(Outcome.REFUSED_ADDRESS, f"port {port} is none of the web")
        failure = FetchFailure(Outcome.UNREACHABLE, f"{host} has no address")
        for address in self._allowed(host, port)[:MAX_ADDRESSES]:
            try:
                return self._connected(address, port, timeout_s)
            except FetchFailure as exc:
                failure = exc
        raise failure

    def _allowed(self, host: str, port: int) -> list[str]:
        addresses = self._resolved(host, port)
        if self.allow_private:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if addresses and not public:
            detail = f"{host} is a private address ({addresses[0]}); --allow-private lets kabar reach it"
            raise FetchFailure(Outcome.REFUSED_ADDRESS, detail)
        return public

    def _resolved(self, host: str, port: int) -> list[str]:
        """Why a thread: a resolver knows no timeout; a daemon does not keep the program from ending."""
        found: list[list[str] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                found.append(self.resolve(host, port))
            except (OSError, UnicodeError) as exc:
                found.append(exc)

        asking = Thread(target=ask, name="kabar-resolve", daemon=True)
        asking.start()
        asking.join(self.deadline.cap(None))
        if not found:
            raise self.deadline.passed()
        if isinstance(found[0], list):
            return found[0]
        raise _unresolved(host, found[0])

    def _connected(self, address: str, port: int, timeout_s: float | None) -> Wire:
        try:
            sock = socket.create_connection((address, port), self.deadline.cap(timeout_s))
        except TimeoutError as exc:
            self.deadline.cap(timeout_s)
            raise FetchFailure(Outcome.TIMED_OUT, f"{address} takes no connection", again=True) from exc
        except OSError as exc:
            raise FetchFailure(Outcome.UNREACHABLE, f"{address}: {reason(exc)}", again=True) from exc
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Wire(sock, self.deadline)


def reason(exc: OSError) -> str:
    """The system's own words for the error, without its number."""
    return exc.strerror or str(exc) or type(exc).__name__


def _unresolved(host: str, exc: OSError | UnicodeError) -> FetchFailure:
    """Why no other try: a name that does not exist will not exist in a second either."""
    if isinstance(exc, socket.gaierror) and exc.errno != socket.EAI_NONAME:
        return FetchFailure(Outcome.UNREACHABLE, f"cannot look up {host}: {reason(exc)}", again=True)
    return FetchFailure(Outcome.UNREACHABLE, f"no such host: {host}")
