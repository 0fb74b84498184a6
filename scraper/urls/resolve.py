"""The exact address to ask for: of a page, or where its redirect leads, as a browser understands it."""

from ada_url import URL

from scraper.errors import AddressError


def absolute_url(href: str, base: str | None = None) -> str:
    """
    The absolute http(s) address that a Location header or a page's own address names.

    Raises: AddressError where it is none.
    Why not normalise_url: a server that sends us to an address with a session id or with its own order of
    parameters would send us there for ever. A name and password are dropped: we have none to give away.
    """
    try:
        url = URL(href.strip(), base) if base else URL(href.strip())
    except (ValueError, UnicodeEncodeError) as exc:
        raise AddressError(f"{href[:200]!r} is no address") from exc
    if url.protocol not in ("http:", "https:") or not url.hostname:
        raise AddressError(f"{href[:200]!r} is no http(s) address")
    if url.username or url.password:
        url.username = url.password = ""
    if url.hash:
        url.hash = ""
    return url.href
