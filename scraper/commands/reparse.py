"""kabar reparse: read all kept bytes again with today's parser; the difference first, --apply to write."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from scraper.commands.options import archive_option, json_option, settings_of, talk
from scraper.commands.plain import one_line, print_json
from scraper.commands.worddiff import diff_text
from scraper.reread.article import Difference, Turn
from scraper.reread.run import Report, Wish, reread_archive
from scraper.store import hold_archive, open_archive
from scraper.text.wording import diff_words
from scraper.version import parser_version

_WIDEST = 160  # characters of a sample's value


@click.command("reparse")
@archive_option
@click.option("--site", metavar="SITE", help="Only this site, as `kabar sites` names it.")
@click.option("--apply", "apply", is_flag=True, help="Write what today's parser reads.")
@click.option("--processes", type=click.IntRange(1, 256), metavar="N", help="Default: one for each core.")
@json_option
@click.pass_context
def reparse_command(
    context: click.Context, site: str | None, apply: bool, processes: int | None, as_json: bool
) -> int:
    """Read all kept bytes again with today's parser, without the network, and show what differs.

    For each site and field it counts what is gained, lost and changed, with samples. Nothing is written
    without --apply; with it, some articles at a time, so that a run that was stopped goes on where it was.
    Wordings keep their numbers, corrections by hand stand, and what an earlier parser read stays reachable:
    kabar show ARTICLE --history tells it by parser version.

    \b
    Examples:
      kabar reparse
      kabar reparse --site jateng --apply
      kabar reparse --json | jq 'select(.field == "byline")'
    """
    path = settings_of(context).archive
    holding = hold_archive(path, "reparse") if apply else nullcontext()
    started = time.monotonic()
    with holding, open_archive(path, create=False, readonly=not apply) as archive, _progress() as watch:
        report = reread_archive(archive, Wish(site, apply, processes), watch)
    if as_json:
        _print_json(report, apply=apply)
    else:
        _print(report)
    _tell(report, time.monotonic() - started, apply=apply)
    if not report.articles and not report.pages:
        return 1
    return 3 if report.unreadable or report.died else 0


def _print(report: Report) -> None:
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    for site in sorted({site for site, _, _ in report.counts}):
        console.print(Text(f"{site}", style="bold"))
        for name in sorted({name for each, name, _ in report.counts if each == site}):
            turns = [turn for turn in Turn if report.counts[site, name, turn]]
            counts = ", ".join(f"{report.counts[site, name, turn]} {turn}" for turn in turns)
            console.print(Text(f"  {name:<13} {counts}"))
            for turn in turns:
                for sample in report.samples[site, name, turn]:
                    console.print(_sample_line(sample, in_colour=console.is_terminal))


def _sample_line(sample: Difference, *, in_colour: bool) -> Text:
    where = sample.article_id if sample.article_id is not None else sample.url
    line = Text(f"      {where}  ", style="dim")
    if sample.turn is Turn.CHANGED:
        return line + diff_text(diff_words(sample.before, sample.after), in_colour=in_colour)
    value = one_line(sample.before or sample.after)
    return line + Text(f"{sample.turn}: {value if len(value) <= _WIDEST else value[:_WIDEST] + '…'}")


def _print_json(report: Report, *, apply: bool) -> None:
    for site, name in sorted({(site, name) for site, name, _ in report.counts}):
        counts = {str(turn): report.counts[site, name, turn] for turn in Turn}
        samples = [
            {
                "turn": one.turn,
                "article": one.article_id,
                "url": one.url,
                "before": one.before,
                "after": one.after,
            }
            for turn in Turn
            for one in report.samples.get((site, name, turn), ())
        ]
        print_json({"site": site, "field": name, **counts, "samples": samples})
    summary = {
        "articles": report.articles,
        "pages": report.pages,
        "differences": report.counts.total(),
        "unreadable": report.unreadable,
        "died": len(report.died),
        "applied": apply,
        "parser_version": parser_version(),
    }
    print_json({"summary": summary})


def _tell(report: Report, seconds: float, *, apply: bool) -> None:
    total = report.counts.total()
    rate = report.pages / seconds if seconds else 0.0
    say = talk()
    say.print(
        f"{report.articles:,} articles from {report.pages:,} pages read again by kabar {parser_version()} in "
        f"{seconds:.1f} s ({rate:,.0f} pages/s): {total:,} difference{'' if total == 1 else 's'}"
        + (", written" if apply and total else ""),
        markup=False,
    )
    if report.unreadable:
        say.print(f"  the bytes of {report.unreadable} captures cannot be read: kabar check names them")
    for unit in report.died:
        kind = "capture" if unit.is_page else "article"
        say.print(f"  reading {kind} {unit.number} again ended its process; it was left as it is")
    if total and not apply:
        say.print("  Nothing was written. Write it with: kabar reparse --apply")


@contextmanager
def _progress() -> Generator[Callable[[int, int], None]]:
    columns = (
        TextColumn("reading again"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.speed:.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=talk(), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading again", total=None, speed=0)
        yield lambda done, total: progress.update(task, completed=done, total=total)
