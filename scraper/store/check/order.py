"""Checks of time and order: moments that cannot be, and wordings that do not follow each other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scraper.store.check.damage import Damage, Looking, Part
from scraper.store.columns import to_moment

_FIRST = "1990"  # no page of the web is older
_SLACK = timedelta(days=2)  # a clock that runs ahead, and zones

# Columns that hold our own moments, and those that hold what a page shows.
_OURS = (
    ("captures", "fetched_at"),
    ("articles", "first_seen_at"),
    ("articles", "last_seen_at"),
    ("articles", "views_observed_at"),
    ("articles", "gone_at"),
    ("revisions", "captured_at"),
    ("views", "observed_at"),
    ("frontier", "found_at"),
    ("frontier", "last_asked_at"),
    ("runs", "started_at"),
    ("runs", "ended_at"),
)
_THEIRS = (("articles", "published_at"), ("articles", "updated_at"))


def check_dates(looking: Looking) -> Iterator[Damage]:
    """Moments that are none, that lie before the web or after tomorrow, or in the wrong order."""
    latest = to_moment(datetime.now(UTC) + _SLACK)
    columns = (*_OURS, *_THEIRS)
    for i, (table, column) in enumerate(columns, 1):
        looking.tick(Part.DATES, i, len(columns))
        yield from _impossible(looking, table, column, latest)
    for article, first, last in looking.connection.execute(_TURNED).fetchall():
        meaning = f"it was last seen ({last}) before it was first seen ({first})"
        mend = ((_TURN, (article,)),)
        yield Damage(Part.DATES, f"article {article}", meaning, mend)


def check_wordings(looking: Looking) -> Iterator[Damage]:
    """Wordings that are missing, that are out of order, or that their article does not count."""
    rows = looking.connection.execute(_WORDINGS).fetchall()
    for i, (article, counted, held, last, out_of_order) in enumerate(rows, 1):
        if i % 1_000 == 0 or i == len(rows):
            looking.tick(Part.WORDINGS, i, len(rows))
        where = f"article {article}"
        if held != last or not held:
            yield Damage(Part.WORDINGS, where, f"{held} of its {last or counted} wordings are there")
        elif counted != last:
            meaning = f"it counts {counted} wordings and has {last}"
            yield Damage(Part.WORDINGS, where, meaning, ((_COUNT, (last, article)),))
        if out_of_order:
            yield Damage(Part.WORDINGS, where, f"wording {out_of_order} is older than the one before it")


def _impossible(looking: Looking, table: str, column: str, latest: str) -> Iterator[Damage]:
    statement = (
        f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL AND "  # noqa: S608  # names from above
        f"({column} < ? OR {column} > ? OR julianday({column}) IS NULL)"
    )
    if table == "views":  # a table without rowids
        statement = statement.replace("rowid", "article")
    for row, moment in looking.connection.execute(statement, (_FIRST, latest)).fetchall():
        where = f"{'article' if table in ('articles', 'views') else table} {row}"
        yield Damage(Part.DATES, where, f"its {table}.{column} cannot be: {moment!r}")


_TURNED = "SELECT id, first_seen_at, last_seen_at FROM articles WHERE first_seen_at > last_seen_at"
_TURN = "UPDATE articles SET first_seen_at = last_seen_at, last_seen_at = first_seen_at WHERE id = ?"
_COUNT = "UPDATE articles SET revision = ? WHERE id = ?"
# By article: what it counts, what it has, the highest number, the first wording older than the one before.
_WORDINGS = """
SELECT articles.id, articles.revision, count(revisions.number), coalesce(max(revisions.number), 0),
  (SELECT min(later.number) FROM revisions AS later JOIN revisions AS earlier
   ON earlier.article = later.article AND earlier.number = later.number - 1
   WHERE later.article = articles.id AND later.captured_at < earlier.captured_at)
FROM articles LEFT JOIN revisions ON revisions.article = articles.id
WHERE coalesce(articles.forgotten, '') NOT IN ('tombstone', 'erase')
GROUP BY articles.id
"""
