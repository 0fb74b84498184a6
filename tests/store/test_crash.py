"""kill -9 at any moment: what was settled is whole, what was not is as if it had never begun."""

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from scraper.model import PageKind, Visit
from scraper.store import RecordQuery, open_archive, records, settle, settle_many
from tests.store.children import ended, in_child, kill_self, start
from tests.store.samples import DAY, NOW, URL, page, rows, tables, visit

FOUND = (page(URL + "8"), page("https://humas.example.go.id/berita", kind=PageKind.LISTING))


def _killed_at(statement: int, path: Path, given: Visit) -> int:
    """How a process ended that settles this visit and is killed before its n-th statement."""

    def work() -> None:
        left = statement

        def count(_: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                kill_self()

        with open_archive(path) as archive:
            archive.database.conn.set_trace_callback(count)
            settle(archive, given, NOW)

    return in_child(work)


def _state(path: Path) -> dict[str, list[Any]]:
    with open_archive(path) as archive:
        assert ["ok"] == rows(archive, "PRAGMA integrity_check")
        assert [] == rows(archive, "PRAGMA foreign_key_check")
        archive.database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
        return tables(archive)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(visit(URL + "9", found=FOUND), id="new article"),
        pytest.param(visit(at=NOW + DAY, found=FOUND, body="Dikoreksi.", views=1), id="revision"),
    ],
)
def test_no_statement_is_a_bad_moment_to_be_killed(path: Path, given: Visit) -> None:
    """Killed before any statement of a visit's transaction, the archive is as it was before the visit."""
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)
    before, survived = _state(path), 0
    while _killed_at(survived + 1, path, given) == -signal.SIGKILL:
        survived += 1

        assert before == _state(path), f"killed before statement {survived}"
    after = _state(path)

    assert survived > 12
    assert before != after
    assert after["articles_fts"] != before["articles_fts"]


def test_a_run_killed_at_any_moment_goes_on_to_the_same_archive(path: Path) -> None:
    """A run that is killed again and again ends with the same rows as one that was left alone."""
    visits = [visit(f"{URL}/{number}", title=f"Judul {number}", found=FOUND) for number in range(60)]

    def settle_the_rest() -> None:
        with open_archive(path) as archive:
            done = set(rows(archive, "SELECT url FROM frontier WHERE outcome IS NOT NULL"))
            rest = [each for each in visits if each.page.url not in done]
            for start_at in range(0, len(rest), 5):
                settle_many(archive, rest[start_at : start_at + 5], NOW)

    moments, kills = random.Random(2), 0  # noqa: S311  # moments to kill at, no secrets
    while True:
        child = start(settle_the_rest)
        time.sleep(moments.uniform(0.002, 0.025 + kills / 500))
        os.kill(child, signal.SIGKILL)
        if ended(child) == 0:
            break
        kills += 1
    undisturbed = path.with_name("other.db")
    with open_archive(undisturbed) as archive:
        settle_many(archive, visits, NOW)

    assert kills
    assert _state(undisturbed) == _state(path)


@pytest.mark.parametrize("pages_written", range(1, 40, 6))
def test_an_archive_killed_while_it_is_made_is_made_again(path: Path, pages_written: int) -> None:
    """A file that holds only a part of its first transaction, with the journal beside it, is begun anew."""
    made = path.with_name("made.db")
    with open_archive(made):
        pass
    # The state in which a process dies between two writes of the first commit: the journal of an empty file.
    journal = (
        bytes.fromhex("d9d505f920a163d7")
        + (0).to_bytes(4)
        + bytes(8)
        + (512).to_bytes(4)
        + (16384).to_bytes(4)
    )
    path.with_name("archive.db-journal").write_bytes(journal.ljust(512, b"\0"))
    part = bytearray(made.read_bytes()[: pages_written * 16384])
    part[18:20] = b"\1\1"  # not yet in log mode
    path.write_bytes(part)
    with open_archive(path) as archive:
        settle(archive, visit(), NOW)

    assert 1 == len(_state(path)["articles"])


def test_an_archive_killed_while_it_is_made_opens_the_next_time(path: Path) -> None:
    """Killed at any moment of its making, an archive can be read, and is made whole by the next run."""

    def make() -> None:
        with open_archive(path):
            pass

    moments = random.Random(3)  # noqa: S311  # moments to kill at, no secrets
    for _ in range(12):
        child = start(make)
        time.sleep(moments.uniform(0, 0.015))
        os.kill(child, signal.SIGKILL)
        ended(child)
        if path.exists():
            with open_archive(path, readonly=True) as archive:
                assert [] == list(records(archive, RecordQuery()))
        with open_archive(path):
            pass
        state = _state(path)
        path.unlink()

        assert not any(state.values())
