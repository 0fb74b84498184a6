"""What is known about sites: profiles as data, regions and their codes, zones."""

from scraper.sites.known import find_profile, known_profiles, profile_of
from scraper.sites.profile import Profile, read_profile
from scraper.sites.regions import Region, region_of_host, region_of_place, regions
from scraper.sites.site import Site, kind_in_scope, site_of_profile, site_of_url
from scraper.sites.zones import zone_of_host, zone_of_place

__all__ = [
    "Profile",
    "Region",
    "Site",
    "find_profile",
    "kind_in_scope",
    "known_profiles",
    "profile_of",
    "read_profile",
    "region_of_host",
    "region_of_place",
    "regions",
    "site_of_profile",
    "site_of_url",
    "zone_of_host",
    "zone_of_place",
]
