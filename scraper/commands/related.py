"""kabar related: the same release at other governments, whole, in part or reworded."""

from contextlib import suppress
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import MOST, archive_option, is_watched, json_option, settings_of, talk
from scraper.commands.plain import one_line, print_json
from scraper.errors import ArchiveReadOnlyError, UsageError
from scraper.store import Sharing, index_passages, open_archive, record, sharing


@click.command("related")
@click.argument("article", type=click.IntRange(1, MOST), metavar="ARTICLE")
@archive_option
@json_option
@click.pass_context
def related_command(context: click.Context, /, article: int, as_json: bool) -> int:
    """List the articles that share passages with ARTICLE: a release that travels, or a re-post.

    Paragraphs are counted where they are equal word for word; "same" is how much of the shorter
    text stands in both, reworded sentences aside.

    \b
    Examples:
      kabar related 17
      kabar related 17 --json | jq .url
    """
    path = settings_of(context).archive
    with suppress(ArchiveReadOnlyError), open_archive(path, create=False) as archive:
        index_passages(archive)  # what a run that was killed left out
    with open_archive(path, create=False, readonly=True) as archive:
        if record(archive, article) is None:
            raise UsageError(f"there is no article {article}", hint="`kabar search` lists their numbers.")
        found = sharing(archive, article)
    if as_json:
        for each in found:
            print_json(_row(each))
    elif is_watched():
        _print_table(found)
    else:
        for each in found:
            click.echo("\t".join(one_line(str(value)) for value in _row(each).values() if value is not None))
    if not found:
        talk().print(f"no other article shares a passage with {article}", markup=False)
    return 0


def _row(each: Sharing) -> dict[str, Any]:
    return {
        "id": each.article_id,
        "site": each.site,
        "published_at": each.published_at.isoformat() if each.published_at else None,
        "paragraphs": each.paragraphs,
        "same": round(each.share, 2),
        "title": each.title,
        "url": each.url,
    }


def _print_table(found: list[Sharing]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("id", "site", "published", "paragraphs", "same", "title"):
        table.add_column(heading, justify="right" if heading in ("id", "paragraphs", "same") else "left")
    for each in found:
        day = each.published_at.isoformat()[:10] if each.published_at else ""
        numbers = str(each.paragraphs), f"{each.share:.0%}"
        table.add_row(str(each.article_id), Text(each.site), day, *numbers, Text(one_line(each.title)))
    if found:
        Console(highlight=False).print(table)
