"""Which block is the headline: above the body, large, and called so by the page's head or address."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from scraper.parse.fields.metadata import jsonld_facts
from scraper.parse.fields.prose import first_prose
from scraper.parse.labels import label_of
from scraper.parse.layout import Layout, Role
from scraper.parse.page import Block, Head, Skim
from scraper.text.bylines import byline_in
from scraper.text.counts import views_in
from scraper.text.credits import credit_in
from scraper.text.dates import find_dates
from scraper.text.fingerprint import normalised_words
from scraper.text.mastheads import is_masthead
from scraper.text.vocabulary import mentions

_SEPARATOR = re.compile(r"\s+(?:[|•·»«]+|::+|[-–—])\s+|\s*\|\s*|(?<=\S)\s*[»«]\s*")
_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
# Parts of class names.
_TITLE_HINTS = ("title", "judul", "headline", "heading", "titulo", "titre", "uberschrift")
_OTHERS_HINTS = (
    "site-title", "sitetitle", "widget", "sidebar-heading", "related", "terkait", "popul", "footer", "menu",
    "navbar", "modal", "comment", "logo", "brand", "cookie",
)  # fmt: skip
_ELSEWHERE = frozenset({Role.RELATED, Role.COMMENT})
_CLASS = re.compile(r'(?:^|\s)(?:class|id|itemprop)="([^"]*)"')
_MAX_CUTS = 6  # separators of a stated title
_REACH, _NO_BODY_REACH = 45, 400  # blocks above the body; blocks of a page without one
_MIN_CHARS, _MAX_CHARS = 4, 320
_LONG_TITLE = 20  # characters of a title that is found inside a longer line
_MIN_SLUG = 3  # words of an address that say what an article is about
_LEVELS = (0.0, 3.0, 2.2, 1.6, 1.2, 1.0, 0.6)  # h1 to h6
_REPEATED = 2.0  # for a line that stands twice above the body: desktop and mobile, or crumb and headline
_CHARS_A_WORD = 5  # of a script without spaces it is no less sure
_RIGHT_ABOVE = 8  # blocks over the body in which a line that nothing marks may be the headline
_FLOOR = 1.0  # below this no block is a headline


class Stated(NamedTuple):
    """What metadata calls the article, where it says so, and each part of it with its normalised words."""

    text: str
    source: str
    parts: Sequence[tuple[str, str]]


def stated_titles(head: Head, objects: Sequence[Mapping[str, object]]) -> list[Stated]:
    """The titles that metadata state, the best first, equal ones once."""
    found = [(fact.value, fact.source) for fact in jsonld_facts(objects[:3], "headline")]
    for name in _META:
        found += [(content, f"meta property={name}") for content in head.meta.get(name, ())[:1] if content]
    if head.title:
        found.append((head.title, "title"))
    known: dict[str, Sequence[tuple[str, str]]] = {}
    for text, _ in found:
        if text not in known:
            known[text] = [(part, normalised_words(part)) for part in _parts(text)]
    return [Stated(text, source, known[text]) for text, source in found]


def _parts(text: str) -> list[str]:
    """The title whole, and without one part after the other from its end and its beginning."""
    cuts = list(_SEPARATOR.finditer(text))[:_MAX_CUTS]
    found = [text, *(text[: cut.start()] for cut in reversed(cuts)), *(text[cut.end() :] for cut in cuts)]
    return [part.strip() for part in found if part.strip()]


def find_headline(skim: Skim, layout: Layout, stated: Sequence[Stated], url: str) -> int | None:
    """The number of the headline's block; None where no block is one."""
    first = first_prose(skim, layout.body) if layout.body else min(len(skim.blocks), _NO_BODY_REACH)
    low = max(0, first - _REACH) if layout.body else 0
    titles = {words for one in stated for _, words in one.parts} - {""}
    slug, host = _slug_words(url), url.partition("://")[2].partition("/")[0]
    often = Counter(block.text for block in skim.blocks[low:first])
    best, best_score, best_words = None, _FLOOR, ""
    for block in _candidates(skim, low, first, titles):
        score = _score(skim, layout, block, titles, slug)
        if score is None or is_masthead(block.text, host):
            continue
        if layout.body and (block.heading_level or 0 <= first - block.number <= _RIGHT_ABOVE):
            score += _plain_score(block)
        score += _REPEATED if often[block.text] > 1 and block.text.count(" ") >= _MIN_SLUG else 0.0
        score -= 0.04 * abs(first - block.number) if layout.body else 0.02 * block.number
        if score >= best_score and (score := score - _faults(block)) >= best_score:
            best, best_score, best_words = block.number, score, normalised_words(block.text)
    if best is not None and best_words not in titles and _is_elsewhere(best_words, stated, slug):
        return None
    return best if best is not None else layout.headline


def _candidates(skim: Skim, low: int, first: int, titles: set[str]) -> Iterator[Block]:
    """The blocks above the body, and headings further down that the page's head calls the article's."""
    for block in skim.blocks[low : first + 1]:
        if block.number != first or block.heading_level:
            yield block
    for block in skim.blocks[first + 1 :]:
        if block.heading_level in (1, 2) and normalised_words(block.text) in titles:
            yield block


def _is_elsewhere(words: str, stated: Sequence[Stated], slug: set[str]) -> bool:
    """Whether two places of the head and the address agree on another title than these words."""
    if len(slug) < _MIN_SLUG or len(slug & set(words.split())) * 3 >= len(slug):
        return False
    named: Counter[str] = Counter()
    for one in stated:
        named.update({words for _, words in one.parts})
    return any(
        count > 1 and len(slug & set(title.split())) * 2 >= len(slug) for title, count in named.items()
    )


def _score(skim: Skim, layout: Layout, block: Block, titles: set[str], slug: set[str]) -> float | None:
    """How much a block looks like the headline; None where it cannot be."""
    text = block.text
    if not _MIN_CHARS <= len(text) <= _MAX_CHARS or layout.roles[block.number] in _ELSEWHERE:
        return None
    written = skim.attributes[block.element] if block.element >= 0 else ""
    classes = " ".join(_CLASS.findall(written)).lower() if "=" in written else ""
    score = _LEVELS[block.heading_level] + (1.5 if mentions(classes, _TITLE_HINTS) else 0.0)
    score += 1.5 if block.number == layout.headline else 0.0
    words = normalised_words(text)
    if words in titles and words.count(" ") >= 1:
        score += 4.0 if words.count(" ") >= 2 else 2.0
    elif len(words) > _LONG_TITLE and any(len(title) > _LONG_TITLE and title in words for title in titles):
        score += 2.5
    if len(slug) >= _MIN_SLUG:
        score += 4.0 * max(0.0, len(slug & set(words.split())) / len(slug) - 0.3)
    if not score and block.link_chars:
        return None
    return score - (2.0 if mentions(classes, _OTHERS_HINTS) else 0.0)


def _plain_score(block: Block) -> float:
    """What speaks for a line right above the body that nothing marks: several words and no full stop."""
    words = block.text.count(" ") + 1 if block.text.isascii() else len(block.text) // _CHARS_A_WORD
    return 1.3 + 0.05 * min(words, 12) if words >= _MIN_SLUG and not block.text.endswith(".") else 0.0


def _faults(block: Block) -> float:
    """What speaks against a headline: one word, a link, a label, a date, a counter, a name."""
    text = block.text
    few = text.count(" ")
    faults = (2.5 if not few else 0.0) + (2.0 if block.hidden else 0.0)
    faults += (1.5 if block.link_chars > len(text) * 0.7 else 0.0) + (1.5 if len(text) > 220 else 0.0)
    faults += 3.0 if few < 4 and label_of(text) else 0.0
    dates = find_dates(text)
    is_plain = not block.heading_level
    is_line = credit_in(text) or byline_in(text) or ((is_plain or len(text) < 60) and views_in(text))
    is_date = dates and (len(text) - len(dates[0].quote) < 20 or (is_plain and dates[0].start < 4))
    return faults + (4.0 if is_line or is_date else 0.0)


def _slug_words(url: str) -> set[str]:
    """The words of the address's longest part, without numbers."""
    path = unquote(url.split("?", 1)[0].split("/", 3)[-1]) if url.count("/") > 2 else ""
    parts = [set(normalised_words(part).split()) for part in path.split("/")]
    longest = max(parts, key=len, default=set())
    return {word for word in longest if not word.isdigit() and word not in ("html", "php", "htm", "aspx")}
