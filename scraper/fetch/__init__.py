"""Asks for one page: client, address guard, caps, retry."""

from scraper.fetch.client import Fetcher, MayFollow

__all__ = ["Fetcher", "MayFollow"]
