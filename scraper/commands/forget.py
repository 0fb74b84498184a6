"""kabar forget: take an article out of sight, out of the crawl, out of the records or out of the file."""

from datetime import UTC, datetime
from typing import Any

import click

from scraper.commands.options import MOST, archive_option, settings_of, talk
from scraper.errors import UsageError
from scraper.store import Level, hide, hold_archive, open_archive, unhide


@click.command("forget")
@click.argument("articles", type=click.IntRange(1, MOST), metavar="ARTICLE...", nargs=-1, required=True)
@archive_option
@click.option("--level", type=click.Choice(["hide"]), help="How far; see above.")
@click.option("--reason", metavar="TEXT", help="Why, for the record; needed unless with --undo.")
@click.option("--undo", is_flag=True, help="Show hidden articles again.")
@click.pass_context
def forget_command(context: click.Context, /, articles: tuple[int, ...], **given: Any) -> int:
    """Forget articles, by their numbers as `kabar search` lists them.

    \b
    --level hide   no search, list or export shows it; it is still crawled and kept

    \b
    Examples:
      kabar forget 17 --level hide --reason "asked for by the office on 2026-11-26"
      kabar forget 17 --undo
    """
    level, reason, undo = given["level"], (given["reason"] or "").strip(), given["undo"]
    if undo == (level is not None):
        raise UsageError("either --level or --undo", hint="As in: kabar forget 17 --level hide --reason WHY")
    if not undo and not reason:
        raise UsageError(
            "forgetting needs a reason", hint='Add --reason "...": it is kept with the decision.'
        )
    path = settings_of(context).archive
    numbers = tuple(dict.fromkeys(articles))
    with open_archive(path, create=False) as archive, hold_archive(path, "forget"):
        if undo:
            unhide(archive, numbers, datetime.now(UTC))
        elif level == Level.HIDE:
            hide(archive, numbers, reason, datetime.now(UTC))
    what = f"{len(numbers)} article{'' if len(numbers) == 1 else 's'}"
    talk().print(f"{what} {'shown again' if undo else 'hidden; kabar forget --undo shows them again'}")
    return 0
