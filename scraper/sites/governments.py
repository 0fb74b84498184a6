"""The official sites of the regional governments, found by a region's name as a person would type it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from scraper.errors import UnknownSiteError, UsageError
from scraper.sites.regions import Region, names_of, regions, rows_of

# What stands before a region's name, and the level that it means.
_LEVEL_WORDS = (
    ("kabupaten", "regency"),
    ("kab", "regency"),
    ("regency", "regency"),
    ("kota", "city"),
    ("city", "city"),
    ("provinsi", "province"),
    ("prov", "province"),
    ("pemprov", "province"),
    ("pemkab", "regency"),
    ("pemkot", "city"),
)
_WORD_OF = {"regency": "kabupaten", "city": "kota", "province": "provinsi"}


@dataclass(frozen=True, slots=True)
class Government:
    """A region's government and its own site; unverified until somebody saw the live site."""

    region: Region
    host: str
    source: str  # governments.csv says what its words mean
    status: str  # verified or unverified

    @property
    def url(self) -> str:
        """The site's home page."""
        return f"https://{self.host}/"


@cache
def governments() -> Mapping[str, Government]:
    """The governments whose site is known, by region code: all provinces, nearly all regencies and cities."""
    return {
        row["code"]: Government(regions()[row["code"]], row["host"], row["source"], row["status"])
        for row in rows_of("governments.csv")
    }


def government_named(name: str) -> Government:
    """
    The government that this name of a region means: `gorontalo`, `kota-gorontalo`, `kab bandung`, `33.07`.

    Raises: UnknownSiteError where no region is so called or its site is not known; UsageError where the name
        means several and none of them is a province, with the words that tell them apart.
    Why a province goes first: it is the name of the larger whole, and the others have a word of their own.
    """
    found = regions_named(name)
    if not found:
        raise UnknownSiteError(f"no site and no region is called {name!r}", hint=_HINT)
    provinces = [region for region in found if region.level == "province"]
    if len(found) > 1 and not provinces:
        choices = " or ".join(f"kabar crawl {slug_of(region)}" for region in found)
        raise UsageError(f"{name!r} is the name of {len(found)} regions", hint=f"Say which: {choices}")
    region = (provinces or found)[0]
    if region.code not in governments():
        raise UnknownSiteError(
            f"the site of {region.name} ({region.code}) is not known",
            hint="Give its address, as in: kabar add https://www.example.go.id/",
        )
    return governments()[region.code]


def regions_named(name: str) -> list[Region]:
    """The regions that are so called, provinces first, then cities; a code means one."""
    if re.fullmatch(r"\d\d(\.\d\d)?", name.strip()):
        region = regions().get(name.strip())
        return [region] if region else []
    key = re.sub(r"[^a-z]", "", name.lower())
    found = {region.code: region for region in names_of(key)}
    for word, level in _LEVEL_WORDS:
        if not found and key.startswith(word):
            rest = names_of(key.removeprefix(word))
            found |= {region.code: region for region in rest if region.level == level}
    order = ("province", "city", "regency")
    return sorted(found.values(), key=lambda region: (order.index(region.level), region.code))


def slug_of(region: Region) -> str:
    """The words that mean this region and no other: `kota-gorontalo`."""
    bare = re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", region.name)
    return f"{_WORD_OF[region.level]}-{re.sub(r'[^a-z]+', '-', bare.lower()).strip('-')}"


_HINT = "kabar sites --known lists the regions' sites; or give an address, as https://www.example.go.id/"
