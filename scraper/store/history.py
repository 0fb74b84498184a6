"""How an article came to be as it is: where each value was read, its wordings, its counter."""

from dataclasses import dataclass
from datetime import datetime

from scraper.store.columns import from_moment
from scraper.store.database import Archive


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


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of an article, and the first capture that showed it."""

    number: int
    captured_at: datetime
    title: str
    body: str
    changed: tuple[str, ...]  # "title", "body": what differs from the wording before
    capture: int


def provenance(archive: Archive, article_id: int) -> list[Provenance]:
    """Where each value of this article was read, by field."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT field, source, capture FROM provenance WHERE article = ? ORDER BY field, source",
            (article_id,),
        )
        return [Provenance(*row) for row in rows]


def view_counts(archive: Archive, article_id: int) -> list[ViewCount]:
    """Every observation of this article's counter, oldest first."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT observed_at, views, capture FROM views WHERE article = ? ORDER BY observed_at",
            (article_id,),
        )
        return [ViewCount(from_moment(at), views, capture) for at, views, capture in rows]


def revisions(archive: Archive, article_id: int) -> list[Revision]:
    """Every wording of this article, first to last."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT number, captured_at, title, body, changed, capture FROM revisions "
            "WHERE article = ? ORDER BY number",
            (article_id,),
        )
        return [
            Revision(
                number, from_moment(at), title, body, tuple(changed.split(", ")) if changed else (), capture
            )
            for number, at, title, body, changed, capture in rows
        ]
