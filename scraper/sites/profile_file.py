"""Writes a site's profile as the TOML file that kabar reads and people edit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import KabarError
from scraper.sites.site import Site


@dataclass(frozen=True, slots=True)
class Finding:
    """A way in which the site can be read, in the words of a profile's comment."""

    key: str  # the profile's key that its address goes under; "" where it has none
    url: str
    words: str


def profile_text(site: Site, title: str, findings: Sequence[Finding]) -> str:
    """The profile of this site: what is known, and as comments what was found."""
    lines = ["# Written by `kabar add`; change what is wrong: docs/profiles.md lists the keys."]
    lines += [f"# {_plain(finding.words)}" for finding in findings]
    lines += [f"title = {_quoted(title)}", f"hosts = [{', '.join(_quoted(host) for host in site.hosts)}]"]
    if site.region:
        lines.append(f"region = {_quoted(site.region.code)}  # {_plain(site.region.name)}")
    if site.zone:
        lines.append(f"zone = {_quoted(str(site.zone))}")
    for key in ("listings", "sitemaps", "feeds", "posts"):
        urls = dict.fromkeys(finding.url for finding in findings if finding.key == key)
        if urls:
            lines += [f"{key} = [", *(f"    {_quoted(url)}," for url in urls), "]"]
    return "\n".join([*lines, "verified = false", ""])


def profile_name(site: Site) -> str:
    """The name of the site's profile: its host as a file may be called."""
    return re.sub(r"[^a-z0-9.-]+", "-", site.hosts[0].lower()).strip(".-") or "site"


def save_profile(folder: Path, name: str, text: str, *, replace: bool) -> Path | None:
    """
    The file that holds the profile now; None where another one of this name was left as it is.

    Raises: KabarError where it cannot be written.
    """
    path = folder / f"{name}.toml"
    try:
        if path.exists() and path.read_text("utf-8") != text and not replace:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(text, "utf-8")
        draft.replace(path)
    except (OSError, UnicodeDecodeError) as exc:
        why = exc.strerror if isinstance(exc, OSError) else exc
        raise KabarError(f"{path} cannot be written: {why}.", hint="Print it with --print.") from exc
    return path


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        {"\\": "\\\\", '"': '\\"'}.get(sign, sign if sign.isprintable() else f"\\u{ord(sign):04x}")
        for sign in text
    )
    return f'"{escaped}"'


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
