"""Fields that a site's profile points to with a CSS selector."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from scraper.model import Photo
from scraper.parse.fields.choice import Candidate, Choice
from scraper.parse.fields.clues import Clues
from scraper.parse.fields.moments import Moment
from scraper.parse.fields.published import choose_dates
from scraper.parse.page import Skim
from scraper.text.bylines import byline_in
from scraper.text.categories import category_in
from scraper.text.counts import number_of, views_in
from scraper.text.credits import credit_in
from scraper.text.dates import find_dates, read_date
from scraper.text.places import dateline_of
from scraper.text.whitespace import collapse

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_FIELDS = ("title", "published_at", "views", "byline", "category", "place", "photo_credit")


def select_fields(skim: Skim, selectors: Mapping[str, str], clues: Clues) -> dict[str, Choice[object]]:
    """The choices for the fields whose selector finds a value; the others are left to general reading."""
    wanted = {name: selectors[name] for name in _FIELDS if name in selectors}
    if not wanted:
        return {}
    from bs4 import BeautifulSoup  # here, because most pages are read without a profile

    soup = BeautifulSoup(skim.html, "lxml")
    found: dict[str, Choice[object]] = {}
    for name, selector in wanted.items():
        for text in _texts(soup, selector):
            value = _value(name, text, clues)
            if value is not None:
                source = f"selector {selector}"
                key = "photos" if name == "photo_credit" else name
                found[key] = Choice(value, source, "", (Candidate(value, source, 1.0),))
                break
    return found


def _texts(soup: "BeautifulSoup", selector: str) -> Iterator[str]:
    """What the selected elements say: their machine-readable value, else their words."""
    for tag in soup.select(selector):
        stated = str(tag.get("datetime") or tag.get("content") or "")
        text = collapse(tag.get_text(" "))
        yield from (one for one in (stated, text) if one)


def _value(name: str, text: str, clues: Clues) -> object:
    if name == "published_at":
        return _moment(text, clues)
    if name == "views":
        found = views_in(text)
        return found.value if found else number_of(text)
    if name == "photo_credit":
        credit = credit_in(text)
        return (Photo(None, credit.caption, credit.credit) if credit else Photo(credit=text),)
    if name == "byline":
        byline = byline_in(text)
        return byline.text if byline and byline.text else text
    if name == "category":
        return category_in(text) or text
    if name == "place":
        place = dateline_of(text)
        return place.place if place else text
    return text


def _moment(text: str, clues: Clues) -> object:
    one = read_date(text, order=clues.order, now=clues.now)
    dates = [one] if one else find_dates(text, order=clues.order, now=clues.now)[:1]
    moments = [Moment(date.value, "", 1.0, is_shown=True) for date in dates if date.value is not None]
    return choose_dates(moments, clues).published.value
