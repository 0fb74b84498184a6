"""What a tool reads from a page, whichever tool it is, and how its values are brought into one form."""

import importlib.metadata
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from bench.gold import CORPORA

NOWHERE = "https://unknown.invalid/article"  # for a page whose address is not known
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What a tool read from one page; None or empty where it has no such value."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    published: str | None = None  # ISO 8601
    views: int | None = None
    credits: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    category: str | None = None
    place: str | None = None
    outcome: str = ""  # the tool's own word for a page that is no article


Read = Callable[[bytes, str, str], Found]  # the page's bytes, the same decoded, its URL


@dataclass(frozen=True, slots=True)
class Tool:
    """One way of calling one library."""

    name: str
    package: str  # its distribution
    start: Callable[[], Read]  # imports the library and gives back the function that reads a page
    fields: frozenset[str]  # the fields that it knows at all
    note: str  # how it is called
    corpora: tuple[str, ...] = CORPORA  # the pages that it is measured on


def decoded(payload: bytes) -> str:
    """The page as text, for the tools that want text: UTF-8 if it is, else as declared, else windows-1252."""
    declared = _CHARSET.search(payload[:4096])
    for charset in ("utf-8", declared[1].decode("ascii", "replace") if declared else "cp1252"):
        try:
            return payload.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return payload.decode("cp1252", "replace")


def lines(text: str | None) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def iso(value: date | datetime | str | None) -> str | None:
    """The moment as ISO 8601; midnight to the second is how some tools write a date without a time."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat() if value else None


def split_names(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(";") if name.strip()]


def texts(values: Iterable[Any] | None) -> list[str]:
    return [str(value) for value in values or () if value]


def version(tool: Tool) -> str:
    """The version that is installed here."""
    try:
        return importlib.metadata.version(tool.package)
    except importlib.metadata.PackageNotFoundError:
        return "?"


def as_row(found: Found) -> dict[str, Any]:
    """The found values as JSON can hold them."""
    return asdict(found)
