"""Reads one article again from all of its captures, and says how that differs from what the archive has."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from scraper.errors import ArchiveError
from scraper.model import Article, Reading, SiteMemory
from scraper.parse.lone import parse
from scraper.reread.desk import Desk
from scraper.reread.fold import Folded, fold
from scraper.store import Archive, Revision, payload_of
from scraper.store.adopt import FoundAgain, StoredCapture
from scraper.store.rereads import Former, Rewritten, StoredArticle, stored_article, stored_capture
from scraper.text.edits import edits_between
from scraper.text.wording import same_words

_SAMPLE = 2_000  # characters of a value that a report may show


class Turn(StrEnum):
    """What happened to a value."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that today's parser reads otherwise."""

    site: str
    field: str
    turn: Turn
    article_id: int | None  # None: an article that the archive does not have yet
    url: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one article, or one page that was none, again came to."""

    pages: int  # payloads that were read
    differences: tuple[Difference, ...] = ()
    rewritten: Rewritten | None = None
    found: FoundAgain | None = None
    unreadable: int = 0  # captures whose bytes are damaged or erased


def reread_article(desk: Desk, article_id: int) -> Reread:
    """
    The article as today's parser reads it with the site's memory.

    Shape: an article that it finds in none of the captures stays as it is, and is told as lost.
    """
    stored = stored_article(desk.archive, article_id)
    learnt = desk.learnt(stored.site)
    read: dict[str, Reading | None] = {}
    seen: list[tuple[int, Article]] = []
    for capture in stored.captures:
        if capture.digest not in read:
            read[capture.digest] = read_capture(desk.archive, capture, learnt.memory)
        reading = read[capture.digest]
        if reading is not None and reading.article is not None:
            seen.append((capture.id, reading.article))
    unreadable = sum(reading is None for reading in read.values())
    version = learnt.version
    if not seen:
        lost = () if unreadable or not read else (_difference(stored, "article", _title(stored), ""),)
        return Reread(len(read), lost, Rewritten(article_id, version), unreadable=unreadable)
    folded = fold(seen)
    rewritten = _rewritten(stored, folded, version)
    return Reread(len(read), tuple(_differences(stored, folded, rewritten)), rewritten, None, unreadable)


def reread_page(desk: Desk, capture_id: int) -> Reread:
    """The article that today's parser finds in a capture in which there was none, if it does."""
    capture = stored_capture(desk.archive, capture_id)
    reading = read_capture(desk.archive, capture, desk.learnt(capture.site).memory)
    if reading is None:
        return Reread(1, unreadable=1)
    if reading.article is None:
        return Reread(1)
    found = FoundAgain(capture, reading.article)
    title = reading.article.title
    difference = Difference(
        capture.site, "article", Turn.GAINED, None, capture.requested_url, "", title[:_SAMPLE]
    )
    return Reread(1, (difference,), found=found)


def read_capture(
    archive: Archive, capture: StoredCapture, memory: SiteMemory | None = None
) -> Reading | None:
    """The reading of a capture's bytes; None where they are damaged or erased."""
    try:
        payload = payload_of(archive, capture.id)
    except ArchiveError:
        return None
    return parse(
        payload, capture.final_url, headers=capture.headers, captured_at=capture.fetched_at, memory=memory
    )


def _rewritten(stored: StoredArticle, folded: Folded, version: str) -> Rewritten:
    known = stored.known
    values = {name: value for name, value in folded.values.items() if name != "url"}
    sources = _sources(stored, folded)
    revisions = tuple(_revisions(stored, folded))
    is_same = (
        all(known.page_values[name] == value for name, value in values.items())
        and folded.photos == known.photos
        and set(sources) == stored.sources
        and revisions == stored.revisions
        and folded.views == stored.views
    )
    if is_same:
        return Rewritten(known.id, version)
    former = tuple(_former(stored, values, revisions))
    return Rewritten(
        known.id, version, False, values, folded.photos, sources, revisions, folded.views, former
    )


def _sources(stored: StoredArticle, folded: Folded) -> tuple[tuple[str, str, int], ...]:
    """Where today's values were read; an address that the archive chose itself keeps what it says of it."""
    found = [
        (name, source, capture) for name, rows in folded.sources.items() for source, capture in rows.items()
    ]
    if folded.values["url"] != stored.known.values["url"]:
        found = [one for one in found if one[0] != "url"] + [one for one in stored.sources if one[0] == "url"]
    return tuple(sorted(found))


def _revisions(stored: StoredArticle, folded: Folded) -> Iterator[Revision]:
    """The wordings under their numbers as they are read now, and one that was not told apart before."""
    last: Revision | None = None
    for one in stored.revisions:
        title, body = folded.wordings.get(one.capture, (one.title, one.body))
        last = _against(last, replace(one, title=title, body=body))
        yield last
    if last is None:
        return
    newest = [capture for capture in stored.captures if capture.id in folded.wordings]
    final = folded.wordings[newest[-1].id]
    if newest[-1].id <= last.capture or same_words("\n".join(final), f"{last.title}\n{last.body}"):
        return
    first = newest[-1]
    for capture in reversed(newest):
        if not same_words("\n".join(folded.wordings[capture.id]), "\n".join(final)):
            break
        first = capture
    yield _against(last, Revision(last.number + 1, first.fetched_at, *final, (), first.id))


def _against(before: Revision | None, one: Revision) -> Revision:
    """The wording with what differs from the one before it."""
    if before is None:
        return replace(one, changed=(), classes=())
    changed = tuple(
        name for name in ("title", "body") if not same_words(getattr(before, name), getattr(one, name))
    )
    classes = edits_between((before.title, before.body), (one.title, one.body)) if changed else ()
    return replace(one, changed=changed, classes=classes)


def _former(
    stored: StoredArticle, values: dict[str, str | int | None], revisions: tuple[Revision, ...]
) -> Iterator[Former]:
    """What gives way: values with their sources, wordings under their numbers."""
    sources = {name: (source, capture) for name, source, capture in sorted(stored.sources, reverse=True)}
    for name, value in values.items():
        before = stored.known.page_values[name]
        if before != value:
            yield Former(name, None if before is None else str(before), *sources.get(name, (None, None)))
    for old, new in zip(stored.revisions, revisions, strict=False):
        for name in ("title", "body"):
            if getattr(old, name) != getattr(new, name):
                yield Former(name, getattr(old, name), None, old.capture, old.number)


def _differences(stored: StoredArticle, folded: Folded, rewritten: Rewritten) -> Iterator[Difference]:
    for name, value in folded.values.items():
        before = stored.known.page_values[name]
        if name != "url" and before != value:
            yield _difference(stored, name, before, value)
    if folded.photos != stored.known.photos:
        yield _difference(stored, "photos", _told(stored.known.photos), _told(folded.photos))
    if len(rewritten.revisions) > len(stored.revisions):
        new = rewritten.revisions[-1]
        yield _difference(stored, "wording", "", f"{new.number}: {', '.join(new.classes)}")


def _told(photos: tuple[object, ...]) -> str:
    return "; ".join(map(str, photos))


def _title(stored: StoredArticle) -> str:
    return str(stored.known.values["title"])


def _difference(
    stored: StoredArticle, name: str, before: str | int | None, after: str | int | None
) -> Difference:
    had, has = before not in (None, ""), after not in (None, "")
    turn = Turn.CHANGED if had and has else Turn.LOST if had else Turn.GAINED
    texts = ("" if value is None else str(value)[:_SAMPLE] for value in (before, after))
    return Difference(stored.site, name, turn, stored.known.id, str(stored.known.values["url"]), *texts)
