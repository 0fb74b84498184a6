"""From bytes to text: what the bytes themselves say, then what is declared, then a guess; never an error."""

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

from webencodings import lookup  # type: ignore[import-untyped]  # has no stubs among our dependencies

from scraper.parse.mojibake import is_suspect, mended

_PRESCAN_BYTES = 4096  # WHATWG asks for 1024; real heads declare their charset behind long comments
_SAMPLE_BYTES = 8192  # for the guess, from where the first byte beyond ASCII stands
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_BROKEN = "\ufffd"
_LATIN_SHARE = 0.15  # of bytes beyond ASCII, tags included; Western pages have 1 to 4 %
_GUESSED = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
# Written in ASCII bytes, so that being valid UTF-8 says nothing against them.
_SEVEN_BIT = frozenset({"iso2022_jp", "hz"})


# What PDF, ZIP (docx, xlsx), PNG, GIF, JPEG and gzip files begin with.
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
_CONTROLS = bytes({*range(1, 9), 11, *range(14, 27), *range(28, 32), 127})
_CONTROL_SHARE = 0.05  # of the first bytes; text has none, random bytes have a tenth


Payload = bytes | bytearray | memoryview | str


class Decoded(NamedTuple):
    """A page's text and the charset that gave it."""

    text: str
    charset: str
    utf8: bytes  # the text again, as a parser in C reads it; the payload itself where that is UTF-8
    mended: int = 0  # characters whose UTF-8 had once been read as windows-1252


def as_bytes(payload: Payload) -> bytes:
    """The bytes of a payload in any form that a caller may have it in; a text's are its UTF-8."""
    return payload.encode("utf-8", "replace") if isinstance(payload, str) else bytes(payload or b"")


def is_binary(payload: bytes) -> bool:
    """Whether these bytes are a file of another kind, and no text in any charset."""
    head = payload[:_PRESCAN_BYTES]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.startswith(_MAGIC) or controls > _CONTROL_SHARE * len(head)


def decode(payload: bytes, headers: Iterable[tuple[str, str]] = ()) -> Decoded:
    """
    The text of a payload, without null characters.

    Why: bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever was declared, and bytes that are not are
    what was declared, or windows-1252 if that was UTF-8: both are common lies of real servers.
    """
    text, charset = _decode(payload, headers)
    if "\0" in text if charset.startswith("utf-16") else b"\0" in payload:
        text = text.replace("\0", "")
    elif charset == "utf-8" and not payload.startswith(codecs.BOM_UTF8) and "\ufffd" not in text:
        return _mended(Decoded(text, charset, payload))
    return _mended(Decoded(text, charset, text.encode("utf-8", "replace")))


def _mended(decoded: Decoded) -> Decoded:
    """The text without mojibake, where it is sure to have some."""
    if not is_suspect(decoded.utf8):
        return decoded
    text, count = mended(decoded.text)
    return Decoded(text, decoded.charset, text.encode("utf-8", "replace"), count) if count else decoded


def _decode(payload: bytes, headers: Iterable[tuple[str, str]]) -> tuple[str, str]:
    for bom, charset in _BOMS:
        if payload.startswith(bom):
            return payload[len(bom) :].decode(charset, "replace"), charset
    declared = _declared(payload, headers)
    if declared in _SEVEN_BIT or (declared or "").startswith("utf-16"):
        return payload.decode(declared or "utf-8", "replace"), declared or "utf-8"
    if wide := _wide(payload):  # before UTF-8, which its bytes may happen to be
        return payload.decode(wide, "replace"), wide
    try:
        return payload.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    lenient = payload.decode("utf-8", "replace")
    if _mostly_utf8(lenient):
        return lenient, "utf-8"
    charset = declared if declared and declared != "utf-8" else _guess(payload)
    return payload.decode(charset, "replace"), charset


def _declared(payload: bytes, headers: Iterable[tuple[str, str]]) -> str | None:
    """The Python codec of the charset in the Content-Type header or the head; None where none is known."""
    types = (value for name, value in headers if name.lower() == "content-type")
    labels = [match[1] for value in types if (match := _CHARSET.search(value))]
    if found := _META.search(payload, 0, _PRESCAN_BYTES):
        label = (found[1] or found[2]).decode("ascii", "replace")
        # a page whose bytes could be read so far is not UTF-16
        labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    for label in labels:
        encoding = lookup(label)
        if encoding is not None and encoding.name not in ("x-user-defined", "replacement"):
            return str(encoding.codec_info.name)
    return None


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the head is null."""
    head = payload[:200]
    if len(head) >= 20 and head.count(0) > len(head) // 3:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return None


def _mostly_utf8(lenient: str) -> bool:
    """Whether more letters beyond ASCII came out whole than broken: a stray byte, not another charset."""
    broken = lenient.count(_BROKEN)
    return sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", lenient)) > broken


def _guess(payload: bytes) -> str:
    """The likely charset: windows-1252 where few bytes are beyond ASCII, else what their letters say."""
    first = _BEYOND_ASCII.search(payload)
    start = max(0, (first.start() if first else 0) - 200)
    sample = payload[start : start + _SAMPLE_BYTES]
    if len(_BEYOND_ASCII.findall(sample)) < len(sample) * _LATIN_SHARE:
        return "cp1252"
    from charset_normalizer import from_bytes  # here, because few pages need a guess

    best = from_bytes(sample, cp_isolation=_GUESSED).best()
    guessed = lookup(best.encoding.replace("_", "-")) if best else None
    return str(guessed.codec_info.name) if guessed else "cp1252"
