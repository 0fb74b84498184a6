"""kabar show: one record with its sources, or the bytes that it was read from."""

import sys
from datetime import date

import click
from rich.console import Console
from rich.text import Text

from scraper.commands.chronicle import history_object, print_history
from scraper.commands.options import MOST, archive_option, is_watched, json_option, settings_of, talk
from scraper.commands.plain import many_lines, one_line, print_json
from scraper.commands.provenance import trace_row
from scraper.errors import UsageError
from scraper.export import json_object
from scraper.model import Article, Record
from scraper.reread.desk import Desk
from scraper.reread.provenance import Trace, trace_article
from scraper.store import Archive, Correction, Level, corrections, decisions, open_archive, payload_of, record

_SHOWN = ("published_at", "updated_at", "views", "place", "category", "byline", "photo_credit", "language")


@click.command("show")
@click.argument("article", type=click.IntRange(1, MOST), metavar="ARTICLE")
@archive_option
@click.option("--sources", is_flag=True, help="For each field: rule, text, capture, SHA-256.")
@click.option("--raw", is_flag=True, help="The page's bytes, as they were received.")
@click.option("--history", is_flag=True, help="Every wording with a word diff, every view count, presence.")
@json_option
@click.pass_context
def show_command(context: click.Context, /, article: int, **given: bool) -> int:
    """Show one record; ARTICLE is its number, as `kabar search` lists it.

    \b
    Examples:
      kabar show 1
      kabar show 1 --sources
      kabar show 1 --history
      kabar show 1 --raw > page.html
      kabar show 1 --json | jq .body
    """
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        found = record(archive, article)
        if found is None:
            raise not_shown(archive, article)
        if given["raw"]:
            _write_bytes(payload_of(archive, found.capture))
        elif given["history"]:
            if given["as_json"]:
                print_json(history_object(archive, found), indent=2)
            else:
                print_history(archive, found)
        elif given["as_json"]:
            print_json(_object(archive, found, sources=given["sources"]), indent=2)
        else:
            by_hand = [one for one in corrections(archive, article) if one.undone_at is None]
            traces = trace_article(Desk(archive), article) if given["sources"] else []
            _print(found, by_hand, traces)
    return 0


def _object(archive: Archive, found: Record, *, sources: bool) -> dict[str, object]:
    """The record for a program; with sources, each value's rule, text, capture and digest besides."""
    row = json_object(found)
    if sources:
        row["traces"] = [trace_row(trace) for trace in trace_article(Desk(archive), found.id)]
    return row


def _write_bytes(payload: bytes) -> None:
    """Writes a page as it was received; a stranger's bytes may steer a terminal, so a person is warned."""
    if is_watched():
        talk().print("kabar: these are the page's own bytes; `> page.html` keeps them from your terminal")
    sys.stdout.buffer.write(payload)


def not_shown(archive: Archive, article: int) -> UsageError:
    """Why there is no such article to show."""
    if record(archive, article, with_forgotten=True) is None:
        return UsageError(f"the archive has no article {article}", hint="`kabar search` lists their numbers.")
    decision = decisions(archive, article)[-1]
    day = f"{decision.decided_at:%Y-%m-%d}"
    hint = f"kabar forget {article} --undo shows it again." if decision.level is Level.HIDE else ""
    return UsageError(
        f"article {article} was forgotten on {day} (level {decision.level}): {decision.reason}", hint=hint
    )


def correction_line(one: Correction) -> str:
    """By whose word a value is as it is, why, and what the page says."""
    page = f"the page says: {one_line(one.page_value)}" if one.page_value else "the page says nothing"
    return f"corrected by hand: {one_line(one.why)}; {page}"


def _print(record: Record, by_hand: list[Correction], traces: list[Trace]) -> None:
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    article = record.article
    console.print(one_line(article.title), style="bold", markup=False)
    console.print(one_line(article.url), style="dim", markup=False)
    console.print()
    print_fields(console, article, sources=False)
    for one in by_hand:
        console.print(Text(f"{one.field:<13} {correction_line(one)}", style="yellow"))
    seen = f"{record.first_seen_at:%Y-%m-%d %H:%M} to {record.last_seen_at:%Y-%m-%d %H:%M} UTC"
    console.print(f"{'seen':<13} {seen}, revision {record.revision}, capture {record.capture}", markup=False)
    for trace in traces:
        _print_trace(console, trace)
    console.print()
    console.print(many_lines(article.body), markup=False)


def _print_trace(console: Console, trace: Trace) -> None:
    """Where one value was read: rule, text, capture and digest."""
    console.print(f"\n{trace.field:<13} from {one_line(trace.source) or 'nowhere'}", markup=False)
    if trace.passage is not None:
        console.print(Text(f"{'':<13} text {one_line(trace.passage)}", style="dim"))
    if trace.digest:
        console.print(Text(f"{'':<13} capture {trace.capture}, SHA-256 {trace.digest}", style="dim"))
    if trace.fault:
        console.print(Text(f"{'':<13} not traced: {trace.fault}", style="red"))


def print_fields(console: Console, article: Article, *, sources: bool) -> None:
    """Prints the fields that the page shows, each on a line, with its source behind it where asked for."""
    for name in _SHOWN:
        value = getattr(article, name)
        if value is None:
            continue
        shown = value.isoformat() if isinstance(value, date) else one_line(str(value))
        console.print(f"{name:<13} {shown}", markup=False)
        if sources and article.source_of(name):
            console.print(
                f"{'':<13} from {one_line(article.source_of(name) or '')}", style="dim", markup=False
            )
    for photo in article.photos:
        if photo.caption:
            console.print(f"{'caption':<13} {one_line(photo.caption)}", markup=False)
    for name in ("title", "body", "photos") if sources else ():
        if article.source_of(name):
            console.print(
                f"{name:<13} from {one_line(article.source_of(name) or '')}", style="dim", markup=False
            )
