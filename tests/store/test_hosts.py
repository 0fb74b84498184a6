"""Tests of scraper/store/hosts.py: what is known of hosts from run to run, and leases between processes."""

import json
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from scraper.store import LEASE, Archive, HostState, host_states, release_leases, settle_many, take_leases
from tests.store.samples import DAY, NOW, rows

HOST = "humas.example.go.id"
# Takes the lease in a process of its own, says so, and waits to be killed.
HOLDER = """
import sys, time
from datetime import datetime
from pathlib import Path
from scraper.store import open_archive, take_leases
with open_archive(Path(sys.argv[1])) as archive:
    take_leases(archive, [sys.argv[2]], "crawl", datetime.fromisoformat(sys.argv[3]))
    print("held", flush=True)
    time.sleep(60)
"""


def _holder(path: Path) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", HOLDER, str(path), HOST, NOW.isoformat()]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "held\n" == process.stdout.readline()
    return process


def test_a_host_is_as_the_last_run_left_it(archive: Archive) -> None:
    """Pause, reason, failures and the day's count come back; the count is that of one day."""
    state = HostState(HOST, NOW + DAY, "it asks for a pause", 10, 2, 77)
    settle_many(archive, [], NOW, hosts=[state])

    assert {HOST: state} == host_states(archive, [HOST, "b.go.id"], NOW)
    assert 0 == host_states(archive, [HOST], NOW + DAY)[HOST].asked_today


def test_a_host_that_another_process_asks_is_refused(archive: Archive, path: Path) -> None:
    """While another process lives and its lease lasts, it is named; killed, it frees its host at once."""
    process = _holder(path)
    refused = take_leases(archive, [HOST, "b.go.id"], "crawl", NOW)
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()

    assert [HOST] == list(refused)
    assert f"process {process.pid}" in refused[HOST]
    assert {} == take_leases(archive, [HOST], "crawl", NOW)


def test_a_lease_of_another_machine_ends_by_itself(archive: Archive) -> None:
    """Of a process that cannot be looked at the lease is believed until it has run out."""
    take_leases(archive, [HOST], "crawl", NOW)
    holder = json.dumps({"machine": "another", "pid": 1, "command": "crawl"})
    archive.database.conn.execute("UPDATE hosts SET leased_by = ?", (holder,))
    archive.database.conn.commit()

    assert [HOST] == list(take_leases(archive, [HOST], "crawl", NOW + LEASE - timedelta(seconds=1)))
    assert {} == take_leases(archive, [HOST], "crawl", NOW + LEASE)


def test_leases_are_renewed_and_given_back(archive: Archive) -> None:
    """A process may take its own lease again, and leaves none behind."""
    take_leases(archive, [HOST], "crawl", NOW)
    take_leases(archive, [HOST], "crawl", NOW + DAY)
    (held,) = rows(archive, "SELECT leased_by FROM hosts")
    release_leases(archive)

    assert socket.gethostname() == json.loads(held)["machine"]
    assert [(None, None)] == rows(archive, "SELECT leased_by, leased_until FROM hosts")


def test_a_lease_changes_nothing_else(archive: Archive) -> None:
    """Taking a lease leaves the host's pause as it is, and keeping its state leaves the lease."""
    state = HostState(HOST, NOW + DAY, "why", 3)
    settle_many(archive, [], NOW, hosts=[state])
    take_leases(archive, [HOST], "crawl", NOW)
    settle_many(archive, [], NOW, hosts=[state])

    assert state == host_states(archive, [HOST], NOW)[HOST]
    assert [1] == rows(archive, "SELECT leased_by IS NOT NULL FROM hosts")


def test_a_lease_that_nobody_can_read_holds_nobody_up(archive: Archive) -> None:
    """A damaged signature is no holder."""
    take_leases(archive, [HOST], "crawl", NOW)
    archive.database.conn.execute("UPDATE hosts SET leased_by = 'rubbish'")
    archive.database.conn.commit()

    assert {} == take_leases(archive, [HOST], "crawl", NOW)
