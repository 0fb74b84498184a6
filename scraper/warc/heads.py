"""HTTP heads as bytes: those of a kept capture for a WARC record, and back again."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from scraper.model import Capture, Hop

# What described the body as it came; the payload is kept without them, so they are kept under another name.
# Source: pywb and OpenWayback name the original headers of a replayed page so.
ORIGINAL = "X-Archive-Orig-"
_NONE = (f"{ORIGINAL}Content-Length", "none")  # the answer came without one
_ABOUT_BODY = frozenset({"transfer-encoding", "content-encoding", "content-length"})

_BREAKS = re.compile("[\r\n\x00]+")


def response_head(capture: Capture, size_bytes: int) -> bytes:
    """
    The head of an answer whose body is the payload as the archive keeps it: no coding, its own length.

    Why: of the ways to write a chunked or compressed answer, only this one is read alike by every program;
        what is taken out stays readable in its place, as X-Archive-Orig-Transfer-Encoding and the like.
    """
    headers = list(capture.headers)
    said = [value.strip() for name, value in headers if name.lower() == "content-length"]
    is_coded = any(name.lower() in _ABOUT_BODY - {"content-length"} for name, _ in headers)
    if said == [str(size_bytes)] and not is_coded:
        return _head(capture.status_line or _status_line(capture.status), headers)
    told = [(ORIGINAL + name if name.lower() in _ABOUT_BODY else name, value) for name, value in headers]
    if not said:
        told.append(_NONE)
    return _head(
        capture.status_line or _status_line(capture.status), [*told, ("Content-Length", str(size_bytes))]
    )


def redirect_head(hop: Hop) -> bytes:
    """The head of a redirect, of which the archive keeps status and target."""
    return _head(_status_line(hop.status), [("Location", hop.location), ("Content-Length", "0")])


def request_head(url: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """The head of the request for this address, with the headers that were sent, as far as they are known."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # The headers are those of the last request; each redirect's had its own host.
    sent = [(name, parts.netloc if name.lower() == "host" else value) for name, value in headers]
    return _head(f"GET {target} HTTP/1.1", sent or [("Host", parts.netloc)])


def original_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers as they came, from those that response_head wrote; others as they are."""
    told = tuple(headers)
    if not any(name.startswith(ORIGINAL) for name, _ in told):
        return told
    return tuple((name.removeprefix(ORIGINAL), value) for name, value in told[:-1] if (name, value) != _NONE)


def _status_line(status: int) -> str:
    try:
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP/1.1 {status} "


def _head(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    text = "".join(_BREAKS.sub(" ", line) + "\r\n" for line in lines) + "\r\n"
    return text.encode("latin-1", "replace")
