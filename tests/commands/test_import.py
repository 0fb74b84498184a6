"""kabar import and kabar export of web archives, as typed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.ingest.files import members, response

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A WARC file of three pages, the last of them cut."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members([response(1), response(2), response(3)])[:-50])
    return path


def test_an_import_says_what_came_of_it(kabar: Kabar, file: Path) -> None:
    """A line for each exchange on standard output, damages and one summary line beside it; done in part."""
    said = kabar("import", str(file))

    assert 3 == said.code
    assert 2 == said.out.count("archived ")
    assert f"left out: {file} at byte" in said.err
    assert "2 exchanges: 2 archived; 1 left out, named above" in said.err.splitlines()[-1]


def test_json_has_a_row_for_each(kabar: Kabar, file: Path) -> None:
    """With --json each exchange, each damage and the summary is an object on a line."""
    said = kabar("import", str(file), "--json")

    assert ["archived", "archived", None] == [row.get("outcome") for row in said.rows[:3]]
    assert "the file ends within a gzip member" == said.rows[2]["left_out"]
    assert {"archived": 2} == said.rows[3]["summary"]["counts"]


def test_what_is_not_there_is_wrong_use(kabar: Kabar) -> None:
    """A path at which nothing is, is told with what to name."""
    said = kabar("import", "no.warc.gz")

    assert 2 == said.code
    assert "Name a WARC or WACZ file" in said.err


def test_an_import_and_an_export_meet(kabar: Kabar, file: Path) -> None:
    """What was imported can be searched, shown and exported as a WACZ with its pages."""
    kabar("import", str(file))
    found = kabar("search", "Tirtasari", "--json")
    said = kabar("export", "out.wacz")

    assert 2 == len(found.rows)
    assert "2 captures with 2 articles written to out.wacz" in said.err


def test_a_killed_import_goes_on(tmp_path: Path) -> None:
    """Killed at any moment and started again, an import ends with every capture once."""
    many = 200
    (tmp_path / "a.warc.gz").write_bytes(members(response(number) for number in range(many)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path)}
    words = [sys.executable, "-m", "scraper", "import", "a.warc.gz"]

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            words, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    first = start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and _count(tmp_path, "captures") < 50:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    left = _count(tmp_path, "captures")
    place = _count(tmp_path, "imports", "max(place)")
    _, talk = start().communicate(timeout=60)

    assert 0 < left < many
    assert 0 < place
    assert (many, many) == (_count(tmp_path, "captures"), _count(tmp_path, "articles"))
    assert f"{many - left} exchanges: {many - left} archived" in talk.decode()


def _count(folder: Path, table: str, what: str = "count(*)") -> int:
    """What the archive has of this table while it is written; 0 where it is not made yet."""
    try:
        with sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True) as connection:
            return int(connection.execute(f"SELECT {what} FROM {table}").fetchone()[0] or 0)  # noqa: S608
    except sqlite3.OperationalError:
        return 0
