"""A page that somebody saved: where it came from, by its own note or by the name of its file."""

import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from scraper.errors import AddressError
from scraper.ingest.parts import Part
from scraper.model import Capture
from scraper.urls import normalise_url

_NOTE_BYTES = 8_192  # where browsers and mirrors leave their note
# <!-- saved from url=(0042)https://... -->, as browsers write it.
_BROWSER = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(\S{1,4000})\s*-->", re.IGNORECASE)
# <!-- Page saved with SingleFile url: https://... saved date: Tue Nov 26 2019 ... -->
_SINGLE_FILE = re.compile(rb"<!--\s*Page saved with SingleFile\s+url: (\S{1,4000})", re.IGNORECASE)
# <!-- Mirrored from host/path by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 26 Nov 2019 02:00:00 GMT -->
_HTTRACK = re.compile(rb"<!-- Mirrored from (\S{1,4000}) by HTTrack", re.IGNORECASE)
_CANONICAL = re.compile(
    rb"<link(?=[^>]{1,1000}\brel=[\"']?canonical\b)[^>]{1,1000}\bhref=[\"']?(https?://[^\"'\s>]{1,4000})",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,24}(?:[:+]\d{1,5})?", re.IGNORECASE)
_FILE_ENDINGS = re.compile(r"\.(?:html?|xhtml|php|aspx?|jsp|txt|css|js|gz|xml|json)$", re.IGNORECASE)
_ADDED_ENDING = re.compile(r"((?:\.(?:php|aspx?|jsp|cgi)|[?@][^/]*))\.html?$", re.IGNORECASE)
_WINDOWS_QUERY = re.compile(r"(\.(?:php|aspx?|jsp|cgi))@")  # where a file's name may have no question mark
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INDEX = re.compile(r"(?:^|/)index\.html?$", re.IGNORECASE)


def saved_capture(part: Part, payload: bytes) -> Capture | None:
    """
    The page as a capture; None where nothing tells its address.

    Shape: the address is the note's that a browser, SingleFile or HTTrack left in it; else its file's, in a
        folder that is named after a host, as wget lays it (host/path, `index.html` for a directory, `.html`
        added to a name that has none); else the canonical one that the page gives itself. The moment is the
        file's own.
    """
    start = payload[:_NOTE_BYTES]
    url = _noted(start) or _laid(part) or _canonical(payload)
    if url is None:
        return None
    fetched_at = datetime.fromtimestamp(part.path.stat().st_mtime, UTC)
    return Capture(url, url, fetched_at, 200, (), payload)


def _noted(start: bytes) -> str | None:
    for pattern in (_BROWSER, _SINGLE_FILE):
        if found := pattern.search(start):
            return _address(found[1].decode("utf-8", "replace"))
    if found := _HTTRACK.search(start):
        return _address("http://" + found[1].decode("utf-8", "replace"))
    return None


def _canonical(payload: bytes) -> str | None:
    found = _CANONICAL.search(payload[: 1 << 18])
    return _address(found[1].decode("utf-8", "replace").replace("&amp;", "&")) if found else None


def _laid(part: Part) -> str | None:
    """By the folder that is named after a host, the outermost one."""
    names = PurePosixPath(*_steps(part)).parts
    for place, name in enumerate(names[:-1]):
        if _HOST.fullmatch(name) and not _FILE_ENDINGS.search(name):
            scheme = names[place - 1] if place and names[place - 1] in ("http", "https") else "https"
            path = "/".join(names[place + 1 :]).removesuffix(".gz")
            path = _INDEX.sub(lambda found: found[0][: found[0].index("i")], _ADDED_ENDING.sub(r"\1", path))
            path = _WINDOWS_QUERY.sub(r"\1?", _LONE_PERCENT.sub("%25", path)).replace("#", "%23")
            return _address(f"{scheme}://{name.replace('+', ':')}/{path}")
    return None


def _steps(part: Part) -> tuple[str, ...]:
    """The names of folders and file; with that of the folder that was named, which may be the host's."""
    if part.folder is None:
        return part.path.resolve().parts[1:]
    inside = part.path.relative_to(part.folder)
    return (part.folder.resolve().name, *Path(inside).parts)


def _address(text: str) -> str | None:
    try:
        return normalise_url(text)
    except AddressError:
        return None
