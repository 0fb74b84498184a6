"""Decisions to forget an article: who may no longer see it, and what a crawl may not bring back."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scraper.errors import UsageError
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive


class Level(StrEnum):
    """How far an article is forgotten; each level does what those before it do."""

    HIDE = "hide"  # no search, list or export shows it; it is still crawled and kept
    EXCLUDE = "exclude"  # and it is never asked for again
    TOMBSTONE = "tombstone"  # and its words leave the records; the bytes stay as evidence
    ERASE = "erase"  # and its bytes leave the file, down to the free pages


@dataclass(frozen=True, slots=True)
class Decision:
    """That an article was forgotten, how far, why and when; undone_at: when that was taken back."""

    article: int
    level: Level
    reason: str
    decided_at: datetime
    undone_at: datetime | None = None


def decisions(archive: Archive, article_id: int | None = None) -> list[Decision]:
    """Every decision on this article, or on any, first to last."""
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT article, level, reason, decided_at, undone_at FROM forgotten "
            "WHERE ?1 IS NULL OR article = ?1 ORDER BY id",
            (article_id,),
        )
        return [
            Decision(article, Level(level), reason, from_moment(at), from_moment(undone_at))
            for article, level, reason, at, undone_at in rows
        ]


def hide(archive: Archive, articles: Sequence[int], reason: str, now: datetime) -> None:
    """
    Leaves these articles out of everything that readers see; they are still crawled and kept.

    Raises: UsageError, and nothing is done, where one of them is not there or forgotten already.
    """
    with archive.writing() as connection:
        check_levels(connection, articles, Level.HIDE)
        for article in articles:
            decide(connection, Decision(article, Level.HIDE, reason, now))


def unhide(archive: Archive, articles: Sequence[int], now: datetime) -> None:
    """
    Shows these hidden articles again; the decision and that it was taken back stay on record.

    Raises: UsageError for an article that is not hidden, or forgotten further than that.
    """
    with archive.writing() as connection:
        for article in articles:
            level = _level_of(connection, article)
            if level is not Level.HIDE:
                raise UsageError(
                    f"article {article} is not hidden" + (f" but at level {level}" if level else ""),
                    hint="Only `hide` can be undone.",
                )
            connection.execute("UPDATE articles SET forgotten = NULL WHERE id = ?", (article,))
            connection.execute(
                "UPDATE forgotten SET undone_at = ? WHERE article = ? AND undone_at IS NULL",
                (to_moment(now), article),
            )


def check_levels(connection: sqlite3.Connection, articles: Sequence[int], level: Level) -> None:
    """
    Returns where every one of these articles is there and not forgotten so far already.

    Raises: UsageError.
    """
    order = list(Level)
    for article in articles:
        held = _level_of(connection, article)
        if held is not None and order.index(held) >= order.index(level):
            raise UsageError(f"article {article} is forgotten already, at level {held}")


def decide(connection: sqlite3.Connection, decision: Decision) -> None:
    """Writes the decision, in the caller's transaction, in the place of a milder one."""
    at = to_moment(decision.decided_at)
    connection.execute(
        "INSERT INTO forgotten(article, level, reason, decided_at) VALUES (?, ?, ?, ?)",
        (decision.article, decision.level, to_text(decision.reason), at),
    )
    connection.execute("UPDATE articles SET forgotten = ? WHERE id = ?", (decision.level, decision.article))


def _level_of(connection: sqlite3.Connection, article: int) -> Level | None:
    row = connection.execute("SELECT forgotten FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None:
        raise UsageError(f"the archive has no article {article}", hint="`kabar search` lists their numbers.")
    return Level(row[0]) if row[0] else None
