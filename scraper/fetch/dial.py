"""Opens connections to checked addresses only."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from scraper.fetch.addresses import BAD_PORTS, Reach, reach
from scraper.fetch.deadline import Deadline
from scraper.fetch.failure import FetchFailure
from scraper.fetch.wire import Wire, reason
from scraper.outcome import Outcome

Resolve = Callable[[str, int], list[str]]

# Addresses of one host that are tried before it counts as unreachable.
MAX_ADDRESSES = 4


@dataclass(frozen=True, slots=True)
class Dialer:
    """Resolves a name once and connects to an address that it has checked itself."""

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
        reaches = {address: reach(address) for address in addresses}
        wanted = {Reach.PUBLIC, Reach.PRIVATE} if self.allow_private else {Reach.PUBLIC}
        allowed = [address for address in addresses if reaches[address] in wanted]
        if addresses and not allowed:
            raise _refused(host, addresses[0], is_private=Reach.PRIVATE in reaches.values())
        return allowed

    def _resolved(self, host: str, port: int) -> list[str]:
        """Why a thread: a resolver knows no timeout; a daemon does not keep the program from ending."""
        found: list[list[str] | OSError | ValueError] = []

        def ask() -> None:
            try:
                found.append(self.resolve(host, port))
            except (OSError, ValueError) as exc:
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
            raise self.deadline.timed_out(f"{address} takes no connection") from exc
        except OSError as exc:
            raise FetchFailure(Outcome.UNREACHABLE, f"{address}: {reason(exc)}", again=True) from exc
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Wire(sock, self.deadline)


def _refused(host: str, address: str, *, is_private: bool) -> FetchFailure:
    at = "" if address == host else f" ({address})"
    if is_private:
        detail = f"{host}{at} is a private address; --allow-private lets kabar reach it"
    else:
        detail = f"{host}{at} is no address of a web server"
    return FetchFailure(Outcome.REFUSED_ADDRESS, detail)


def _unresolved(host: str, exc: OSError | ValueError) -> FetchFailure:
    """Why no other try: a name that does not exist will not exist in a second either."""
    if isinstance(exc, socket.gaierror) and exc.errno != socket.EAI_NONAME:
        return FetchFailure(Outcome.UNREACHABLE, f"cannot look up {host}: {reason(exc)}", again=True)
    return FetchFailure(Outcome.UNREACHABLE, f"no such host: {host}")
