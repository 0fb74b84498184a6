"""Where the article of a page is: its headline, its body, and why each other block is no part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


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
