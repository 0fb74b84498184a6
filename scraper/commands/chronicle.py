"""What kabar show --history prints: wordings with their diffs, views, and when the article was there."""

import sys
from datetime import datetime
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from scraper.commands.plain import one_line
from scraper.commands.worddiff import diff_rows, diff_text
from scraper.model import Record
from scraper.store import (
    Absence,
    Archive,
    Disappearance,
    Former,
    Revision,
    ViewCount,
    absences,
    diff_of,
    former_values,
    presence,
    revisions,
    view_counts,
)

_LONGEST = 200  # characters of a former value


def print_history(archive: Archive, record: Record) -> None:
    """Prints how an article came to be as it is, and whether it is still there."""
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(Text(one_line(record.article.title), style="bold"))
    console.print(Text(one_line(record.article.url), style="dim"))
    _print_wordings(console, revisions(archive, record.id))
    _print_views(console, view_counts(archive, record.id))
    _print_former(console, former_values(archive, record.id))
    console.print(Text("\npresence", style="bold"))
    told = [
        (record.first_seen_at, "first seen"),
        (record.last_seen_at, "last seen"),
        *((one.observed_at, _absence_line(one)) for one in absences(archive, record.id)),
    ]
    for moment, line in sorted(told, key=lambda pair: pair[0]):
        console.print(Text(f"  {_minute(moment)}  {line}"))
    for gone in presence(archive, record.id):
        console.print(Text(f"  {_disappearance_line(gone)}", style="bold" if gone.is_gone else ""))


def history_object(archive: Archive, record: Record) -> dict[str, object]:
    """The same for a program."""
    wordings = revisions(archive, record.id)
    diffs = [{}, *({name: diff_rows(p) for name, p in diff_of(*pair).items()} for pair in pairwise(wordings))]
    return {
        "id": record.id,
        "url": record.article.url,
        "first_seen_at": iso(record.first_seen_at),
        "last_seen_at": iso(record.last_seen_at),
        "gone_at": iso(record.gone_at),
        "wordings": [
            {
                "number": one.number,
                "captured_at": iso(one.captured_at),
                "capture": one.capture,
                "changed": list(one.changed),
                "classes": list(one.classes),
                "title": one.title,
                "body": one.body,
                "diff": diff,
            }
            for one, diff in zip(wordings, diffs, strict=True)
        ],
        "views": [
            {
                "observed_at": iso(one.observed_at),
                "views": one.views,
                "flag": one.flag,
                "capture": one.capture,
            }
            for one in view_counts(archive, record.id)
        ],
        "absences": [
            {
                "present_at": iso(one.present_at),
                "absent_at": iso(one.observed_at),
                "state": one.sight,
                "url": one.url,
                "capture": one.capture,
                "witness": one.witness,
            }
            for one in absences(archive, record.id)
        ],
        "former_values": [
            {
                "field": one.field,
                "wording": one.number,
                "value": one.value,
                "source": one.source,
                "capture": one.capture,
                "parser_version": one.parser_version,
                "replaced_at": iso(one.replaced_at),
            }
            for one in former_values(archive, record.id)
        ],
        "disappearances": [
            {
                "present_at": iso(one.present_at),
                "absent_at": iso(one.absent_at),
                "state": one.sight,
                "confirmed_at": iso(one.confirmed_at),
                "back_at": iso(one.back_at),
            }
            for one in presence(archive, record.id)
        ],
    }


def _print_wordings(console: Console, wordings: list[Revision]) -> None:
    console.print(Text("\nwordings", style="bold"))
    for before, one in pairwise([None, *wordings]):
        if one is None:
            continue
        words = len(one.body.split())
        kind = ", ".join(one.classes) or ("first" if before is None else "the same words")
        line = f"  {one.number}  {_minute(one.captured_at)}  {kind} ({words} words, capture {one.capture})"
        console.print(Text(line))
        for name, pieces in (diff_of(before, one) if before else {}).items():
            label = Text(f"     {name}: ", style="dim")
            console.print(label + diff_text(pieces, in_colour=console.is_terminal))


def _print_views(console: Console, counts: list[ViewCount]) -> None:
    console.print(Text("\nviews", style="bold"))
    if not counts:
        console.print(Text("  the page shows no counter"))
    for before, one in pairwise([None, *counts]):
        if one is None:
            continue
        flag = f"  {one.flag} (from {before.views})" if one.flag and before else ""
        line = f"  {_minute(one.observed_at)}  {one.views}{flag}"
        console.print(Text(line, style="yellow" if flag else ""))


def _print_former(console: Console, former: list[Former]) -> None:
    """Prints what earlier parsers read otherwise, by their versions."""
    if former:
        console.print(Text("\nread otherwise before", style="bold"))
    for one in former:
        of = f" of wording {one.number}" if one.number is not None else ""
        value = one_line(one.value)[:_LONGEST] if one.value else "nothing"
        console.print(Text(f"  kabar {one.parser_version}: {one.field}{of}: {value}"))


def _absence_line(one: Absence) -> str:
    shown = f", capture {one.capture}" if one.capture is not None else ""
    witness = f"; {one.witness} answered" if one.witness else ""
    return one_line(f"not shown: {one.sight} at {one.url}{shown}{witness}")


def _disappearance_line(one: Disappearance) -> str:
    present = f"present at {_minute(one.present_at)}, " if one.present_at else ""
    line = f"{present}absent at {_minute(one.absent_at)} ({one.sight})"
    if one.confirmed_at:
        line += f"; gone, confirmed at {_minute(one.confirmed_at)}"
    else:
        line += "; seen absent on one day only, so not known to be gone"
    return line + (f"; back again at {_minute(one.back_at)}" if one.back_at else "")


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def iso(moment: datetime | None) -> str | None:
    """The moment as the archive has it: UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
