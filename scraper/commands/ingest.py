"""kabar import: web archives and saved pages from files into the archive."""

import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click
from rich.status import Status
from rich.text import Text

from scraper.commands.options import archive_option, is_watched, json_option, settings_of, talk
from scraper.commands.plain import give_up_output, one_line, print_json
from scraper.errors import KabarError
from scraper.ingest import Event, Import
from scraper.store import Archive, end_run, hold_archive, open_archive, start_run

_EVERY = 20  # exchanges between two looks at the number


@click.command("import")
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@archive_option
@json_option
@click.pass_context
def import_command(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> int:
    """Take in what others have archived: WARC (.warc, .warc.gz, .arc) and WACZ files, saved pages.

    Every exchange becomes a capture, and an article where it shows one; pages of any age find their
    place among the wordings that are there. A FOLDER may hold any of these, and pages as a browser,
    SingleFile, HTTrack or wget saved them. What is damaged is named, and the rest is taken in. Run it
    again after a stop: it goes on, and nothing is stored twice.

    \b
    Examples:
      kabar import crawl-20191126.warc.gz
      kabar import collection.wacz --archive jateng.db
      kabar import mirror/
    """
    settings = settings_of(context)
    with hold_archive(settings.archive, "import"), open_archive(settings.archive) as archive:
        run_id = start_run(archive, " ".join(["import", *map(str, paths)]))
        return _import(archive, run_id, paths, as_json=as_json)


def _import(archive: Archive, run_id: int, paths: tuple[Path, ...], *, as_json: bool) -> int:
    stopped = False
    with talk().status(Text("reading")) as status:
        show = _print_json if as_json else _Teller(status)
        run = Import(archive, show, run_id)
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            run.work(paths)
        except KeyboardInterrupt:
            stopped = True
        except BrokenPipeError:
            stopped = True
            give_up_output()
        except KabarError as exc:
            with suppress(KabarError):  # the archive that failed may still take one line
                _end(archive, run, exc.exit_code)
            raise
    code = exit_code(run, stopped=stopped)
    _end(archive, run, code)
    _print_summary(run, stopped=stopped, as_json=as_json)
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(archive: Archive, run: Import, code: int) -> None:
    if run.run_id is not None:
        end_run(archive, run.run_id, {str(outcome): count for outcome, count in run.counts.items()}, code)


def exit_code(run: Import, *, stopped: bool) -> int:
    """0: done; 1: nothing was there that could be taken in; 3: done in part."""
    if not run.counts and not run.known:
        return 3 if stopped else 1
    return 3 if stopped or run.left_out else 0


class _Teller:
    """Shows a person how far it is, and a file each exchange."""

    def __init__(self, status: Status) -> None:
        self._status = status
        self._is_watched = is_watched() and sys.stderr.isatty()
        self._count = 0

    def __call__(self, event: Event) -> None:
        if event.outcome is None:
            where = event.part if event.offset is None else f"{event.part} at byte {event.offset}"
            of = f" ({event.url})" if event.url else ""
            talk().print(one_line(f"left out: {where}{of}: {event.detail}"), markup=False)
            return
        self._count += 1
        if self._is_watched:
            if self._count % _EVERY == 0:
                self._status.update(Text(f"{self._count} taken in, now {one_line(event.url)[:80]}"))
            return
        words = one_line(event.title or event.detail)
        click.echo(f"{event.outcome:<18} {one_line(event.url)}" + (f"  {words}" if words else ""))


def _print_json(event: Event) -> None:
    row = {
        "outcome": event.outcome,
        "url": event.url or None,
        "title": event.title or None,
        "detail": event.detail or None,
        "file": event.part,
        "offset": event.offset,
    }
    print_json(row if event.outcome else {"left_out": row["detail"], **row})


def _print_summary(run: Import, *, stopped: bool, as_json: bool) -> None:
    total = sum(run.counts.values())
    if as_json:
        summary = {
            "exchanges": total,
            "counts": dict(run.counts.most_common()),
            "known": run.known,
            "left_out": run.left_out,
            "other_records": run.others,
            "stopped": stopped,
        }
        print_json({"summary": summary})
        return
    words = ", ".join(f"{count} {outcome}" for outcome, count in run.counts.most_common()) or "nothing new"
    told = [f"{total} exchange{'' if total == 1 else 's'}: {words}"]
    if run.known:
        told.append(f"{run.known} were here already")
    if run.left_out:
        told.append(f"{run.left_out} left out, named above")
    if run.others:
        told.append(f"{run.others} other records or files passed over")
    if stopped:
        told.append("stopped, run it again to go on")
    talk().print("; ".join(told), markup=False)
