"""Where a site's witnesses may be: what its home page and its robots.txt name, then the usual places."""

import re
from collections.abc import Iterable, Iterator

from scraper.crawl.discover.claims import machine_page
from scraper.crawl.discover.markup import attributes_of, tags_in
from scraper.crawl.discover.wordpress import posts_address
from scraper.errors import AddressError
from scraper.model import Page, PageKind
from scraper.sites import Site

# The places that WordPress, Joomla, Laravel's and CodeIgniter's plugins use; each is asked for once.
_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
_FEEDS = ("/feed/", "/rss.xml")
_MOST_NAMED = 20  # of each kind, by one page or robots.txt
_FEED_TYPE = re.compile(r"application/(rss|atom|feed)\+(xml|json)", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?[-/]|komentar", re.IGNORECASE)


def entrances(home: Page, html: str, sitemaps: Iterable[str], site: Site) -> tuple[Page, ...]:
    """
    The pages for programs that may tell which articles the site has, the cheapest first, each once.

    Shape: html is the home page's; sitemaps are those that robots.txt names.
    """
    links = [attributes_of(tag) for tag in tags_in(html, "link")]
    named = [machine_page(url, home, site, PageKind.SITEMAP) for url in list(sitemaps)[:_MOST_NAMED]]
    guessed = () if any(named) else _SITEMAPS
    feeds = [page for href in _feeds(links) if (page := machine_page(href, home, site, PageKind.FEED))]
    pages = [
        *_posts(links, home, site),
        *named,
        *(machine_page(path, home, site, PageKind.SITEMAP) for path in guessed),
        *feeds[:_MOST_NAMED],
        *(machine_page(path, home, site, PageKind.FEED) for path in (() if feeds else _FEEDS)),
    ]
    return tuple({page.url: page for page in pages if page}.values())


def _feeds(links: list[dict[str, str]]) -> Iterator[str]:
    """The feeds that a page names, without those of comments."""
    for link in links:
        href = link.get("href", "")
        is_feed = "alternate" in link.get("rel", "").lower() and _FEED_TYPE.search(link.get("type", ""))
        if is_feed and href and not _COMMENTS.search(href + link.get("title", "")):
            yield href


def _posts(links: list[dict[str, str]], home: Page, site: Site) -> Iterator[Page | None]:
    """WordPress' list of posts, where a page names it or at its usual place."""
    roots = [link["href"] for link in links if link.get("rel") == "https://api.w.org/" and link.get("href")]
    for root in roots[:1] or ["/wp-json/"]:
        page = machine_page(root, home, site, PageKind.API)
        try:
            yield machine_page(posts_address(page.url), home, site, PageKind.API) if page else None
        except AddressError:
            continue
