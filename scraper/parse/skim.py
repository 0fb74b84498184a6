"""From decoded text to the page's blocks: one parse, one serialisation, one pass over its tags."""

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scraper.parse.bombs import defused
from scraper.parse.furniture import cut_furniture, without_comments
from scraper.parse.head import read_head
from scraper.parse.icons import with_icons
from scraper.parse.lines import clean_line, line_of
from scraper.parse.page import Block, Head, Skim

# Inline elements, grouped by first letters because the pattern is tried at every tag of a page. Among them
# are parts of formulas and Word's o:p; <br> and <hr> are not, because they end a line.
_INLINE = (
    "a(?:bbr|cronym|mp-img|rea)?|b(?:ase(?:font)?|d[io]|gsound|ig|link|old)?|c(?:ite|o(?:de|l))"
    "|d(?:ata|el|fn)|em(?:bed)?|f(?:ont|rame)|i(?:mg|n(?:put|s))?|k(?:bd|eygen)|l(?:abel|ink)"
    "|m(?:a(?:rk|th)|eta|frac|i|n|o|row|su[bp])|nobr|o:p|p(?:aram|icture)|q|r(?:b|p|tc?|uby)"
    "|s(?:amp|mall|ource|pan|t(?:1:(?:city|place)|r(?:ike|ong))|u[bp])?|t(?:ime|rack|t)|u(?:1:p)?|var|wbr"
)
# lexbor writes ">" inside an attribute as &gt;
_BLOCK_TAG = re.compile(rf"<(?!/?(?:{_INLINE})[ >])([^>]*)>")
_BREAKS = frozenset({"br", "hr"})
_HIDDEN = re.compile(r'(?:^|\s)hidden=""|display:\s*none|visibility:\s*hidden', re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAX_TAGS = 200_000  # of a body; the largest real page seen has 30,000


def skim(page: str | bytes) -> Skim:
    """The page's head, elements and blocks; bytes are UTF-8; whatever it is, something comes back."""
    if isinstance(page, str):
        page = page.encode("utf-8", "replace")
    try:
        tree = LexborHTMLParser(with_icons(defused(page)))
    except (SelectolaxError, ValueError, RuntimeError):
        return walk("", Head())
    scripts = [node.text() for node in tree.css('script[type*="ld+json"]')]
    furniture = cut_furniture(tree)
    body = tree.body or tree.css_first("frameset")
    html = without_comments((body.html if body else None) or "")
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
    blocks: list[Block] = []
    around = [-1]  # the elements that are open here, outermost first
    inner = -1  # the last of them
    position = hidden_at = 0
    linked = False
    new = tuple.__new__  # Block(...) would take twice the time
    pairs = iter(_BLOCK_TAG.split(html, _MAX_TAGS))
    for text, tag in zip(pairs, pairs, strict=False):
        if text:
            if not text.isspace():
                if "<" in text:
                    line, link_chars, linked = line_of(text, linked)
                else:
                    line = clean_line(text)
                    link_chars = len(line) if linked else 0
                if line:
                    name = tags[inner]
                    end, level = position + len(text), _HEADINGS.get(name, 0)
                    values = (len(blocks), line, name, inner, position, end, link_chars, hidden_at > 0, level)
                    blocks.append(new(Block, values))
            position += len(text)
        if tag[0] == "/":
            position += len(tag) + 2
            if inner >= 0:
                ends[around.pop()] = position
                inner = around[-1]
                if len(around) == hidden_at:
                    hidden_at = 0
            continue
        name, _, written = tag.partition(" ")
        if name in _BREAKS:
            position += len(tag) + 2
            continue
        if written and not hidden_at and ("hidden" in written or "display" in written):
            hidden_at = len(around) if _HIDDEN.search(written) else 0
        parents.append(inner)
        inner = len(tags)
        around.append(inner)
        tags.append(name)
        attributes.append(written)
        starts.append(position)
        position += len(tag) + 2
        ends.append(position)
    for element in around[1:]:  # only where the page was cut at _MAX_TAGS
        ends[element] = position
    return Skim(head, html, blocks, tags, parents, attributes, starts, ends, furniture)
