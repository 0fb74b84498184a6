"""
How many of the requests that politeness allows are made: hundreds of hosts, one request a second each.

    python -m bench.crawl.polite                    # 500 hosts, 60 seconds after a start of 20
    python -m bench.crawl.polite --hosts 100 --seconds 30
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.crawl.serve import has_nginx, serve
from bench.crawl.site import write_site

_START_S = 20  # until every host's robots.txt and home page are here


def main() -> int:
    """Prints the share of the possible requests, and the CPU that they took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--delay", default="1")
    options = parser.parse_args()
    if not has_nginx():
        sys.stderr.write("nginx is missing; on Debian: apt-get install nginx-light\n")
        return 1
    folder = Path("bench/out/site-1000")
    folder.mkdir(parents=True, exist_ok=True)
    write_site(folder, 1000)
    hosts = [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(options.hosts)]
    with serve(folder, hosts) as port, tempfile.TemporaryDirectory() as kept:
        log = folder / "access.log"
        log.write_bytes(b"")
        start = [f"http://{host}:{port}/" for host in hosts]
        words = ["crawl", *start, "--allow-private", "--delay", options.delay, "--archive", f"{kept}/kept.db"]
        with (Path(kept) / "log.txt").open("wb") as out:
            crawl = subprocess.Popen([sys.executable, "-m", "scraper", *words], stdout=out, stderr=out)
        time.sleep(_START_S)
        before, cpu_before = log.stat().st_size, _cpu_s(crawl.pid)
        time.sleep(options.seconds)
        cpu_s = _cpu_s(crawl.pid) - cpu_before
        with log.open("rb") as lines:
            lines.seek(before)
            asked = sum(1 for _ in lines)
        crawl.send_signal(signal.SIGTERM)
        code = crawl.wait()
        most = _most_asked(log)
    possible = options.hosts * options.seconds / float(options.delay)
    sys.stdout.write(
        f"{options.hosts} hosts, {options.seconds} s: {asked:,} of {possible:,.0f} possible requests"
        f" ({asked / possible:.1%}), {cpu_s / asked * 1000:.2f} CPU ms a request,"
        f" {cpu_s / options.seconds:.2f} cores busy; most requests to one host: {most}; exit {code}\n"
    )
    return 0


def _most_asked(log: Path) -> int:
    """Requests that any one host got in all; more than there were seconds would be impolite."""
    hosts = Counter(line.split(b" ", 1)[0] for line in log.read_bytes().splitlines())
    return max(hosts.values(), default=0)


def _cpu_s(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / 100
    return own + sum(
        _cpu_s(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _started(task)
    )


def _started(task: Path) -> list[int]:
    """The processes that a thread has started; none of a thread that has just ended."""
    try:
        return [int(child) for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []


if __name__ == "__main__":
    sys.exit(main())
