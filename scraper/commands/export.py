"""kabar export: records, or the captures that they were read from, to a file whose suffix says the format."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.status import Status
from rich.text import Text

from scraper.commands.options import MOST, archive_option, day_of, filter_options, settings_of, talk
from scraper.errors import UsageError
from scraper.export import export_captures, export_records, is_web_archive, write_csv, write_jsonl
from scraper.model import Record
from scraper.store import Archive, RecordQuery, open_archive, records

_EVERY = 500  # records between two looks at the number
_WRITERS = {"csv": write_csv, "jsonl": write_jsonl}


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@archive_option
@filter_options
@click.option("--words", metavar="WORDS", default="", help="Only articles that hold these words.")
@click.option("--limit", type=click.IntRange(1, MOST), metavar="N", help="At most N articles.")
@click.option("--format", "format_", type=click.Choice(sorted(_WRITERS)), help="The format where FILE is -.")
@click.pass_context
def export_command(
    context: click.Context,
    file: Path,
    words: str,
    site: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    format_: str | None,
) -> int:
    """Write the records to FILE: .csv or .jsonl, by its suffix; - is standard output.

    With .warc.gz, .warc or .wacz the captures are written, as web archives keep them: every one,
    or those of the articles that the options choose. Look at a .wacz in ReplayWeb.page.

    \b
    Examples:
      kabar export berita.csv
      kabar export banjir-2019.jsonl --words banjir --since 2019 --until 2019
      kabar export - --format jsonl | jq .title
      kabar export jateng.wacz --site jateng
    """
    query = RecordQuery(
        words=words, site=site, since=day_of(since), until=day_of(until, last=True), limit=limit
    )
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        found = records(archive, query)
        if str(file) == "-":
            if format_ is None:
                raise UsageError("standard output has no suffix", hint="Add --format csv or --format jsonl.")
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8")  # a file, whatever the terminal shows
            count = _WRITERS[format_](found, sys.stdout)
        elif is_web_archive(file):
            return _export_captures(archive, query, file)
        else:
            with talk().status(Text(f"writing {file}")) as status:
                count = export_records(_counted(found, status), file)
    talk().print(f"{count} article{'' if count == 1 else 's'} written to {file}", markup=False)
    return 0 if count else 1


def _export_captures(archive: Archive, query: RecordQuery, file: Path) -> int:
    with talk().status(Text(f"writing {file}")) as status:

        def tell(number: int) -> None:
            if number % _EVERY == 0:
                status.update(f"{number} captures")

        written = export_captures(archive, query, file, tell)
    captures = f"{written.captures} capture{'' if written.captures == 1 else 's'}"
    articles = f"{written.articles} article{'' if written.articles == 1 else 's'}"
    talk().print(f"{captures} with {articles} written to {file}", markup=False)
    return 0 if written.captures else 1


def _counted(found: Iterable[Record], status: Status) -> Iterator[Record]:
    """The records, with their number on the terminal as they go by."""
    for number, one in enumerate(found, 1):
        if number % _EVERY == 0:
            status.update(f"{number} articles")
        yield one
