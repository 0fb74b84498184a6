"""Reads each value again from the stored bytes by its stored rule, and compares."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from scraper.errors import AddressError, ArchiveError
from scraper.model import SiteMemory
from scraper.parse.lone import context_of
from scraper.parse.reader import Steps, take_steps
from scraper.parse.trace import article_with, passage_of, shows_photos, values_by
from scraper.reread.desk import Desk
from scraper.reread.pool import Unit
from scraper.store import Archive, payload_of
from scraper.store.adopt import StoredCapture
from scraper.store.columns import to_text
from scraper.store.merge import values_of
from scraper.store.rereads import StoredArticle, stored_article, stored_capture

_FIELDS = (
    *("url", "title", "published_at", "updated_at", "category", "place", "byline", "tags", "body", "views"),
    "language",
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one value was read: the rule, the text that it was read from, the capture and its digest."""

    article_id: int
    field: str
    source: str
    capture: int
    digest: str
    passage: str | None  # None: the text does not stand there
    fault: str = ""  # why the value cannot be traced; empty: it was read again, and is the same

    @property
    def holds(self) -> bool:
        """Whether the value was read again from the bytes by its rule."""
        return not self.fault


def trace_article(desk: Desk, article_id: int) -> list[Trace]:
    """
    Every value of this article with where it was read, and each that was read nowhere.

    Why the memory only where the article was read with it: a crawl reads without.
    """
    archive = desk.archive
    stored = stored_article(archive, article_id)
    learnt = desk.learnt(stored.site)
    memory = learnt.memory if stored.known.values["parser_version"] == learnt.version else None
    steps: dict[int, tuple[StoredCapture, Steps | None]] = {}
    found: list[Trace] = []
    for name, source, number in sorted(stored.sources):
        if number not in steps:
            steps[number] = _steps(archive, number, memory)
        capture, read = steps[number]
        trace = partial(Trace, article_id, name, source, number, capture.digest)
        if read is None:
            found.append(trace(None, "the bytes of its capture cannot be read"))
            continue
        passage = passage_of(source, read, capture.final_url)
        found.append(trace(passage, _fault(stored, (name, source), read, capture, passage)))
    return found + list(_untraced(stored))


def _steps(archive: Archive, number: int, memory: SiteMemory | None) -> tuple[StoredCapture, Steps | None]:
    capture = stored_capture(archive, number)
    try:
        payload = payload_of(archive, number)
        context, profile = context_of(capture.final_url, capture.headers, capture.fetched_at)
        context = replace(context, memory=memory, wants_links=False)
        return capture, take_steps(payload, context, profile)
    except (AddressError, ArchiveError):
        return capture, None


def _fault(
    stored: StoredArticle,
    rule: tuple[str, str],
    read: Steps,
    capture: StoredCapture,
    passage: str | None,
) -> str:
    """Why the value does not follow from the bytes by its rule; empty where it does."""
    name, source = rule
    if passage is None:
        return "the page does not have this text"
    values = values_by(name, source, read)
    if not values:
        return "today's parser reads no such value by this rule; kabar reparse shows what it reads"
    if name == "photos":
        return "" if any(shows_photos(value, stored.known.photos) for value in values) else _OTHER
    kept = stored.known.page_values[name]
    columns = [values_of(article_with(name, value))[name] for value in values]
    if kept in columns or (name == "url" and _is_own(str(kept), capture)):
        return ""
    return _OTHER


_OTHER = "read again by this rule, the value is another one; kabar reparse shows it"


def _is_own(url: str, capture: StoredCapture) -> bool:
    """Whether the archive gave the article its page's own address, or took that away from it."""
    own = {to_text(capture.requested_url), to_text(capture.final_url)}
    return url in own or url.split("#until-")[0] in own


def _untraced(stored: StoredArticle) -> Iterator[Trace]:
    """Values without a source: nothing tells where they come from."""
    traced = {name for name, _, _ in stored.sources}
    values = stored.known.page_values
    names = [name for name in _FIELDS if values[name] not in (None, "")]
    names += ["photos"] if stored.known.photos else []
    number = int(str(values["capture"]))
    for name in names:
        if name not in traced:
            yield Trace(stored.known.id, name, "", number, "", None, "nothing says where it was read")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many values of an article were traced, and those that could not be."""

    values: int
    faults: tuple[Trace, ...]


def check_unit(desk: Desk, unit: Unit) -> Checked:
    """What tracing an article's values came to."""
    traces = trace_article(desk, unit.number)
    return Checked(len(traces), tuple(trace for trace in traces if not trace.holds))
