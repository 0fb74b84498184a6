"""Every knob, with its unit in its name; the only reader of environment and configuration file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from scraper.errors import KabarError, UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What two users may want differently; everything else is a named constant where it is used."""

    archive: Path = Path("archive.db")
    contact: str | None = None  # an address or URL that a webmaster can write to
    delay_s: float = 1.0  # between two requests to one host; a robots.txt may ask for more
    allow_private: bool = False  # reach loopback and intranet addresses
    max_pages: int | None = None  # pages asked for in one run; None: no limit
    max_minutes: float | None = None  # after which a run ends; None: no limit
    daily_pages: int = 20_000  # asked of one host in a day, unless its delay is 0
    rechecks: int = 2  # pages of a site that a run asks for again though they were had before
    rechecks_per_new: int = 2  # more of them for each new article: who publishes also edits
    log: Path | None = None  # a file for one JSON object a line; None: none
    ping: str | None = None  # an address that is told how each run ended; None: none
    threads: int = 32  # each asks one host at a time; as many are started as there are hosts to ask
    readers: int = 0  # processes that read pages; 0: one for each core, at most 4
    attempts: int = 3  # tries per page, the first included
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 20.0  # without a single byte
    deadline_s: float = 60.0  # for one try of a page, redirects included
    retry_total_s: float = 90.0  # for all tries of a page together
    max_wire_bytes: int = 20_000_000
    max_decoded_bytes: int = 20_000_000
    max_redirects: int = 10


_ENVIRONMENT = {
    "KABAR_ARCHIVE": "archive",
    "KABAR_CONTACT": "contact",
    "KABAR_DELAY_S": "delay_s",
    "KABAR_LOG": "log",
    "KABAR_PING": "ping",
    "KABAR_THREADS": "threads",
}
_MOST = 1_000_000_000
# What makes no sense outside of these; every other number may be from 0 to _MOST.
_LIMITS = {
    "delay_s": (0, 3600),
    "threads": (1, 64),
    "readers": (0, 64),
    "daily_pages": (1, _MOST),
    "max_minutes": (0, 1_000_000),
    "attempts": (1, 20),
    "max_pages": (1, _MOST),
}


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the user's configuration file is, whether or not it exists."""
    base = environ.get("XDG_CONFIG_HOME") or at_home(environ.get("HOME", "~")) / ".config"
    return Path(base) / "kabar" / "config.toml"


def at_home(path: str) -> Path:
    """The path with a leading ~ replaced by the home folder; as it is where nobody knows that folder."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """
    The defaults, overlaid by the configuration file, overlaid by KABAR_* variables.

    Raises: UsageError, naming the file or variable, the key and what was expected.
    """
    settings = _overlay(Settings(), _config_file(config_path(environ)), config_path(environ).name)
    given = {name: environ[variable] for variable, name in _ENVIRONMENT.items() if environ.get(variable)}
    return _overlay(settings, given, "environment")


def save_contact(contact: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The configuration file that now holds this contact; its other lines stay as they were."""
    path = config_path(environ)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if not line.replace(" ", "").startswith("contact=")]
    quoted = contact.replace("\\", "\\\\").replace('"', '\\"')
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([f'contact = "{quoted}"', *kept]) + "\n", "utf-8")
    except OSError as exc:
        raise KabarError(f"{path} cannot be written: {exc.strerror}.", hint="Give it as --contact.") from exc
    return path


def _config_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        why = exc.strerror if isinstance(exc, OSError) else exc
        raise UsageError(f"{path} cannot be read: {why}", hint="Mend the file, or move it away.") from exc


def _overlay(settings: Settings, values: Mapping[str, object], origin: str) -> Settings:
    known = {entry.name: getattr(settings, entry.name) for entry in fields(Settings)}
    changes: dict[str, object] = {}
    for key, value in values.items():
        if key not in known:
            raise UsageError(f"{origin}: no setting is called {key!r}", hint=f"Known: {', '.join(known)}.")
        changes[key] = _converted(key, value, origin)
    return replace(settings, **changes)  # type: ignore[arg-type]  # _converted gives each field its own type


def _converted(key: str, value: object, origin: str) -> object:
    default = {entry.name: entry.default for entry in fields(Settings)}[key]
    try:
        if key in ("archive", "log"):
            return at_home(str(value))
        if key in ("contact", "ping"):
            return str(value)
        if isinstance(default, bool):
            return _as_bool(value)
        is_float = isinstance(default, float) or key == "max_minutes"
        number = float(str(value)) if is_float else int(str(value))
    except ValueError as exc:
        raise UsageError(f"{origin}: {key} = {value!r} is not what was expected: {exc}") from exc
    least, most = _LIMITS.get(key, (0, _MOST))
    if not least <= number <= most:
        raise UsageError(f"{origin}: {key} = {value!r} must be a number from {least} to {most}")
    return number


def _as_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("expected true or false")
