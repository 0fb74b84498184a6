"""Runs a crawler as a process of its own and tells what it cost: CPU, time, memory of all its processes."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
_LOOK_S = 0.1  # between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command cost, its children included."""

    exit_code: int
    wall_s: float
    cpu_s: float
    peak_mb: float  # resident, of all its processes together


def run(command: Sequence[str], folder: Path, timeout_s: float) -> Cost:
    """The cost of the command, run in this folder; its output is kept there in log.txt."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    peak_kb = 0
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        timer = threading.Timer(timeout_s, process.kill)
        timer.start()
        while process.poll() is None:
            peak_kb = max(peak_kb, _resident_kb(process.pid))
            time.sleep(_LOOK_S)
        timer.cancel()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(process.returncode, time.monotonic() - started, cpu_s, peak_kb / 1024)


def _resident_kb(pid: int) -> int:
    """Of a process and everything below it; shared pages count in each."""
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_KB
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return total + sum(_resident_kb(int(child)) for child in children)
