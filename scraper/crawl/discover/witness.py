"""Reads what a page for programs says, by its kind: the one door to sitemap, feed and WordPress."""

from scraper.crawl.discover.fault import NoWitness
from scraper.crawl.discover.feed import read_feed
from scraper.crawl.discover.sitemap import read_sitemap
from scraper.crawl.discover.wordpress import read_posts
from scraper.model import Capture, Page, PageKind, Testimony
from scraper.sites import Site

__all__ = ["NoWitness", "read_witness"]


def read_witness(capture: Capture, page: Page, site: Site) -> Testimony:
    """
    The testimony of this page, whose kind says what it should be.

    Raises: NoWitness, with the outcome of the visit, where it is no such thing.
    """
    if page.kind is PageKind.SITEMAP:
        return read_sitemap(capture.payload, page, site)
    if page.kind is PageKind.FEED:
        return read_feed(capture.payload, page, site)
    return read_posts(capture, page, site)
