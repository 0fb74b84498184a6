"""Pure functions on addresses: normalise, classify, guard against traps."""

from scraper.urls.classify import classify_url, is_asset, is_later_page, is_service
from scraper.urls.normalise import host_of, normalise_url, path_of, site_host

__all__ = [
    "classify_url",
    "host_of",
    "is_asset",
    "is_later_page",
    "is_service",
    "normalise_url",
    "path_of",
    "site_host",
]
