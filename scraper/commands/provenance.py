"""What kabar check --provenance does: reads every value again from its bytes, and names what differs."""

import sys
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scraper.commands.options import talk
from scraper.commands.plain import one_line, print_json
from scraper.reread.pool import Died, Unit, cores, read_all
from scraper.reread.provenance import Trace, check_unit
from scraper.store import open_archive
from scraper.store.rereads import articles_to_read


def check_provenance(path: Path, *, as_json: bool) -> int:
    """The exit code: 0 where every value follows from its bytes by its rule, 1 where one does not."""
    with open_archive(path, create=False, readonly=True) as archive:
        units = [Unit(one.id) for one in articles_to_read(archive)]
    columns = (TextColumn("tracing"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn())
    values, faults, died = 0, 0, 0
    with Progress(*columns, console=talk(), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("tracing", total=len(units))
        for answers in read_all(path, units, check_unit, min(cores(), 1 + len(units) // 100)):
            for answer in answers:
                if isinstance(answer, Died):
                    died += 1
                    talk().print(f"  reading article {answer.unit.number} again ended its process")
                    continue
                values += answer.values
                faults += len(answer.faults)
                for trace in answer.faults:
                    print_json(trace_row(trace)) if as_json else click.echo(_line(trace))
            progress.advance(task, len(answers))
    if as_json:
        print_json({"summary": {"articles": len(units), "values": values, "faults": faults, "died": died}})
    else:
        part = 100 * (values - faults) / values if values else 100.0
        talk().print(
            f"{path}: {values - faults:,} of {values:,} values of {len(units):,} articles ({part:.2f} %) "
            "were read again from the stored bytes by their rule",
            markup=False,
        )
    return 1 if faults or died else 0


def trace_row(trace: Trace) -> dict[str, object]:
    """The trace for a program."""
    return {
        "article": trace.article_id,
        "field": trace.field,
        "rule": trace.source,
        "text": trace.passage,
        "capture": trace.capture,
        "sha256": trace.digest,
        "holds": trace.holds,
        "fault": trace.fault or None,
    }


def _line(trace: Trace) -> str:
    where = f"article {trace.article_id}: {trace.field} from {trace.source}, capture {trace.capture}"
    return one_line(f"{where}: {trace.fault}")
