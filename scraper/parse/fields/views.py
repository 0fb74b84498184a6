"""How often the article was read, as its own counter says."""

import re
from collections.abc import Iterator, Sequence

from scraper.parse.fields.choice import Candidate, Choice, quoted
from scraper.parse.fields.lines import Line, Where
from scraper.parse.fields.scene import Scene
from scraper.parse.layout import Role
from scraper.text.counts import FoundCount, number_of, views_in
from scraper.text.vocabulary import mentions

_EYE = re.compile(
    r"(?:^|[\s_-])eye(?:$|[\s_-])|visibility|viewer|views?(?:$|[\s_-])|dibaca|dilihat|glyphicon-eye"
)
# A class that calls what it holds a counter of views; Drupal's `views-field` and `view-content` are none.
_COUNTER = re.compile(
    r"(?:post|meta|entry|article|news|jeg|td|item|count|page|total|number)[_-]?(?:views?|hits?)"
    r"(?:[_-]?(?:counts?|counter|number))?(?=$|\s)"
    r"|(?:^|\s)(?:views|hits|views?[_-]?counts?|dibaca|dilihat|pembaca)(?=$|\s)"
)
_OTHERS = ("sidebar", "widget", "visitor", "pengunjung", "statisti")  # parts of class names
_OWN = re.compile(r"statistics[_-]counter")  # Drupal's counter of one article
_NUMBER = re.compile(
    r"[•·|\s]*(\d{1,3}(?:[.,]\d{3})+|\d{1,8}(?:[.,]\d{1,2})?)\s?(rb|jt|ribu|juta|k|m)?(?:\s?(?:x|kali))?[\s|•·]*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·]\s")
_TEASER_SPACES = 2  # in a headline, at least
_MAX_SHORT = 30  # characters of a line that may be one half of a counter


def read_views(scene: Scene) -> Choice[int]:
    """The counter beside the article; None where there is none or its place is empty."""
    around = (line for line in scene.lines if line.where is not Where.BODY)
    lines = [line for line in around if not mentions(_OWN.sub("", line.hints), _OTHERS)]
    found = sorted(_candidates(lines, scene.dated), key=lambda one: -one.confidence)
    filled = tuple(Candidate(one.value, one.source, one.confidence) for one in found if one.value is not None)
    if filled:
        return Choice(filled[0].value, filled[0].source, "", filled)
    if found:
        return Choice(reason=f"the counter is empty: {found[0].source}")
    return Choice(reason="no counter beside the article")


def _candidates(lines: Sequence[Line], dated: int | None) -> Iterator[Candidate[int | None]]:
    for place, line in enumerate(lines):
        if line.role is Role.CAPTION or line.link_chars > len(line.text) * 0.8:
            continue
        if line.where is Where.BELOW and any(one.label is None for one in line.dates):
            continue  # a row of another article
        if line.where is Where.BELOW and not line.is_inside and place and _is_teaser(lines[place - 1]):
            continue  # the counter of another article
        found = views_in(line.text) or _in_a_piece(line)
        if found:
            yield Candidate(found.value, quoted(found.quote), _confidence(line, labelled=found.is_labelled))
            continue
        number = _beside_an_eye(line)
        if number is not None:
            yield Candidate(number, quoted(line.text), _confidence(line, labelled=True) - 0.1)
            continue
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following and following.number == line.number + 1:
            third = lines[place + 2] if place + 2 < len(lines) and following.text in (":", "：") else None
            yield from _of_two(line, third if third and third.number == line.number + 2 else following)
        if dated is not None and abs(line.number - dated) <= 3 and line.number != dated:
            yield from _of_a_bullet(line)


def _is_teaser(line: Line) -> bool:
    """Whether a line is nothing but the linked headline of another article."""
    return line.link_chars > len(line.text) * 0.8 and line.text.count(" ") >= _TEASER_SPACES


def _confidence(line: Line, *, labelled: bool) -> float:
    base = {Where.BETWEEN: 0.9, Where.ABOVE: 0.75, Where.BELOW: 0.6}.get(line.where, 0.3)
    return round(base - 0.01 * line.steps - (0.0 if labelled else 0.1) - (0.0 if line.is_inside else 0.2), 3)


def _beside_an_eye(line: Line) -> int | None:
    """The bare number right behind an icon of an eye, or in an element whose class calls it a counter."""
    for piece in line.pieces:
        match = _NUMBER.fullmatch(piece.text)
        own = piece.hints[len(line.hints) :] if len(line.pieces) > 1 else piece.hints
        if match and ((piece.icon and _EYE.search(piece.icon)) or _COUNTER.search(own)):
            return number_of(match[1], match[2])
    return None


def _in_a_piece(line: Line) -> FoundCount | None:
    """A counter that is cut off from the rest of its line by markup alone: `<i class=eye></i> 123 kali`."""
    if len(line.pieces) < 2:
        return None
    return next((found for piece in line.pieces if (found := views_in(piece.text))), None)


def _of_two(line: Line, following: Line) -> Iterator[Candidate[int | None]]:
    """A counter whose label and number stand in two blocks, either first."""
    if len(line.text) > _MAX_SHORT or len(following.text) > _MAX_SHORT:
        return
    if not (_NUMBER.fullmatch(line.text) or _NUMBER.fullmatch(following.text) or following.text[0] in ":："):
        return
    joined = f"{line.text} {following.text}"
    found = views_in(joined)
    if found and found.value is not None and views_in(following.text) is None:
        yield Candidate(found.value, quoted(joined), _confidence(line, labelled=True) - 0.02)


def _of_a_bullet(line: Line) -> Iterator[Candidate[int | None]]:
    """`•  916` in the list that also shows the date."""
    match = _NUMBER.fullmatch(line.text)
    if match and _BULLET.match(line.text):
        value = number_of(match[1], match[2])
        if value is not None:
            yield Candidate(value, quoted(line.text), 0.55)
