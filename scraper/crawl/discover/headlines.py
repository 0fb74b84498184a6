"""Tells links that only look like a listing's pages: articles numbered so, and numbers carried along."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from scraper.model import Link, Page
from scraper.urls import chain_key, paging_of

_LEAST_WORDS, _LEAST_LENGTH = 4, 20  # of a headline
_OF_PAGING = re.compile(
    r"\b(halaman|page|hal|berikutnya|selanjutnya|sebelumnya|semua|lebih|lainnya|next|previous|older|newer)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENOUGH_CARRIED = 3  # other pages of a site whose links all have this page's own number


def numbered_articles(links: Iterable[Link]) -> frozenset[str]:
    """
    The addresses that have a page's number, as `/berita.php?page=77`, and stand on a headline.

    Why each wording counts once: "Ke bagian 2 dari daftar", "Ke bagian 3 dari daftar" are no headlines.
    """
    told = [(link.url, _DIGITS.sub("#", link.text)) for link in links if _is_headline(link)]
    times = Counter(words for _, words in told)
    return frozenset(url for url, words in told if times[words] == 1 or not words.count("#"))


def without_carried(page: Page, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """
    The links without the page's own number where it is carried along, as `/berita/16/judul?page=3`.

    Why: an article that is linked so is no page of a listing, and has the plain address, too.
    """
    own = paging_of(page.url)
    if own is None or own.is_first:
        return links
    mine, plain = chain_key(page.url), {}
    for link in links:
        paging = paging_of(link.url)
        if paging and paging.number == own.number and chain_key(link.url) != mine:
            plain[link.url] = paging.first
    if len(plain) < _ENOUGH_CARRIED:
        return links
    return tuple(replace(link, url=plain.get(link.url, link.url)) for link in links)


def _is_headline(link: Link) -> bool:
    words = link.text
    is_long = len(words) >= _LEAST_LENGTH and words.count(" ") + 1 >= _LEAST_WORDS
    return is_long and paging_of(link.url) is not None and not _OF_PAGING.search(words)
