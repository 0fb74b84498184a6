"""The profiles that come with kabar and those of the user, and which of them a name or an address means."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from scraper.errors import UnknownSiteError
from scraper.settings import config_path
from scraper.sites.profile import Profile, read_profile
from scraper.urls import site_host


def known_profiles(folder: Path | None = None) -> Mapping[str, Profile]:
    """
    All profiles by name; one in the user's folder (default: `sites` beside the configuration) goes first.

    Raises: ProfileError for the first profile with a fault.
    """
    own = folder if folder is not None else config_path().parent / "sites"
    return {**_bundled(), **_read_all(sorted(own.glob("*.toml")))}


def find_profile(name: str, profiles: Mapping[str, Profile]) -> Profile:
    """
    The profile of this name.

    Raises: UnknownSiteError, naming those that are nearest.
    """
    if name in profiles:
        return profiles[name]
    raise UnknownSiteError(
        f"no site is called {name!r}",
        hint=f"Known: {', '.join(sorted(profiles))}. Or give an address, as https://diskominfo.wonosobokab.go.id/",
    )


def profile_of(url: str, profiles: Iterable[Profile], *, on: date | None = None) -> Profile | None:
    """The profile that has this normalised address's host and is valid on this day; None: an unknown site."""
    host = site_host(url)
    for profile in profiles:
        if host in {name.removeprefix("www.") for name in profile.hosts} and _is_valid(profile, on):
            return profile
    return None


def _is_valid(profile: Profile, on: date | None) -> bool:
    if on is None:
        return True
    return (profile.valid_from or date.min) <= on <= (profile.valid_until or date.max)


@cache
def _bundled() -> Mapping[str, Profile]:
    with as_file(files(__package__) / "profiles") as folder:
        return _read_all(sorted(folder.glob("*.toml")))


def _read_all(paths: Iterable[Path]) -> Mapping[str, Profile]:
    return {path.stem: read_profile(path) for path in paths}
