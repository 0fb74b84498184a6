"""A network of one's own: a site's names, the web's ports, its certificates, and kabar, all on loopback.

Run as `python -m tests.fetch.own_net FOLDER FORM TARGET` within `unshare --map-root-user --mount --net`.
How kabar ended, what the archive holds and who was asked for what stand as JSON in FOLDER/told.json.
"""

import fcntl
import json
import os
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import trustme

from tests.fetch.server import FaultServer, Peer

HOST = "berita.example"
ORIGINS = tuple(f"{scheme}://{www}{HOST}" for scheme in ("http", "https") for www in ("", "www."))
ARTICLES = 6
_UP = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
_SET_FLAGS = 0x8914  # SIOCSIFFLAGS

# Each form of site: which origin it sends a request of this origin to; the same one: it answers itself.
FORMS: dict[str, Callable[[str], str]] = {
    "all answer": lambda origin: origin,
    "step by step": lambda origin: (
        origin.replace("http:", "https:") if origin.startswith("http:") else f"https://{HOST}"
    ),
    "to www": lambda _: f"https://www.{HOST}",
    "back to http": lambda _: f"http://{HOST}",
    "https forbids": lambda origin: origin.replace("http:", "https:"),
}


def _article(number: int) -> str:
    words = "".join(
        f"<p>Bupati membuka pasar ke-{number} bagian {part}, dan warga datang sejak pagi hari.</p>"
        for part in range(8)
    )
    return (
        f"<html><title>Pasar {number}</title><article><h1>Bupati membuka pasar desa ke-{number}</h1>"
        f"<p>{number} November 2025</p>{words}</article></html>"
    )


def _home() -> str:
    """Links to each article by each of the four origins, and without one."""
    bases = ("", *ORIGINS)
    return "<html><title>Kantor</title>" + "".join(
        f'<li><a href="{base}/berita/detail/{number}-pasar">Bupati membuka pasar desa {number}</a></li>'
        for number in range(1, ARTICLES + 1)
        for base in bases
    )


def _site(form: str, scheme: str, asked: list[str]) -> "_Pages":
    def answer(peer: Peer) -> None:
        origin = f"{scheme}://{peer.header('host')}"
        asked.append(origin + peer.path)
        home = FORMS[form](origin)
        if peer.path == "/robots.txt" and form == "https forbids":
            rules = (
                b"User-agent: *\nDisallow: /berita/detail/3\n"
                if scheme == "https"
                else b"User-agent: *\nAllow: /\n"
            )
            peer.answer(rules, headers=["Content-Type: text/plain"])
        elif home != origin:
            peer.answer(b"", "301 Moved Permanently", [f"Location: {home}{peer.path}"])
        elif peer.path == "/":
            peer.answer(_home().encode(), headers=["Strict-Transport-Security: max-age=31536000"])
        elif peer.path.startswith("/berita/detail/"):
            peer.answer(_article(int(peer.path.split("/")[3].split("-")[0])).encode())
        else:
            peer.answer(b"", "404 Not Found")

    return _Pages(answer)


class _Pages(dict[str, object]):
    """Every path of an origin."""

    def __init__(self, answer: Callable[[Peer], None]) -> None:
        self._answer = answer

    def get(self, _name: str, _default: object = None) -> object:  # type: ignore[override]  # as the server asks
        return self._answer


def _make_net(folder: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, _UP)
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost {HOST} www.{HOST}\n")
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)


def _crawl(folder: Path, target: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(folder),
        "KABAR_CONTACT": "tests@localhost",
        "SSL_CERT_FILE": str(folder / "ca.pem"),
    }
    words = [
        "crawl",
        target,
        "--allow-private",
        "--delay",
        "0",
        "--archive",
        str(folder / "archive.db"),
    ]
    return subprocess.run(
        [sys.executable, "-m", "scraper", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def main(folder: Path, form: str, target: str) -> None:
    """Serves the site, crawls it twice and writes down what came of it."""
    _make_net(folder)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST, f"www.{HOST}").configure_cert(context)
    asked: list[str] = []
    http, https = _site(form, "http", asked), _site(form, "https", asked)
    with FaultServer(http, port=80), FaultServer(https, port=443, tls=context):  # type: ignore[arg-type]  # as above
        runs = [_crawl(folder, target) for _ in range(2)]
    with sqlite3.connect(folder / "archive.db") as archive:
        urls = [url for (url,) in archive.execute("SELECT url FROM articles ORDER BY url")]
        outcomes = dict(archive.execute("SELECT url, outcome FROM frontier").fetchall())
        robots = [origin for (origin,) in archive.execute("SELECT DISTINCT origin FROM robots ORDER BY 1")]
    told = {
        "codes": [run.returncode for run in runs],
        "talk": [run.stderr + run.stdout for run in runs],
        "articles": urls,
        "outcomes": outcomes,
        "robots": robots,
        "asked": asked,
    }
    (folder / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
