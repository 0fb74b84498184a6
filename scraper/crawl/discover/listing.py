"""Reads which articles a listing names, and where it goes on: by number, rel=next or a "load more" button."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from scraper.crawl.discover.claims import claim_of
from scraper.crawl.discover.days import all_days, day_of_each, days_among, end_of, period_of
from scraper.crawl.discover.headlines import numbered_articles
from scraper.crawl.discover.markup import attributes_of, tags_in
from scraper.errors import AddressError
from scraper.model import Claim, Link, Page, PageKind, Testimony, WitnessKind
from scraper.sites import Site
from scraper.urls import chain_key, lists_again, normalise_url, paging_of, site_host, with_page

# Words that stand on the link to the next page.
_NEXT_WORDS = re.compile(
    r"\s*((halaman )?(selanjutnya|berikutnya)|lanjut|sesudahnya|seterusnya|next( page)?|older( posts)?"
    r"|pos(t|ingan)? lama|(tampilkan|muat|lihat) lebih banyak|load more"
    r"|nächste( seite)?|weiter|próxim[ao]|siguiente|suivante?|[›»→]|&gt;|>|>>)\s*[›»→>]*\s*",
    re.IGNORECASE,
)
# Attributes in which scripts keep the address of the next part.
_MORE = ("data-url", "data-next", "data-next-url", "data-next-page", "data-href", "data-load-more", "hx-get")
_LOOKS_LIKE_MORE = re.compile(r"(more|next|lanjut|lebih|muat|paging|pagination|infinite)", re.IGNORECASE)
_JSON_NAMES = frozenset(["url", "link", "href", "permalink", "next", "next_page_url", "next_url", "html"])
_MOST_STRINGS = 5_000
_WHOLE = re.compile(r"<(html|body)\b", re.IGNORECASE)  # a page; what a button loads is a part of one


def read_listing(page: Page, links: Iterable[Link], text: str, site: Site) -> Testimony:
    """
    What this listing names, and the page that follows it.

    Shape: links are those of the page, in its order; text is its HTML, for what stands in no link.
    """
    links = tuple(links)
    articles = numbered_articles(links)
    claims = _claims(page, ((link.url, link.href) for link in links), site, articles)
    links = tuple(link for link in links if link.url not in articles)
    groups = days_among(text, _item_hrefs(claims))
    days = all_days(groups)
    dated = _dated(claims, day_of_each(groups), period_of(days))
    follows = _follows(page, links, text, site) or (
        None if _WHOLE.search(text) else _counted_on(page, claims)
    )
    said = _testimony(page, dated, follows, links)
    return replace(said, follows_until=end_of(days))


def _item_hrefs(claims: list[Claim]) -> list[str]:
    """The addresses of the articles as they are written in the page."""
    return [claim.page.href for claim in claims if claim.page.kind is PageKind.ARTICLE and claim.page.href]


def _dated(claims: list[Claim], each: list[date] | None, period: str | None) -> list[Claim]:
    """The claims with the day that stands with each article, else with what all days of the page share."""
    days = iter(each or ())
    dated = []
    for claim in claims:
        is_item = claim.page.kind is PageKind.ARTICLE
        day = next(days, None) if is_item else None
        told = day.isoformat() if day else period if is_item else None
        dated.append(replace(claim, published=claim.published or told))
    return dated


def read_fragment(page: Page, payload: bytes, site: Site) -> Testimony | None:
    """What a listing says that answers a "load more" in JSON; None where it is none."""
    try:
        strings = list(_strings(json.loads(payload)))
    except (ValueError, RecursionError):
        return None
    hrefs = [value for name, value in strings if name in _JSON_NAMES and "<" not in value]
    inside = "".join(value for _, value in strings if "<a" in value)
    hrefs += [attributes_of(tag).get("href", "") for tag in tags_in(inside, "a")]
    claims = _claims(page, ((href, href) for href in hrefs if href), site)
    following = [url for name, value in strings if "next" in name and (url := _on_site(value, page, site))]
    same = [url for url in following if chain_key(url) == chain_key(page.url)]
    counted = None if b'"next' in payload else _counted_on(page, claims)  # it says itself what follows
    follows = Page(same[0], page.site, PageKind.LISTING, same[0], page.url) if same else counted
    return _testimony(page, claims, follows, ()) if claims else None


def _testimony(page: Page, claims: list[Claim], follows: Page | None, links: tuple[Link, ...]) -> Testimony:
    own = paging_of(page.url)
    key = chain_key(page.url)
    others = (paging_of(link.url) for link in links if chain_key(link.url) == key)
    numbers = [paging.number for paging in others if paging]
    return Testimony(
        WitnessKind.LISTING,
        key,
        tuple(claims),
        own.number if own else 0,
        follows,
        last_number=max(numbers, default=None),
        is_again=lists_again(page.url),
    )


def _counted_on(page: Page, claims: list[Claim]) -> Page | None:
    """The part that follows one that names articles and does not say where it goes on: the next number."""
    paging = paging_of(page.url)
    if paging is None or not claims:
        return None
    url = with_page(page.url, paging.number + (len(claims) if paging.is_offset else 1))
    return Page(url, page.site, PageKind.LISTING, None, page.url)  # no link leads to it


def _claims(
    page: Page, addresses: Iterable[tuple[str, str]], site: Site, articles: frozenset[str] = frozenset()
) -> list[Claim]:
    """A claim for each address, given as resolved and as written, that may be an article's."""
    claims = []
    for url, href in addresses:
        claim = claim_of(url, page, site)
        if claim and url in articles and claim.page.kind is PageKind.LISTING:
            claim = replace(claim, page=replace(claim.page, kind=PageKind.UNKNOWN))
        if claim and claim.page.kind in (PageKind.ARTICLE, PageKind.UNKNOWN):
            claims.append(replace(claim, page=replace(claim.page, href=href)))
    return claims


def _follows(page: Page, links: tuple[Link, ...], text: str, site: Site) -> Page | None:
    """The next page: by its number, else by its name, else what a button would load."""
    own = paging_of(page.url)
    number = own.number if own else -1
    key = chain_key(page.url)
    numbered = [
        (paging.number, link.url)
        for link in links
        if chain_key(link.url) == key
        and (paging := paging_of(link.url))
        and paging.number > number
        and not (number < 0 and paging.is_first)
    ]
    called = (url for href in _called_next(links, text) if (url := _on_site(href, page, site)))
    loaded = (url for href in _load_more(text) if (url := _on_site(href, page, site)))
    for url in chain([min(numbered)[1]] if numbered else [], called, loaded):
        if url != page.url and not _goes_back(url, page):
            return Page(url, page.site, PageKind.LISTING, url, page.url)
    return None


def _called_next(links: tuple[Link, ...], text: str) -> Iterator[str]:
    for tag in chain(tags_in(text, "link"), tags_in(text, "a")):
        if "next" in tag:
            attributes = attributes_of(tag)
            if "next" in attributes.get("rel", "").lower().split() and attributes.get("href"):
                yield attributes["href"]
    for link in links:
        if link.text and len(link.text) < 40 and _NEXT_WORDS.fullmatch(link.text) and paging_of(link.url):
            yield link.url


def _load_more(text: str) -> Iterator[str]:
    """Addresses in attributes of buttons that load more; only those that have a page's number."""
    if not any(name in text for name in _MORE):
        return
    for tag in tags_in(text):
        if any(name in tag for name in _MORE) and _LOOKS_LIKE_MORE.search(tag):
            attributes = attributes_of(tag)
            yield from (attributes[name] for name in _MORE if name in attributes)


def _on_site(href: str, page: Page, site: Site) -> str | None:
    try:
        url = normalise_url(href, page.url)
    except AddressError:
        return None
    return url if site_host(url) in site.hosts and paging_of(url) else None


def _goes_back(url: str, page: Page) -> bool:
    own, other = paging_of(page.url), paging_of(url)
    return bool(own and other and own.first == other.first and other.number <= own.number)


def _strings(value: object) -> Iterator[tuple[str, str]]:
    """The texts in a JSON value with their names, at most 5,000; without recursion."""
    waiting: list[tuple[str, object]] = [("", value)]
    count = 0
    while waiting and count < _MOST_STRINGS:
        name, item = waiting.pop()
        count += 1
        if isinstance(item, str):
            yield name, item
        elif isinstance(item, dict):
            waiting.extend((str(key).lower(), inner) for key, inner in reversed(list(item.items())))
        elif isinstance(item, list):
            waiting.extend((name, inner) for inner in reversed(item))
