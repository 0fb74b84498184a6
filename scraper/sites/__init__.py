"""What is known about sites: profiles as data, regions and their codes, zones."""

from scraper.sites.governments import Government, government_named, governments, regions_named
from scraper.sites.known import find_profile, known_profiles, profile_of
from scraper.sites.profile import Profile, read_profile
from scraper.sites.profile_file import Finding, profile_text, save_profile
from scraper.sites.regions import Region, region_of_host, region_of_place, regions
from scraper.sites.site import Site, kind_in_scope, site_of_profile, site_of_url
from scraper.sites.zones import zone_of_host, zone_of_place

__all__ = [
    "Finding",
    "Government",
    "Profile",
    "Region",
    "Site",
    "find_profile",
    "government_named",
    "governments",
    "kind_in_scope",
    "known_profiles",
    "profile_of",
    "profile_text",
    "read_profile",
    "region_of_host",
    "region_of_place",
    "regions",
    "regions_named",
    "save_profile",
    "site_of_profile",
    "site_of_url",
    "zone_of_host",
    "zone_of_place",
]
