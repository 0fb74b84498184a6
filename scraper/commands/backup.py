"""kabar backup: a whole copy of the archive in another file, also while a crawl writes."""

from pathlib import Path

import click
from rich.text import Text

from scraper.commands.options import archive_option, json_option, settings_of, talk
from scraper.commands.plain import print_json
from scraper.store import back_up, open_archive

_MEGABYTE = 1_000_000


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@archive_option
@json_option
@click.pass_context
def backup_command(context: click.Context, file: Path, as_json: bool) -> int:
    """Copy the archive to FILE, whole or not at all; a crawl may go on writing meanwhile.

    FILE is an archive of its own: any command reads it with --archive FILE, and renamed to archive.db
    it is what it was. A backup that stands there already is replaced once the new one is whole.

    \b
    Examples:
      kabar backup /mnt/backup/archive.db
      kabar backup "archive-$(date +%F).db" && kabar check --archive "archive-$(date +%F).db"
    """
    path = settings_of(context).archive
    with (
        open_archive(path, create=False, readonly=True) as archive,
        talk().status(Text(f"writing {file}")) as status,
    ):
        size = back_up(
            archive, file, lambda done: status.update(Text(f"writing {file}: {done // _MEGABYTE} MB"))
        )
    if as_json:
        print_json({"file": str(file), "size_bytes": size})
    talk().print(f"{path} copied to {file}: {size / _MEGABYTE:,.1f} MB", markup=False)
    return 0
