"""A crawl that nobody watches: its minutes, its log, its ping, and all sites in turn."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.site.server import SampleSite, serve_sample_site

FREE = ("--allow-private", "--delay", "0")


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """A sample site of the test's own."""
    with serve_sample_site() as running:
        yield running


class Watcher(ThreadingHTTPServer):
    """A server that is told how runs ended; `heard` are the targets of its requests."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Listener)
        self.status = status
        self.heard: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/ping/1"


class _Listener(BaseHTTPRequestHandler):
    server: Watcher

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def watcher(request: pytest.FixtureRequest) -> Iterator[Watcher]:
    """A watcher that answers 200, or the status that the test asks for."""
    server = Watcher(getattr(request, "param", 200))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def _log(path: str = "kabar.log") -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def test_each_page_is_a_line_of_the_log(kabar: Kabar, site: SampleSite) -> None:
    """With --log FILE each page, and the run's begin and end, is a JSON object on a line of that file."""
    said = kabar("crawl", site.url, *FREE, "--max-pages", "5", "--log", "logs/kabar.log")

    events = _log("logs/kabar.log")
    assert ["run_started", *["page"] * 5, "run_ended"] == [event["event"] for event in events]
    assert {1} == {event["run"] for event in events}
    assert {"outcome", "url", "status", "elapsed_s", "robots", "at"} <= events[1].keys()
    assert (said.code, 5) == (events[-1]["exit_code"], sum(events[-1]["counts"].values()))  # type: ignore[attr-defined]


def test_a_full_log_makes_room(kabar: Kabar, site: SampleSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log past its size becomes FILE.1, and no more than five old ones are kept."""
    monkeypatch.setattr("scraper.commands.logfile._MOST_BYTES", 1_000)
    kabar("crawl", site.url, *FREE, "--max-pages", "30", "--log", "kabar.log")

    files = {path.name for path in Path().glob("kabar.log*")}
    assert {"kabar.log", *(f"kabar.log.{number}" for number in range(1, 6))} == files
    assert all(_log(name) for name in files)


def test_a_log_that_cannot_be_written_is_told(kabar: Kabar, site: SampleSite) -> None:
    """A log in a place that takes no files ends the run before it asks for anything, with what to do."""
    Path("file").write_text("", "utf-8")
    said = kabar("crawl", site.url, *FREE, "--log", "file/kabar.log")

    assert (1, []) == (said.code, site.requests)
    assert "kabar.log cannot be written" in said.err
    assert "--log" in said.err


def test_a_page_cannot_write_a_line_of_its_own(kabar: Kabar, site: SampleSite) -> None:
    """An address with a line break or an escape is one line, without either."""
    kabar("crawl", site.url + "x%0Ay\u2028\x1b[31m", *FREE, "--log", "kabar.log")

    text = Path("kabar.log").read_text("utf-8")
    assert 3 == len(text.splitlines())
    assert "\x1b" not in text


def test_a_good_end_is_told_to_the_watcher(kabar: Kabar, site: SampleSite, watcher: Watcher) -> None:
    """After a run that kept something, the address is asked for once."""
    kabar("crawl", site.url + "detail_berita?id=2461", *FREE, "--ping", watcher.url + "?a=1")

    assert ["/ping/1?a=1"] == watcher.heard


@pytest.mark.parametrize(
    ("words", "code"), [((), 1), (("--max-pages", "1", "berita"), 2)], ids=["nothing kept", "wrong words"]
)
def test_a_bad_end_is_told_to_the_watcher(
    kabar: Kabar, site: SampleSite, watcher: Watcher, words: tuple[str, ...], code: int
) -> None:
    """After a run that kept nothing, or could not begin, the address with /fail is asked for."""
    target = () if words else (site.url + "tidak/ada-lagi-di-sini",)
    said = kabar("crawl", *target, *words, *FREE, "--ping", watcher.url + "?a=1")

    assert (code, ["/ping/1/fail?a=1"]) == (said.code, watcher.heard)


@pytest.mark.parametrize("watcher", [500], indirect=True)
def test_a_watcher_that_is_down_changes_nothing(kabar: Kabar, site: SampleSite, watcher: Watcher) -> None:
    """Where the ping fails, that is told, and the run ends as it would have."""
    said = kabar("crawl", site.url + "detail_berita?id=2461", *FREE, "--ping", watcher.url)

    assert 0 == said.code
    assert "the ping was not taken: status 500" in said.err


def test_a_ping_is_guarded_like_any_request(kabar: Kabar, site: SampleSite, watcher: Watcher) -> None:
    """A watcher in a private network is not told without --allow-private."""
    kabar("crawl", site.url, "--ping", watcher.url)

    assert [] == watcher.heard


def test_time_is_up(kabar: Kabar, site: SampleSite) -> None:
    """--max-minutes ends a run in time, as done; what it had no time for stays due."""
    site.delay_s = 0.05
    said = kabar("crawl", site.url, *FREE, "--max-minutes", "0.02", "--json")
    rest = kabar("crawl", "--all", *FREE, "--json")

    assert 0 == said.code
    assert said.rows[-1]["summary"]["out_of_time"]
    assert 0 < said.rows[-1]["summary"]["pages"] < 60
    assert 42 == sqlite3.connect("archive.db").execute("SELECT count(*) FROM articles").fetchone()[0]
    assert not rest.rows[-1]["summary"]["out_of_time"]


def test_all_means_every_site_of_the_archive(kabar: Kabar, site: SampleSite) -> None:
    """--all asks each site for its entrance again; with a name beside it, it is refused."""
    with serve_sample_site() as other:
        for url in (site.url, other.url):
            kabar("crawl", url, *FREE)
        site.requests.clear()
        other.requests.clear()

        said = kabar("crawl", "--all", *FREE)

        assert 0 == said.code
        assert [["/"], ["/"]] == [site.requests, other.requests]
    assert 2 == kabar("crawl", "--all", site.url, *FREE).code
    assert 2 == kabar("crawl", "--all", site.url, "--dry-run").code


def test_a_long_pause_is_kept_by_the_next_run(kabar: Kabar) -> None:
    """A host that asks for an hour is named, and the next run does not ask it for anything."""

    class Busy(_Listener):
        def do_GET(self) -> None:
            self.server.heard.append(self.path)
            self.send_response(404 if self.path == "/robots.txt" else 429)
            self.send_header("Retry-After", "3600")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = Watcher(429)
    server.RequestHandlerClass = Busy
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    first = kabar("crawl", server.url, *FREE)
    second = kabar("crawl", server.url, *FREE, "--json")
    server.shutdown()
    server.server_close()

    assert ["/robots.txt", "/ping/1"] == server.heard
    assert (1, 3) == (first.code, second.code)
    assert "it asks for a pause of 3,600 s" in str(second.rows[-1]["summary"]["left"])
