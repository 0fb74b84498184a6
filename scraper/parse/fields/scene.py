"""What the fields of one article are read from, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.parse.fields.lines import Line
from scraper.parse.page import Skim


@dataclass(frozen=True, slots=True)
class Scene:
    """A skimmed page and what is known of its article so far."""

    skim: Skim
    lines: Sequence[Line]  # around headline and body
    paragraphs: Sequence[str]  # the body
    objects: Sequence[Mapping[str, object]] = ()  # the JSON-LD that describes the article
    title: str = ""
    dated: int | None = None  # the block that shows the publication's date
    base: str = ""  # the address that relative ones are joined to
