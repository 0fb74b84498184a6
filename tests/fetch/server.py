"""A raw-socket server on loopback: each path is answered by the fault that is named like it."""

import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

Fault = Callable[["Peer"], object]


class Peer:
    """One request and the client behind it, as a fault sees them."""

    def __init__(self, conn: socket.socket, request: bytes, server: "FaultServer") -> None:
        self._conn = conn
        self.request = request
        self.server = server
        self.path = request.split(b" ", 2)[1].decode("ascii")
        self.keep = False  # whether the connection lives on after the answer

    @property
    def hits(self) -> int:
        """How often this path was asked for, this time included."""
        return self.server.hits[self.path]

    def header(self, name: str) -> str | None:
        """A header of the request."""
        for line in self.request.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.decode("latin-1").lower() == name.lower():
                return value.strip().decode("latin-1")
        return None

    def send(self, data: bytes) -> None:
        """Send these bytes as they are."""
        self._conn.sendall(data)

    def answer(
        self,
        body: bytes = b"",
        status: str = "200 OK",
        headers: Iterable[str] = (),
        *,
        length: int | None = None,
    ) -> None:
        """Send a whole answer and keep the connection."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
        if not any(line.lower().startswith("content-type:") for line in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        self.send("\r\n".join([*lines, *headers, "", ""]).encode("latin-1") + body)
        self.keep = True

    def drip(self, data: bytes, pause_s: float) -> None:
        """Send a byte at a time until the client or the server is gone."""
        for byte in data:
            self.send(bytes([byte]))
            if self.server.ended.wait(pause_s):
                return

    def hang(self) -> None:
        """Send nothing more until the server ends."""
        self.server.ended.wait(30)

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        self._conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._conn.close()


class FaultServer:
    """Serves faults by name, a thread for each connection; counts what was asked for."""

    def __init__(
        self,
        faults: dict[str, Fault],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.faults = faults
        self.ended = threading.Event()
        self.hits: Counter[str] = Counter()
        self.requests: list[bytes] = []
        self.connections = 0
        self._host = host
        self._tls = tls
        self._listener = socket.create_server((host, port))
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for conn in list(self._open):
            conn.close()
        for thread in self._threads:
            thread.join(5)

    def url(self, name: str, host: str | None = None) -> str:
        """The address of a fault; `host` for another name of this machine."""
        return f"http{'s' if self._tls else ''}://{host or self._host}:{self.port}/{name}"

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                conn, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, conn)

    def _serve(self, conn: socket.socket) -> None:
        conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if self._tls is not None:
                conn = self._tls.wrap_socket(conn, server_side=True)
            self._open.add(conn)
            while (request := self._request(conn)) and self._one(Peer(conn, request, self)):
                pass
        except OSError:  # the client is gone, or the test is over
            return
        finally:
            self._open.discard(conn)
            conn.close()

    def _one(self, peer: Peer) -> bool:
        self.requests.append(peer.request)
        self.hits[peer.path] += 1
        name = peer.path.lstrip("/").partition("?")[0]
        self.faults.get(name, _unknown)(peer)
        return peer.keep

    @staticmethod
    def _request(conn: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = conn.recv(65_536)
            if not piece:
                return b""
            data += piece
        return data


def _unknown(peer: Peer) -> None:
    peer.answer(b"<html>no such fault</html>", "404 Not Found")
