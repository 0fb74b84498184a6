"""The article's headline: the one above the body, whole, without what stands around it."""

import re
from collections.abc import Sequence

from scraper.parse.fields.choice import Candidate, Choice, quoted
from scraper.parse.fields.headline import Stated
from scraper.parse.fields.pieces import pieces_in
from scraper.parse.page import Head, Skim
from scraper.text.dates import find_dates
from scraper.text.fingerprint import normalised_words

_SEPARATOR = re.compile(r"\s+(?:[|•·»«]+|::+|[-–—])\s+|\s*\|\s*|(?<=\S)\s*[»«]\s*")
_CUT = re.compile(r"\s*(?:\.{2,}|…|,\.\.)\s*$")
_LEAD = re.compile(r"^[\s:|•·,–—-]+|[\s|•·–—-]+$")
_BULLET = re.compile(r"^[\s•·▪►»*|-]+(?=\S)")
_MAX_MARKUP = 8_000
_MAX_HEADING = 400  # characters of a heading's whole text
_MIN_WORDS = 2  # of a part that stands for a whole headline


def read_title(skim: Skim, headline: int | None, stated: Sequence[Stated]) -> Choice[str]:
    """
    The visible headline in its own letters; where it is cut, the whole one that the page states elsewhere.

    Why: og:title and <title> are the office's name on every page of many sites, and h1 is no safer, so they
    only confirm, complete or replace what stands above the body.
    """
    shown = _shown(skim, headline)
    candidates = [Candidate(one.text, one.source, 0.6) for one in stated]
    if shown:
        text, source = _refined(shown, stated)
        support = 0.95 if _same_words(text, stated) else 0.8
        chosen = Candidate(text, source or f"headline {quoted(shown[0])}", support)
        return Choice(text, chosen.source, "", (chosen, *candidates))
    for one in stated:
        title = _without_site(one.text, skim.head)
        if title:
            return Choice(title, one.source, "", tuple(candidates))
    return Choice(reason="no headline, and no title in the page's head")


def _shown(skim: Skim, headline: int | None) -> tuple[str, ...] | None:
    """The headline's text, whole and then by its parts; a heading may hold a kicker or a date besides."""
    if headline is None:
        return None
    block = skim.blocks[headline]
    whole = block.text
    html = skim.html[block.start : block.end]
    if block.heading_level:
        element = skim.element(block.element)
        html = skim.html[element.start : element.end]
        text = skim.text_of(element)
        whole = text if len(text) <= _MAX_HEADING and text.count(" ") > block.text.count(" ") else block.text
    pieces = [piece.text for piece in pieces_in(html, "")] if "<" in html and len(html) < _MAX_MARKUP else []
    return (whole, *pieces) if len(pieces) > 1 else (whole,)


def _refined(shown: tuple[str, ...], stated: Sequence[Stated]) -> tuple[str, str]:
    """The headline without a date, a kicker or a cut; the source where another one had to help."""
    whole = _BULLET.sub("", shown[0])
    cut = _CUT.search(whole)
    if cut:
        start = normalised_words(whole[: cut.start()])
        for one in stated:
            whole_ones = (part for part, words in one.parts if start and words.startswith(start))
            full = min(whole_ones, key=len, default=None)
            if full and not _CUT.search(full):
                return full, one.source
    same = _same_words(whole, stated)
    if same:
        return (same if len(shown) > 1 else whole), ""
    stated_words = {words for one in stated for _, words in one.parts}
    for piece in shown[1:]:
        words = normalised_words(piece)
        if words in stated_words and words.count(" ") >= _MIN_WORDS:
            return piece, ""
    return _without_date(whole), ""


def _same_words(shown: str, stated: Sequence[Stated]) -> str | None:
    """The stated title with the shown words; of a heading in several elements its spaces are right."""
    wanted = normalised_words(shown)
    return next((part for one in stated for part, words in one.parts if words == wanted), None)


def _without_date(whole: str) -> str:
    """A heading without the date in front of it."""
    dates = find_dates(whole[:60])
    if dates and not whole[: dates[0].start].strip(" ([|"):
        rest = _LEAD.sub("", whole[dates[0].end :])
        if rest.count(" ") >= _MIN_WORDS:
            return rest
    return whole


def _without_site(text: str, head: Head) -> str | None:
    """A title from the page's head without the site's name; None where nothing else is in it."""
    names = {
        normalised_words(name) for name in (head.first("og:site_name", "application-name") or "",) if name
    }
    if normalised_words(text) in names:
        return None
    for cut in reversed(list(_SEPARATOR.finditer(text))):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if normalised_words(after) in names or (not names and len(after.split()) <= len(before.split())):
            return before or None
        if normalised_words(before) in names:
            return after or None
    return text.strip() or None
