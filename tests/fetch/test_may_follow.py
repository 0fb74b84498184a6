"""A redirect off the site, met by a real client on a real server."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from scraper.fetch import Fetcher
from scraper.model import Fetched
from scraper.outcome import Outcome
from scraper.settings import Settings


class _Redirecting(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # the server's log, read by the test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `asked` is the log."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server that sends everybody elsewhere."""
    _Redirecting.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Redirecting) as running:
        thread = Thread(target=running.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_refused_redirect_is_not_asked_for(server: ThreadingHTTPServer) -> None:
    """Where may_follow gives an ending, the target is never requested and nothing is tried again."""
    ending = Fetched(None, Outcome.BLOCKED_BY_ROBOTS, "not there")
    with Fetcher(Settings(allow_private=True, delay_s=0)) as fetcher:
        fetched = fetcher.fetch(f"http://127.0.0.1:{server.server_port}/a", lambda _target: ending)

    assert ending == fetched
    assert ["/a"] == _Redirecting.asked
