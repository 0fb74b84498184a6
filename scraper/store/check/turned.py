"""Finds the one byte that has changed in a payload: its digest says which guess is right."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from scraper.store.dictionaries import PayloadError

_PATIENCE_S = 10.0  # for one payload; the bits of a page of 4 KB take about 2
_PATIENCE_IN_ALL_S = 120.0  # a disk that loses so much has lost more than bytes
_BITS = tuple(1 << bit for bit in range(8))
_OTHERS = (0xFF, *(mask for mask in range(1, 0xFF) if mask not in _BITS))


@dataclass(slots=True)
class Turning:
    """Tries to turn changed bytes back, for as long as that makes sense."""

    left_s: float = _PATIENCE_IN_ALL_S

    def back(self, packed: bytes, read: Callable[[bytes], bytes | None]) -> bytes | None:
        """
        The stored bytes with the one byte as it was; None where more have changed, or it takes too long.

        Shape: read gives the payload where its digest is right, else None, or raises PayloadError.
        Why: what a disk does to a file at rest is a turned bit; all of them can be tried, and SHA-256 leaves
            no doubt about the right one. Single bits first, then every other value.
        """
        started = time.monotonic()
        until = started + min(_PATIENCE_S, self.left_s)
        try:
            return _turned(packed, read, until)
        finally:
            self.left_s -= time.monotonic() - started


def _turned(packed: bytes, read: Callable[[bytes], bytes | None], until: float) -> bytes | None:
    work = bytearray(packed)
    for position, mask in _guesses(len(packed)):
        if time.monotonic() > until:
            return None
        work[position] ^= mask
        with suppress(PayloadError):
            if read(bytes(work)) is not None:
                return bytes(work)
        work[position] ^= mask
    return None


def _guesses(length: int) -> Iterator[tuple[int, int]]:
    for masks in (_BITS, _OTHERS):
        for position in range(length):
            for mask in masks:
                yield position, mask
