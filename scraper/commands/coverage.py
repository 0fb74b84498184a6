"""kabar coverage: what a site's witnesses name against what is kept, month by month, hole by hole."""

from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import archive_option, is_watched, json_option, settings_of
from scraper.commands.plain import one_line, print_json
from scraper.commands.targets import archived_name
from scraper.store import Coverage, WitnessRow, coverage, open_archive

_MOST_SHOWN = 40  # addresses of one kind; --all and --json show every one


@click.command("coverage")
@click.argument("site", metavar="SITE")
@archive_option
@click.option("--all", "show_all", is_flag=True, help="Show every hole, not the first 40 of each list.")
@json_option
@click.pass_context
def coverage_command(context: click.Context, site: str, *, show_all: bool, as_json: bool) -> None:
    """Compare what a site's witnesses name with what is kept: per month, and every hole with its reason.

    A witness is what tells which articles there are: WordPress' list of posts, sitemaps, feeds, listings,
    running numbers. An article that one of them names and that is not kept is a hole; an article that one
    of them leaves out is told too, because then none of them alone can be trusted.

    \b
    Examples:
      kabar coverage jateng
      kabar coverage gorontaloprov.go.id --all
      kabar coverage jateng --json | jq 'select(.hole)'
    """
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        found = coverage(archive, archived_name(archive, site))
    if as_json:
        _print_json(found)
        return
    _print_months(found)
    for row in found.witnesses:
        _print_witness(row, show_all=show_all)
    _print_holes(found, show_all=show_all)
    for reason, count in sorted(found.cut.items()):
        click.echo(f"cut: {count:,} addresses: {one_line(reason)}")
    click.echo(_summary(found))


def _print_json(found: Coverage) -> None:
    for month in found.months:
        print_json({"month": month.month, "expected": month.expected, "kept": month.kept})
    for row in found.witnesses:
        print_json(
            {"witness": row.kind, **{key: value for key, value in asdict(row).items() if key != "kind"}}
        )
    for hole in found.holes:
        rest = {key: value for key, value in asdict(hole).items() if key != "url"}
        print_json({"hole": hole.url, **rest})
    for reason, count in sorted(found.cut.items()):
        print_json({"cut": reason, "addresses": count})
    total = {"expected": found.expected, "kept": found.kept, "missing": found.expected - found.kept}
    print_json({"site": found.site, **total})


def _print_months(found: Coverage) -> None:
    if not is_watched():
        for month in found.months:
            click.echo(f"{month.month}\t{month.expected}\t{month.kept}\t{month.expected - month.kept}")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("month")
    for heading in ("expected", "kept", "missing"):
        table.add_column(heading, justify="right")
    for month in found.months:
        missing = month.expected - month.kept
        table.add_row(
            month.month, f"{month.expected:,}", f"{month.kept:,}", Text(f"{missing:,}" if missing else "")
        )
    Console(highlight=False).print(table)


def _print_witness(row: WitnessRow, *, show_all: bool) -> None:
    says = f", says {row.says:,}" if row.says is not None else ""
    window = ", the newest only" if row.is_window else ""
    click.echo(f"{row.kind}: names {row.names:,} articles{says}{window}, {row.kept:,} kept")
    for url in row.urls[:5]:
        click.echo(f"  {one_line(url)}")
    if len(row.urls) > 5:
        click.echo(f"  and {len(row.urls) - 5} more")
    if row.detail:
        click.echo(f"  {one_line(row.detail)}")
    for url, reason in row.unread[:5]:
        click.echo(f"  not read: {one_line(url)} ({reason})")
    if row.lacks:
        click.echo(f"  leaves out {len(row.lacks):,} that others name:")
        _print_some([f"    {one_line(url)}" for url in row.lacks], show_all=show_all)


def _print_holes(found: Coverage, *, show_all: bool) -> None:
    if found.holes:
        click.echo(f"{len(found.holes):,} holes:")
    lines = [
        f"  {hole.month}  {hole.reason:<18} {one_line(hole.url)}  "
        f"{one_line(hole.detail)}{' ' if hole.detail else ''}({', '.join(hole.witnesses)})"
        for hole in found.holes
    ]
    _print_some(lines, show_all=show_all)


def _print_some(lines: list[str], *, show_all: bool) -> None:
    for line in lines if show_all else lines[:_MOST_SHOWN]:
        click.echo(line)
    if len(lines) > _MOST_SHOWN and not show_all:
        click.echo(f"    and {len(lines) - _MOST_SHOWN:,} more: add --all")


def _summary(found: Coverage) -> str:
    missing = found.expected - found.kept
    if not found.expected:
        return f"{found.site}: no witness names an article yet; run kabar crawl first"
    if not missing:
        return f"{found.site}: all {found.expected:,} articles that are known of are kept"
    unnamed = missing - len(found.holes)
    extra = f"; {unnamed:,} of them by number only, their addresses not known" if unnamed > 0 else ""
    return f"{found.site}: {found.kept:,} of {found.expected:,} kept, {missing:,} missing{extra}"
