"""Which page of a listing an address is: by number, by offset, or by a number at its end."""

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.urls.normalise import path_of

_MOST_DIGITS = 7  # a listing has no ten million pages
# Names of the page's number, and of the offset of its first item, as they stand on WordPress, Laravel, Joomla
# and CodeIgniter sites.
_NUMBER = re.compile(r"(?<=[?&])(page|paged|halaman|hal|pg|p_no|pageno|page_no)=(\d+)(?=&|$)", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=[?&])(start|offset|limitstart|per_page|from|row)=(\d+)(?=&|$)", re.IGNORECASE)
_FOLDER = re.compile(
    r"/(page|halaman|hal|load(?:[_-]?more)?)[/_-]?(\d+)(?:\.html?|\.php)?(?=/?(?:\?|$))", re.IGNORECASE
)
_TAIL = re.compile(r"/(index|semua|list|all)/(\d+)(?=/?(?:\?|$))", re.IGNORECASE)
# A running number: of an article, not of a page.
_ID = re.compile(r"(?<=[?&=/])(\d+)(?=(?:\.html?)?/?$)")


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of a listing: the listing's first page, and the number that stands in the address."""

    first: str
    number: int
    is_offset: bool = False

    @property
    def is_first(self) -> bool:
        """Whether the number means the first page itself."""
        return self.number <= (0 if self.is_offset else 1)


@lru_cache(maxsize=4_096)  # menus name the same addresses on every page
def paging_of(url: str) -> Paging | None:
    """Which page of which listing this normalised address is; None where it has no page's number."""
    head, tail = url[: -len(path_of(url))], path_of(url)
    for pattern, is_offset in ((_NUMBER, False), (_OFFSET, True)):
        found = pattern.search(tail)
        if found and len(found[2]) <= _MOST_DIGITS:
            return Paging(head + _without_parameter(tail, found), int(found[2]), is_offset)
    for pattern, is_offset in ((_FOLDER, False), (_TAIL, True)):
        found = pattern.search(tail)
        if found and len(found[2]) <= _MOST_DIGITS:
            rest = tail[: found.start()] + tail[found.end() :]
            return Paging(head + (rest if rest.startswith("/") else f"/{rest}"), int(found[2]), is_offset)
    return None


@lru_cache(maxsize=4_096)
def with_page(url: str, number: int) -> str:
    """The address of another page of the same listing; as it is where it has no page's number."""
    head, tail = url[: -len(path_of(url))], path_of(url)
    for pattern in (_NUMBER, _OFFSET, _FOLDER, _TAIL):
        found = pattern.search(tail)
        if found and len(found[2]) <= _MOST_DIGITS:
            return head + tail[: found.start(2)] + str(number) + tail[found.end(2) :]
    return url


def chain_key(url: str) -> str:
    """What all pages of one listing have in common: their first page, whatever its last slash."""
    paging = paging_of(url)
    first = paging.first if paging else url
    path, mark, query = first.partition("?")
    return path.rstrip("/") + mark + query


def number_in(url: str) -> tuple[str, int] | None:
    """
    The address with {} for the running number at its end, and that number; None where it has none.

    Shape: `/detail?id=3655` is (`/detail?id={}`, 3655); a number with words behind it stands for itself only.
    """
    path = path_of(url)
    found = _ID.search(path)
    if found is None or len(found[1]) > _MOST_DIGITS or found[1].startswith("0"):
        return None
    start = len(url) - len(path) + found.start()
    return url[:start].replace("{", "%7B") + "{}" + url[start + len(found[1]) :], int(found[1])


def with_number(template: str, number: int) -> str:
    """The address that number_in took apart, with another number."""
    return template.replace("{}", str(number), 1)


def _without_parameter(tail: str, found: re.Match[str]) -> str:
    rest = (tail[: found.start()] + tail[found.end() :].lstrip("&")).rstrip("&?")
    return rest.replace("?&", "?")
