"""Where the article of a page is: its headline, its body, and why each other block is no part of it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scraper.model import SiteMemory
from scraper.parse.copies import find_copies
from scraper.parse.edges import trim_edges
from scraper.parse.labels import label_of
from scraper.parse.page import Block, Skim
from scraper.parse.read import read_paragraphs


class Role(StrEnum):
    """What a block is to the article."""

    BODY = "body"
    HEADLINE = "headline"
    META = "meta"  # a line beside headline or body: date, counter, author, category, tags
    CAPTION = "caption"  # a picture's caption or credit
    COPY = "copy"  # stands elsewhere on the page, better
    BOILERPLATE = "boilerplate"  # stands on other pages of the site
    RELATED = "related"  # teasers of other articles, inside or around the body
    SHARE = "share"
    NAG = "nag"  # asks the reader to register, subscribe, enable something
    COMMENT = "comment"
    OUTSIDE = "outside"  # not in the article's container


@dataclass(frozen=True, slots=True)
class Layout:
    """
    The article's place among the blocks of a skim.

    Shape: numbers are Block.number; every block has a role; paragraphs are the body's, in order.
    """

    roles: Sequence[Role] = ()  # one for each block
    headline: int | None = None  # the headline's best copy
    container: int = 0  # the element that holds the body
    body: Sequence[int] = ()
    paragraphs: Sequence[str] = ()
    copies: Mapping[int, int] = field(default_factory=dict)  # dropped block to the block it repeats

    def numbers(self, *roles: Role) -> list[int]:
        """The blocks that have one of these roles, in document order."""
        return [number for number, role in enumerate(self.roles) if role in roles]


def lay_out(skim: Skim, memory: SiteMemory | None = None) -> Layout:
    """The layout of a skimmed page."""
    del memory
    copies = find_copies(skim)
    container = _container(skim, copies)
    headline = _headline(skim)
    roles = [
        Role.COPY if block.number in copies else _role(skim, block, container, headline)
        for block in skim.blocks
    ]
    body = [number for number, role in enumerate(roles) if role is Role.BODY]
    for number, role in trim_edges(skim.blocks, body).items():
        roles[number] = Role(role)
    body = [number for number in body if roles[number] is Role.BODY]
    return Layout(roles, headline, container, body, read_paragraphs(skim, body), copies)


def _weight(block: Block) -> float:
    length = len(block.text)
    if block.link_chars > length / 2:
        return -length / 2
    if length >= 80 or (length >= 40 and block.text[-1] in '.!?…”"'):
        return float(length)
    return -8.0


def _container(skim: Skim, copies: Container[int]) -> int:
    sums = [0.0] * max(1, len(skim.tags))
    for block in skim.blocks:
        if block.number not in copies:
            sums[block.element] += _weight(block)
    best = 0
    for element in range(len(sums) - 1, 0, -1):
        if sums[element] > sums[best] or best == 0:
            best = element
        sums[skim.parents[element]] += sums[element]
    return best


def _headline(skim: Skim) -> int | None:
    head = " ".join((skim.head.title, skim.head.first("og:title", "twitter:title") or "")).lower()
    best, score = None, 0.3
    for block in skim.blocks:
        words = set(block.text.lower().split())
        if 8 <= len(block.text) <= 300:
            overlap = len([word for word in words if word in head]) / len(words)
            value = (
                overlap * min(1, len(words) / 5)
                + (0.3 if block.heading_level else 0)
                - block.link_chars / 999
            )
            if value > score:
                best, score = block.number, value
    return best


def _role(skim: Skim, block: Block, container: int, headline: int | None) -> Role:
    if block.number == headline:
        return Role.HEADLINE
    if not skim.starts[container] <= block.start < skim.ends[container]:
        return Role.OUTSIDE
    label = label_of(block.text) if len(block.text) < 150 else None
    if label and label[0] in ("related", "share", "nag", "comment"):
        return Role(label[0])
    if block.tag == "figcaption":
        return Role.CAPTION
    if block.link_chars > len(block.text) / 2 or block.hidden:
        return Role.RELATED
    return Role.BODY
