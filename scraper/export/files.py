"""Writes an export whole or not at all, in the format that its name asks for."""

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from scraper.errors import KabarError, UsageError
from scraper.export.csv_file import write_csv
from scraper.export.jsonl_file import write_jsonl
from scraper.export.warc_file import Told, Written, write_wacz, write_warc
from scraper.model import Record
from scraper.store import Archive, RecordQuery


@dataclass(frozen=True, slots=True)
class _Format:
    write: Callable[[Iterable[Record], TextIO], int]
    encoding: str


_FORMATS: Mapping[str, _Format] = MappingProxyType(
    {
        # With a byte order mark: Excel takes a file without one for the local code page and spoils every
        # typographic quotation mark. A pipe gets none, for programs stumble over it.
        ".csv": _Format(write_csv, "utf-8-sig"),
        ".jsonl": _Format(write_jsonl, "utf-8"),
    }
)


# Of the bytes themselves; the longer ending first.
_WEB_ARCHIVES = (".warc.gz", ".warc", ".wacz")


def is_web_archive(path: Path) -> bool:
    """Whether a file of this name holds captures, not records."""
    return path.name.lower().endswith(_WEB_ARCHIVES)


def export_records(records: Iterable[Record], path: Path) -> int:
    """
    How many records this file now has; one that stood there gives way only to a whole one.

    Raises: UsageError for a name that ends in no known format, KabarError where the file cannot be written.
    """
    form = _format_of(path)
    with _whole(path) as part, part.open("w", encoding=form.encoding, newline="") as stream:
        return form.write(records, stream)


def export_captures(archive: Archive, query: RecordQuery, path: Path, told: Told) -> Written:
    """
    How many captures, and articles read from them, this WARC or WACZ file now has; whole or not at all.

    Shape: told is called after each capture with their number so far.
    Raises: KabarError where the file cannot be written, ArchiveDamagedError where a capture is not whole.
    """
    with _whole(path) as part:
        if path.name.lower().endswith(".wacz"):
            return write_wacz(archive, query, part, told)
        with part.open("wb") as stream:
            return write_warc(archive, query, stream, told, gz=path.name.lower().endswith(".gz"))


@contextmanager
def _whole(path: Path) -> Generator[Path]:
    """Where to write to; it takes the place of what stands at this path once all went well."""
    target = path.resolve()
    # Beside the target, for a file can be renamed only within its own disk.
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            raise UsageError(f"{path} is no file.", hint="Name a file to write to.")
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as exc:
        raise KabarError(
            f"{path} cannot be written: {exc.strerror}.", hint="Choose another place, or make room there."
        ) from exc
    finally:
        # Gone already where all went well; where its folder is no folder, the error above says so.
        with suppress(OSError):
            part.unlink()


def _format_of(path: Path) -> _Format:
    for suffix, form in _FORMATS.items():
        if path.name.lower().endswith(suffix):
            return form
    raise UsageError(
        f"{path.name!r} does not end in a format that kabar writes.",
        hint=f"Known: {', '.join([*_FORMATS, *_WEB_ARCHIVES])}.",
    )
