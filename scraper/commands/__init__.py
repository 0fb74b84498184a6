"""The command line: one thin module per command."""

import sys

import click

from scraper.commands.add import add_command
from scraper.commands.backup import backup_command
from scraper.commands.changes import changes_command
from scraper.commands.check import check_command
from scraper.commands.cite import cite_command
from scraper.commands.coverage import coverage_command
from scraper.commands.crawl import crawl_command
from scraper.commands.edit import edit_command
from scraper.commands.export import export_command
from scraper.commands.forget import forget_command
from scraper.commands.freeze import freeze_command
from scraper.commands.ingest import import_command
from scraper.commands.options import archive_option, talk
from scraper.commands.parse import parse_command
from scraper.commands.plain import any_encoding, give_up_output, one_line
from scraper.commands.related import related_command
from scraper.commands.reparse import reparse_command
from scraper.commands.schedule import schedule_command
from scraper.commands.search import search_command
from scraper.commands.show import show_command
from scraper.commands.sites import sites_command
from scraper.commands.status import status_command
from scraper.errors import KabarError
from scraper.version import __version__


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  kabar crawl https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655
  kabar crawl jateng --max-pages 200
  kabar search "BPJS Ketenagakerjaan"
  kabar show 1
  kabar export berita.csv
  kabar schedule --every day --at 02:30
  kabar status
\b
Exit codes: 0 done, 1 nothing could be done, 2 wrong use, 3 done in part,
75 another run holds the archive.""",
)
@click.version_option(__version__, prog_name="kabar")
@archive_option
def kabar() -> None:
    """Archive the news of regional governments: polite crawling, exact records, every byte kept."""


_COMMANDS = (
    add_command,
    coverage_command,
    backup_command,
    check_command,
    changes_command,
    cite_command,
    crawl_command,
    edit_command,
    export_command,
    import_command,
    forget_command,
    freeze_command,
    parse_command,
    related_command,
    schedule_command,
    reparse_command,
    search_command,
    show_command,
    sites_command,
    status_command,
)
for _command in _COMMANDS:
    kabar.add_command(_command)


def main() -> None:
    """Runs kabar with the words of the command line and ends the process with its exit code."""
    any_encoding()
    try:
        code = kabar.main(prog_name="kabar", standalone_mode=False)
        sys.stdout.flush()
    except KabarError as exc:
        _tell(exc)
        code = exc.exit_code
    except click.ClickException as exc:
        exc.show()
        code = exc.exit_code
    except (click.Abort, KeyboardInterrupt):
        talk().print("kabar: stopped")
        code = 3
    except BrokenPipeError:
        # The reader of our output went away (`kabar search x | head`): nobody misses the rest.
        code = 0
    except OSError as exc:
        # What no command foresaw: a disk that takes no output, a folder that was deleted under us.
        where = exc.filename or ("the current folder" if isinstance(exc, FileNotFoundError) else "output")
        talk().print(f"kabar: {where}: {exc.strerror or exc}", markup=False)
        code = 1
    _let_go_of_output()
    sys.exit(code if isinstance(code, int) else 0)


def _tell(error: KabarError) -> None:
    """The error's message and hint, each on one line, whatever a page has put into them."""
    talk().print(f"kabar: {one_line(str(error))}", markup=False)
    if error.hint:
        talk().print(f"  {one_line(error.hint)}", markup=False)


def _let_go_of_output() -> None:
    """Writes out what is left; where that fails, the interpreter need not tell it once more."""
    try:
        sys.stdout.flush()
    except OSError:
        give_up_output()
