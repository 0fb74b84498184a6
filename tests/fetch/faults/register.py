"""The register of faults, the page that they spoil, and two ways to send."""

import gzip
import zlib

from tests.fetch.server import Fault, Peer

PAGE = (
    b"<!doctype html><html><body><h1>Gubernur</h1>"
    + b"<p>Semarang, berita hari ini.</p>" * 200
    + b"</body></html>"
)
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
