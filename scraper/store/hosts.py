"""What politeness knows of each host from run to run, and which process may ask it now."""

import json
import os
import socket
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scraper.store.columns import from_moment, to_moment, to_text
from scraper.store.database import Archive

LEASE = timedelta(
    minutes=2
)  # a holder that is alive renews it; one that died on another machine is waited for


@dataclass(frozen=True, slots=True)
class HostState:
    """How a host stands: when it may be asked again, and how it has answered."""

    host: str
    ready_at: datetime | None = None
    why: str = ""  # it is left alone for longer than usual
    failures: int = 0  # visits in a row, up to the last, in which it failed
    breaks: int = 0  # times in a row that it was left alone for failing
    asked_today: int = 0


def host_states(archive: Archive, hosts: Collection[str], now: datetime) -> dict[str, HostState]:
    """What is known of these hosts; one that is not known is left out."""
    day = to_moment(now)[:10]
    with archive.reading() as connection:
        rows = connection.execute(_SELECT, (json.dumps(sorted(hosts)),)).fetchall()
    return {
        host: HostState(host, from_moment(ready), why or "", failures, breaks, asked if on == day else 0)
        for host, ready, why, failures, breaks, on, asked in rows
    }


def write_hosts(connection: sqlite3.Connection, states: Iterable[HostState], now: datetime) -> None:
    """Keeps in the caller's transaction how these hosts stand now."""
    day = to_moment(now)[:10]
    rows = [
        (
            to_text(state.host),
            to_moment(state.ready_at) if state.ready_at else None,
            to_text(state.why) or None,
            state.failures,
            state.breaks,
            day,
            state.asked_today,
        )
        for state in states
    ]
    connection.executemany(_KEEP, rows)


def take_leases(archive: Archive, hosts: Collection[str], command: str, now: datetime) -> Mapping[str, str]:
    """
    The hosts that another living process asks now, and who that is; this one has the others for LEASE.

    Why not the run's lock alone: it holds an archive for one crawl, but other programs may ask over the same
        archive, and two at once at one host is what a webmaster notices.
    """
    me = _signature(command)
    until = to_moment(now + LEASE)
    refused: dict[str, str] = {}
    with archive.writing() as connection:
        for host in sorted(hosts):
            row = connection.execute(
                "SELECT leased_by, leased_until FROM hosts WHERE host = ?", (to_text(host),)
            ).fetchone()
            if row and row[0] and row[1] > to_moment(now) and _is_another(row[0]):
                refused[host] = _in_words(row[0], row[1])
            else:
                connection.execute(_LEASE, (to_text(host), me, until))
    return refused


def release_leases(archive: Archive) -> None:
    """Gives back every lease of this process."""
    with archive.writing() as connection:
        rows = connection.execute("SELECT host, leased_by FROM hosts WHERE leased_by IS NOT NULL").fetchall()
        mine = [(host,) for host, holder in rows if not _is_another(holder)]
        connection.executemany(_RELEASE, mine)


_SELECT = """
SELECT host, ready_at, why, failures, breaks, day, asked FROM hosts
WHERE host IN (SELECT value FROM json_each(?))
"""
_KEEP = """
INSERT INTO hosts(host, ready_at, why, failures, breaks, day, asked) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(host) DO UPDATE SET
  ready_at = excluded.ready_at, why = excluded.why, failures = excluded.failures, breaks = excluded.breaks,
  day = excluded.day, asked = excluded.asked
"""
_LEASE = """
INSERT INTO hosts(host, leased_by, leased_until) VALUES (?, ?, ?)
ON CONFLICT(host) DO UPDATE SET leased_by = excluded.leased_by, leased_until = excluded.leased_until
"""
_RELEASE = "UPDATE hosts SET leased_by = NULL, leased_until = NULL WHERE host = ?"


def _signature(command: str) -> str:
    return json.dumps({"machine": socket.gethostname(), "pid": os.getpid(), "command": command})


def _is_another(signature: str) -> bool:
    """Whether the lease is held by another process than this one that may be alive."""
    try:
        holder = json.loads(signature)
        machine, pid = str(holder["machine"]), int(holder["pid"])
    except (ValueError, KeyError, TypeError):
        return False
    if machine != socket.gethostname():
        return True
    return pid != os.getpid() and _is_alive(pid)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _in_words(signature: str, until: str) -> str:
    holder = json.loads(signature)
    who = f"process {holder['pid']} on {holder['machine']}"
    return f"{who} asks it (`{holder.get('command', '')}`, until {until})"
