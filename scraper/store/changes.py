"""What was edited, deleted or put back since a day, over all articles that readers may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from scraper.store.columns import from_moment, to_text
from scraper.store.database import Archive
from scraper.store.history import Revision, revisions
from scraper.store.presence import Sight, presence
from scraper.store.query import VISIBLE
from scraper.text.edits import Edit


class ChangeKind(StrEnum):
    """What happened to an article."""

    DELETED = "deleted"
    REPLACED = "replaced"  # its address shows another article
    EDITED = "edited"
    BACK = "back"  # it was gone, and was seen again


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one article."""

    site: str
    article_id: int
    title: str
    url: str
    kind: ChangeKind
    at: datetime  # of the capture that shows it; of a deletion: first absent
    classes: tuple[Edit, ...] = ()  # of an edit
    number: int | None = None  # of the wording that an edit led to
    present_at: datetime | None = None  # of a deletion: last seen before it

    @property
    def rank(self) -> int:
        """How meaningful it is, 0 first: gone, another article, back; then edits by their first class."""
        if self.kind is ChangeKind.EDITED:
            return _FIRST_EDIT + min([list(Edit).index(one) for one in self.classes], default=len(Edit))
        return list(_WEIGHTY).index(self.kind)


_WEIGHTY = (ChangeKind.DELETED, ChangeKind.REPLACED, ChangeKind.BACK)
_FIRST_EDIT = len(_WEIGHTY)


def changes(archive: Archive, since: date | None = None, site: str | None = None) -> list[Change]:
    """
    What changed since the day (UTC), by site; within a site the most meaningful first, then the newest.

    Shape: deletions, addresses that show another article, what is back; then edits: of the headline, of
        figures, dates, names, quotations, removals, additions, and corrections of typing last.
    """
    first = "" if since is None else since.isoformat()
    parameters = {"since": first, "site": None if site is None else to_text(site)}
    found = [*_edits(archive, parameters), *_losses(archive, parameters)]
    return sorted(found, key=lambda one: (one.site, one.rank, -one.at.timestamp(), one.article_id))


def wordings_of(archive: Archive, change: Change) -> tuple[Revision, Revision] | None:
    """The wordings before and after an edit; None for what is no edit."""
    if change.number is None:
        return None
    found = {wording.number: wording for wording in revisions(archive, change.article_id)}
    after = found[change.number]
    before = max((number for number in found if number < change.number), default=change.number)
    return found[before], after


_EDITS = f"""
SELECT articles.site, articles.id, articles.title, articles.url, revisions.captured_at, revisions.classes,
  revisions.number
FROM revisions JOIN articles ON articles.id = revisions.article
WHERE revisions.changed IS NOT NULL AND revisions.captured_at >= :since
  AND (:site IS NULL OR articles.site = :site) AND articles.{VISIBLE}
"""  # noqa: S608  # fixed text
_LOST = f"""
SELECT DISTINCT articles.id, articles.site, articles.title, articles.url
FROM absences JOIN articles ON articles.id = absences.article
WHERE absences.witness IS NOT NULL AND (:site IS NULL OR articles.site = :site) AND articles.{VISIBLE}
  AND absences.state IN ('missing', 'soft_404', 'redirected_home', 'replaced')
"""  # noqa: S608  # fixed text


def _edits(archive: Archive, parameters: dict[str, str | None]) -> list[Change]:
    with archive.reading() as connection:
        found = [
            Change(site, number, title, url, ChangeKind.EDITED, from_moment(at), _kinds(classes), revision)
            for site, number, title, url, at, classes, revision in connection.execute(_EDITS, parameters)
        ]
    return [one if one.classes else _classed(archive, one) for one in found]


def _kinds(classes: str | None) -> tuple[Edit, ...]:
    return tuple(map(Edit, classes.split(", "))) if classes else ()


def _classed(archive: Archive, change: Change) -> Change:
    """The edit with its classes, which archives did not keep at first."""
    wordings = revisions(archive, change.article_id)
    return replace(change, classes=next(one.classes for one in wordings if one.number == change.number))


def _losses(archive: Archive, parameters: dict[str, str | None]) -> list[Change]:
    """Confirmed disappearances that began since the day, and returns since the day."""
    with archive.reading() as connection:
        rows = connection.execute(_LOST, parameters).fetchall()
    since = parameters["since"] or ""
    found = []
    for number, site, title, url in rows:
        for one in presence(archive, number):
            if one.confirmed_at is None:
                continue
            kind = ChangeKind.REPLACED if one.sight is Sight.REPLACED else ChangeKind.DELETED
            if one.absent_at.isoformat() >= since:
                found.append(Change(site, number, title, url, kind, one.absent_at, present_at=one.present_at))
            if one.back_at is not None and one.back_at.isoformat() >= since:
                found.append(Change(site, number, title, url, ChangeKind.BACK, one.back_at))
    return found
