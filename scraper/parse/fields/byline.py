"""Who wrote, edited or issued the article, as the page shows it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scraper.parse.fields.choice import Candidate, Choice, quoted
from scraper.parse.fields.lines import Line, Where, with_following
from scraper.parse.fields.metadata import Fact, jsonld_facts
from scraper.parse.fields.pieces import Piece
from scraper.parse.fields.scene import Scene
from scraper.parse.layout import Role
from scraper.parse.page import Skim
from scraper.text.bylines import Byline, byline_in, is_account, is_label, is_office, name_before_labels
from scraper.text.counts import views_in
from scraper.text.credits import credit_in
from scraper.text.dates import FoundDate, find_dates
from scraper.text.fingerprint import normalised_words
from scraper.text.vocabulary import mentions

_PERSON_ICON = re.compile(r"user|person|author|pencil|pen\b|penulis|account|avatar|edit\b")
_NAME_HINT = re.compile(
    r"(?:^|[\s_-])(?:author|penulis|byline|by-line|writer|autor|creator|user|username|reporter|posted-by|vcard|fn)"
    r"(?:$|[\s_-])"
)
_OTHERS = (
    "sidebar",
    "footer",
    "breadcrumb",
    "author-bio",
    "author-box",
    "about-author",
)  # parts of class names
_NAME_PARTS = ("author", "penulis", "by", "writer", "autor", "creator", "user", "reporter", "vcard", "fn")
_NO_NAME = re.compile(r"https?:|www\.|@|\d{2}|^\W*$")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s{2,}|\s[-–—]\s(?=\d)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MAX_NAME = 80
_BESIDE = 2  # blocks
_CONTRIBUTOR = 0.4  # confidence: named in the tail, and less than whoever else signs
_UNIT_LINE = re.compile(r"(?:tim|team|redaksi)\b.{3,60}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signed:
    """The byline and the body's line that is nothing but a signature, which is no part of the body."""

    choice: Choice[str]
    line: str | None = None


def read_byline(scene: Scene) -> Signed:
    """
    The writer, else the office that signs, and the editor where it is somebody else.

    Why: an account's name counts as writer, but gives way to a unit that signs the body's first line.
    """
    lines, paragraphs = scene.lines, scene.paragraphs
    labelled = list(_labelled(lines, paragraphs))
    found = [
        *((byline.writer, source, confidence) for byline, source, confidence in labelled if byline.writer),
        *((byline.contributor, source, _CONTRIBUTOR) for byline, source, _ in labelled if byline.contributor),
        *_marked(lines),
        *_beside_the_date(lines, scene.dated),
        *_stated(scene.skim, scene.objects, lines),
    ]
    wanted = normalised_words(scene.title)
    found = [one for one in found if normalised_words(one[0]) != wanted]
    unit = _signing_unit(paragraphs)
    if unit and all(is_account(name) or name == unit for name, _, _ in found):
        found.append((unit, quoted(paragraphs[0]), 0.95))
    candidates = tuple(Candidate(*one) for one in sorted(found, key=lambda one: -one[2]))
    editor, editor_source = next(
        ((byline.editor, source) for byline, source, _ in labelled if byline.editor), (None, "")
    )
    writer = candidates[0].value if candidates else None
    text = Byline(writer, editor).text
    if not text:
        return Signed(Choice(reason="nobody signs the article"))
    source = candidates[0].source if candidates else editor_source
    return Signed(Choice(text, source, "", candidates), paragraphs[0] if unit and writer == unit else None)


def _labelled(lines: Sequence[Line], paragraphs: Sequence[str]) -> Iterator[tuple[Byline, str, float]]:
    """`Penulis : ...`, `By ...` in a line beside the article; the edges of the body count less."""
    for line, text in with_following(lines):
        if line.where is Where.BODY or line.role is Role.CAPTION or mentions(line.hints, _OTHERS):
            continue
        byline = byline_in(text or _without(line.text, line.dates)) or _of_pieces(line)
        if byline:
            byline = replace(byline, writer=_in_its_piece(byline.writer, line.pieces))
            base = {Where.BETWEEN: 0.9, Where.ABOVE: 0.8, Where.BELOW: 0.82}.get(line.where, 0.5)
            yield byline, quoted(line.text), base - 0.01 * line.steps - (0 if line.is_inside else 0.2)
    edges = [*paragraphs[:1], *paragraphs[-2:]]
    for text in dict.fromkeys(edges):
        byline = byline_in(text) if len(text) <= 200 else None
        if byline and (":" in text or text.startswith("(")):
            yield byline, quoted(text), 0.7


def _in_its_piece(writer: str | None, pieces: Sequence[Piece]) -> str | None:
    """The name without what follows its own element in small letters: `<a>admin</a> in Health`."""
    for piece in pieces if writer else ():
        rest = writer[len(piece.text) :] if writer and writer.startswith(piece.text) else ""
        if rest[:1] == " " and rest[1:2].islower() and (piece.href or _mark(piece)):
            return piece.text
    return writer


def _without(text: str, dates: Sequence[FoundDate]) -> str:
    """The line with each date as a separator, since a name may follow it directly."""
    for one in reversed(dates):
        text = f"{text[: one.start]} | {text[one.end :]}"
    return text.strip(" |")


def _of_pieces(line: Line) -> Byline | None:
    """A label and its name in two inline elements: `By <b>Administrator</b> 22 Apr 2018`."""
    for piece, following in pairwise(line.pieces):
        if is_label(piece.text):
            byline = byline_in(f"{piece.text} {following.text}")
            if byline:
                return byline
    return None


def _marked(lines: Sequence[Line]) -> Iterator[tuple[str, str, float]]:
    """Names that the markup marks: an icon of a person, a class, rel=author, itemprop."""
    for line in lines:
        if line.where is Where.BODY or line.role is Role.CAPTION or mentions(line.hints, _OTHERS):
            continue
        base = {Where.BETWEEN: 0.85, Where.ABOVE: 0.74, Where.BELOW: 0.6}.get(line.where, 0.5)
        for piece in line.pieces:
            mark = _mark(piece)
            name = _clean(piece.text) if mark else None
            if name:
                lowered = (
                    0.01 * line.steps + (0 if line.is_inside else 0.2) + (0.05 if mark == "class" else 0)
                )
                yield name, f"selector {_selector(piece, mark)}", base - lowered


def _mark(piece: Piece) -> str:
    """What marks a piece as a name."""
    if piece.icon and _PERSON_ICON.search(piece.icon):
        return "icon"
    return "class" if mentions(piece.hints, _NAME_PARTS) and _NAME_HINT.search(piece.hints) else ""


def _selector(piece: Piece, mark: str) -> str:
    hints = piece.icon if mark == "icon" else piece.hints
    return f".{hints.split()[-1]}" if hints.split() else mark


def _beside_the_date(lines: Sequence[Line], dated: int | None) -> Iterator[tuple[str, str, float]]:
    """Account and office names without a label, in the line of the date or right beside it."""
    for line in lines:
        if dated is None or line.where is Where.BODY or not _is_beside(line, lines, dated):
            continue
        for part in _parts(line):
            name = _clean(part)
            if name and (is_account(name) or is_office(name)):
                yield name, quoted(line.text), 0.7 - 0.02 * abs(line.number - dated)


def _is_beside(line: Line, lines: Sequence[Line], dated: int) -> bool:
    """Whether nothing but a bullet stands between a line and that of the date."""
    low, high = sorted((line.number, dated))
    if high - low > _BESIDE:
        return False
    between = [one.text for one in lines if low < one.number < high]
    return high - low <= 1 or (bool(between) and not any(map(str.isalnum, "".join(between))))


def _parts(line: Line) -> list[str]:
    """What is left of a line without dates and counters, cut at separators and inline elements."""
    found = []
    for text in dict.fromkeys((*(piece.text for piece in line.pieces), line.text)):
        rest = _without(text, find_dates(text) if line.dates else ())
        views = views_in(rest)
        if views:
            rest = f"{rest[: views.start]} | {rest[views.end :]}"
        found += [part.strip(" ,.-–—•/") for part in _SEPARATOR.split(rest)]
    return [part for part in found if part]


def _stated(
    skim: Skim, objects: Sequence[Mapping[str, object]], lines: Sequence[Line]
) -> Iterator[tuple[str, str, float]]:
    """Names of metadata: a person of JSON-LD, and of meta elements only what the page also shows."""
    shown = " ".join(line.text for line in lines if line.where is not Where.BODY).casefold()
    facts = [*jsonld_facts(objects, "author", "creator")]
    facts += [
        Fact(content, f"meta name={name}")
        for name in ("author", "article:author", "dc.creator", "parsely-author", "byl")
        for content in skim.head.meta.get(name, ())[:1]
    ]
    for fact in facts:
        name = _clean(fact.value)
        if name and name.casefold() in shown:
            yield name, fact.source, 0.78
        elif name and fact.source.startswith("jsonld") and " " in name and not is_account(name):
            yield name, fact.source, 0.55


def _signing_unit(paragraphs: Sequence[str]) -> str | None:
    """An office that signs as the body's first line: `Tim News Room Muara Enim Diskominfo.`"""
    first = paragraphs[0].strip() if len(paragraphs) > 1 else ""
    name = first.rstrip(". ")
    if _UNIT_LINE.match(name) and is_office(name) and len(name.split()) <= 8 and "," not in name:
        return name
    return None


def _clean(text: str) -> str | None:
    """The name without a label in front of it; None where it is no name."""
    byline = byline_in(text)
    name = (byline.writer if byline and byline.writer else name_before_labels(text)).strip(" ,.|•·:-–—()/")
    is_name = name and len(name) <= _MAX_NAME and _LETTERS.search(name) and not _NO_NAME.search(name)
    if not is_name or is_label(name) or len(name.split()) > 9:
        return None
    if find_dates(name) or views_in(name) or credit_in(name):
        return None
    return name if name[0].isupper() or is_account(name) or " " not in name else None
