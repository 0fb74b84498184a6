"""What a page says about itself: title, language, meta, links of the head, JSON-LD."""

import json
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.page import Head
from scraper.text.whitespace import collapse

_MAX_OBJECTS = 200  # of JSON-LD
_MAX_CHARS = 1_000_000  # of one JSON-LD script
_MAX_META = 500


def read_head(tree: LexborHTMLParser, scripts: Sequence[str]) -> Head:
    """The head of a parsed page, with the JSON-LD scripts that were taken from it."""
    root, title, base = tree.root, tree.css_first("title"), tree.css_first("base[href]")
    return Head(
        title=collapse(title.text()) if title else "",
        language=((root.attributes.get("lang") if root else "") or "").strip().lower(),
        meta=_meta(tree),
        links=_links(tree),
        base=((base.attributes.get("href") if base else "") or "").strip(),
        jsonld=_jsonld(scripts),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:_MAX_META]:
        attributes = node.attributes
        content = collapse(attributes.get("content") or "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _links(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("link[rel][href]")[:_MAX_META]:
        attributes = node.attributes
        for rel in (attributes.get("rel") or "").lower().split():
            found.setdefault(rel, []).append((attributes.get("href") or "").strip())
    return found


def _jsonld(scripts: Sequence[str]) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for script in scripts:
        if len(script) <= _MAX_CHARS:
            found += _objects(_loaded(script))
    return found[:_MAX_OBJECTS]


def _loaded(script: str) -> object:
    """The script's value; None where it is no JSON even with its line breaks and comments mended."""
    script = script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[")
    script = script.removesuffix("//]]>").strip().rstrip(";")
    for attempt in (script, script.replace("\r", " ").replace("\n", " ").replace("\t", " ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects at the top: of a list, of an @graph, or the value itself."""
    waiting, seen = [value], 0
    while waiting and seen < _MAX_OBJECTS:
        seen += 1
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MAX_OBJECTS]
        elif isinstance(value, dict):
            yield value
            graph = value.get("@graph")
            if isinstance(graph, list | dict):
                waiting.append(graph)
