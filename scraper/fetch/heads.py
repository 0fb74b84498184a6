"""Collects the head of an answer and mends what h11 would throw a whole page away for."""

import re

from scraper.fetch.failure import FetchFailure
from scraper.outcome import Outcome

# Source: browsers stop between 16 and 256 KB; no page's head in the corpus is past 8 KB.
MOST_HEAD_BYTES = 65_536

# Interim answers (100, 103) before the real one.
MOST_INTERIM = 10

_END = re.compile(rb"\n\r?\n")
_WELL_FORMED = re.compile(
    rb"HTTP/[^\n]*+\n(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]++:[^\x00-\x08\n-\x1f\x7f]*+\r?\n)*+\r?\n"
)
_FIELD_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)
_TRANSFER = re.compile(rb"\ntransfer-encoding:", re.IGNORECASE)


class Head:
    """
    The head of one answer as it comes in, interim answers included.

    Why: h11 refuses the whole answer for one line without a colon, which every browser skips.
    """

    def __init__(self) -> None:
        self._raw = bytearray()
        self._heads: list[bytes] = []
        self.length: int | None = None  # of the body, where the head says it
        self.body_bytes = 0  # of it, that came with the head

    def feed(self, data: bytes) -> bytes | None:
        """
        Everything that came, its heads mended, once the last head is whole; None until then.

        Raises: FetchFailure where it is no HTTP, or past a cap.
        """
        searched = max(len(self._raw) - 3, 0)
        self._raw += data
        self._refuse_nonsense()
        while end := _END.search(self._raw, searched):
            searched = 0
            head = bytes(self._raw[: end.end()])
            del self._raw[: end.end()]
            self._heads.append(mended(head))
            if not _is_interim(head):
                return self._done(self._heads[-1])
            if len(self._heads) > MOST_INTERIM:
                raise FetchFailure(Outcome.BAD_RESPONSE, f"more than {MOST_INTERIM} interim answers")
        if len(self._raw) > MOST_HEAD_BYTES:
            raise FetchFailure(Outcome.BAD_RESPONSE, f"headers of more than {MOST_HEAD_BYTES:,} bytes")
        return None

    def _refuse_nonsense(self) -> None:
        start = bytes(self._raw[:64])
        if not b"HTTP/".startswith(start[:5]):
            raise FetchFailure(Outcome.BAD_RESPONSE, f"no HTTP answer: {start[:40]!r}")

    def _done(self, head: bytes) -> bytes:
        found = _LENGTH.search(head)
        if found and not _TRANSFER.search(head):
            self.length = int(found[1])
        self.body_bytes = len(self._raw)
        return b"".join(self._heads) + self._raw


def mended(head: bytes) -> bytes:
    """
    The head without what breaks HTTP's grammar: lines without a field name, control characters, blanks
    before a colon, a Transfer-Encoding said twice.
    """
    if _WELL_FORMED.fullmatch(head) and len(_TRANSFER.findall(head)) < 2:
        return head
    status, *lines = _CONTROLS.sub(b" ", _FOLD.sub(b" ", head)).strip().split(b"\n")
    kept = [status.rstrip()]
    is_transfer_said = False
    for line in lines:
        name, colon, value = line.partition(b":")
        is_transfer = name.strip().lower() == b"transfer-encoding"
        if colon and _FIELD_NAME.fullmatch(name.strip()) and not (is_transfer and is_transfer_said):
            kept.append(name.strip() + b": " + value.strip())
        is_transfer_said |= is_transfer
    return b"\r\n".join(kept) + b"\r\n\r\n"


def _is_interim(head: bytes) -> bool:
    return head.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")) and head[9:12] != b"101"
