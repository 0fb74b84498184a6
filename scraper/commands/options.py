"""Options and formats that several commands share, and how talk is told from results."""

import math
import sys
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console

from scraper.errors import UsageError
from scraper.settings import Settings, at_home, load_settings

MOST = 2**63 - 1  # the largest number that the archive can be asked for

Command = Callable[..., Any]


def talk() -> Console:
    """Where kabar talks to a person: standard error, so that results can be piped."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def is_watched() -> bool:
    """Whether a person sees the results as they come."""
    return sys.stdout.isatty()


def settings_of(context: click.Context) -> Settings:
    """The settings of this call: defaults, configuration file, environment, options."""
    root = context.find_root()
    if root.obj is None:
        root.obj = load_settings()
    settings: Settings = root.obj
    return settings


def _set_archive(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        settings = replace(settings_of(context), archive=at_home(value))
        context.find_root().obj = settings


def archive_option(command: Command) -> Command:
    """Adds --archive PATH."""
    return click.option(
        "--archive",
        metavar="PATH",
        expose_value=False,
        is_eager=True,
        callback=_set_archive,
        help="The archive's file, if not ./archive.db (or KABAR_ARCHIVE).",
    )(command)


def json_option(command: Command) -> Command:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(
        command
    )


def no_nan(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """The number, unless it is none."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("'nan' is no number.")
    return value


def request_options(command: Command) -> Command:
    """Adds --delay, --allow-private and --contact, for commands that ask sites for pages."""
    command = click.option(
        "--contact", metavar="TEXT", help="Address or URL for webmasters, sent with each request."
    )(command)
    command = click.option(
        "--allow-private", is_flag=True, help="Reach loopback and intranet addresses too."
    )(command)
    return click.option(
        "--delay",
        type=click.FloatRange(0, 3600),
        callback=no_nan,
        metavar="SECONDS",
        help="Between two requests to one host (1).",
    )(command)


def filter_options(command: Command) -> Command:
    """Adds --site, --since and --until."""
    command = click.option("--site", metavar="SITE", help="Only this site, as `kabar sites` names it.")(
        command
    )
    command = click.option(
        "--since", metavar="DATE", help="Published on this day or later: 2019, 2019-11, 2019-11-26."
    )(command)
    return click.option("--until", metavar="DATE", help="Published on this day or earlier.")(command)


def day_of(text: str | None, *, last: bool = False) -> date | None:
    """
    The first (or last) day that a year, a month or a date means; None for None.

    Raises: UsageError.
    """
    if text is None:
        return None
    for shape in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007  # a calendar day has no zone
        except ValueError:
            continue
        return _last_day(day, shape) if last else day
    raise UsageError(f"{text!r} is no date", hint="Write 2019, 2019-11 or 2019-11-26.")


def _last_day(day: date, shape: str) -> date:
    if shape == "%Y":
        return date(day.year, 12, 31)
    if shape == "%Y-%m":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
