"""A 304 stands for bytes that the archive has: finds the capture that holds them."""

import sqlite3
from dataclasses import dataclass

from scraper.model import Capture
from scraper.store.columns import to_text

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Held:
    """The capture whose payload a 304 stands for, that payload's digest and size, what an erasure left."""

    capture: int
    sha256: str
    size: int
    erased_to: str | None


def held_by(connection: sqlite3.Connection, capture: Capture) -> Held | None:
    """What this answer stands for; None where it is no 304, or the archive has no such bytes any more."""
    if capture.status != NOT_MODIFIED:
        return None
    row = connection.execute(_LAST_WHOLE, (to_text(capture.requested_url),)).fetchone()
    return Held(*row) if row else None


# The last whole answer of the same address is the one whose validators were sent.
_LAST_WHOLE = """
SELECT holder.id, holder.sha256, holder.size, holder.erased_to
FROM captures AS seen JOIN captures AS holder ON holder.id = coalesce(seen.repeats, seen.id)
WHERE seen.requested_url = ? AND seen.complete AND seen.status <> 304 AND holder.payload IS NOT NULL
ORDER BY seen.id DESC LIMIT 1
"""
