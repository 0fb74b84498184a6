"""What a skim of a page holds: its head, its elements, and its blocks of text; data only."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scraper.text.fingerprint import fingerprint

_ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')
_TAG = re.compile(r"<[^>]*>")


class Block(NamedTuple):
    """A run of text between two block-level boundaries or line breaks: a line as a reader sees it."""

    number: int  # its place in Skim.blocks
    text: str  # white space collapsed, entities decoded, never empty
    tag: str  # of the block-level element around it
    element: int  # index of that element
    start: int  # offsets of the text in Skim.html
    end: int
    link_chars: int  # how many characters of the text are linked
    hidden: bool  # by style or attribute, here or further out
    heading_level: int  # 1 to 6 inside h1 to h6, else 0

    @property
    def fingerprint(self) -> int:
        """64 bits that are the same wherever the same words stand."""
        return fingerprint(self.text)


class Element(NamedTuple):
    """One element of the page's body; made on demand, since most are never looked at."""

    tag: str
    start: int  # offset of its start tag in Skim.html
    end: int  # offset behind its end tag
    attributes: Mapping[str, str]  # names in lower case, values decoded
    parent: int  # index of the block-level element around it; -1: none

    @property
    def classes(self) -> str:
        """Class and id in lower case, as one string."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}".strip().lower()


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself outside its text."""

    title: str = ""  # <title>
    language: str = ""  # <html lang>, lower case
    meta: Mapping[str, Sequence[str]] = field(default_factory=dict)  # name or property, lower case
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)  # rel, lower case, to href as written
    base: str = ""  # <base href>
    jsonld: Sequence[Mapping[str, object]] = ()  # every object, @graph and lists flattened

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta names that has one."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)


@dataclass(frozen=True, slots=True)
class Skim:
    """
    A page, read once at C speed.

    Shape: the block-level elements are columns in document order, so that what is inside one follows it;
    inline elements (a, img, time, span) are found in the text when somebody asks for them.
    """

    head: Head
    html: str  # the body, serialised after scripts, styles and comments were dropped
    blocks: Sequence[Block]
    tags: Sequence[str]
    parents: Sequence[int]  # -1: none
    attributes: Sequence[str]  # as written, quoted with "
    starts: Sequence[int]
    ends: Sequence[int]
    furniture: str = ""  # the page's large <nav> and <footer> elements, which are not in html

    def element(self, index: int) -> Element:
        """The block-level element at this index, its attributes parsed."""
        return Element(
            self.tags[index],
            self.starts[index],
            self.ends[index],
            parse_attributes(self.attributes[index]),
            self.parents[index],
        )

    def ancestors(self, index: int) -> Iterator[int]:
        """The block-level element's parent, its parent, and so on outwards."""
        while (index := self.parents[index]) >= 0:
            yield index

    def element_at(self, offset: int) -> int:
        """The innermost block-level element around an offset; -1 where there is none."""
        index = bisect_right(self.starts, offset) - 1
        while index >= 0 and self.ends[index] <= offset:
            index = self.parents[index]
        return index

    def find(self, *tags: str) -> list[Element]:
        """Every element with one of these tags, inline ones too, in document order."""
        return self._found(rf"<({'|'.join(map(re.escape, tags))})(?: ([^>]*))?>")

    def find_with(self, attribute: str) -> list[Element]:
        """Every element that has this attribute, in document order."""
        if f" {attribute}=" not in self.html:
            return []
        return self._found(rf'<([^\s>/]+)((?: [^\s=>]+="[^">]*")*? {re.escape(attribute)}="[^>]*)>')

    def _found(self, pattern: str) -> list[Element]:
        return [
            Element(
                match[1],
                match.start(),
                self._end_of(match[1], match.end()),
                parse_attributes(match[2] or ""),
                self.element_at(match.start()),
            )
            for match in re.finditer(pattern, self.html)
        ]

    def _end_of(self, tag: str, offset: int) -> int:
        """Where an element ends whose start tag ends here; the start tag's own end where it is void."""
        index = bisect_right(self.starts, offset - 1) - 1
        if index >= 0 and self.tags[index] == tag and self.html.rfind("<", 0, offset) == self.starts[index]:
            return self.ends[index]
        close = f"</{tag}>"
        end = self.html.find(close, offset, offset + _MAX_INLINE)
        return end + len(close) if end >= 0 and tag not in _VOID else offset

    def text_of(self, element: Element) -> str:
        """All text inside an element as one line, words of neighbouring elements kept apart."""
        return " ".join(unescape(_TAG.sub(" ", self.html[element.start : element.end])).split())

    def pieces(self, block: Block) -> list[str]:
        """A block's text cut where inline elements meet, for lines like <b>Admin</b><i>19 Nov</i>."""
        cut = (" ".join(unescape(part).split()) for part in _TAG.split(self.html[block.start : block.end]))
        return [part for part in cut if part]


_VOID = frozenset({"img", "input", "link", "meta", "source", "track", "wbr"})
_MAX_INLINE = 20_000  # characters inside one inline element


def parse_attributes(written: str) -> dict[str, str]:
    """The attributes of a serialised tag."""
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def unescape(text: str) -> str:
    """Text with the five entities decoded that a serialised page can hold."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0")
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")
