"""The files that an import reads: WARC files, those within a WACZ, saved pages, a folder of all."""

import gzip
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from scraper.errors import UsageError
from scraper.warc.framing import begins
from scraper.warc.members import GZIP
from scraper.warc.window import Window

_HEAD_BYTES = 4_096
_KEY_BYTES = 65_536
_ZIP = b"PK\x03\x04"
_ARCHIVE_NAME = re.compile(r"\.w?arc(\.gz)?$", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*(?:<!--|<!doctype html|<html|<head|<body|<\?xml)", re.IGNORECASE)
_DEEPEST = 2  # a collection of WACZ files is a WACZ of them


class PartKind(Enum):
    """What a part holds."""

    RECORDS = "WARC or ARC records"
    PAGE = "a saved page"


@dataclass(frozen=True, slots=True)
class Part:
    """One file to read, or one within a WACZ."""

    name: str  # as a person can find it
    kind: PartKind
    open: Callable[[], AbstractContextManager[BinaryIO]]
    path: Path  # of the file that it is, or is in
    folder: Path | None = None  # that was named, where it was one
    note: str = ""  # what is wrong with it already


@dataclass(frozen=True, slots=True)
class Other:
    """A file that is none of these."""

    name: str
    what: str


def parts_of(path: Path) -> Iterator[Part | Other]:
    """
    What there is to read at this path, in the order of the names.

    Raises: UsageError for a path that is not there, or a file that is nothing that can be imported.
    Shape: links in a folder are not followed; in a folder a file that is none of these is an Other.
    """
    if path.is_dir():
        for root, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                file = Path(root) / name
                if file.is_file() and not file.is_symlink():
                    yield from _parts_of_file(file, path)
        return
    if not path.exists():
        raise UsageError(f"There is no {path}.", hint="Name a WARC or WACZ file, or a folder of them.")
    if not path.is_file():
        raise UsageError(f"{path} is no file and no folder.")
    for part in _parts_of_file(path, None):
        if isinstance(part, Other) and part.name == str(path):
            raise UsageError(
                f"{path} is {part.what}.", hint="Known: .warc, .warc.gz, .wacz, .arc, saved .html pages."
            )
        yield part


def key_of(file: BinaryIO) -> str:
    """What tells this file from others, whatever its name: a digest of its length, beginning and end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    start = file.read(_KEY_BYTES)
    file.seek(max(0, size - _KEY_BYTES))
    return sha256(b"%d " % size + start + file.read(_KEY_BYTES)).hexdigest()


def _parts_of_file(path: Path, folder: Path | None) -> Iterator[Part | Other]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as exc:
        yield Other(str(path), f"a file that cannot be read: {exc.strerror}")
        return
    if head.startswith(_ZIP):
        yield from _parts_of_zip(path, folder)
    elif _has_records(head) or (_ARCHIVE_NAME.search(path.name) and head):
        yield Part(str(path), PartKind.RECORDS, lambda: path.open("rb"), path, folder)
    elif _MARKUP.match(_plain(head).removeprefix(b"\xef\xbb\xbf")):
        yield Part(str(path), PartKind.PAGE, lambda: path.open("rb"), path, folder)
    else:
        yield Other(str(path), "an empty file" if not head else "no web archive and no page")


def _has_records(head: bytes) -> bool:
    return begins(_plain(head))


def _plain(head: bytes) -> bytes:
    """The beginning of a file, out of its gzip coding if it has one."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD_BYTES)
    except zlib.error:
        return b""


def _parts_of_zip(path: Path, folder: Path | None) -> Iterator[Part | Other]:
    """The WARC files within; where the list of what is within is gone, the file itself, as it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = _names_within(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        note = "the list of what is in this WACZ is missing or damaged; its records are looked for one by one"
        yield Part(str(path), PartKind.RECORDS, lambda: path.open("rb"), path, folder, note)
        return
    if not names:
        yield Other(str(path), "a ZIP file without a WARC file in it")
    for within in names:
        yield Part(
            " ".join([str(path), *within]),
            PartKind.RECORDS,
            lambda within=within: _open_within(path, within),  # type: ignore[misc]
            path,
            folder,
        )


def _names_within(archive: zipfile.ZipFile, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The names of WARC files in a WACZ, each after those of the WACZ files that it is in."""
    found: list[tuple[str, ...]] = []
    for name in sorted(archive.namelist()):
        if _ARCHIVE_NAME.search(name):
            found.append((*above, name))
        elif name.lower().endswith(".wacz") and len(above) < _DEEPEST:
            with _entry(archive, name) as file, zipfile.ZipFile(file) as inner:
                found += _names_within(inner, (*above, name))
    return found


@contextmanager
def _open_within(path: Path, within: tuple[str, ...]) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        yield from _down(file, within)


def _down(file: BinaryIO, within: tuple[str, ...]) -> Iterator[BinaryIO]:
    if not within:
        yield file
        return
    with zipfile.ZipFile(file) as archive, _entry(archive, within[0]) as inner:
        yield from _down(inner, within[1:])


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[BinaryIO]:
    """
    An entry as a file that can be sought in.

    Why not as zipfile opens it: there each step back reads it again from its beginning.
    """
    info = archive.getinfo(name)
    if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1 and archive.fp is not None:
        yield cast(BinaryIO, Window.of_entry(archive.fp, info.header_offset, info.file_size))  # as BytesIO is
        return
    with tempfile.TemporaryFile() as copy:
        try:
            with archive.open(info) as source:
                shutil.copyfileobj(source, copy, 1 << 20)
        except (zipfile.BadZipFile, EOFError, zlib.error, RuntimeError):
            pass  # what came is read; where it ends early the reader of records says so
        yield copy


def page_bytes(part: Part, most_bytes: int) -> bytes | None:
    """The bytes of a saved page, out of gzip if it is in it; None where it is too large or damaged."""
    with part.open() as file:
        payload = file.read(most_bytes + 1)
    if payload.startswith(GZIP):
        try:
            with gzip.open(part.path) as file:
                payload = file.read(most_bytes + 1)
        except (OSError, EOFError, zlib.error):
            return None
    return payload if len(payload) <= most_bytes else None
