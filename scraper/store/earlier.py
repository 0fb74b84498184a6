"""Takes in a sighting of an article from before its last one, in its place in time."""

import sqlite3
from dataclasses import dataclass

from scraper.model import Article
from scraper.outcome import Outcome
from scraper.store.articles import Sighting
from scraper.store.columns import to_moment, to_text
from scraper.store.merge import Known, Merged, merge
from scraper.text.edits import edits_between
from scraper.text.wording import same_words

# What the last sighting alone says of an article.
_OF_THE_LAST = frozenset({"url", "title", "body"})


@dataclass(frozen=True, slots=True)
class _Wording:
    number: int
    captured_at: str
    title: str
    body: str


def write_earlier(
    connection: sqlite3.Connection, known: Known, article: Article, sighting: Sighting
) -> Outcome:
    """
    Whether this sighting brought another wording than those around it: revised, else unchanged.

    Why: what was seen later stands; an earlier page gives only what no later one has shown.
    """
    seen = merge(None, article)
    _fill_gaps(connection, known, seen, sighting)
    if seen.views_seen is not None:
        observation = (known.id, to_moment(sighting.seen_at), seen.views_seen, sighting.capture_id)
        connection.execute(_ADD_VIEWS, observation)
    return _place_wording(connection, known, seen, sighting)


_ADD_VIEWS = """
INSERT INTO views(article, observed_at, views, capture) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_ADD_SOURCE = """
INSERT INTO provenance(article, field, source, capture) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_WORDINGS = "SELECT number, captured_at, title, body FROM revisions WHERE article = ? ORDER BY number"
_ADD_WORDING = """
INSERT INTO revisions(article, number, captured_at, title, body, capture) VALUES (?, ?, ?, ?, ?, ?)
"""


def _fill_gaps(connection: sqlite3.Connection, known: Known, seen: Merged, sighting: Sighting) -> None:
    """Gives the article the values that it had none of, and the moment at which it was first seen."""
    seen_at = to_moment(sighting.seen_at)
    gaps: dict[str, str | int | None] = {
        name: value
        for name, value in seen.values.items()
        if name not in _OF_THE_LAST
        and name not in known.corrected
        and value not in (None, "")
        and known.values[name] in (None, "")
    }
    if "views" in gaps:
        gaps["views_observed_at"] = seen_at
    if seen.photos and not known.photos:
        connection.executemany(
            "INSERT INTO photos(article, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
            [
                (known.id, position, photo.url, photo.caption, photo.credit)
                for position, photo in enumerate(seen.photos, start=1)
            ],
        )
    fields = gaps.keys() | ({"photos"} if seen.photos and not known.photos else set())
    connection.executemany(
        _ADD_SOURCE,
        [
            (known.id, to_text(source.field), to_text(source.source), sighting.capture_id)
            for source in seen.seen.sources
            if source.field in fields
        ],
    )
    gaps["first_seen_at"] = min(seen_at, str(known.values["first_seen_at"]))
    # The names are those of a merged row, never a page's.
    setting = ", ".join(f"{name} = :{name}" for name in gaps)
    connection.execute(f"UPDATE articles SET {setting} WHERE id = :id", {**gaps, "id": known.id})  # noqa: S608


def _place_wording(connection: sqlite3.Connection, known: Known, seen: Merged, sighting: Sighting) -> Outcome:
    seen_at = to_moment(sighting.seen_at)
    told = [_Wording(*row) for row in connection.execute(_WORDINGS, (known.id,))]
    before = next((wording for wording in reversed(told) if wording.captured_at <= seen_at), None)
    after = next((wording for wording in told if wording.captured_at > seen_at), None)
    title, body = str(seen.values["title"]), str(seen.values["body"])
    this = _Wording((before.number if before else 0) + 1, seen_at, title, body)
    if before is not None and not _changed(before, this):
        return Outcome.UNCHANGED
    if after is not None and not _changed(this, after):
        connection.execute(
            "UPDATE revisions SET captured_at = ?, capture = ? WHERE article = ? AND number = ?",
            (seen_at, sighting.capture_id, known.id, after.number),
        )
        return Outcome.UNCHANGED
    # By way of negative numbers, for two rows may not have the same one in between.
    for setting in ("number = -number - 1", "number = -number"):
        condition = "number >= ?" if setting.endswith("1") else "number < 0 AND ? > 0"
        connection.execute(
            f"UPDATE revisions SET {setting} WHERE article = ? AND {condition}",  # noqa: S608  # our own words
            (known.id, this.number),
        )
    connection.execute(
        "UPDATE former_values SET number = number + 1 WHERE article = ? AND number >= ?",
        (known.id, this.number),
    )
    row = (known.id, this.number, seen_at, title, body, sighting.capture_id)
    connection.execute(_ADD_WORDING, row)
    connection.execute("UPDATE articles SET revision = revision + 1 WHERE id = ?", (known.id,))
    _say_changed(connection, known.id, before, this)
    if after is not None:
        moved = _Wording(after.number + 1, after.captured_at, after.title, after.body)
        _say_changed(connection, known.id, this, moved)
    return Outcome.REVISED


def _say_changed(
    connection: sqlite3.Connection, article: int, before: _Wording | None, wording: _Wording
) -> None:
    changed, classes = "", ""
    if before is not None:
        changed = ", ".join(_changed(before, wording))
        classes = ", ".join(edits_between((before.title, before.body), (wording.title, wording.body)))
    connection.execute(
        "UPDATE revisions SET changed = ?, classes = ? WHERE article = ? AND number = ?",
        (changed or None, classes or None, article, wording.number),
    )


def _changed(one: _Wording, other: _Wording) -> tuple[str, ...]:
    pairs = {"title": (one.title, other.title), "body": (one.body, other.body)}
    return tuple(name for name, texts in pairs.items() if not same_words(*texts))
