"""Tests of scraper/commands/schedule.py: what it prints is what cron and systemd take."""

import getpass
import json
import os
import shlex
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.commands.schedule import Times, crontab_line, units
from scraper.errors import UsageError
from tests.commands.conftest import Kabar
from tests.programs import lacking, program
from tests.site.server import SampleSite, serve_sample_site

NIGHT = Times("day", 2, 30, "sunday")
NASTY = ["/opt/my tools/kabar", "crawl", "https://a.go.id/?x=1&y=50%;#a", 'it\'s "so"', "$HOME", r"a\b", "é"]


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """A sample site of the test's own."""
    with serve_sample_site() as running:
        yield running


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ((), "30 2 * * *"),
        (("--every", "day", "--at", "23:05"), "5 23 * * *"),
        (("--every", "hour", "--at", "00:17"), "17 * * * *"),
        (("--every", "week", "--on", "friday"), "30 2 * * 5"),
    ],
)
def test_a_crontab_line_says_when(kabar: Kabar, words: tuple[str, ...], fields: str) -> None:
    """The five fields are those of the hour, day or week that was asked for; the command needs no folder."""
    said = kabar("schedule", "jateng", *words)

    (line,) = said.out.splitlines()
    assert line.startswith(f"{fields} ")
    command = shlex.split(line.removeprefix(fields))
    assert str(Path("archive.db").absolute()) == command[command.index("--archive") + 1]
    assert ["crawl", "jateng"] == command[command.index("crawl") :][:2]
    assert os.access(next(word for word in command if word.endswith("/kabar")), os.X_OK)
    assert ("--max-minutes" in command) is ("hour" in words)


def test_without_a_name_all_sites_are_crawled(kabar: Kabar) -> None:
    """No SITE means --all."""
    assert " crawl --all " in kabar("schedule").out


def test_what_cron_does_not_know_stands_in_the_line(kabar: Kabar, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contact, the configuration's folder and the log are in the line: cron starts with none of them."""
    monkeypatch.setenv("KABAR_CONTACT", "a%b@c.id")
    line = kabar("schedule", "jateng", "--ping", "https://hc.example/x?a=1&b=2").out

    words = shlex.split(line.replace(r"\%", "%"))
    assert {"a%b@c.id", "https://hc.example/x?a=1&b=2", str(Path("kabar.log").absolute())} <= set(words)
    assert f"XDG_CONFIG_HOME={Path('config').absolute()}" in words
    assert "%" not in line.replace(r"\%", "")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("tidakada",), "Known: "),
        (("jateng", "--at", "25:00"), "02:30"),
        (("jateng", "--at", "soon"), "02:30"),
        (("jateng", "--write", "x"), "--systemd"),
    ],
)
def test_wrong_words_are_told(kabar: Kabar, words: tuple[str, ...], hint: str) -> None:
    """What the crawl itself would refuse, and what is no time, ends with exit code 2 and what to write."""
    said = kabar("schedule", *words)

    assert (2, "") == (said.code, said.out)
    assert hint in said.err


@pytest.mark.parametrize("words", [["kabar", "a\nb"], ["kabar", "a" * 1_000]])
def test_what_no_crontab_can_hold_is_refused(words: list[str]) -> None:
    """A line break or a thousand characters would be cut by cron, and are told."""
    with pytest.raises(UsageError, match=r"line break|too long"):
        crontab_line(words, NIGHT)


def test_a_shell_reads_the_words_again() -> None:
    """What cron hands to its shell are the same words, whatever stands in them."""
    line = crontab_line([*NASTY], NIGHT)
    command = line.removeprefix("30 2 * * * ").removesuffix(" >/dev/null").replace(r"\%", "%")
    said = subprocess.run(
        ["/bin/sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, check=True, text=True
    )

    assert NASTY == said.stdout.splitlines()


@pytest.mark.parametrize("times", [NIGHT, Times("hour", 2, 30, "sunday"), Times("week", 2, 30, "friday")])
def test_units_are_what_systemd_takes(tmp_path: Path, times: Times) -> None:
    """systemd-analyze finds no fault in the units, and knows when the timer will elapse."""
    analyze = program("systemd-analyze")
    for name, text in units("kabar-jateng", ["/bin/echo", *NASTY[1:]], times).items():
        (tmp_path / name).write_text(text, "utf-8")
    files = sorted(tmp_path.iterdir())
    said = subprocess.run(
        [analyze, "verify", "--man=no", *files], capture_output=True, text=True, check=False
    )
    when = subprocess.run([analyze, "calendar", times.calendar], capture_output=True, text=True, check=False)

    assert (0, []) == (said.returncode, [line for line in said.stderr.splitlines() if "kabar" in line])
    assert "Next elapse" in when.stdout


def test_units_are_printed_or_written(kabar: Kabar) -> None:
    """--systemd prints a service and its timer; with --write they are files, whose names are printed."""
    printed = kabar("schedule", "jateng", "--systemd").out
    written = kabar("schedule", "jateng", "--systemd", "--write", "units")

    assert ["# kabar-jateng.service", "# kabar-jateng.timer"] == [
        line for line in printed.splitlines() if line.startswith("# kabar")
    ]
    assert ["units/kabar-jateng.service", "units/kabar-jateng.timer"] == written.out.split()
    assert "OnCalendar=*-*-* 02:30:00" in Path("units/kabar-jateng.timer").read_text("utf-8")
    assert "systemctl --user enable --now kabar-jateng.timer" in written.err


@pytest.fixture
def empty_crontab() -> Iterator[Path]:
    """The crontab program, where its user has no crontab yet; what the test installs is removed."""
    crontab = program("crontab")
    program("cron")
    if getpass.getuser() != "root":
        lacking("the right to start cron (root)")
    if subprocess.run([crontab, "-l"], capture_output=True, check=False).returncode == 0:
        pytest.skip("this user has a crontab, which a test must not touch")
    yield crontab
    subprocess.run([crontab, "-r"], capture_output=True, check=False)


def test_cron_crawls_when_the_line_says(
    kabar: Kabar, site: SampleSite, empty_crontab: Path, tmp_path: Path
) -> None:
    """A real cron, shortly before 02:30 by its clock, runs the printed line, and every article is there."""
    config = tmp_path / "config" / "kabar" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("allow_private = true\ndelay_s = 0.0\n", "utf-8")
    line = kabar("schedule", site.url, "--every", "day", "--at", "02:30").out
    subprocess.run([empty_crontab, "-"], input=line, text=True, check=True)
    clock = [program("faketime"), "-f", "@2026-11-26 02:29:57"]

    cron = subprocess.Popen(
        [*clock, program("cron"), "-f"], env={**os.environ, "TZ": ""}, start_new_session=True
    )
    try:
        events = _events_until_the_end(tmp_path / "kabar.log")
    finally:
        os.killpg(cron.pid, signal.SIGTERM)  # faketime, cron and what it started
        cron.wait()

    assert ("run_ended", 0) == (events[-1]["event"], events[-1]["exit_code"])
    with sqlite3.connect("archive.db") as archive:
        assert [(42,)] == archive.execute("SELECT count(*) FROM articles").fetchall()
        host = site.url.split("/")[2]
        assert [(f"crawl {host}", 0)] == archive.execute("SELECT command, exit_code FROM runs").fetchall()


def _events_until_the_end(log: Path) -> list[dict[str, object]]:
    """The events of the log once the run has ended; what there is after a minute."""
    events: list[dict[str, object]] = [{"event": "none", "exit_code": None}]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and events[-1]["event"] != "run_ended":
        time.sleep(0.1)
        if log.exists():
            lines = log.read_text("utf-8").splitlines(keepends=True)
            events = [json.loads(line) for line in lines if line.endswith("\n")] or events
    return events
