"""What is known about one site, as a value read from a TOML file that says only what differs."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.errors import AddressError, ProfileError
from scraper.sites.quiet import QuietHours, read_quiet_hours
from scraper.sites.regions import regions
from scraper.urls import normalise_url

SELECTORS = frozenset(
    {"body", "byline", "category", "drop", "photo_credit", "place", "published_at", "title", "views"}
)
_MIN_DELAY_S, _MAX_DELAY_S = 0.5, 300.0  # a profile may slow kabar down, and hardly speed it up


@dataclass(frozen=True, slots=True)
class Profile:
    """One site: its addresses, where it lies, its pace, and selectors where general reading fails."""

    name: str
    title: str
    hosts: tuple[str, ...]
    region: str | None = None  # Kemendagri code, "33" or "33.07"
    zone: ZoneInfo | None = None
    listings: tuple[str, ...] = ()  # seeds, absolute
    posts: tuple[str, ...] = ()  # WordPress' lists of posts
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    article_patterns: tuple[re.Pattern[str], ...] = ()  # searched in path and query
    listing_patterns: tuple[re.Pattern[str], ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)  # field name to CSS selector
    delay_s: float | None = None  # slower than the default where the site needs it
    daily_pages: int | None = None  # fewer than the default where the site needs it
    quiet_hours: tuple[QuietHours, ...] = ()  # in its zone; not asked within them
    keep_noarchive: bool = False  # keep pages that tell robots not to: with the site's leave
    valid_from: date | None = None
    valid_until: date | None = None
    verified: bool = False  # whether somebody checked the addresses against the live site


def read_profile(path: Path) -> Profile:
    """
    The profile in this TOML file, whose stem is its name.

    Raises: ProfileError, naming the file, the key and what was expected.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        why = exc.strerror if isinstance(exc, OSError) else exc
        raise ProfileError(f"{path.name} cannot be read: {why}", hint=f"Mend {path}.") from exc
    for key in table:
        if key not in _KEYS:
            _refuse(path, key, f"no such key; known are {', '.join(sorted(_KEYS))}")
    for key in ("title", "hosts"):
        if key not in table:
            _refuse(path, key, "is missing")
    values = {key: _value(path, key, raw) for key, raw in table.items()}
    return Profile(name=path.stem, **values)  # type: ignore[arg-type]  # _KEYS gives each field its own type


def _value(path: Path, key: str, raw: object) -> object:
    expected, read = _KEYS[key]
    try:
        return read(raw)
    except (ValueError, TypeError, re.error, ZoneInfoNotFoundError) as exc:
        detail = f" ({exc})" if str(exc) else ""
        return _refuse(path, key, f"expected {expected}, found {raw!r}{detail}")


def _refuse(path: Path, key: str, fault: str) -> object:
    raise ProfileError(f"{path.name}: {key}: {fault}", hint=f"Mend {path}; docs/profiles.md lists the keys.")


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError
    return raw


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise ValueError
    return tuple(_text(item) for item in raw)


def _hosts(raw: object) -> tuple[str, ...]:
    hosts = _texts(raw)
    if any("/" in host or host != host.lower() for host in hosts):
        raise ValueError("a host has no scheme, no slash and no capitals")
    return hosts


def _urls(raw: object) -> tuple[str, ...]:
    urls = _texts(raw)
    if any(not url.startswith(("http://", "https://")) for url in urls):
        raise ValueError("an address starts with http:// or https://")
    try:
        return tuple(normalise_url(url) for url in urls)
    except AddressError as exc:
        raise ValueError(exc) from exc


def _patterns(raw: object) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _texts(raw))


def _zone(raw: object) -> ZoneInfo:
    return ZoneInfo(_text(raw))


def _region(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"\d\d(\.\d\d)?", raw):
        raise ValueError
    if raw not in regions():
        raise ValueError("no region has this code")
    return raw


def _selectors(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict) or not raw:
        raise ValueError
    for name in raw:
        if name not in SELECTORS:
            raise ValueError(f"no field {name!r}; known are {', '.join(sorted(SELECTORS))}")
    return {name: _selector(name, selector) for name, selector in raw.items()}


def _selector(name: str, raw: object) -> str:
    import soupsieve  # here, because it takes as long as all of kabar and few runs have a selector

    selector = _text(raw)
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as exc:
        raise ValueError(f"{name}: {str(exc).splitlines()[0]}") from exc
    return selector


def _delay(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not _MIN_DELAY_S <= raw <= _MAX_DELAY_S:
        raise ValueError
    return float(raw)


def _pages(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 1:
        raise ValueError
    return raw


def _quiet_hours(raw: object) -> tuple[QuietHours, ...]:
    return tuple(read_quiet_hours(text) for text in _texts(raw))


def _day(raw: object) -> date:
    if type(raw) is not date:
        raise ValueError
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError
    return raw


_KEYS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "title": ("a text", _text),
    "hosts": ('a list of host names, as ["humas.jatengprov.go.id"]', _hosts),
    "region": ('a Kemendagri code, as "33" or "33.07"', _region),
    "zone": ('a time zone, as "Asia/Jakarta"', _zone),
    "listings": ("a list of absolute addresses", _urls),
    "posts": ("a list of absolute addresses", _urls),
    "sitemaps": ("a list of absolute addresses", _urls),
    "feeds": ("a list of absolute addresses", _urls),
    "article_patterns": ("a list of regular expressions", _patterns),
    "listing_patterns": ("a list of regular expressions", _patterns),
    "selectors": ("a table of field names and CSS selectors", _selectors),
    "delay_s": (f"seconds from {_MIN_DELAY_S} to {_MAX_DELAY_S}", _delay),
    "daily_pages": ("a number of pages, 1 or more", _pages),
    "quiet_hours": ('a list of times of day, as ["07:30-16:00"]', _quiet_hours),
    "keep_noarchive": ("true or false", _flag),
    "valid_from": ("a date, as 2019-01-01", _day),
    "valid_until": ("a date, as 2024-12-31", _day),
    "verified": ("true or false", _flag),
}
