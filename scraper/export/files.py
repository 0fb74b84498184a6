"""Writes an export whole or not at all, in the format that its name asks for."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from scraper.errors import KabarError, UsageError
from scraper.export.csv_file import write_csv
from scraper.export.jsonl_file import write_jsonl
from scraper.model import Record


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


def export_records(records: Iterable[Record], path: Path) -> int:
    """
    How many records this file now has; one that stood there gives way only to a whole one.

    Raises: UsageError for a name that ends in no known format, KabarError where the file cannot be written.
    """
    form = _format_of(path)
    target = path.resolve()
    # Beside the target, for a file can be renamed only within its own disk.
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            raise UsageError(f"{path} is no file.", hint="Name a file to write to.")
        with part.open("w", encoding=form.encoding, newline="") as stream:
            count = form.write(records, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as exc:
        raise KabarError(
            f"{path} cannot be written: {exc.strerror}.", hint="Choose another place, or make room there."
        ) from exc
    finally:
        # Gone already where all went well; where its folder is no folder, the error above says so.
        with suppress(OSError):
            part.unlink()
    return count


def _format_of(path: Path) -> _Format:
    for suffix, form in _FORMATS.items():
        if path.name.lower().endswith(suffix):
            return form
    raise UsageError(
        f"{path.name!r} does not end in a format that kabar writes.", hint=f"Known: {', '.join(_FORMATS)}."
    )
