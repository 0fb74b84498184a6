"""pywb, in a process of its own, gives back every byte that the archive keeps."""

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.export import export_captures
from scraper.store import RecordQuery
from tests.programs import program
from tests.warc.samples import HOST, filled, visits

_STARTED_S = 30  # on two busy cores


@pytest.fixture(scope="module")
def wayback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which pywb replays two exports of the samples: the collections warc and wacz."""
    folder = tmp_path_factory.mktemp("pywb")
    manager, server = program("wb-manager"), program("wayback")
    with filled(folder / "archive.db") as archive:
        for name in ("all.warc.gz", "all.wacz"):
            export_captures(archive, RecordQuery(), folder / name, lambda _number: None)
    for words in ("init warc", "init wacz", "add warc all.warc.gz", "add --unpack-wacz wacz all.wacz"):
        subprocess.run([manager, *words.split()], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(server), "-b", "127.0.0.1", "-p", str(port)]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
    try:
        _wait_for(port, folder / "log.txt")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, log: Path) -> None:
    """Returns once something listens there."""
    deadline = time.monotonic() + _STARTED_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"pywb did not start: {log.read_text()[-2000:]}")


def _get(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_every_byte_comes_back(wayback: int, form: str) -> None:
    """Each capture, revisits and an error page too, is replayed with status and bytes at its moment."""
    wanted, seen = [], []
    for visit in visits():
        capture = visit.capture
        assert capture is not None
        moment = capture.fetched_at.strftime("%Y%m%d%H%M%S")
        status, headers, body = _get(wayback, f"/{form}/{moment}id_/{capture.final_url}")
        seen.append((capture.final_url, status, headers["Memento-Datetime"], body))
        date = capture.fetched_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        # A 304 is replayed as the answer that it stands for.
        shown = 200 if capture.status == 304 else capture.status
        wanted.append((capture.final_url, shown, date, capture.payload))

    assert wanted == seen


def test_a_redirect_leads_on(wayback: int) -> None:
    """Each hop of a redirect is replayed, and leads to the next."""
    moment = visits()[2].capture
    assert moment is not None
    stamp = moment.fetched_at.strftime("%Y%m%d%H%M%S")
    first = _get(wayback, f"/warc/{stamp}id_/{HOST}/b/2")
    second = _get(wayback, f"/warc/{stamp}id_/{HOST}/berita/dua")

    assert (301, 302) == (first[0], second[0])
    assert first[1]["Location"].endswith("/berita/dua")
    assert second[1]["Location"].endswith(f"{HOST}/berita/2?judul=%C3%A9")


def test_only_pages_stand_under_their_addresses(wayback: int) -> None:
    """What we write beside a page, facts and article, is no capture of its address."""
    status, _, body = _get(wayback, f"/warc/cdx?url={HOST}/berita/1&output=json")
    told = [json.loads(line) for line in body.splitlines()]

    assert 200 == status
    assert ["text/html", "text/html", "warc/revisit", "warc/revisit"] == [entry["mime"] for entry in told]
