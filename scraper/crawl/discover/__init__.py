"""Finds every article of a site by what names them: WordPress, sitemaps, feeds, listings, running numbers."""

from scraper.crawl.discover.headlines import numbered_articles, without_carried
from scraper.crawl.discover.hearing import Heard, beside, hear_fragment, hear_listing, hear_machine
from scraper.crawl.discover.wordpress import edited_since

__all__ = [
    "Heard",
    "beside",
    "edited_since",
    "hear_fragment",
    "hear_listing",
    "hear_machine",
    "numbered_articles",
    "without_carried",
]
