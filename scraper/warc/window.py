"""A part of a file as a file of its own."""

import io
import os
from typing import IO

_LOCAL_HEADER = 30  # bytes before an entry's name in a ZIP file: APPNOTE 4.3.7
_LENGTHS = 26  # where in it the lengths of name and extra field stand


class Window(io.BufferedIOBase):
    """Reads so many bytes of another file, from a place on; it does not close that file."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        super().__init__()
        self._file, self._start, self._size, self._place = file, start, size, 0

    @classmethod
    def of_entry(cls, file: IO[bytes], header: int, size: int) -> "Window":
        """The content of an entry of a ZIP file that is stored as it is; header is where its own begins."""
        file.seek(header)
        lengths = file.read(_LOCAL_HEADER)[_LENGTHS:]
        name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:4], "little")
        return cls(file, header + _LOCAL_HEADER + name + extra, size)

    def readable(self) -> bool:
        """True: that is what it is for."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """Where in the window the next byte stands."""
        return self._place

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """The new place."""
        self._place = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence] + place
        return self._place

    def read(self, size: int | None = -1) -> bytes:
        """Up to so many bytes; all that are left for none or a negative number."""
        left = max(0, self._size - self._place)
        wanted = left if size is None or size < 0 else min(size, left)
        self._file.seek(self._start + self._place)
        data = self._file.read(wanted)
        self._place += len(data)
        return data

    def readline(self, size: int | None = -1) -> bytes:
        """The next line with its end, or so many bytes of it."""
        left = max(0, self._size - self._place)
        self._file.seek(self._start + self._place)
        line = self._file.readline(left if size is None or size < 0 else min(size, left))
        self._place += len(line)
        return line
