"""Serves the sample site on loopback: `with serve_sample_site() as site: ... site.url`."""

import argparse
import gzip
import socket
import sys
import threading
import time
from contextlib import suppress
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Self

from tests.site.content import Answer, SiteContent

HOST = "127.0.0.1"
DEFAULT_PORT = 8137  # of the demo; tests take a free one


class SampleSite(ThreadingTCPServer):
    """The running site; tests read `url` and `requests`, and may set `delay_s` or edit `content`."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, delay_s: float) -> None:
        super().__init__((HOST, port), _Handler)
        self.url = f"http://{HOST}:{self.server_address[1]}/"
        self.content = SiteContent(self.url.rstrip("/"))
        self.requests: list[str] = []  # the target of every request, in order
        self.delay_s = delay_s  # before every answer
        self._open: set[socket.socket] = set()
        self._loop = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._loop.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the loop and every kept-alive connection."""
        self.shutdown()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        self._loop.join()

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        """Remember the connection, so that stopping can close it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sample", ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one write
    server: SampleSite

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        if self.server.delay_s:
            time.sleep(self.server.delay_s)
        answer = self.server.content.answer(self.path)
        if answer.status == 200 and self._has(answer):
            self._send(304, answer, b"")
        else:
            self._send(answer.status, answer, self._coded(answer))

    do_HEAD = do_GET

    def _has(self, answer: Answer) -> bool:
        """Whether the client's copy is the present one; the entity tag decides before the date."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return answer.etag in tags
        with suppress(ValueError, TypeError):
            return parsedate_to_datetime(self.headers["If-Modified-Since"]) >= self.server.content.modified
        return False

    def _coded(self, answer: Answer) -> bytes:
        packs = "gzip" in self.headers.get("Accept-Encoding", "") and answer.content_type.startswith("text/")
        return gzip.compress(answer.payload, 1, mtime=0) if packs and answer.payload else answer.payload

    def _send(self, status: int, answer: Answer, body: bytes) -> None:
        self.send_response(status)
        self.send_header("ETag", answer.etag)
        self.send_header("Last-Modified", format_datetime(self.server.content.modified, usegmt=True))
        self.send_header("Vary", "Accept-Encoding")
        if answer.location:
            self.send_header("Location", answer.location)
        if status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            if body is not answer.payload:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `requests` is the log."""


def serve_sample_site(port: int = 0, *, delay_s: float = 0.0) -> SampleSite:
    """
    The site, to be used in a `with`: it answers inside and is gone behind.

    Shape: port 0 takes a free one.
    Raises: OSError where the port is taken.
    """
    return SampleSite(port, delay_s)


def main() -> None:
    """Run in the foreground until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.site.server", description="Serve the sample site.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    options = parser.parse_args()
    site = SampleSite(options.port, options.delay)
    sys.stdout.write(f"The sample site is at {site.url}; Ctrl-C ends it.\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        site.serve_forever()
    site.server_close()


if __name__ == "__main__":
    main()
