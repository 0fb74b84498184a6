"""Tests of scraper/reread/run.py and pool.py: a whole archive in a pool, killed and gone on with."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from scraper.reread.desk import Desk
from scraper.reread.pool import Died, Unit, read_all
from scraper.reread.run import Wish, read_unit, reread_archive
from scraper.store import Archive
from tests.commands.conftest import Kabar, kabar
from tests.reread.conftest import SITE
from tests.store.samples import rows, tables

__all__ = ["kabar"]  # a fixture

_SLOWLY = """
import sys, time
from scraper.reread import run
from scraper.store import rereads
write = run.write_rereads
def slowly(*given):
    write(*given)
    time.sleep(0.4)
run.write_rereads = slowly
from scraper.commands import main
if __name__ == "__main__":
    main()
"""


def test_a_pool_reads_what_one_process_reads(archive: Archive) -> None:
    """Two processes tell every difference, by site and field, and say how far they are."""
    archive.database.execute("UPDATE articles SET byline = 'Lama' WHERE id % 2 = 0")
    steps: list[tuple[int, int]] = []
    report = reread_archive(archive, Wish(processes=2), lambda *step: steps.append(step))
    lone = [read_unit(Desk(archive), Unit(number)) for number in rows(archive, "SELECT id FROM articles")]

    assert (42, 1 + sum(reread.pages for _, reread in lone)) == (report.articles, report.pages)
    assert sum(len(reread.differences) for _, reread in lone) == report.counts.total()
    assert {(SITE, "byline")} == {key[:2] for key in report.counts}
    assert ((0, 43), (43, 43)) == (steps[0], steps[-1])


def test_a_page_that_ends_its_process_costs_itself(archive: Archive) -> None:
    """The units beside a deadly one are read all the same."""
    units = [Unit(number) for number in range(1, 40)]
    answers = [one for some in read_all(archive.path, units, _deadly, 2) for one in some]

    assert [Died(Unit(20))] == [one for one in answers if isinstance(one, Died)]
    assert {*range(1, 40)} - {20} == {one for one in answers if isinstance(one, int)}


def _deadly(_desk: Desk, unit: Unit) -> int:
    if unit.number == 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return unit.number


def test_a_killed_run_is_gone_on_with(archive: Archive, tmp_path: Path, kabar: Kabar) -> None:
    """Killed in the middle of writing and called again: the rest is written, as if never killed."""
    whole = tables(archive)
    archive.database.execute("UPDATE articles SET byline = 'Lama', parser_version = 'old'")
    archive.close()
    script = tmp_path / "slowly.py"
    script.write_text(_SLOWLY, "utf-8")
    words = [sys.executable, str(script), "reparse", "--apply", "--archive", "archive.db"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(words, cwd=tmp_path, env=environ, stderr=subprocess.DEVNULL) as process:
        _wait_for_one(tmp_path / "archive.db")
        process.kill()
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        (done,) = connection.execute("SELECT count(*) FROM rereads").fetchone()
    said = kabar("reparse", "--apply", "--json")
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        found = connection.execute("SELECT * FROM articles ORDER BY 1, 2").fetchall()

    assert 0 < done < 42
    assert 0 == said.code, said.err
    assert 42 - done == said.rows[-1]["summary"]["articles"]
    assert whole["articles"] == found


def test_a_second_run_reads_all_again(archive: Archive, kabar: Kabar) -> None:
    """What was spoilt after a whole run is put right by the next one; where nothing is kept, that is 1."""
    archive.close()
    first = kabar("reparse", "--apply", "--processes", "1", "--json").rows[-1]["summary"]
    with sqlite3.connect(archive.path) as connection:
        connection.execute("UPDATE articles SET place = 'KANTOR' WHERE id = 2")
    second = kabar("reparse", "--apply", "--processes", "1", "--json").rows[-1]["summary"]
    nowhere = kabar("reparse", "--site", "nowhere.example")

    assert (42, 0) == (first["articles"], first["differences"])
    assert (42, 1) == (second["articles"], second["differences"])
    assert 1 == nowhere.code


def _wait_for_one(path: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with sqlite3.connect(path) as connection:
            if connection.execute("SELECT count(*) FROM rereads").fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nothing was written in 30 s")


def test_nothing_is_written_without_apply(archive: Archive, kabar: Kabar) -> None:
    """The report counts and shows samples; the archive is as it was."""
    archive.database.execute("UPDATE articles SET place = 'KANTOR' WHERE id = 2")
    before = tables(archive)
    said = kabar("reparse", "--site", SITE, "--processes", "1")
    machine = kabar("reparse", "--json", "--processes", "1").rows

    assert 0 == said.code, said.err
    assert SITE == said.out.splitlines()[0]
    assert "1 changed" in said.out and "[-KANTOR-]" in said.out
    assert "Nothing was written" in said.err
    assert ("place", 1, "KANTOR") == (
        machine[0]["field"],
        machine[0]["changed"],
        machine[0]["samples"][0]["before"],
    )
    assert before == tables(archive)
