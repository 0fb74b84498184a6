"""Where the article of a page is: its headline, its body, and why each other block is no part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scraper.model import SiteMemory
from scraper.parse.boilerplate import boilerplate_in
from scraper.parse.copies import find_copies
from scraper.parse.edges import trim_edges
from scraper.parse.judgement import judge_blocks
from scraper.parse.labels import label_of
from scraper.parse.page import Block, Skim
from scraper.parse.read import read_paragraphs
from scraper.parse.selection import choose_body

_LABEL_CHARS = 150  # a longer line is no label
_LINKED, _LINK_CHARS, _MANY_LINKS = 0.8, 90, 4  # share, characters and number of a line that is all links


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
    if not skim.blocks:
        return Layout()
    copies = find_copies(skim)
    known = boilerplate_in(skim, memory) if memory else frozenset()
    judged = judge_blocks(skim, copies.keys())
    headline = judged.headline
    scores = {number: score for number, score in judged.scores.items() if number not in known}
    chosen = choose_body(skim, scores, headline)
    body = [number for number in chosen if number not in known and not _is_all_links(skim, number)]
    roles = [Role.OUTSIDE] * len(skim.blocks)
    container = _container(skim, body) if body else judged.main
    start, end = skim.starts[container], skim.ends[container]
    for block in skim.blocks:
        roles[block.number] = _role(block, start <= block.start < end)
    for numbers, role in ((copies, Role.COPY), (known, Role.BOILERPLATE), (body, Role.BODY)):
        for number in numbers:
            roles[number] = role
    for number, name in trim_edges(skim.blocks, body).items():
        roles[number] = Role(name)
    if headline is not None:
        roles[headline] = Role.HEADLINE
    body = [number for number in body if roles[number] is Role.BODY]
    return Layout(roles, headline, container, body, read_paragraphs(skim, body), copies)


def _is_all_links(skim: Skim, number: int) -> bool:
    """Whether a long line is many links and hardly a word beside them: tags, menus, spam."""
    block = skim.blocks[number]
    if block.link_chars < _LINKED * len(block.text) or len(block.text) < _LINK_CHARS:
        return False
    return skim.html.count("<a ", block.start, block.end) >= _MANY_LINKS


def _container(skim: Skim, body: Sequence[int]) -> int:
    """The innermost element around all of the body."""
    first, last = skim.blocks[body[0]], skim.blocks[body[-1]]
    around = [first.element, *skim.ancestors(first.element)]
    return next((element for element in around if skim.ends[element] >= last.end), around[-1])


def _role(block: Block, is_inside: bool) -> Role:
    """What a block is that belongs to no body."""
    if not is_inside:
        return Role.OUTSIDE
    label = label_of(block.text) if len(block.text) < _LABEL_CHARS else None
    if label and label[0] in ("related", "share", "nag", "comment", "meta"):
        return Role(label[0])
    if block.tag == "figcaption":
        return Role.CAPTION
    return Role.RELATED if block.link_chars > len(block.text) / 2 else Role.META
