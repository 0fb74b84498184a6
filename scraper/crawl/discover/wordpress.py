"""Reads WordPress' list of posts: 100 a page, the last changed first, with the number of all."""

import json
import re
from datetime import datetime, timedelta

from scraper.crawl.discover.claims import claim_of, moment_of
from scraper.crawl.discover.fault import NoWitness
from scraper.errors import AddressError
from scraper.model import Capture, Page, PageKind, Testimony, WitnessKind
from scraper.outcome import Outcome
from scraper.sites import Site
from scraper.urls import normalise_url

PER_PAGE = 100  # the most that WordPress gives
_MOST_POSTS = 10_000_000  # a larger number is no count
# Source: developer.wordpress.org/rest-api/reference/posts. Only what tells which articles there are: without
# the texts. The last changed first, so that one page tells what is new or edited.
_QUERY = f"_fields=date_gmt,id,link,modified_gmt&order=desc&orderby=modified&per_page={PER_PAGE}"
_SINCE = "modified_after"
_PAGE = re.compile(r"(?<=[?&])page=(\d{1,6})(?=&|$)")


def posts_address(root: str) -> str:
    """
    Where the posts are listed: root is what a page names as https://api.w.org/, or the site's own /wp-json/.

    Raises: AddressError.
    """
    if "rest_route=" in root:
        return normalise_url(f"{root.rstrip('/')}/wp/v2/posts&{_QUERY}")
    return normalise_url(f"{root.rstrip('/')}/wp/v2/posts?{_QUERY}")


def edited_since(url: str, last_asked_at: datetime) -> str:
    """
    The address of the posts on this page of the list that were edited since it was last asked for.

    Why a day more: WordPress compares with the site's own clock and zone. An older one than 5.7 does not know
        the word and answers as without it.
    """
    if _PAGE.search(url) or "?" not in url:
        return url
    return f"{url}&{_SINCE}={last_asked_at.date() - timedelta(days=1)}T00:00:00Z"


def read_posts(capture: Capture, page: Page, site: Site) -> Testimony:
    """
    What this page of WordPress' list names.

    Raises: NoWitness, where it is none.
    Why the next page is asked for only behind a full one: X-WP-TotalPages may say anything.
    """
    try:
        posts = json.loads(capture.payload)
    except (ValueError, RecursionError) as exc:
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "no JSON where a list of posts was expected") from exc
    if not isinstance(posts, list) or not all(isinstance(post, dict) for post in posts):
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "JSON, but no list of posts")
    claims = [
        claim_of(
            str(post["link"]),
            page,
            site,
            moment_of(_text(post, "date_gmt")),
            moment_of(_text(post, "modified_gmt")),
            is_article=True,
        )
        for post in posts[:PER_PAGE]
        if post.get("link")
    ]
    if posts and not any(claims):
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "a list of posts that are not of this site")
    is_part = _SINCE in capture.requested_url  # which may be counted by itself
    found = _PAGE.search(page.url)
    number = int(found[1]) if found else 1
    return Testimony(
        WitnessKind.WORDPRESS,
        _first(page.url),
        tuple(claim for claim in claims if claim),
        number,
        _next(page, number) if len(posts) >= PER_PAGE else None,
        follows_until=min((claim.changed for claim in claims if claim and claim.changed), default=None),
        expected=None if is_part else _count(capture.header("x-wp-total")),
        last_number=None if is_part else _count(capture.header("x-wp-totalpages")),
    )


def _text(post: dict[str, object], name: str) -> str | None:
    value = post.get(name)
    return value if isinstance(value, str) else None


def _first(url: str) -> str:
    return _PAGE.sub("", url).replace("&&", "&").replace("?&", "?").rstrip("&")


def _next(page: Page, number: int) -> Page | None:
    try:
        url = normalise_url(f"{_first(page.url)}&page={number + 1}")
    except AddressError:
        return None
    return Page(url, page.site, PageKind.API, url, page.url)


def _count(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 8:
        return None
    return int(text) if int(text) <= _MOST_POSTS else None
