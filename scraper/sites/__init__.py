"""What is known about sites: profiles as data, regions and their codes, zones."""

from scraper.sites.known import find_profile, known_profiles, profile_of
from scraper.sites.profile import Profile, read_profile
from scraper.sites.regions import Region, region_of_host, region_of_place, regions
from scraper.sites.zones import zone_of_host, zone_of_place

__all__ = [
    "Profile",
    "Region",
    "find_profile",
    "known_profiles",
    "profile_of",
    "read_profile",
    "region_of_host",
    "region_of_place",
    "regions",
    "zone_of_host",
    "zone_of_place",
]
