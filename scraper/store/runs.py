"""The log of runs: who asked for what, when, and how its pages ended."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from scraper.store.columns import to_moment, to_text
from scraper.store.database import Archive


def start_run(archive: Archive, command: str) -> int:
    """The number of the run that has just started; killed, it stays without an end."""
    with archive.writing() as connection:
        row = (to_text(command), to_moment(datetime.now(UTC)))
        cursor = connection.execute("INSERT INTO runs(command, started_at) VALUES (?, ?)", row)
        return int(cursor.lastrowid or 0)


def end_run(archive: Archive, run_id: int, counts: Mapping[str, int], exit_code: int) -> None:
    """Notes that this run has ended, with its pages by outcome."""
    with archive.writing() as connection:
        row = (to_moment(datetime.now(UTC)), json.dumps(dict(counts)), exit_code, run_id)
        connection.execute("UPDATE runs SET ended_at = ?, counts = ?, exit_code = ? WHERE id = ?", row)
