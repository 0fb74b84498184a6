"""Asks for one page: client, address guard, caps, retry."""

from scraper.fetch.client import Fetcher

__all__ = ["Fetcher"]
