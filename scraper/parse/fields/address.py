"""The article's canonical URL: the one that the page names, where it can be believed."""

from scraper.errors import AddressError
from scraper.model import PageKind
from scraper.parse.fields.choice import Candidate, Choice
from scraper.parse.page import Head
from scraper.urls import classify_url, normalise_url, path_of, site_host


def read_address(head: Head, url: str) -> Choice[str]:
    """
    The normalised canonical URL.

    Why: the address is the record's identity, and many sites name their home page or a section on every
    page; only an address of the same host that looks like an article's is believed.
    """
    try:
        own = normalise_url(url)
    except AddressError:
        return Choice(url, "url of the page")
    found = [Candidate(own, "url of the page", 0.5)]
    stated = [
        *((href, "link rel=canonical") for href in head.links.get("canonical", ())),
        *((content, "meta property=og:url") for content in head.meta.get("og:url", ())),
    ]
    for href, source in stated:
        address = _believed(href, own)
        if address:
            found.insert(0, Candidate(address, source, 0.9))
            return Choice(address, source, "", tuple(found))
    return Choice(own, found[0].source, "", tuple(found))


def _believed(href: str, own: str) -> str | None:
    """The address normalised; None where it may be another page's."""
    if not href.strip():
        return None
    try:
        address = normalise_url(href, own)
    except AddressError:
        return None
    same_site = site_host(address) == site_host(own)
    is_article = path_of(address) != "/" and classify_url(address) is not PageKind.LISTING
    return address if same_site and is_article else None
