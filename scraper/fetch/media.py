"""Tells text that a parser may read from files, by the declared type and by the first bytes."""

import re

# Bytes needed to tell; the marks below lie within them.
SNIFF_BYTES = 512

# Source: MIME Sniffing Standard, sections 6 and 7, and the files that governments publish. Two or three
# letters are no mark by themselves: a press release may begin with "BMKG".
_MAGIC = re.compile(
    rb"%PDF-|%!PS-Adobe-|\x89PNG\r\n\x1a\n|GIF8[79]a|\xff\xd8\xff|BM.{4}\x00{4}|\x00\x00[\x01\x02]\x00"
    rb"|OggS\x00|ID3[\x02-\x04]|\x1a\x45\xdf\xa3|wOF[F2]|PK(\x03\x04|\x05\x06)|\x1f\x8b\x08|Rar!\x1a\x07"
    rb"|7z\xbc\xaf\x27\x1c|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\x7fELF|MZ\x90\x00|[CF]WS[\x01-\x20]"
    rb"|....ftyp|RIFF....(WEBP|AVI |WAVE)",
    re.DOTALL,
)
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TEXT_TYPE = re.compile(r"text/|[^/]+/([\w.-]+\+)?(xml|json|xhtml)\b|application/(xhtml\+xml|javascript)")
_UNSURE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "*/*"})
_MARKUP = re.compile(rb"\s*<(!doctype\b|!--|\?xml\b|html\b|head\b|body\b)", re.IGNORECASE)
_UTF8_BOM = b"\xef\xbb\xbf"
_BOMS = (_UTF8_BOM, b"\xfe\xff", b"\xff\xfe")


def file_kind(content_type: str | None, start: bytes) -> str | None:
    """
    What this body is, when it is no text: its declared type or what its first bytes say; else None.

    Why: the first bytes win, because a PDF served as text/html is common, and so is HTML served as a file.
    """
    declared = (content_type or "").split(";", 1)[0].strip().lower()
    if _MARKUP.match(start.removeprefix(_UTF8_BOM)):
        return None if not declared.startswith("image/") else declared
    if _MAGIC.match(start):
        return f"a file that begins with {start[:8]!r}, declared as {declared[:60] or 'nothing'}"
    if declared in _UNSURE_TYPES:
        return "binary data" if _BINARY.search(start) and not start.startswith(_BOMS) else None
    return None if _TEXT_TYPE.match(declared) and not declared.startswith("image/") else declared
