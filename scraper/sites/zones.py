"""Which zone a page's times are in where it prints none: its host's region, its dateline, its country."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from scraper.sites.regions import region_of_host, region_of_place


def zone_of_host(host: str) -> ZoneInfo | None:
    """The zone of the region, else of the country, that runs this host; None where neither is known."""
    region = region_of_host(host)
    if region:
        return ZoneInfo(region.zone)
    labels = host.lower().split(":")[0].split(".")
    ends = (".".join(labels[at:]) for at in range(len(labels)))
    country = next((zone for end in ends if (zone := _country_zones().get(end))), None)
    return ZoneInfo(country) if country else None


def zone_of_place(place: str) -> ZoneInfo | None:
    """The zone of the Indonesian region that a dateline names; None where it names none."""
    region = region_of_place(place)
    return ZoneInfo(region.zone) if region else None


@cache
def _country_zones() -> Mapping[str, str]:
    zones = tomllib.loads((files(__package__) / "country_zones.toml").read_text("utf-8"))["zones"]
    return {domain: str(zone) for domain, zone in zones.items()}
