"""One capture of the archive, whole: its addresses, moment and headers beside its bytes."""

import json

from scraper.errors import ArchiveError
from scraper.model import Capture
from scraper.store.captures import payload_of
from scraper.store.columns import from_moment
from scraper.store.database import Archive

_SELECT = """
SELECT
  requested_url, final_url, fetched_at, status, headers, content_encoding, complete, coalesce(repeats, id)
FROM captures WHERE id = ?
"""


def kept_capture(archive: Archive, number: int) -> Capture:
    """
    The capture of this number; the bytes of one that repeats another are those of the other.

    Raises: ArchiveError where there is none, ArchiveDamagedError where its bytes are not those stored.
    """
    with archive.reading() as connection:
        row = connection.execute(_SELECT, (number,)).fetchone()
    if row is None:
        raise ArchiveError(f"{archive.path} has no capture {number}.")
    requested, final, fetched_at, status, headers, coding, complete, holder = row
    return Capture(
        requested_url=requested,
        final_url=final,
        fetched_at=from_moment(fetched_at),
        status=status,
        headers=tuple((str(name), str(value)) for name, value in json.loads(headers or "[]")),
        payload=payload_of(archive, holder),
        content_encoding=coding,
        complete=bool(complete),
    )
