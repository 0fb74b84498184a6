"""Decisions to forget an article: who may no longer see it, and what a crawl may not bring back."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scraper.errors import UsageError
from scraper.store.barred import digest_of_words
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive
from scraper.store.emptying import bar, bar_addresses, empty_records
from scraper.store.erasing import Forgotten, Tick, Trace, clean, erase, gather
from scraper.text.passages import Mark, marks_of


class Level(StrEnum):
    """How far an article is forgotten; each level does what those before it do."""

    HIDE = "hide"  # no search, list or export shows it; it is still crawled and kept
    EXCLUDE = "exclude"  # and it is never asked for again
    TOMBSTONE = "tombstone"  # and its words leave the records and the index; its bytes stay, sealed
    ERASE = "erase"  # and its bytes leave the file, with each quote of it, down to the free pages


@dataclass(frozen=True, slots=True)
class Ruling:
    """How far to forget, why and since when."""

    level: Level
    reason: str
    decided_at: datetime


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


def forget(
    archive: Archive, articles: Sequence[int], ruling: Ruling, tick: Tick = lambda *_: None
) -> Forgotten:
    """
    What was done to forget these articles so far; it is one transaction, but for cleaning the file.

    Shape: tick is called with the payloads that were looked at, and how many there are, on erasing.
    Raises: UsageError, and nothing is done, where one of them is not there or forgotten so far already;
        ArchiveBusyError where all is done, but another program's reading keeps the file from being cleaned.
    Why secure_delete: what SQLite deletes it then writes over, in freed pages too.
    """
    level = ruling.level
    with archive.reading() as connection:
        connection.execute("PRAGMA secure_delete = ON")
    with archive.writing() as connection:
        _check_levels(connection, articles, level)
        traces = [gather(connection, article) for article in articles]
        for trace in traces:
            if level is not Level.HIDE:
                _exclude(connection, trace)
            if level in (Level.TOMBSTONE, Level.ERASE):
                _keep_marks(connection, trace)
                empty_records(connection, trace.article)
            _decide(connection, trace.article, ruling)
        done = Forgotten()
        if level is Level.ERASE:
            done = erase(connection, archive.dictionaries, traces, tick)
    if level is Level.ERASE:
        clean(archive)
    return done


def take_back(archive: Archive, articles: Sequence[int], now: datetime) -> None:
    """
    Shows these hidden or excluded articles again; the decision and that it was taken back stay on record.

    Raises: UsageError for an article that is not forgotten, or forgotten further than can be taken back.
    """
    with archive.writing() as connection:
        for article in articles:
            level = _level_of(connection, article)
            if level not in (Level.HIDE, Level.EXCLUDE):
                why = (
                    f"is forgotten at level {level}, and its words are gone" if level else "is not forgotten"
                )
                raise UsageError(f"article {article} {why}", hint="`hide` and `exclude` can be undone.")
            at = to_moment(now)
            connection.execute("UPDATE articles SET forgotten = NULL WHERE id = ?", (article,))
            connection.execute(_TAKE_BACK, (at, article))
            connection.execute("DELETE FROM barred WHERE article = ?", (article,))
            if level is Level.EXCLUDE:
                connection.execute("UPDATE frontier SET due_at = ? WHERE article = ?", (at, article))


_TAKE_BACK = "UPDATE forgotten SET undone_at = ? WHERE article = ? AND undone_at IS NULL"
_ADD_MARK = "INSERT INTO erased_marks(mark, article, words) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_NEVER_AGAIN = """
UPDATE frontier SET due_at = NULL, outcome = 'excluded', detail = NULL
WHERE article = ? OR url IN (SELECT value FROM json_each(?))
"""


def _exclude(connection: sqlite3.Connection, trace: Trace) -> None:
    """Bars everything by which the article could come back, and asks for none of its addresses again."""
    bar_addresses(connection, trace.article, trace.addresses)
    bar(connection, trace.article, "payload", trace.digests)
    bar(connection, trace.article, "words", [digest_of_words(body) for _, body in trace.wordings if body])
    connection.execute(_NEVER_AGAIN, (trace.article, json.dumps(sorted(trace.addresses))))


def _keep_marks(connection: sqlite3.Connection, trace: Trace) -> None:
    marks = frozenset[Mark]().union(*(marks_of(title, body) for title, body in trace.wordings))
    connection.executemany(_ADD_MARK, [(mark.value, trace.article, mark.words) for mark in marks])


def _check_levels(connection: sqlite3.Connection, articles: Sequence[int], level: Level) -> None:
    """
    Returns where every one of these articles is there and not forgotten so far already.

    Raises: UsageError.
    """
    order = list(Level)
    for article in articles:
        held = _level_of(connection, article)
        if held is not None and order.index(held) >= order.index(level):
            raise UsageError(f"article {article} is forgotten already, at level {held}")


def _decide(connection: sqlite3.Connection, article: int, ruling: Ruling) -> None:
    """Writes the decision, in the caller's transaction, in the place of a milder one."""
    connection.execute(
        "INSERT INTO forgotten(article, level, reason, decided_at) VALUES (?, ?, ?, ?)",
        (article, ruling.level, to_text(ruling.reason), to_moment(ruling.decided_at)),
    )
    connection.execute("UPDATE articles SET forgotten = ? WHERE id = ?", (ruling.level, article))


def _level_of(connection: sqlite3.Connection, article: int) -> Level | None:
    row = connection.execute("SELECT forgotten FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None:
        raise UsageError(f"the archive has no article {article}", hint="`kabar search` lists their numbers.")
    return Level(row[0]) if row[0] else None
