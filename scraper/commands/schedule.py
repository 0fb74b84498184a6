"""kabar schedule: a crontab line or systemd units that crawl at fixed times."""

import os
import re
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scraper.commands.options import archive_option, settings_of, talk
from scraper.crawl.plan import make_plan
from scraper.errors import KabarError, UsageError
from scraper.settings import Settings
from scraper.sites import known_profiles
from scraper.store import open_archive, site_rows

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_LONGEST_LINE = 990  # characters; Debian's cron takes 998 for a command
_HOURLY_MINUTES = 50.0  # of a run that another one follows in an hour


@dataclass(frozen=True, slots=True)
class Times:
    """When to crawl, by this machine's clock."""

    every: str  # hour, day or week
    hour: int
    minute: int
    day: str

    @property
    def cron(self) -> str:
        """The five fields of a crontab line."""
        hour = "*" if self.every == "hour" else str(self.hour)
        day = str(_DAYS.index(self.day)) if self.every == "week" else "*"
        return f"{self.minute} {hour} * * {day}"

    @property
    def calendar(self) -> str:
        """A timer's OnCalendar."""
        hour = "*" if self.every == "hour" else f"{self.hour:02}"
        day = f"{self.day[:3].capitalize()} " if self.every == "week" else ""
        return f"{day}*-*-* {hour}:{self.minute:02}:00"


@click.command("schedule")
@click.argument("targets", metavar="[SITE|URL]...", nargs=-1)
@archive_option
@click.option("--every", type=click.Choice(["hour", "day", "week"]), default="day", show_default=True)
@click.option("--at", default="02:30", show_default=True, metavar="HH:MM", help="By this machine's clock.")
@click.option("--on", "day", type=click.Choice(_DAYS), default="sunday", show_default=True, help="Of a week.")
@click.option("--max-minutes", type=click.FloatRange(1, 1_000_000), metavar="N", help="Of each run.")
@click.option("--log", metavar="FILE", help="Of each run; kabar.log beside the archive if not given.")
@click.option("--ping", metavar="URL", help="Told how each run ended, as by kabar crawl --ping.")
@click.option("--systemd", is_flag=True, help="Print a service and its timer, and no crontab line.")
@click.option("--write", metavar="FOLDER", help="With --systemd: write the two files there.")
@click.pass_context
def schedule_command(context: click.Context, /, targets: tuple[str, ...], **given: Any) -> None:
    """Print a crontab line, or systemd units, that crawl the SITEs, or all sites, at fixed times.

    Nothing is installed: what is printed goes where you put it.

    \b
    Examples:
      kabar schedule jateng --every day --at 02:30
      (crontab -l; kabar schedule --every hour --max-minutes 50) | crontab -
      kabar schedule jateng --systemd --write ~/.config/systemd/user
    """
    settings = settings_of(context)
    times = _times(given["every"], given["at"], given["day"])
    words = _words(settings, targets, given)
    name = f"kabar-{_unit_word(targets)}"
    if given["systemd"]:
        _tell_units(name, units(name, words, times), given["write"])
        return
    if given["write"]:
        raise UsageError("--write is for units", hint="Add --systemd, or leave out --write.")
    click.echo(crontab_line(words, times))
    zone = datetime.now(UTC).astimezone().tzname()
    talk().print(f"By this machine's clock ({zone}). Install it with: crontab -e", markup=False)


def crontab_line(words: list[str], times: Times) -> str:
    """
    The line, whose command cron's shell reads as these words; only its talk is left for cron to mail.

    Raises: UsageError for words that no crontab can hold.
    """
    command = f"{shlex.join(words)} >/dev/null"
    if "\n" in command:
        raise UsageError("a crontab line cannot hold a line break", hint="Use --systemd.")
    command = command.replace("%", r"\%")  # a bare one ends the command
    if len(command) > _LONGEST_LINE:
        raise UsageError(
            f"a command of {len(command)} characters is too long for cron", hint="Use --systemd."
        )
    return f"{times.cron} {command}"


def units(name: str, words: list[str], times: Times) -> dict[str, str]:
    """The two files by name."""
    command = " ".join(_systemd_word(word) for word in words)
    service = f"""\
[Unit]
Description=Archive regional news ({name})
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
# 3: done in part; what is left stays due.
SuccessExitStatus=3
Nice=10
TimeoutStopSec=30
"""
    timer = f"""\
[Unit]
Description=When to archive regional news ({name})

[Timer]
OnCalendar={times.calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {f"{name}.service": service, f"{name}.timer": timer}


def _tell_units(name: str, files: dict[str, str], folder: str | None) -> None:
    if folder is None:
        click.echo("\n".join(f"# {file}\n{text}" for file, text in files.items()), nl=False)
        return
    try:
        Path(folder).expanduser().mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            path = Path(folder).expanduser() / file
            path.write_text(text, "utf-8")
            click.echo(path)
    except OSError as exc:
        raise KabarError(f"{folder} cannot be written: {exc.strerror}.", hint="Name another folder.") from exc
    talk().print(f"Start it with: systemctl --user daemon-reload; systemctl --user enable --now {name}.timer")


def _times(every: str, at: str, day: str) -> Times:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", at)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(f"{at!r} is no time of day", hint="Write it as 02:30.")
    return Times(every, int(found[1]), int(found[2]), day)


def _words(settings: Settings, targets: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """
    The command that crawls, with everything that cron does not know of this shell.

    Raises: UsageError for a site that is not known, as the crawl itself would.
    """
    archived: list[str] = []
    if settings.archive.exists():
        with open_archive(settings.archive, create=False, readonly=True) as archive:
            archived = [row.facts.name for row in site_rows(archive, datetime.now(UTC))]
    make_plan(targets, known_profiles(), archived)
    config = os.environ.get("XDG_CONFIG_HOME")
    minutes = given["max_minutes"] or (_HOURLY_MINUTES if given["every"] == "hour" else None)
    log = Path(given["log"] or settings.log or settings.archive.parent / "kabar.log").expanduser().absolute()
    words = ["/usr/bin/env", f"XDG_CONFIG_HOME={config}"] if config else []
    words += [*_program(), "crawl", *(targets or ("--all",)), "--archive", str(settings.archive.absolute())]
    words += ["--max-minutes", f"{minutes:g}"] if minutes else []
    words += ["--contact", settings.contact] if settings.contact else []
    words += ["--log", str(log)]
    ping = given["ping"] or settings.ping
    return words + (["--ping", ping] if ping else [])


def _program() -> list[str]:
    """This program by its absolute path: cron and systemd look into few folders."""
    installed = Path(sys.executable).with_name("kabar")
    if installed.exists():
        return [str(installed)]
    return [sys.executable, str(Path(__file__).parents[2] / "cli.py")]


def _unit_word(targets: tuple[str, ...]) -> str:
    word = re.sub(r"[^A-Za-z0-9.]+", "-", "-".join(targets) or "all").strip("-.")
    return word[:80] or "sites"


def _systemd_word(word: str) -> str:
    """
    The word as a unit file has it.

    Source: systemd.service(5), "Command lines": quotes and backslashes as in C, % and $ doubled.
    """
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    word = word.replace("\n", "\\n").replace("\t", "\\t")
    return word if re.fullmatch(r"[\w@%+=:,./$-]+", word) else f'"{word}"'
