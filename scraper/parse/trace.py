"""Follows a value's source back into the page: the text there, and the values read by that rule."""

import html
import re
from collections.abc import Mapping
from functools import lru_cache

from scraper.model import Article, Photo
from scraper.parse.fields.metadata import jsonld_facts
from scraper.parse.page import Skim
from scraper.parse.reader import Steps

MENDED = "; mended"  # what a source says of text that was mended
_QUOTED = re.compile(r'^(?:headline |breadcrumb )?text "(.*)"(; [^"]*)?$', re.DOTALL)
_FROM_TO = re.compile(r'^text from "(.*)" to "(.*)"(; [^"]*)?$', re.DOTALL)
_NAMED = re.compile(r"^(meta (?:name|property)|jsonld|itemprop|selector|time datetime|link rel)[= ](.+)$")
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ITEM = r"<[^>]*itemprop=[\"']?{}\b[^>]*>([^<]*)"
_STATED = re.compile(r"(?:content|datetime)=[\"']([^\"']*)")


def passage_of(source: str, steps: Steps, url: str) -> str | None:
    """
    The text that a source points to, as the page has it; None where it does not stand there.

    Shape: url is the page's own, which is all that some sources point to.
    """
    source = source.removesuffix(MENDED)
    if quote := _QUOTED.match(source):
        return quote[1] if _stands(steps.page, quote[1]) else None
    if ends := _FROM_TO.match(source):
        both = all(_stands(steps.page, part) for part in (ends[1], ends[2]))
        return f"{ends[1]} … {ends[2]}" if both else None
    if named := _NAMED.match(source):
        return _named(named[1], named[2].split("; ")[0], steps)
    article = steps.fields.article
    plain = {
        "url of the page": url,
        "words of the body": article.body[:200],
        "html lang": steps.page.head.language,
        "title": steps.page.head.title,
        "links of tags": ", ".join(article.tags),
    }
    return plain.get(source) or None


def values_by(field: str, source: str, steps: Steps) -> list[object]:
    """The values that reading the page again gives this field by this rule, the chosen one first."""
    source = source.removesuffix(MENDED)
    choice = steps.fields.choices.get(field)
    if choice is None:
        return []
    found = [choice.value] if choice.source == source else []
    return found + [one.value for one in choice.candidates if one.source == source]


def article_with(field: str, value: object) -> Article:
    """An article that has just this value."""
    given: dict[str, object] = {"url": "", "title": "", "body": "", field: value}
    return Article(**given)  # type: ignore[arg-type]  # a choice has its field's type


def shows_photos(value: object, kept: tuple[Photo, ...]) -> bool:
    """Whether each photograph that is read is among those that are kept, with what other captures added."""
    if not isinstance(value, tuple):
        return False
    return all(any(_is_part(photo, other) for other in kept) for photo in value)


def _is_part(photo: Photo, whole: Photo) -> bool:
    pairs = ((photo.url, whole.url), (photo.caption, whole.caption), (photo.credit, whole.credit))
    return all(part in (None, kept) for part, kept in pairs)


def _named(kind: str, name: str, steps: Steps) -> str | None:
    """What the named element, fact or selection says."""
    page = steps.page
    match kind:
        case "meta name" | "meta property":
            return next((text for text in page.head.meta.get(name, ()) if text), None)
        case "link rel":
            return next(iter(page.head.links.get(name, ())), None)
        case "jsonld":
            objects = [one for one in page.head.jsonld if isinstance(one, Mapping)]
            return next((fact.value for fact in jsonld_facts(objects, name)), None)
        case "itemprop":
            found = re.search(_ITEM.format(re.escape(name)), page.html)
            stated = _STATED.search(found[0]) if found else None
            return (stated[1] if stated else found[1].strip()) if found else None
        case "selector":
            from bs4 import BeautifulSoup  # here, because few pages have a profile

            selected = BeautifulSoup(page.html, "lxml").select_one(name)
            return " ".join(selected.get_text(" ").split()) if selected else None
    return name if name in page.html else None  # time datetime


def _stands(page: Skim, quote: str) -> bool:
    """Whether the words stand on the page, whatever white space and tags are between them."""
    wanted = _squeezed(quote.strip("…"))
    text = _text_of(page.html) + _text_of(page.furniture) + _squeezed(page.head.title)
    return wanted in text or all(_squeezed(word) in text for word in quote.strip("…").split())


@lru_cache(maxsize=8)
def _text_of(markup: str) -> str:
    return _squeezed(html.unescape(_TAGS.sub("", markup)))


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text.replace("\xad", "").replace("\u200b", ""))
