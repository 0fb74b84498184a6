"""From decoded text to the page's blocks: one parse, one serialisation, one pass over its tags."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scraper.parse.furniture import without_furniture
from scraper.parse.head import read_head
from scraper.parse.lines import line_of
from scraper.parse.nesting import flatten
from scraper.parse.page import Block, Head, Skim

# Never a part of what a reader reads: of 2,804 annotated pages, no article stood inside one of these.
_DROPPED = [
    *("script", "style", "noscript", "svg", "iframe", "template", "select", "textarea", "dialog"),
    *("video", "audio", "object"),
]
# Inline elements, grouped by first letters because the pattern is tried at every tag of a page. Among them
# are parts of formulas, Word's o:p, and those without content, of which <br> and <hr> end a line in a run.
_INLINE = (
    "a(?:bbr|cronym|mp-img|rea)?|b(?:ase(?:font)?|d[io]|gsound|ig|link|old|r)?|c(?:ite|o(?:de|l))"
    "|d(?:ata|el|fn)|em(?:bed)?|f(?:ont|rame)|hr|i(?:mg|n(?:put|s))?|k(?:bd|eygen)|l(?:abel|ink)"
    "|m(?:a(?:rk|th)|eta|frac|i|n|o|row|su[bp])|nobr|o:p|p(?:aram|icture)|q|r(?:b|p|tc?|uby)"
    "|s(?:amp|mall|ource|pan|t(?:1:(?:city|place)|r(?:ike|ong))|u[bp])?|t(?:ime|rack|t)|u(?:1:p)?|var|wbr"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# lexbor writes ">" inside an attribute as &gt;
_BLOCK_TAG = re.compile(rf"<(?!/?(?:{_INLINE})[ >])([^>]*)>")
_BREAK = re.compile(r"<[bh]r(?: [^>]*)?>")
_HIDDEN = re.compile(r'(?:^|\s)hidden=""|display:\s*none|visibility:\s*hidden', re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_Run = tuple[str, int, int, bool]  # text with inline tags, its element, where it starts, whether it is hidden
_MAX_TAGS = 400_000  # of a body; the largest real page seen has 30,000


def skim(text: str) -> Skim:
    """The page's head, elements and blocks; whatever the text is, something comes back."""
    try:
        tree = LexborHTMLParser(flatten(text))
    except (SelectolaxError, ValueError, RuntimeError):
        return walk("", Head())
    scripts = []
    if "ld+json" in text:
        scripts = [node.text() for node in tree.css('script[type="application/ld+json"]')]
    tree.strip_tags(_DROPPED)
    body = (tree.body.html if tree.body else None) or ""
    html, furniture = without_furniture(_COMMENT.sub("", body))
    return walk(html, read_head(tree, html, scripts), furniture)


def walk(html: str, head: Head, furniture: str = "") -> Skim:
    """
    The elements and blocks of a serialised body.

    Why: one loop over the result of one split, because it runs once per tag of every page (measured: methods
    for open, close and text took twice as long, walking lexbor's nodes four times).
    """
    tags: list[str] = []
    parents: list[int] = []
    attributes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    runs: list[_Run] = []
    around = [-1]  # the elements that are open here, outermost first
    position = hidden_at = 0
    may_hide = "hidden" in html or "display" in html
    pairs = iter(_BLOCK_TAG.split(html, _MAX_TAGS))
    for text, tag in zip(pairs, pairs, strict=False):
        if text:
            if not text.isspace():
                runs.append((text, around[-1], position, hidden_at > 0))
            position += len(text)
        if tag[0] == "/":
            position += len(tag) + 2
            if len(around) > 1:
                ends[around.pop()] = position
                if len(around) == hidden_at:
                    hidden_at = 0
            continue
        name, _, written = tag.partition(" ")
        if may_hide and not hidden_at and ("hidden" in written or "display" in written):
            hidden_at = len(around) if _HIDDEN.search(written) else 0
        parents.append(around[-1])
        around.append(len(tags))
        tags.append(name)
        attributes.append(written)
        starts.append(position)
        position += len(tag) + 2
        ends.append(position)
    for element in around[1:]:  # only where the page was cut at _MAX_TAGS
        ends[element] = position
    return Skim(head, html, _blocks(runs, tags), tags, parents, attributes, starts, ends, furniture)


def _blocks(runs: list[_Run], tags: list[str]) -> list[Block]:
    """The lines of all runs; a run is cut at <br> and <hr>."""
    blocks: list[Block] = []
    linked = False
    for text, element, start, hidden in runs:
        tag = tags[element]
        level = _HEADINGS.get(tag, 0)
        broken = "<" in text and ("<br" in text or "<hr" in text)
        for part, begin in _spans(text, start) if broken else ((text, start),):
            line, link_chars, linked = line_of(part, linked)
            if line:
                place = (element, begin, begin + len(part))
                blocks.append(Block(len(blocks), line, tag, *place, link_chars, hidden, level))
    return blocks


def _spans(text: str, start: int) -> Sequence[tuple[str, int]]:
    """The parts between <br> and <hr>, and where they start."""
    found, begin = [], 0
    for match in _BREAK.finditer(text):
        found.append((text[begin : match.start()], start + begin))
        begin = match.end()
    return [*found, (text[begin:], start + begin)]
