"""Makes a claim of what a witness says: an address in the site's scope, with days that can be true."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scraper.errors import AddressError
from scraper.model import Claim, Page, PageKind
from scraper.sites import Site, kind_in_scope
from scraper.urls import normalise_url, path_of, site_host

_FIRST_DAY = date(1994, 1, 1)  # no government had a news page before
_AHEAD = timedelta(days=2)  # a day may have begun elsewhere
_YEAR_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(?:(0?[1-9]|[12]\d|3[01])/)?")


def claim_of(
    href: str,
    origin: Page,
    site: Site,
    published: datetime | None = None,
    changed: datetime | None = None,
    *,
    is_article: bool = False,
) -> Claim | None:
    """The claim that this address is worth asking for; None where it is none of the site."""
    try:
        url = normalise_url(href, origin.url)
    except AddressError:
        return None
    kind = kind_in_scope(site, url)
    if kind is None or url == origin.url:
        return None
    if is_article and kind is PageKind.UNKNOWN:
        kind = PageKind.ARTICLE
    day = day_in(published, site.zone)
    page = Page(url, site.name, kind, href, origin.url)
    told = day.isoformat() if day else day_in_address(url)
    return Claim(page, told, changed if day_in(changed, None) else None)


def machine_page(href: str, origin: Page, site: Site, kind: PageKind) -> Page | None:
    """The page of this kind at this address; None where it is not on the site's hosts, or the origin."""
    try:
        url = normalise_url(href, origin.url)
    except AddressError:
        return None
    if site_host(url) not in site.hosts or url == origin.url:
        return None
    return Page(url, site.name, kind, href, origin.url)


def day_in(moment: datetime | None, zone: ZoneInfo | None) -> date | None:
    """The day in this zone; None where no page can be of that day: 1970, 0001, the year after next."""
    if moment is None or not 1 < moment.year < 9999:
        return None
    day = (moment.astimezone(zone) if zone and moment.tzinfo else moment).date()
    return day if _FIRST_DAY <= day <= datetime.now(UTC).date() + _AHEAD else None


def day_in_address(url: str) -> str | None:
    """The day or the month that stands in an address, as in /2019/11/26/judul."""
    found = _YEAR_IN_PATH.search(path_of(url))
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    if day < _FIRST_DAY:
        return None
    return day.isoformat() if found[3] else day.isoformat()[:7]


def moment_of(text: str | None) -> datetime | None:
    """The aware moment that a W3C date means, 2019-11-26 or with a time and zone; None where it is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip()[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
