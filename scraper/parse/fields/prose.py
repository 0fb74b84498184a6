"""Where a body's sentences begin, behind the lines of dates and names that it may start with."""

from collections.abc import Sequence

from scraper.parse.page import Skim

_LEADING, _PROSE = 12, 130  # blocks of the body that may be lines above it; characters of a paragraph
_SENTENCE = 5  # words of a short paragraph, less one
_STOPS, _QUOTES = (".", "!", "?", "…", "。"), "\"”»)*’' "


def second_paragraph(skim: Skim, body: Sequence[int]) -> int:
    """Where the body's second paragraph begins: of the long ones, where there are any."""
    leading = body[: 2 * _LEADING]
    long = [number for number in leading if len(skim.blocks[number].text) >= _PROSE]
    prose = long or [number for number in leading if is_prose(skim.blocks[number].text)]
    return prose[1] if len(prose) > 1 else body[-1] + 1


def last_copy(skim: Skim, body: Sequence[int], headline: int | None) -> int | None:
    """The headline's last copy among the body's first blocks, else the headline itself."""
    if headline is None:
        return None
    text = skim.blocks[headline].text
    copies = (number for number in body[:_LEADING] if number > headline and skim.blocks[number].text == text)
    return max(copies, default=headline)


def body_under(skim: Skim, body: Sequence[int], headline: int | None) -> Sequence[int]:
    """The body's blocks behind a headline that stands among them, where paragraphs follow it."""
    under = [number for number in body if headline is not None and number > headline]
    return under if any(is_prose(skim.blocks[number].text) for number in under) else body


def first_prose(skim: Skim, body: Sequence[int]) -> int:
    """The body's first block that is a paragraph and no line of dates and names."""
    return next((number for number in body[:_LEADING] if is_prose(skim.blocks[number].text)), body[0])


def is_prose(text: str) -> bool:
    """Whether this is a sentence or more: long, or of several words with a full stop behind them."""
    return len(text) >= _PROSE or (text.count(" ") >= _SENTENCE and text.rstrip(_QUOTES).endswith(_STOPS))
