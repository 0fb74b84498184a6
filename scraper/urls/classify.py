"""What an address is likely to bring, from its shape alone: article, listing, feed, sitemap or asset."""

import re
from functools import lru_cache

from scraper.model import PageKind
from scraper.urls.normalise import path_of

# Endings that no article page has; from the links of the pages in docs/architecture.md's sources.
_ASSET = re.compile(
    r"\.(7z|apk|avi|bmp|bz2|css|csv|docx?|eot|epub|exe|gif|gz|ico|jpe?g|js|json|mov|mp[34]|mpe?g|odt|ogg|pdf"
    r"|png|pptx?|rar|svg|tar|tiff?|ttf|txt|wav|webm|webp|woff2?|wmv|xlsx?|xml|zip)$",
    re.IGNORECASE,
)
# Parts of a path that no news page has: accounts, forms, print and share doors.
_SERVICE = re.compile(
    r"(^|/)(wp-admin|wp-login\.php|wp-json|xmlrpc\.php|admin|administrator|login|logout|register|signup|signin"
    r"|daftar|cart|checkout|account|akun|share|sharer|mailto|print|cetak|embed|feed|rss|cgi-bin)(/|$|\.php)",
    re.IGNORECASE,
)
# Paging and archives, as seen on WordPress, Joomla K2, Laravel and CodeIgniter sites.
_PAGING = re.compile(
    r"(/(page|halaman|hal|load([_-]?more)?)[/_-]?\d+(\.html?|\.php)?/?$|[?&](page|paged|halaman|hal|start|offset|per_page)=\d+|/(index|semua|list)/\d+/?$)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    r"(^|/)(category|kategori|categories|tag|tags|author|archive|archives|arsip|indeks|itemlist|topik)(/|$)"
    r"|[?&](cat|tag|author|kategori|keyword|q|s)=",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^/([\w-]+/)?(index\.php/?)?(berita|news|artikel|articles?|kabar|warta|pengumuman|siaran-pers|press|posts?"
    r"|berita_\w+|read-news|info-terkini)/?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"([?&](id|p|article|article_id|idberita|newsid)=\d+)"  # a running number
    r"|/(detail|detil|baca|read|readmore|artikel|show|view|post|lihat)[_/-][^/]"  # a door to one text
    r"|/\d{4}/\d{1,2}/(\d{1,2}/)?[^/?]{8,}"  # year, month, slug
    r"|/\d{2,}[-_/][a-z][\w%-]{7,}"  # number, slug
    r"|[a-z]-\d{2,}(\.html?)?/?$"  # slug, number
    r"|/\d+(\.html?|/index\.html?)$",
    re.IGNORECASE,
)
# What is written for programs. A page for people that is called "sitemap" or "rss" is none of these.
_SITEMAP = re.compile(r"sitemap[\w.-]{0,60}\.(xml|txt|php)(\.gz)?$|[?&]sitemap=", re.IGNORECASE)
_FEED = re.compile(
    r"(^|/)(feed|rss|atom)(/(rss2?|atom|rdf))?/?$|(^|/)[\w-]{0,20}(feed|rss|atom)[\w-]{0,20}\.(xml|json|php)$|\.(rss|atom|rdf)$"
    r"|[?&](feed|format|type|alt)=(feed|rss2?|atom|rdf)\b|/feeds/posts/",
    re.IGNORECASE,
)
_API = re.compile(r"(^|/)wp-json(/|$)|[?&]rest_route=", re.IGNORECASE)
# Listings that show once more what others list: by tag, author, day, or words looked for.
_AGAIN = re.compile(
    r"(^|/)(tag|tags|author|topik|user|penulis)(/|$)|[?&](tag|author|keyword|q|s|cari|search)="
    r"|^/\d{4}(/\d{1,2}){0,2}/?$|^/(archives?|arsip)/\d",
    re.IGNORECASE,
)
_DAYS = re.compile(r"^/\d{4}(/\d{1,2}){0,2}(/page/\d+)?/?$")  # /2020/08/27/: what a day brought
_PERIOD = re.compile(r"^(/(archives?|arsip))?/\d{4}(/\d{1,2}){0,2}(/page/\d+)?/?$", re.IGNORECASE)
_SLUG_SEPARATORS = 3  # "bupati-lantik-pejabat-baru": a headline has four words or more
_TOKEN_LENGTH = 12
_MOST_KNOWN = 4_096  # addresses whose kind is not looked at again: menus name the same ones on every page


@lru_cache(maxsize=_MOST_KNOWN)
def is_asset(url: str) -> bool:
    """Whether the address names a file that is no page: a picture, a document, a script."""
    return bool(_ASSET.search(path_of(url).split("?", 1)[0]))


def lists_again(url: str) -> bool:
    """Whether a listing's address says that it shows what other listings show too: a tag's, an author's."""
    path = path_of(url)
    return bool(_AGAIN.search(path)) or bool(_DAYS.search(path))


def lists_days(url: str) -> bool:
    """Whether a listing's address says that it shows what a day, a month or a year brought."""
    return bool(_PERIOD.search(path_of(url)))


@lru_cache(maxsize=_MOST_KNOWN)
def is_service(url: str) -> bool:
    """Whether the address is a door for accounts, forms, sharing or printing."""
    return bool(_SERVICE.search(path_of(url).split("?", 1)[0]))


def is_later_page(url: str) -> bool:
    """Whether the address is a listing's second page or a later one: what is there came from the first."""
    found = _PAGING.search(path_of(url))
    return found is not None and int(re.sub(r"\D", "", found[0])[:9] or 0) > 1


@lru_cache(maxsize=_MOST_KNOWN)
def classify_url(url: str) -> PageKind:
    """What this normalised address is likely to bring; UNKNOWN where its shape does not tell."""
    path = path_of(url)
    machine = _machine_read(path)
    if machine is not None:
        return machine
    if path in ("/", "/index.php", "/index.html", "/home", "/beranda"):
        return PageKind.LISTING
    if _DAYS.search(path) or _PAGING.search(path) or _ARCHIVE.search(path) or _SECTION.search(path):
        return PageKind.LISTING
    if _ARTICLE.search(path) or _is_slug(path):
        return PageKind.ARTICLE
    return PageKind.UNKNOWN


def _machine_read(path: str) -> PageKind | None:
    bare = path.split("?", 1)[0]
    if _API.search(path):
        return PageKind.API
    if _SITEMAP.search(bare) or _SITEMAP.search(path):
        return PageKind.SITEMAP
    if _FEED.search(bare) or _FEED.search(path):
        return PageKind.FEED
    return PageKind.ASSET if _ASSET.search(bare) else None


def _is_slug(path: str) -> bool:
    """Whether the path ends in a headline's words, perhaps with a short token behind them."""
    parts = path.split("?", 1)[0].rstrip("/").rsplit("/", 2)[1:]
    if len(parts) == 2 and len(parts[1]) <= _TOKEN_LENGTH and _separators(parts[0]) >= _SLUG_SEPARATORS:
        return True
    return _separators(parts[-1]) >= _SLUG_SEPARATORS if parts else False


def _separators(part: str) -> int:
    return part.count("-") + part.count("_")
