"""How an article came to be as it is: where each value was read, its wordings, its counter."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from scraper.store.columns import from_moment
from scraper.store.database import Archive
from scraper.text.edits import Edit, edits_between
from scraper.text.wording import Piece, diff_words


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the value of a field was read, and the first capture that showed it."""

    field: str
    source: str
    capture: int


@dataclass(frozen=True, slots=True)
class ViewCount:
    """What the page's own counter said once."""

    observed_at: datetime
    views: int
    capture: int
    flag: str | None = None  # "fell", or "reset" where a tenth or less of it was left


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of an article, and the first capture that showed it."""

    number: int
    captured_at: datetime
    title: str
    body: str
    changed: tuple[str, ...]  # "title", "body": what differs from the wording before
    capture: int
    classes: tuple[Edit, ...] = ()  # kinds of edit, the most meaningful first


def provenance(archive: Archive, article_id: int) -> list[Provenance]:
    """Where each value of this article was read, by field."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT field, source, capture FROM provenance WHERE article = ? ORDER BY field, source",
            (article_id,),
        )
        return [Provenance(*row) for row in rows]


def view_counts(archive: Archive, article_id: int) -> list[ViewCount]:
    """Every observation of this article's counter, oldest first; one that is lower than before is flagged."""
    with archive.reading() as connection:
        rows = connection.execute(_VIEWS, {"article": article_id})
        return [ViewCount(from_moment(at), views, capture, flag) for at, views, capture, flag in rows]


def views_per_day(archive: Archive, article_id: int) -> dict[date, float]:
    """
    How many views this article gained on each day, spread evenly between two observations.

    Shape: days in order, in UTC; a span in which the counter fell has none.
    """
    gained: dict[date, float] = {}
    for before, now in pairwise(view_counts(archive, article_id)):
        span = now.observed_at - before.observed_at
        since = before.observed_at
        while now.flag is None and since < now.observed_at:
            till = min(now.observed_at, datetime.combine(since + timedelta(days=1), time(), UTC))
            part = (now.views - before.views) * ((till - since) / span)
            gained[since.date()] = gained.get(since.date(), 0.0) + part
            since = till
    return {day: round(views, 3) for day, views in gained.items()}


def revisions(archive: Archive, article_id: int) -> list[Revision]:
    """Every wording of this article, first to last."""
    with archive.reading() as connection:
        found = [revision_of(row) for row in connection.execute(_REVISIONS, (article_id,))]
    return found[:1] + [_classed(before, wording) for before, wording in pairwise(found)]


def diff_of(before: Revision, after: Revision) -> dict[str, tuple[Piece, ...]]:
    """The word diff between two wordings, of title and body where they differ."""
    texts = {"title": (before.title, after.title), "body": (before.body, after.body)}
    diffs = {name: diff_words(*pair) for name, pair in texts.items()}
    return {name: pieces for name, pieces in diffs.items() if any(piece.mark != "=" for piece in pieces)}


# As the view view_changes, whose rows would be worked out from all of the table.
_VIEWS = """
WITH series AS (
  SELECT observed_at, views, capture, lag(views) OVER (ORDER BY observed_at) AS before
  FROM views WHERE article = :article
)
SELECT observed_at, views, capture, CASE
  WHEN views < before AND views * 10 <= before THEN 'reset'
  WHEN views < before THEN 'fell' END
FROM series ORDER BY observed_at
"""
_REVISIONS = """
SELECT number, captured_at, title, body, changed, capture, classes FROM revisions
WHERE article = ? ORDER BY number
"""


def revision_of(
    row: sqlite3.Row | tuple[int, str, str, str, str | None, int, str | None],
) -> Revision:
    """The wording in a row of number, moment, title, body, changed, capture and classes."""
    number, at, title, body, changed, capture, classes = row
    return Revision(
        number,
        from_moment(at),
        title,
        body,
        tuple(changed.split(", ")) if changed else (),
        capture,
        tuple(map(Edit, classes.split(", "))) if classes else (),
    )


def _classed(before: Revision, wording: Revision) -> Revision:
    """The wording with its classes, which archives did not keep at first."""
    if wording.classes:
        return wording
    classes = edits_between((before.title, before.body), (wording.title, wording.body))
    return replace(wording, classes=classes)
