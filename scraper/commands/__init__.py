"""The command line: one thin module per command."""

import os
import sys

import click

from scraper.commands.crawl import crawl_command
from scraper.commands.export import export_command
from scraper.commands.options import archive_option, talk
from scraper.commands.parse import parse_command
from scraper.commands.search import search_command
from scraper.commands.show import show_command
from scraper.commands.sites import sites_command
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
\b
Exit codes: 0 done, 1 nothing could be done, 2 wrong use, 3 done in part,
75 another run holds the archive.""",
)
@click.version_option(__version__, prog_name="kabar")
@archive_option
def kabar() -> None:
    """Archive the news of regional governments: polite crawling, exact records, every byte kept."""


for _command in (crawl_command, export_command, parse_command, search_command, show_command, sites_command):
    kabar.add_command(_command)


def main() -> None:
    """Runs kabar with the words of the command line and ends the process with its exit code."""
    try:
        code = kabar.main(prog_name="kabar", standalone_mode=False)
    except KabarError as exc:
        talk().print(f"kabar: {exc}", style=None, markup=False)
        if exc.hint:
            talk().print(f"  {exc.hint}", markup=False)
        code = exc.exit_code
    except click.ClickException as exc:
        exc.show()
        code = exc.exit_code
    except (click.Abort, KeyboardInterrupt):
        talk().print("kabar: stopped")
        code = 3
    except BrokenPipeError:
        # The reader of our output went away (`kabar search x | head`): nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
