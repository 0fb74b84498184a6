"""Regional governments of Indonesia: Kemendagri codes, names, zones, and whose host a host is."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or city."""

    code: str  # Kemendagri: "33" or "33.07"
    name: str
    level: str  # province, regency or city
    zone: str


@cache
def regions() -> Mapping[str, Region]:
    """All 552 regions by code, provinces before their regencies and cities."""
    return {row["code"]: Region(**row) for row in rows_of("regions.csv")}


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the package's tables, without the remarks on its sources."""
    text = (files(__package__) / name).read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def region_of_host(host: str) -> Region | None:
    """
    The region whose government runs this host, by its known site, else by its name.

    `diskominfo.wonosobokab.go.id` is 33.07, and `dinkes.ttskab.go.id` 53.02, whose site is ttskab.go.id.
    Why: a bare name that a regency and a city share (`bandung.go.id`) is the city's in every case seen.
    """
    labels = host.lower().split(":")[0].split(".")
    if labels[-1] != "id":
        return None
    ends = (".".join(labels[at:]) for at in range(len(labels)))
    code = next((code for end in ends if (code := _codes_by_site().get(end))), None)
    if code:
        return regions()[code]
    for label in reversed(labels[:-1]):
        region = _by_label(label) or (_by_label(label.rsplit("-", 1)[-1]) if "-" in label else None)
        if region:
            return region
    return None


def region_of_place(place: str) -> Region | None:
    """The region that a dateline names, as `SEMARANG` or `Kota Gorontalo`; None where none is so called."""
    key = _squeezed(place)
    for prefix, level in (
        ("kabupaten", "regency"),
        ("kab", "regency"),
        ("kota", "city"),
        ("provinsi", "province"),
    ):
        if key.startswith(prefix) and (level, key.removeprefix(prefix)) in _names():
            return _names()[level, key.removeprefix(prefix)]
    return next((_names()[level, key] for level in _LEVELS if (level, key) in _names()), None)


def names_of(key: str) -> list[Region]:
    """The regions that have this name, given in small letters without spaces; one of each level at most."""
    return [_names()[level, key] for level in _LEVELS if (level, key) in _names()]


@cache
def _codes_by_site() -> Mapping[str, str]:
    return {row["host"]: row["code"] for row in rows_of("governments.csv")}


_LEVELS = ("city", "regency", "province")
_SUFFIXES = (("kab", "regency"), ("kota", "city"), ("prov", "province"))
_TITLE = re.compile(r"^(Kabupaten|Kota|Daerah Khusus Ibukota|Daerah Istimewa)( Administrasi)? ")


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


@cache
def _names() -> Mapping[tuple[str, str], Region]:
    """Regions by level and squeezed name, with the short names that hosts use."""
    found = {(r.level, _squeezed(_TITLE.sub("", r.name))): r for r in regions().values()}
    aliases = tomllib.loads((files(__package__) / "region_aliases.toml").read_text("utf-8"))
    for code, names in aliases["names"].items():
        region = regions()[code]
        found |= {(region.level, name): region for name in names}
    return found


def _by_label(label: str) -> Region | None:
    for suffix, level in _SUFFIXES:
        if label.endswith(suffix) and (level, label.removesuffix(suffix)) in _names():
            return _names()[level, label.removesuffix(suffix)]
    return next((_names()[level, label] for level in _LEVELS if (level, label) in _names()), None)
