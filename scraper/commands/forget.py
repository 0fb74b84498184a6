"""kabar forget: take an article out of sight, out of the crawl, out of the records or out of the file."""

from datetime import UTC, datetime
from typing import Any

import click

from scraper.commands.options import MOST, archive_option, settings_of, talk
from scraper.errors import UsageError
from scraper.store import Archive, Level, Ruling, forget, hold_archive, open_archive, take_back

_DONE = {
    Level.HIDE: "hidden; kabar forget --undo shows them again",
    Level.EXCLUDE: "hidden and never asked for again; kabar forget --undo takes that back",
    Level.TOMBSTONE: "emptied of words; their bytes stay in the file, sealed",
    Level.ERASE: "erased",
}
_TICK_EVERY = 50


@click.command("forget")
@click.argument("articles", type=click.IntRange(1, MOST), metavar="ARTICLE...", nargs=-1, required=True)
@archive_option
@click.option("--level", type=click.Choice([str(level) for level in Level]), help="How far; see above.")
@click.option("--reason", metavar="TEXT", help="Why, for the record; needed unless with --undo.")
@click.option("--undo", is_flag=True, help="Take back `hide` or `exclude`.")
@click.pass_context
def forget_command(context: click.Context, /, articles: tuple[int, ...], **given: Any) -> int:
    """Forget articles, by their numbers as `kabar search` lists them.

    Each level does what those before it do. Only hide and exclude can be taken back; copies that were
    made before (backups, exports, log files) are not touched. docs/forgetting.md tells the rest.

    \b
    hide       no search, list or export shows it; it is still crawled and kept
    exclude    it is never asked for again
    tombstone  its words leave the records and the index; its bytes stay in the file, sealed
    erase      its bytes leave the file, and each quote of it in other pages of its site;
               what stays is that it was there, with times and digests

    \b
    Examples:
      kabar forget 17 --level hide --reason "asked for by the office on 2026-11-26"
      kabar forget 17 --undo
      kabar forget 17 18 --level erase --reason "court order 12/2026"
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
            take_back(archive, numbers, datetime.now(UTC))
        else:
            _forget(archive, numbers, Ruling(Level(level), reason, datetime.now(UTC)))
    what = f"{len(numbers)} article{'' if len(numbers) == 1 else 's'}"
    talk().print(f"{what} {'shown again' if undo else _DONE[Level(level)]}")
    return 0


def _forget(archive: Archive, numbers: tuple[int, ...], ruling: Ruling) -> None:
    with talk().status("forgetting") as status:

        def tick(done: int, total: int) -> None:
            if done % _TICK_EVERY == 0:
                status.update(f"looking for quotes: {done:,} of {total:,} pages")

        done = forget(archive, numbers, ruling, tick)
    if done.blanked:
        pages = "page" if done.blanked == 1 else "pages"
        talk().print(f"{done.blanked} other {pages} of the same site quoted it: those words are blank now")
    if done.unread:
        talk().print(f"{done.unread} pages cannot be read, and may quote it: kabar check names them")
    if ruling.level is Level.ERASE:
        talk().print("Backups, exports and log files that were made before still have it.")
