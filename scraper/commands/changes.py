"""kabar changes: what was edited or deleted, by site, the most meaningful first."""

import sys
from itertools import groupby

import click
from rich.console import Console
from rich.text import Text

from scraper.commands.chronicle import iso
from scraper.commands.options import archive_option, day_of, json_option, settings_of, talk
from scraper.commands.plain import one_line, print_json
from scraper.commands.worddiff import diff_rows, diff_text
from scraper.store import Archive, Change, ChangeKind, changes, diff_of, open_archive, wordings_of
from scraper.text.wording import Piece

_STYLES = {ChangeKind.DELETED: "red", ChangeKind.REPLACED: "red", ChangeKind.BACK: "green"}


@click.command("changes")
@archive_option
@click.option("--since", metavar="DATE", help="Changed on this day or later (UTC): 2026, 2026-01.")
@click.option("--site", metavar="SITE", help="Only this site, as `kabar sites` names it.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many of each site.")
@json_option
@click.pass_context
def changes_command(
    context: click.Context, since: str | None, site: str | None, limit: int | None, as_json: bool
) -> int:
    """List what was edited or deleted after it was published, by site, the most meaningful first.

    Deletions come first, then addresses that show another article, what is back again, and edits: of the
    headline, of figures, dates, names, quotations, removals, additions, and corrections of typing last.
    Among equals the newest stands first.

    \b
    Examples:
      kabar changes --since 2026-01-01
      kabar changes --site jateng --limit 10
      kabar changes --since 2026-11 --json | jq 'select(.kind == "deleted") | .url'
    """
    day = day_of(since)
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        found = changes(archive, day, site)
        for name, group in groupby(found, key=lambda one: one.site):
            shown = list(group)
            if not as_json:
                console.print(Text(f"{name}: {_count(shown)}", style="bold"))
            for one in shown[:limit]:
                if as_json:
                    print_json(_row(archive, one))
                else:
                    _print(console, archive, one)
    if not found:
        talk().print("kabar: nothing was edited or deleted, as far as the archive knows", markup=False)
    return 0


def _count(shown: list[Change]) -> str:
    kinds = [str(one.kind) for one in shown]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _print(console: Console, archive: Archive, change: Change) -> None:
    kind = ", ".join(change.classes) if change.kind is ChangeKind.EDITED else str(change.kind)
    line = Text(f"  {change.at:%Y-%m-%d %H:%M}  ")
    line.append(kind, style=_STYLES.get(change.kind, "cyan"))
    line.append(f"  {change.article_id}  {one_line(change.title)}")
    console.print(line)
    if change.present_at is not None:
        console.print(
            Text(f"     present at {change.present_at:%Y-%m-%d %H:%M}, absent at {change.at:%Y-%m-%d %H:%M}")
        )
    for pieces in _diffs(archive, change).values():
        console.print(Text("     ") + diff_text(pieces, in_colour=console.is_terminal))


def _diffs(archive: Archive, change: Change) -> dict[str, tuple[Piece, ...]]:
    pair = wordings_of(archive, change)
    return diff_of(*pair) if pair else {}


def _row(archive: Archive, change: Change) -> dict[str, object]:
    return {
        "site": change.site,
        "article": change.article_id,
        "kind": change.kind,
        "at": iso(change.at),
        "classes": list(change.classes),
        "wording": change.number,
        "present_at": iso(change.present_at),
        "title": change.title,
        "url": change.url,
        "diff": {name: diff_rows(pieces) for name, pieces in _diffs(archive, change).items()},
    }
