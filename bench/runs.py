"""Starts one process a tool, collects what it found, and keeps it for later runs."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.peers import TOOLS
from bench.score import Row

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"


@dataclass(slots=True)
class Run:
    """What one tool found."""

    tool: str
    rows: list[Row] = field(default_factory=list)
    peak_mb: float = 0.0
    version: str = ""
    is_cached: bool = False


def measured(options: argparse.Namespace) -> list[Run]:
    """The results of each wanted tool; one that cannot run is named and left out."""
    runs = []
    for tool in options.only or TOOLS:
        corpora = [name for name in options.corpus if name in TOOLS[tool].corpora]
        run = _kept(tool, corpora) if options.cached and TOOLS[tool].package != "kabar" else None
        run = run or (_measure(tool, corpora, options) if corpora else None)
        if run:
            runs.append(run)
        elif corpora:
            print(f"{tool} could not be measured and is left out", file=sys.stderr)
    return runs


def _measure(tool: str, corpora: Sequence[str], options: argparse.Namespace) -> Run | None:
    """The tool's results, measured now; None where it cannot run."""
    python = sys.executable if TOOLS[tool].package == "kabar" else str(PEERS_PYTHON)
    if not Path(python).exists():
        print(f"{PEERS_PYTHON.relative_to(ROOT)} is missing: make bench-extract makes it", file=sys.stderr)
        return None
    print(f"measuring {tool} ...", file=sys.stderr)
    command = [
        python,
        "-m",
        "bench.worker",
        tool,
        "--pages",
        str(options.pages),
        "--folder",
        str(options.folder),
    ]
    command += ["--split", options.split, *(part for name in corpora for part in ("--corpus", name))]
    command += ["--id", options.id] if options.id else []
    with ThreadPoolExecutor(options.jobs) as threads:
        outputs = list(threads.map(partial(_output, command, options.jobs), range(options.jobs)))
    if None in outputs:
        return None
    run = run_of(tool, "".join(filter(None, outputs)).split("\n"))
    if options.split == "all" and not options.id:
        _keep(run, corpora)
    return run


def _output(command: Sequence[str], jobs: int, job: int) -> str | None:
    """What one worker writes about every so many-th page; None where it fails."""
    share = ["--start", str(job), "--step", str(jobs)]
    done = subprocess.run([*command, *share], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    return None if done.returncode else done.stdout.decode("utf-8")


def run_of(tool: str, lines: Iterable[str]) -> Run:
    """The results in a worker's lines."""
    run = Run(tool)
    for line in filter(None, lines):
        row = json.loads(line)
        if "tool" in row:
            run.version, run.peak_mb = row["version"], max(run.peak_mb, row["peak_mb"])
        else:
            run.rows.append(row)
    return run


def _cache(tool: str, corpus: str) -> Path:
    return OUT / "found" / f"{tool.replace(' ', '-')}.{corpus}.jsonl"


def _keep(run: Run, corpora: Sequence[str]) -> None:
    """Writes the results into bench/out, for --cached and --against."""
    last = json.dumps({"tool": run.tool, "version": run.version, "peak_mb": run.peak_mb})
    for corpus in corpora:
        lines = [json.dumps(row, ensure_ascii=False) for row in run.rows if row["corpus"] == corpus]
        path = _cache(run.tool, corpus)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*lines, last, ""]), encoding="utf-8")


def _kept(tool: str, corpora: Sequence[str]) -> Run | None:
    """The results of an earlier run on all of these corpora, or None."""
    paths = [_cache(tool, corpus) for corpus in corpora]
    if not paths or not all(path.is_file() for path in paths):
        return None
    run = run_of(tool, (line for path in paths for line in path.read_text("utf-8").split("\n")))
    run.is_cached = True
    return run
