"""The register of faults, the page that they spoil, and two ways to send."""

import gzip
import zlib

from tests.fetch.server import Fault, Peer

_WORDS = "".join(
    f"<p>Semarang, gubernur meninjau jembatan ke-{number} dan meminta dinas memperbaikinya pekan ini.</p>"
    for number in range(1, 61)
)
# An article, so that a crawl archives what a fault leaves whole.
PAGE = (
    "<!doctype html><html><head><title>Gubernur Tinjau Jembatan</title></head><body><article>"
    "<h1>Gubernur Tinjau Enam Puluh Jembatan</h1><p>26 November 2025</p>"
    f"{_WORDS}</article></body></html>"
).encode()
PACKED = gzip.compress(PAGE, mtime=0)
GZIP = "Content-Encoding: gzip"
_squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
BOMB_START = _squeeze.compress(PAGE) + _squeeze.flush(zlib.Z_FULL_FLUSH)
# A full flush makes the piece independent of what came before, so that it can be sent again and again.
TEN_MEGABYTES = _squeeze.compress(b"\x00" * 10_000_000) + _squeeze.flush(zlib.Z_FULL_FLUSH)
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    """Serve this function under its own name."""
    FAULTS[function.__name__] = function
    return function


def chunk(peer: Peer, data: bytes) -> None:
    """Send one chunk of a chunked body; an empty one ends it."""
    peer.send(b"%x\r\n%s\r\n" % (len(data), data))


def flood(peer: Peer, data: bytes) -> None:
    """Send the same bytes until the client or the server is gone."""
    while not peer.server.ended.is_set():
        peer.send(data)
