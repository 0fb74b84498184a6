"""Notes what a page tells robots about keeping it."""

import sqlite3

from scraper.model import Visit
from scraper.store.columns import to_text


def note_directives(connection: sqlite3.Connection, visit: Visit, capture_id: int | None) -> None:
    """Writes what the visit's page says to robots, in the caller's transaction."""
    if capture_id is not None and visit.directives is not None:
        row = (capture_id, to_text(visit.directives.said), visit.directives.obeyed)
        connection.execute("INSERT INTO directives(capture, said, obeyed) VALUES (?, ?, ?)", row)
