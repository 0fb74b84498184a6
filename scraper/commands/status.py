"""kabar status: how the last runs ended, and which sites need a person's look."""

from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import archive_option, is_watched, json_option, settings_of
from scraper.commands.plain import one_line, print_json
from scraper.crawl.health import complaints
from scraper.errors import UnknownSiteError
from scraper.store import (
    Archive,
    HostState,
    RunRow,
    host_states,
    last_runs,
    open_archive,
    site_rows,
    site_signs,
)

_RUNS = 5
_ILL = 1  # the exit code where a site needs a look


@click.command("status")
@click.argument("sites", metavar="[SITE]...", nargs=-1)
@archive_option
@json_option
@click.pass_context
def status_command(context: click.Context, sites: tuple[str, ...], as_json: bool) -> int:
    """Show the last runs, and each site that is silent, does not answer, or is not read as before.

    A site is judged by its own past: silent is twice its longest pause, and a week at least; a field
    fails when the newest articles lack what those before had.

    \b
    Exit codes: 0 all is well, 1 a site needs a look.

    \b
    Examples:
      kabar status
      kabar status jateng --json
      kabar status > /dev/null || mail -s "kabar needs a look" me@example.org < /dev/null
    """
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        now = datetime.now(UTC)
        rows = [_site(archive, row.facts.name, row.facts.host, now) for row in site_rows(archive, now)]
        runs = last_runs(archive, _RUNS)
    unknown = [site for site in sites if site not in {row["site"] for row in rows}]
    if unknown:
        known = ", ".join(row["site"] for row in rows)
        raise UnknownSiteError(f"the archive has no site {unknown[0]!r}", hint=f"It has: {known}.")
    rows = [row for row in rows if not sites or row["site"] in sites]
    if as_json:
        for run in runs:
            print_json({"run": _run(run)})
        for row in rows:
            print_json(row)
    else:
        _print_runs(runs)
        _print_sites(rows)
    return _ILL if any(row["complaints"] for row in rows) else 0


def _site(archive: Archive, site: str, host: str | None, now: datetime) -> dict[str, Any]:
    signs = site_signs(archive, site)
    hosts = host_states(archive, [host, f"www.{host}"] if host else [], now)
    return {
        "site": site,
        "complaints": complaints(signs),
        "left_alone": [_pause(state) for state in hosts.values() if _is_left_alone(state, now)],
        "last_published": signs.days[0].isoformat() if signs.days else None,
        "last_asked_at": signs.looked_at.isoformat() if signs.looked_at else None,
    }


def _is_left_alone(state: HostState, now: datetime) -> bool:
    return bool(state.why and state.ready_at and state.ready_at > now)


def _pause(state: HostState) -> str:
    until = f"{state.ready_at:%Y-%m-%d %H:%M} UTC" if state.ready_at else ""
    return f"{state.host}: {state.why}; until {until}"


def _run(run: RunRow) -> dict[str, Any]:
    return {
        "id": run.id,
        "command": run.command,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "counts": dict(run.counts),
        "exit_code": run.exit_code,
    }


def _print_runs(runs: list[RunRow]) -> None:
    for run in runs:
        end = f"exit {run.exit_code}" if run.ended_at else "still runs, or was killed"
        counts = ", ".join(f"{count} {outcome}" for outcome, count in run.counts.items()) or "no page"
        words = (f"run {run.id}", f"{run.started_at:%Y-%m-%d %H:%M}", end, one_line(run.command)[:60], counts)
        click.echo("  ".join(words))


def _print_sites(rows: list[dict[str, Any]]) -> None:
    if not is_watched():
        for row in rows:
            words = "; ".join([*row["complaints"], *row["left_alone"]])
            state = "look" if row["complaints"] else "well"
            click.echo(f"{state}\t{one_line(row['site'])}\t{row['last_published'] or ''}\t{one_line(words)}")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("site", "last article", "last asked", "state"):
        table.add_column(heading)
    for row in rows:
        words = "\n".join(one_line(line) for line in [*row["complaints"], *row["left_alone"]]) or "well"
        style = "red" if row["complaints"] else ("yellow" if row["left_alone"] else "green")
        asked = (row["last_asked_at"] or "")[:16].replace("T", " ")
        table.add_row(Text(one_line(row["site"])), row["last_published"], asked, Text(words, style))
    Console(highlight=False).print(table)
