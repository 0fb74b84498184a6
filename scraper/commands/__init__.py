"""The command line: one thin module per command."""

import sys
from importlib import import_module

import click

from scraper.commands.options import archive_option, talk
from scraper.commands.plain import any_encoding, give_up_output, one_line
from scraper.errors import KabarError
from scraper.version import __version__

_MODULES = {"import": "ingest"}  # of the commands whose module has another name
_COMMANDS = (
    "add",
    "backup",
    "changes",
    "check",
    "cite",
    "coverage",
    "crawl",
    "edit",
    "export",
    "forget",
    "freeze",
    "import",
    "parse",
    "related",
    "reparse",
    "schedule",
    "search",
    "show",
    "sites",
    "status",
)


class _Commands(click.Group):
    """
    The commands, each imported when it is asked for.

    Why: kabar starts in half the time when it does not read the nineteen commands that nobody asked for.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"scraper.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(
    cls=_Commands,
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
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (`kabar search x | head`): nobody misses the rest. Without
        # standalone mode click ends the process for this one reason.
        give_up_output()
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
