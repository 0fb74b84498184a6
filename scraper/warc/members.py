"""Reads on from a place in a file, through one gzip member where one begins there."""

import io
import zlib
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"

_PIECE_BYTES = 65_536
_STEP_BYTES = 1 << 20  # inflated at once: a piece of 64 KB may hold 64 MB


class BrokenError(Exception):
    """What is read here is not whole: says what is wrong, and the address of the record where it is known."""

    def __init__(self, what: str, url: str = "") -> None:
        super().__init__(what)
        self.url = url


class Plain:
    """The file itself, from a place on."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        file.seek(start)

    def read(self, size: int) -> bytes:
        """Up to so many bytes; fewer at the end of the file alone."""
        return self._file.read(size)

    def line(self, most: int) -> bytes:
        """The next line with its end, or as much of it as is allowed; nothing at the end of the file."""
        return self._file.readline(most)

    @property
    def place(self) -> int:
        """Where in the file the next byte stands."""
        return self._file.tell()


class Member:
    """What one gzip member holds; its check sum is compared at its end, where `line` gives nothing."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._coded = b""
        self._ready = io.BytesIO()
        self._taken = 0  # bytes of the file that were given to the stream

    def read(self, size: int) -> bytes:
        """Up to so many bytes; fewer at the end of the member alone. Raises BrokenError."""
        pieces = []
        while size > 0:
            piece = self._ready.read(size)
            if not piece:
                if not self._fill():
                    break
                continue
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def line(self, most: int) -> bytes:
        """The next line with its end, or as much as is allowed; nothing at the end. Raises BrokenError."""
        line = b""
        while not line.endswith(b"\n") and len(line) < most:
            piece = self._ready.readline(most - len(line))
            if not piece and not self._fill():
                break
            line += piece
        return line

    @property
    def place(self) -> int:
        """Where in the file the next member begins, once this one is read to its end."""
        return self._start + self._taken - len(self._stream.unused_data)

    def _fill(self) -> bool:
        """Whether there is more to read; raises BrokenError where the member is cut or damaged."""
        while not self._stream.eof:
            if not self._coded:
                self._file.seek(self._start + self._taken)  # who took a record may have read elsewhere
                self._coded = self._file.read(_PIECE_BYTES)
                self._taken += len(self._coded)
                if not self._coded:
                    raise BrokenError("the file ends within a gzip member")
            try:
                data = self._stream.decompress(self._coded, _STEP_BYTES)
            except zlib.error as exc:
                raise BrokenError(f"a gzip member is damaged ({exc})") from exc
            self._coded = self._stream.unconsumed_tail
            if data:
                self._ready = io.BytesIO(data)
                return True
        return False
