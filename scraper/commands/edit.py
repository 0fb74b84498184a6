"""kabar edit: correct a value by hand, with the reason; what the page says is kept beside it."""

from datetime import UTC, datetime

import click

from scraper.commands.options import MOST, archive_option, settings_of, talk
from scraper.commands.plain import one_line
from scraper.commands.show import not_shown
from scraper.errors import UsageError
from scraper.store import CORRECTABLE, Edition, correct, hold_archive, open_archive, record, undo


@click.command("edit")
@click.argument("article", type=click.IntRange(1, MOST), metavar="ARTICLE")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
@archive_option
@click.option("--why", metavar="TEXT", help="The reason, for the record; needed unless with --undo.")
@click.option("--undo", "undone", multiple=True, metavar="FIELD", help="Give a field its page's value back.")
@click.pass_context
def edit_command(
    context: click.Context, article: int, values: tuple[str, ...], why: str | None, undone: tuple[str, ...]
) -> int:
    """Correct values of a record by hand; ARTICLE is its number, as `kabar search` lists it.

    A corrected value stands whatever later visits and `kabar reparse` read, is shown as such, and what the
    page says is kept beside it. FIELD= with nothing behind it says that the article has no such value.

    \b
    Examples:
      kabar edit 17 byline="Siti Aminah" --why "the page misspells her; she told us on 2026-11-26"
      kabar edit 17 published_at=2019-11-26T09:00+07:00 --why "printed in the scanned release"
      kabar edit 17 place= --why "an office, not a place"
      kabar edit 17 --undo byline
    """
    editions = [_edition(text, (why or "").strip()) for text in values]
    if bool(editions) == bool(undone):
        raise UsageError("either FIELD=VALUE or --undo FIELD", hint='As in: kabar edit 17 place= --why "..."')
    if editions and not editions[0].why:
        raise UsageError("a correction needs a reason", hint='Add --why "...": it is kept with the value.')
    path, now = settings_of(context).archive, datetime.now(UTC)
    with hold_archive(path, "edit"), open_archive(path, create=False) as archive:
        if record(archive, article) is None:
            raise not_shown(archive, article)
        for edition in editions:
            correct(archive, article, edition, now)
        for field in undone:
            undo(archive, article, field, now)
    names = ", ".join([edition.field for edition in editions] or undone)
    what = (
        "as the page has it again"
        if undone
        else f"corrected; kabar edit {article} --undo FIELD takes it back"
    )
    talk().print(f"article {article}: {one_line(names)} {what}", markup=False)
    return 0


def _edition(text: str, why: str) -> Edition:
    field, equals, value = text.partition("=")
    if not equals or field not in CORRECTABLE:
        raise UsageError(
            f"{text[:100]!r} is no FIELD=VALUE",
            hint=f"Fields: {', '.join(CORRECTABLE)}; as in: place=SEMARANG",
        )
    return Edition(field, value or None, why)
