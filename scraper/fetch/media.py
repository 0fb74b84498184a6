"""Tells text that a parser may read from files, by the declared type and by the first bytes."""

import re

# Bytes needed to tell; the marks below lie within them.
SNIFF_BYTES = 512

# Source: MIME Sniffing Standard, sections 6 and 7, and the files that governments publish.
_MAGIC = (
    b"%PDF-",
    b"%!PS-Adobe-",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"\xff\xd8\xff",
    b"BM",
    b"\x00\x00\x01\x00",
    b"OggS\x00",
    b"ID3",
    b"\x1a\x45\xdf\xa3",
    b"wOFF",
    b"wOF2",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x7fELF",
    b"MZ\x90",
    b"CWS",
    b"FWS",
)
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TEXT_TYPE = re.compile(r"text/|[^/]+/([\w.-]+\+)?(xml|json|xhtml)\b|application/(xhtml\+xml|javascript)")
_UNSURE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "*/*"})
_MARKUP = re.compile(rb"\s*<(!doctype\b|!--|\?xml\b|html\b|head\b|body\b)", re.IGNORECASE)
_BOM = (b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")


def file_kind(content_type: str | None, start: bytes) -> str | None:
    """
    What this body is, when it is no text: its declared type or what its first bytes say; else None.

    Why: the first bytes win, because a PDF served as text/html is common, and so is HTML served as a file.
    """
    declared = (content_type or "").split(";", 1)[0].strip().lower()
    if _MARKUP.match(start.removeprefix(_BOM[0])):
        return None if not declared.startswith("image/") else declared
    if start.startswith(_MAGIC) or _is_media_container(start):
        return f"a file that begins with {start[:8]!r}" + (f", declared as {declared}" if declared else "")
    if declared in _UNSURE_TYPES:
        return "binary data" if _BINARY.search(start) and not start.startswith(_BOM) else None
    return None if _TEXT_TYPE.match(declared) and not declared.startswith("image/") else declared


def _is_media_container(start: bytes) -> bool:
    return start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12] in (b"WEBP", b"AVI ", b"WAVE"))
