"""What a page says about itself: title, language, meta, links of the head, JSON-LD."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.page import Head, unescape
from scraper.text.whitespace import collapse

_MAX_OBJECTS = 200  # of JSON-LD
_MAX_CHARS = 1_000_000  # of one JSON-LD script
_MAX_META = 500
_TITLE = re.compile(r"<title(?: [^>]*)?>([^<]*)</title>")
_BASE = re.compile(r'<base [^>]*?href="([^"]*)"')
_META = re.compile(r"<meta ([^>]*)>")
_LINK = re.compile(r"<link ([^>]*)>")
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')
_RELATIONS = ("canonical", "alternate", "amphtml", "next", "prev", "shortlink", "license", "author")
_NAMES = ("property", "name", "http-equiv")


def read_head(tree: LexborHTMLParser, body: str, scripts: Sequence[str]) -> Head:
    """The head of a parsed page; a <meta> that stands in its serialised body counts as well."""
    root, head = tree.root, (tree.head.html if tree.head else None) or ""
    title = _TITLE.search(head) or _TITLE.search(body)
    base = _BASE.search(head)
    return Head(
        title=collapse(unescape(title[1])) if title else "",
        language=((root.attributes.get("lang") if root else "") or "").strip().lower(),
        meta=_meta(head, body),
        links=_links(head),
        base=unescape(base[1]).strip() if base else "",
        jsonld=_jsonld(scripts),
    )


def _meta(head: str, body: str) -> dict[str, list[str]]:
    """
    The contents of the metas, by their names.

    Why: an itemprop counts in a <head>, where it is the page's own; in a body it may be a card's.
    """
    found: dict[str, list[str]] = {}
    own = _META.findall(head)
    others = _META.findall(body) if "<meta " in body else []
    for place, written in enumerate((own + others)[:_MAX_META]):
        attributes = dict(_ATTRIBUTE.findall(written))
        content = attributes.get("content")
        if content is None:
            continue
        value = " ".join(unescape(content).split())
        names = [attributes[name] for name in _NAMES if name in attributes]
        if not names and place < len(own) and "itemprop" in attributes:
            names = [attributes["itemprop"]]
        for name in names:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _links(html: str) -> dict[str, list[str]]:
    """The addresses by relation; a page's many style sheets and hints for loading are none of these."""
    found: dict[str, list[str]] = {}
    for written in _LINK.findall(html)[:_MAX_META]:
        attributes = dict(_ATTRIBUTE.findall(written))
        href = attributes.get("href")
        if href is not None:
            for name in attributes.get("rel", "").lower().split():
                if name in _RELATIONS:
                    found.setdefault(name, []).append(unescape(href).strip())
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
