"""What a page's JSON-LD says of the article, and of nothing else on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper.parse.page import Skim
from scraper.text.fingerprint import normalised_words

_ARTICLES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "blogposting", "socialmediaposting", "report",
        "analysisnewsarticle", "backgroundnewsarticle", "opinionnewsarticle", "liveblogposting",
        "pressrelease", "advertisercontentarticle", "scholarlyarticle", "techarticle",
    }
)  # fmt: skip
_PAGES = frozenset({"webpage", "itempage", "creativework", "videoobject"})
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the article."""

    value: str
    source: str  # `jsonld datePublished`


def article_objects(skim: Skim) -> list[Mapping[str, object]]:
    """The JSON-LD objects that describe articles, and behind them those that describe the page."""
    articles = [one for one in skim.head.jsonld if _types(one) & _ARTICLES]
    return articles + [one for one in skim.head.jsonld if _types(one) & _PAGES]


def objects_named(objects: list[Mapping[str, object]], title: str) -> list[Mapping[str, object]]:
    """Those of several articles that bear this title; all where there is only one article."""
    articles = [one for one in objects if _types(one) & _ARTICLES]
    if len(articles) < 2 or not title:
        return objects
    wanted = normalised_words(title)
    named = [one for one in articles if _names(one, wanted)] or articles[:1]
    return named + [one for one in objects if one not in articles]


def jsonld_facts(objects: Sequence[Mapping[str, object]], *keys: str) -> Iterator[Fact]:
    """The texts under these keys; of a nested object its name."""
    for one in objects:
        for key in keys:
            for text in texts_of(one.get(key)):
                yield Fact(text, f"jsonld {key}")


def texts_of(value: object, depth: int = 0) -> Iterator[str]:
    """The strings of a JSON value: itself, its items, or the name of an object."""
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value[:50]:
            yield from texts_of(item, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        yield from texts_of(value.get("name"), depth + 1)


def _types(one: Mapping[str, object]) -> frozenset[str]:
    value = one.get("@type")
    values = value if isinstance(value, list) else [value]
    return frozenset(item.rsplit("/", 1)[-1].lower() for item in values if isinstance(item, str))


def _names(one: Mapping[str, object], wanted: str) -> bool:
    return any(
        normalised_words(text) == wanted for key in ("headline", "name") for text in texts_of(one.get(key))
    )
