"""One address for one page: WHATWG parsing, without fragments, tracking parameters and session ids."""

import re
from functools import lru_cache

from ada_url import join_url, normalize_url

from scraper.errors import AddressError

# Parameters that say where a reader came from, never which page he reads.
# Source: the tracking lists of Firefox's query stripping and of ClearURLs, as they stand in news links.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|gclsrc|dclid|yclid|msclkid|igshid|igsh|mc_[ce]id|_ga|_gl|ref_src|s_cid"
    r"|phpsessid|jsessionid|ci_session)$",
    re.IGNORECASE,
)
# By name and value: sid=123 is an article's number, a long one that has letters too is a reader's.
_SESSION = re.compile(
    r"^(sid|sess|session|session_?id|oscsid|zenid|cftoken|aspsessionid\w*)=(?=[a-z]*\d)[0-9a-z]{24,}$",
    re.IGNORECASE,
)
_JSESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_LONGEST_KNOWN = 500  # characters of an address that may be asked for again
_MAX_LENGTH = 2_000  # characters; longer ones are traps, and no browser of the time showed them


def normalise_url(href: str, base: str | None = None) -> str:
    """
    The address under which a page is known: absolute, parsed as a browser does, parameters in order of name.

    Raises: AddressError where it is no http(s) address, holds a password, or is past 2,000 characters.
    Why: sorted parameters, because `?id=1&page=2` and `?page=2&id=1` are one page in every CMS seen.
    """
    url = _resolved(href, base)
    scheme, _, rest = url.partition("://")
    host = rest.split("/", 1)[0]
    if scheme not in ("http", "https") or not host:
        raise AddressError(f"{href[:200]!r} is no http(s) address", hint=_HINT)
    if "@" in host:
        raise AddressError("an address with a user name or password is not archived", hint=_HINT)
    url = url.split("#", 1)[0]
    if ";" in url:
        url = _JSESSION.sub("", url)
    if "?" in url:
        url = _with_sorted_query(url)
    if len(url) > _MAX_LENGTH:
        raise AddressError(f"{host}: an address of {len(url)} characters is not followed", hint=_HINT)
    return url


def host_of(url: str) -> str:
    """The host of a normalised address with its port where that is not the scheme's own."""
    return url.split("/", 3)[2]


def path_of(url: str) -> str:
    """Path and query of a normalised address, from its first slash."""
    return "/" + url.split("/", 3)[3]


def site_host(url: str) -> str:
    """The host of an address without `www.`: both are one site."""
    return host_of(url).removeprefix("www.")


NOWHERE = "https://unknown.invalid/page.html"  # the address of a page that was saved from nowhere
_HINT = "Give a whole address, as https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655"


def _resolved(href: str, base: str | None) -> str:
    """The address as a browser writes it; a page's own is asked for by each step of reading it."""
    try:
        return (_known if len(href) <= _LONGEST_KNOWN else _parsed)(href.strip(), base)
    except (ValueError, UnicodeEncodeError) as exc:
        raise AddressError(f"{href[:200]!r} is no address", hint=_HINT) from exc


def _parsed(href: str, base: str | None) -> str:
    """The address as ada writes it; strings, for its URL objects cost seven times as much."""
    return str(join_url(base, href) if base else normalize_url(href))


_known = lru_cache(maxsize=256)(_parsed)


def _with_sorted_query(url: str) -> str:
    path, _, query = url.partition("?")
    # `&amp;` stands in addresses that were escaped twice ("?id=3655&amp;utm_source=...")
    pairs = (pair for pair in query.replace("&amp;", "&").split("&") if pair)
    kept = sorted(
        pair for pair in pairs if not (_TRACKING.match(pair.split("=", 1)[0]) or _SESSION.match(pair))
    )
    return f"{path}?{'&'.join(kept)}" if kept else path
