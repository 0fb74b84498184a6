"""Keeps each form of a robots.txt: a later run need not ask, and a reader can look it up."""

import sqlite3
from datetime import datetime
from hashlib import sha256

from scraper.model import RobotsFile
from scraper.outcome import Outcome
from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive


def keep_robots(connection: sqlite3.Connection, file: RobotsFile) -> None:
    """Notes what asking for a robots.txt brought: a new form, or the last one again."""
    text = to_text(file.text)
    digest = None if text is None else sha256(text.encode()).hexdigest()
    last = connection.execute(_LAST, (file.origin,)).fetchone()
    fetched_at, kept_until = to_moment(file.fetched_at), to_moment(file.kept_until)
    if last is not None and tuple(last[1:]) == (file.status, file.outcome, digest):
        connection.execute(
            "UPDATE robots SET checked_at = ?, kept_until = ? WHERE id = ?", (fetched_at, kept_until, last[0])
        )
        return
    row = (to_text(file.origin), fetched_at, fetched_at, kept_until, to_text(file.status), file.outcome)
    connection.execute(_ADD, (*row, to_text(file.detail), digest, text))


def fresh_robots(archive: Archive, now: datetime) -> list[RobotsFile]:
    """The last robots.txt of each origin that need not be fetched again yet."""
    with archive.reading() as connection:
        return [
            RobotsFile(
                origin=origin,
                fetched_at=from_moment(fetched_at),
                kept_until=from_moment(kept_until),
                status=status,
                text=text,
                outcome=Outcome(outcome) if outcome else None,
                detail=detail or "",
            )
            for origin, fetched_at, kept_until, status, text, outcome, detail in connection.execute(
                _FRESH, (to_moment(now),)
            )
        ]


_LAST = """
SELECT id, status, outcome, sha256 FROM robots WHERE origin = ? ORDER BY fetched_at DESC, id DESC LIMIT 1
"""
_ADD = """
INSERT INTO robots(origin, fetched_at, checked_at, kept_until, status, outcome, detail, sha256, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FRESH = """
SELECT origin, checked_at, kept_until, status, text, outcome, detail FROM robots AS file
WHERE kept_until > ? AND id = (
  SELECT id FROM robots WHERE origin = file.origin ORDER BY fetched_at DESC, id DESC LIMIT 1)
"""
