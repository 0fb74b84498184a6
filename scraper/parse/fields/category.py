"""The section that an article stands in, and its tags."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.parse.fields.choice import Candidate, Choice, best_of, quoted
from scraper.parse.fields.lines import Line, Where, with_following
from scraper.parse.fields.metadata import jsonld_facts
from scraper.parse.fields.pieces import Piece
from scraper.parse.fields.scene import Scene
from scraper.parse.layout import Role
from scraper.text.categories import category_in, is_no_section
from scraper.text.dates import find_dates
from scraper.text.fingerprint import normalised_words
from scraper.text.vocabulary import mentions

_CATEGORY_PATH = re.compile(
    r"/(?:kategori|category|categories|kanal|rubrik|categoria|categorie|kategorie|section|topik-berita)(?:[/=?]|$)|[?&](?:kategori|cat|category)=",
    re.IGNORECASE,
)
_TAG_PATH = re.compile(r"/(?:tags?|topik|label|etiquetas?|tagged|keyword)/|[?&]tag=", re.IGNORECASE)
_CATEGORY_HINT = re.compile(
    r"(?:^|[\s_-])(?:cat|category|categories|kategori|rubrik|categoria|section|cat-links|post-cat|kanal)(?:$|[\s_-])"
)
_TAG_HINT = re.compile(r"(?:^|[\s_-])(?:tags?|post-tags|tag-cloud|labels?|keywords)(?:$|[\s_-])")
_CRUMB_HINT = re.compile(r"breadcrumb|bread-crumb|crumbs|you-are-here|yoast")
_OTHERS = ("sidebar", "widget", "footer", "menu", "navbar", "nav-")  # parts of class names
_CATEGORY_PARTS = ("cat", "rubrik", "kategori", "section", "kanal")
_TAG_ICON = re.compile(r"(?:^|[\s_-])(?:tags?|folder\d?|category|label|bookmark)(?:$|[\s_-])")
_LABEL = re.compile(r"^\s*(?:tags?|label|topik|kata kunci|etiquetas|schlagw[oö]rter)\s*:?\s*$", re.IGNORECASE)
_LEVELS = re.compile(r"\s*(?:/|»|›|>|\||→)\s*")
_HOME = frozenset(
    {
        "home",
        "beranda",
        "startseite",
        "inicio",
        "início",
        "accueil",
        "start",
        "homepage",
        "halaman utama",
        "utama",
        "depan",
    }
)
_MAX_NAME = 80
_MAX_TAGS = 30
_MIN_KICKER = 3


def read_category(scene: Scene) -> Choice[str]:
    """The section as a label, a link or the breadcrumb above the headline names it."""
    found = [*_labelled(scene.lines), *_linked(scene.lines), *_in_a_heading(scene), *_in_head(scene)]
    found = found or [*_crumbs(scene), *_crumb_list(scene), *_of_the_address(scene)]
    title = normalised_words(scene.title)
    kept = [one for one in found if normalised_words(one.value) not in ("", title)]
    return best_of(kept, "no section is named beside the article")


def read_tags(scene: Scene) -> Choice[tuple[str, ...]]:
    """The tags in the order in which the page shows them, each once."""
    around = (line for line in scene.lines if line.where is not Where.BODY)
    shown = dict.fromkeys(name for line in around for name in _tags_of(line))
    if shown:
        return Choice(tuple(shown)[:_MAX_TAGS], "links of tags")
    named = scene.skim.head.meta.get("article:tag", ())
    stated = dict.fromkeys(name for name in named if 0 < len(name) <= _MAX_NAME)
    if stated:
        return Choice(tuple(stated)[:_MAX_TAGS], "meta property=article:tag")
    return Choice(reason="no tags beside the article")


def _labelled(lines: Sequence[Line]) -> Iterator[Candidate[str]]:
    """`Kategori : Berita` in a line, or in a line and the next."""
    for line, text in with_following(lines):
        if line.where is Where.BODY or line.role is Role.CAPTION or mentions(line.hints, _OTHERS):
            continue
        name = category_in(text or line.text)
        if name and len(name) <= _MAX_NAME:
            yield Candidate(name, quoted(line.text), _place(line, 0.92))


def _linked(lines: Sequence[Line]) -> Iterator[Candidate[str]]:
    """A link to a section's page, or an element that its class calls one."""
    for line in lines:
        if line.where is Where.BODY or mentions(line.hints, _OTHERS) or line.role is Role.CAPTION:
            continue
        for piece in line.pieces:
            confidence = _marked(piece)
            name = piece.text.strip(" ,|/•:")
            if (
                confidence
                and name
                and len(name) <= _MAX_NAME
                and not find_dates(name)
                and not is_no_section(name)
            ):
                yield Candidate(name, quoted(line.text), _place(line, confidence))


def _marked(piece: Piece) -> float:
    if (piece.href and _CATEGORY_PATH.search(piece.href)) or "category tag" in piece.hints:
        return 0.88
    if mentions(piece.hints, _CATEGORY_PARTS) and _is_section(piece.hints):
        return 0.82
    is_name = piece.icon and not piece.href and not piece.text[0].isdigit()
    return 0.7 if is_name and _TAG_ICON.search(piece.icon) else 0.0


def _is_section(hints: str) -> bool:
    return bool(_CATEGORY_HINT.search(hints)) and not _TAG_HINT.search(hints)


def _place(line: Line, base: float) -> float:
    where = {Where.BETWEEN: 0.0, Where.ABOVE: 0.06, Where.BELOW: 0.1}.get(line.where, 0.5)
    return base - where - 0.01 * line.steps - (0.0 if line.is_inside else 0.25)


def _in_head(scene: Scene) -> Iterator[Candidate[str]]:
    for content in scene.skim.head.meta.get("article:section", ())[:1]:
        if content and len(content) <= _MAX_NAME:
            yield Candidate(content, "meta property=article:section", 0.75)
    for fact in jsonld_facts(scene.objects, "articleSection"):
        if len(fact.value) <= _MAX_NAME:
            yield Candidate(fact.value, fact.source, 0.74)


def _in_a_heading(scene: Scene) -> Iterator[Candidate[str]]:
    """A kicker inside the heading itself: `Medienmitteilung der Direktion : Impfen und Boostern ...`."""
    title = scene.title
    for block in scene.skim.blocks:
        if block.heading_level and title and block.text != title and block.text.endswith(title):
            kicker = block.text[: -len(title)].strip(" :|–—-/")
            if _MIN_KICKER <= len(kicker) <= _MAX_NAME and not find_dates(kicker):
                yield Candidate(kicker, quoted(block.text), 0.8)
            return


def _crumbs(scene: Scene) -> Iterator[Candidate[str]]:
    """The last level of a breadcrumb that ends with the article itself."""
    wanted = normalised_words(scene.title)
    for line in scene.lines:
        if line.where is not Where.ABOVE or not wanted or not _CRUMB_HINT.search(line.hints):
            continue
        pieces = [piece for piece in line.pieces if piece.href or normalised_words(piece.text) == wanted]
        names = [piece.text.strip() for piece in pieces if _LEVELS.sub("", piece.text)]
        if len(names) < 2 or normalised_words(names[-1]) != wanted:
            continue
        name = names[-2]
        if _is_level_name(name):
            yield Candidate(name, f"breadcrumb {quoted(line.text)}", 0.6)


def _crumb_list(scene: Scene) -> Iterator[Candidate[str]]:
    """The level above the article in a list of links that ends with its title, one item a line."""
    wanted = normalised_words(scene.title)
    above = [line for line in scene.lines if line.where is Where.ABOVE]
    for line, following in pairwise(above):
        is_level = line.tag == following.tag == "li" and line.link_chars and not following.link_chars
        if not (wanted and is_level and following.number == line.number + 1):
            continue
        name = line.text.strip(" /»›>|→")
        if normalised_words(following.text) == wanted and _is_level_name(name):
            yield Candidate(name, f"breadcrumb {quoted(line.text)}", 0.6)


def _is_level_name(name: str) -> bool:
    """Whether a breadcrumb's level names a section: no home page, and no year or page."""
    is_home = name.casefold() in _HOME
    return bool(name) and len(name) <= _MAX_NAME and not is_home and not any(map(str.isdigit, name))


def _of_the_address(scene: Scene) -> Iterator[Candidate[str]]:
    """A line above the headline that is also a part of the address: `Berita Kota` and `/berita-kota/`."""
    folders = {normalised_words(part) for part in scene.base.split("?", 1)[0].split("/")[3:-1]}
    for line in scene.lines:
        words = normalised_words(line.text) if line.where is Where.ABOVE else ""
        if " " in words and words in folders:
            yield Candidate(line.text, quoted(line.text), 0.6)


def _tags_of(line: Line) -> Iterator[str]:
    if mentions(line.hints, _OTHERS) and not _TAG_HINT.search(line.hints):
        return
    for piece in line.pieces:
        name = piece.text.strip(" ,#|•")
        is_tag = piece.href and (
            _TAG_PATH.search(piece.href) or re.search(r"(?:^|\s)tag(?:$|\s)", piece.hints)
        )
        if (
            is_tag
            and name
            and len(name) <= _MAX_NAME
            and not _LABEL.match(name)
            and not _CATEGORY_PATH.search(piece.href)
        ):
            yield name
