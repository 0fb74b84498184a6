"""kabar check: is everything that was kept still whole? And mends what can be mended."""

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.status import Status

from scraper.commands.options import archive_option, json_option, settings_of, talk
from scraper.commands.plain import one_line, print_json
from scraper.commands.provenance import check_provenance
from scraper.errors import ArchiveReadOnlyError, UsageError
from scraper.store import Archive, Damage, Part, check_archive, hold_archive, open_archive

_CANNOT = "Keep a copy of the file. A backup may have what is lost: kabar check --repair --backup FILE"


@click.command("check")
@archive_option
@click.option("--repair", is_flag=True, help="Mend what can be mended without losing anything.")
@click.option(
    "--backup",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="An older copy of the archive, to take damaged payloads from; with --repair.",
)
@click.option("--provenance", is_flag=True, help="Read each value again from the stored bytes by its rule.")
@json_option
@click.pass_context
def check_command(context: click.Context, /, **given: Any) -> int:
    """Look whether everything that was kept is still whole, and name what is not.

    Looked at are the file itself, the references between its rows, each payload against its digest,
    dictionaries, the full-text index, moments that cannot be, and wordings in order. Each damage is a
    line: where it is, what it means, and whether it can be mended.

    \b
    Exit codes: 0 all is whole (or was mended), 1 there is damage, 3 a part of it was mended.

    \b
    Examples:
      kabar check
      kabar check --repair
      kabar check --repair --backup /mnt/backup/archive.db
      kabar check --provenance
      kabar check --json | jq 'select(.mendable | not)'
    """
    repair, backup, as_json = given["repair"], given["backup"], given["as_json"]
    if backup and not repair:
        raise UsageError("--backup is for mending", hint="Add --repair.")
    path = settings_of(context).archive
    if given["provenance"]:
        return check_provenance(path, as_json=as_json)
    counts: Counter[str] = Counter()
    with _held(path, repair=repair) as archive, _ticking() as tick:
        for damage in check_archive(archive, tick, repair=repair, backup=backup):
            counts["mended" if damage.mended else "mendable" if damage.can_be_mended else "lost"] += 1
            print_json(_row(damage)) if as_json else click.echo(_line(damage))
        size = archive.path.stat().st_size
    if as_json:
        print_json({"summary": {"damages": counts.total(), "size_bytes": size, **counts}})
    else:
        _tell(path, counts)
    if counts["mended"] == counts.total():
        return 0
    return 3 if counts["mended"] else 1


@contextmanager
def _held(path: Path, *, repair: bool) -> Generator[Archive]:
    """The archive, held against other runs; where it may not be written, as it can be read."""
    try:
        opened = open_archive(path, create=False)
    except ArchiveReadOnlyError:
        if repair:
            raise
        with open_archive(path, readonly=True) as archive:
            talk().print(f"{path} is read-only: its full-text index cannot be looked at", markup=False)
            yield archive
        return
    with opened as archive, hold_archive(path, "check"):
        yield archive


def _row(damage: Damage) -> dict[str, object]:
    return {
        "part": damage.part,
        "where": damage.where,
        "meaning": damage.meaning,
        "mendable": damage.can_be_mended,
        "mended": damage.mended,
    }


def _line(damage: Damage) -> str:
    end = "mended" if damage.mended else "can be mended" if damage.can_be_mended else "cannot be mended here"
    return one_line(f"{damage.where}: {damage.meaning} ({damage.part}, {end})")


def _tell(path: Path, counts: Counter[str]) -> None:
    total = counts.total()
    if not total:
        talk().print(f"{path} is whole.", markup=False)
        return
    words = ", ".join(f"{counts[word]} {word}" for word in ("mended", "mendable", "lost") if counts[word])
    talk().print(f"{path}: {total} damage{'' if total == 1 else 's'}: {words}", markup=False)
    if counts["mendable"]:
        talk().print("  Mend what can be mended with: kabar check --repair", markup=False)
    if counts["lost"]:
        talk().print(f"  {_CANNOT}", markup=False)


@contextmanager
def _ticking() -> Generator[Callable[[Part, int, int], None]]:
    """Shows a person what is looked at and how far that is."""
    with talk().status("looking") as status:
        yield lambda part, done, total: _show(status, part, done, total)


def _show(status: Status, part: Part, done: int, total: int) -> None:
    status.update(f"looking at {part}" + (f": {done:,} of {total:,}" if total > 1 else ""))
