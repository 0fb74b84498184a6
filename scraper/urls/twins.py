"""Addresses that show the same page once more: for printing, for phones, with another scheme or with www."""

import re
from functools import lru_cache

from scraper.urls.normalise import host_of, site_host

# Parameters that ask for a page's other dress, as Joomla, WordPress, Blogger and AMP write them.
_DRESSES = {
    "print": {"1", "true", "yes", ""},
    "tmpl": {"component"},
    "amp": {"1", "true", ""},
    "m": {"1"},
    "outputtype": {"amp"},
    "output": {"amp"},
    "layout": {"print"},
}
_LAST_PART = re.compile(r"(/[^/?]{4,})(/(amp|print|cetak))+/?$", re.IGNORECASE)

_OF_A_PRINT = re.compile(r"/(cetak|print|amp)(?=[/.?]|$)", re.IGNORECASE)


@lru_cache(maxsize=4_096)  # menus name the same addresses on every page
def plain_url(url: str) -> str:
    """
    The normalised address without what asks for the same page in another dress; as it is where nothing does.

    Why: `?print=1`, `?tmpl=component` and `/amp/` are links of the page whose address is left: it exists.
    """
    path, mark, query = url.partition("?")
    scheme, _, host, way = path.split("/", 3)
    path = f"{scheme}//{host}" + _LAST_PART.sub(r"\1", f"/{way}")
    if not mark:
        return path
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _is_dress(pair)]
    if len(kept) < len(pairs):
        kept = [pair for pair in kept if pair != "page="]  # Joomla's print links carry it
    return f"{path}?{'&'.join(kept)}" if kept else path


def home_url(url: str, base: str) -> str:
    """
    The address on the scheme and host of the base, where it is of the same site on a usual port.

    Why: a site answers on http and https, with www. and without, and its own links mix them.
    """
    host, home = host_of(url), host_of(base)
    if ":" in host or ":" in home or site_host(url) != site_host(base):
        return url
    return base.split("/", 3)[0] + "//" + home + "/" + url.split("/", 3)[3]


def plainness(url: str) -> tuple[bool, bool, int, str]:
    """A sort key for the addresses of one article: the one to cite comes first."""
    is_dressed = plain_url(url) != url or _OF_A_PRINT.search(url) is not None
    return (is_dressed, not url.startswith("https:"), len(url), url)


def _is_dress(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return value.lower() in _DRESSES.get(name.lower(), ())
