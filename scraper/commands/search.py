"""kabar search: full-text search over titles and bodies, best first."""

import json

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import (
    archive_option,
    day_of,
    filter_options,
    is_watched,
    json_option,
    settings_of,
    talk,
)
from scraper.store import Hit, RecordQuery, newest, open_archive, search


@click.command("search")
@click.argument("words", nargs=-1)
@archive_option
@filter_options
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N")
@click.option("--table", is_flag=True, help="A table even where the output is not a terminal.")
@json_option
@click.pass_context
def search_command(
    context: click.Context,
    words: tuple[str, ...],
    site: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    table: bool,
    as_json: bool,
) -> int:
    """Search titles and bodies, best first; without words, list the newest articles.

    All words must stand in the article; "quoted words" must stand together.

    \b
    Examples:
      kabar search "BPJS Ketenagakerjaan"
      kabar search banjir --site jateng --since 2019-11 --limit 5
      kabar search pasar --json | jq .title
    """
    query = RecordQuery(
        words=" ".join(words), site=site, since=day_of(since), until=day_of(until, last=True), limit=limit
    )
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        hits = search(archive, query) if query.words else newest(archive, query)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(_row(hit), ensure_ascii=False))
    elif table or is_watched():
        _print_table(hits)
    else:
        for hit in hits:
            click.echo("\t".join(str(value or "") for value in _row(hit).values()))
    if not hits:
        talk().print("kabar: nothing found", markup=False)
    return 0 if hits else 1


def _row(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.article_id,
        "published_at": hit.published_at.isoformat() if hit.published_at else None,
        "site": hit.site,
        "title": hit.title,
        "passage": "".join(span.text for span in hit.passage),
        "url": hit.url,
    }


def _print_table(hits: list[Hit]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("id", justify="right")
    table.add_column("published", no_wrap=True)
    table.add_column("site", no_wrap=True)
    table.add_column("title and passage")
    for hit in hits:
        words = Text(hit.title, style="bold")
        words.append("\n")
        for span in hit.passage:
            words.append(span.text, style="not bold yellow" if span.is_match else "not bold dim")
        day = f"{hit.published_at:%Y-%m-%d}" if hit.published_at else ""
        table.add_row(str(hit.article_id), day, hit.site, words)
    Console(highlight=False).print(table)
