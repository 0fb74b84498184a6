"""Pure functions on addresses: normalise, classify, guard against traps."""

from scraper.urls.classify import classify_url, is_asset, is_later_page, is_service, lists_again, lists_days
from scraper.urls.normalise import NOWHERE, host_of, normalise_url, path_of, site_host
from scraper.urls.paging import Paging, chain_key, number_in, paging_of, with_number, with_page
from scraper.urls.shape import shape_of, traps_in
from scraper.urls.twins import home_url, plain_url, plainness

__all__ = [
    "NOWHERE",
    "Paging",
    "chain_key",
    "classify_url",
    "home_url",
    "host_of",
    "is_asset",
    "is_later_page",
    "is_service",
    "lists_again",
    "lists_days",
    "normalise_url",
    "number_in",
    "paging_of",
    "path_of",
    "plain_url",
    "plainness",
    "shape_of",
    "site_host",
    "traps_in",
    "with_number",
    "with_page",
]
