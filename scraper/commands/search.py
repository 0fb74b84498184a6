"""kabar search: full-text search over titles and bodies, best first."""

import re
from collections.abc import Iterable
from datetime import date, datetime

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import (
    MOST,
    archive_option,
    day_of,
    filter_options,
    is_watched,
    json_option,
    settings_of,
    talk,
)
from scraper.commands.plain import one_line, print_json, without_steering
from scraper.model import Record
from scraper.store import Hit, RecordQuery, newest, open_archive, record, search

_WIDTH = 110  # columns of a table where there is no terminal to ask
_NARROWEST = 60  # columns; on a narrower terminal a line a hit says more than a table


@click.command("search")
@click.argument("words", nargs=-1)
@archive_option
@filter_options
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, metavar="N")
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
        shown = [] if query.words else [record(archive, hit.article_id) for hit in hits]
    if as_json:
        for hit in hits:
            print_json(_row(hit))
    elif table or (is_watched() and Console().width >= _NARROWEST):
        Console(highlight=False, width=None if is_watched() else _WIDTH).print(
            _table_of_hits(hits) if query.words else _table_of_records(shown)
        )
    else:
        for hit in hits:
            click.echo("\t".join(one_line(str(value or "")) for value in _row(hit).values()))
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


def _table_of_hits(hits: list[Hit]) -> Table:
    table = _table("id", "published", "site", "title and passage")
    for hit in hits:
        words = Text(one_line(hit.title), style="bold")
        words.append("\n")
        for span in hit.passage:
            style = "not bold yellow" if span.is_match else "not bold dim"
            words.append(without_steering(re.sub(r"\s+", " ", span.text)), style=style)
        table.add_row(str(hit.article_id), _minute(hit.published_at), Text(hit.site), words)
    return table


def _table_of_records(shown: Iterable[Record | None]) -> Table:
    table = _table("id", "published", "views", "place", "photo", "title")
    for found in shown:
        if found is not None:
            article = found.article
            views = "" if article.views is None else str(article.views)
            cells = (views, article.place or "", article.photo_credit or "", article.title)
            table.add_row(str(found.id), _minute(article.published_at), *map(_cell, cells))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(
            heading,
            justify="right" if heading in ("id", "views") else "left",
            no_wrap=heading in ("id", "published", "site", "views"),
        )
    return table


def _cell(words: str) -> Text:
    """As Text, because a string would be read as markup."""
    return Text(one_line(words))


def _minute(published: date | None) -> str:
    """Day and, where the page shows it, minute in the page's own zone."""
    if isinstance(published, datetime):
        return f"{published:%Y-%m-%d %H:%M}"
    return published.isoformat() if published else ""
