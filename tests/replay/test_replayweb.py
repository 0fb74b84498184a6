"""ReplayWeb.page, in a browser, shows an article from our WACZ."""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scraper.export import export_captures
from scraper.store import RecordQuery
from tests.programs import TOOLS, lacking, program
from tests.warc.samples import HEADLINE, HOST, MARKET, filled

_SHOWN_S = 45  # a browser starts in two seconds, on two busy cores in more

# What a site does that embeds ReplayWeb.page, one page after another; the headlines in sight are told to us.
_PAGE = """<!doctype html><meta charset="utf-8"><script src="/replayweb/ui.js"></script><main></main>
<script>
const pages = %s;
function show() {
  const player = document.createElement("replay-web-page");
  const said = {source: "/all.wacz", replayBase: "/replayweb/", embed: "replayonly", ...pages.shift()};
  for (const [name, value] of Object.entries(said)) player.setAttribute(name, value);
  document.querySelector("main").replaceChildren(player);
}
function headlines(root) {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (element.tagName === "H1") found.push(element.textContent.trim());
    if (element.shadowRoot) found.push(...headlines(element.shadowRoot));
    const frame = element.tagName === "IFRAME" && element.contentDocument;
    if (frame) found.push(...headlines(frame));
  }
  return found;
}
show();
setInterval(async () => {
  const answer = await fetch("/seen", {method: "POST", body: JSON.stringify(headlines(document))});
  if (answer.status === 205 && pages.length) show();
}, 200);
</script>"""


class _Site(ThreadingHTTPServer):
    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.seen: list[str] = []
        self.wanted: list[str] = []


class _Handler(SimpleHTTPRequestHandler):
    server: _Site

    def do_POST(self) -> None:
        site, shown = self.server, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_next = bool(site.wanted) and site.wanted[0] in shown
        if is_next:
            site.seen.append(site.wanted.pop(0))
        self.send_response(205 if is_next else 204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[_Site]:
    """A folder that a browser can see: ReplayWeb.page's two scripts, and our WACZ."""
    scripts = TOOLS / "replayweb"
    if not scripts.exists():
        lacking("ReplayWeb.page")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "replayweb").symlink_to(scripts)
    with filled(tmp_path / "archive.db") as archive:
        export_captures(archive, RecordQuery(), tmp_path / "web" / "all.wacz", lambda _number: None)
    with _Site(tmp_path / "web") as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def browse(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Opens an address in a browser, which is ended with the test."""
    started = []

    def start(address: str) -> None:
        words = [
            str(program("chromium")),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ]
        words += [f"--user-data-dir={tmp_path / 'profile'}", address]
        with (tmp_path / "chromium.txt").open("wb") as log:
            started.append(subprocess.Popen(words, stdout=log, stderr=log))

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


def test_the_headlines_are_shown(site: _Site, browse: Callable[[str], None], tmp_path: Path) -> None:
    """A page of the WACZ, and one whose bytes another record has, are shown with their headlines."""
    pages = [
        {"url": f"{HOST}/berita/2?judul=%C3%A9", "ts": "20261122030605"},
        {"url": f"{HOST}/cetak/1", "ts": "20261122030705"},
    ]
    (tmp_path / "web" / "index.html").write_text(_PAGE % json.dumps(pages))
    site.wanted = [MARKET, HEADLINE]
    browse(f"http://127.0.0.1:{site.server_port}/index.html")
    deadline = time.monotonic() + _SHOWN_S
    while time.monotonic() < deadline and site.wanted:
        time.sleep(0.1)

    assert [MARKET, HEADLINE] == site.seen, (tmp_path / "chromium.txt").read_text()[-1000:]
