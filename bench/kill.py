"""
Kills crawls of the sample site at random moments and compares what is left with an undisturbed crawl.

    python -m bench.kill            # 40 kills, half of them of a site that takes its time
    python -m bench.kill --kills 200 --seed 7
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.commands.test_kill import PHOTOS, SAME
from tests.site.server import SampleSite, serve_sample_site

_DELAYS_S = (0.0, 0.03)  # of the site, before each answer
_MOMENTS = (0.3, 1.0)  # of the time that the undisturbed crawl took: a busy machine is slow to begin
_MOST_AN_ARCHIVE = 8
_SOURCES = """
SELECT articles.url, field, source FROM provenance JOIN articles ON articles.id = article ORDER BY 1, 2, 3
"""
_WORDINGS = (
    "SELECT url, number, revisions.title FROM revisions JOIN articles ON articles.id = article ORDER BY 1, 2"
)
_FRONTIER = "SELECT url, kind, outcome IS NULL FROM frontier ORDER BY url"
_COMPARED = {
    "articles": SAME,
    "photos": PHOTOS,
    "sources": _SOURCES,
    "wordings": _WORDINGS,
    "frontier": _FRONTIER,
}


def main() -> int:
    """Runs the rounds and prints a line for each; 1 where one ended in other records."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311  # moments, not secrets
    kills = faults = archives = 0
    with serve_sample_site() as site, tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.db"
        started = time.monotonic()
        _crawl(whole, site).wait()
        whole_s = time.monotonic() - started
        expected = _state(whole)
        while kills < options.kills:
            archive = Path(folder) / f"killed-{archives}.db"
            site.delay_s = _DELAYS_S[archives % len(_DELAYS_S)]
            most = min(_MOST_AN_ARCHIVE, options.kills - kills)
            kept = _killed(archive, site, lambda: rng.uniform(*_MOMENTS) * whole_s, most)
            faults += _differs(archive, site, kept, expected)
            kills += len(kept)
            archives += 1
    sys.stdout.write(f"{kills} kills of {archives} crawls, {faults} ended in other records\n")
    return 1 if faults else 0


def _killed(archive: Path, site: SampleSite, moment_s: Callable[[], float], most: int) -> list[int]:
    """After each kill how many articles there were; at most so many kills of a crawl that goes on."""
    kept: list[int] = []
    while len(kept) < most:
        process = _crawl(archive, site)
        time.sleep(moment_s())
        was_alive = process.poll() is None
        process.kill()
        process.wait()
        if was_alive:
            kept.append(_count(archive))
        elif kept:
            break
        else:
            archive.unlink()  # it was done before its first kill: once more from nothing
    return kept


def _differs(archive: Path, site: SampleSite, kept: list[int], expected: dict[str, object]) -> bool:
    """Whether the archive, once its crawl has come to an end, differs from the undisturbed one."""
    site.delay_s = 0.0
    code = _crawl(archive, site).wait()
    state = _state(archive)
    wrong = [name for name in expected if expected[name] != state[name]]
    word = f"differs in {', '.join(wrong)}" if wrong else "same records"
    sys.stdout.write(f"killed with {kept} articles, last exit {code}: {word}\n")
    return bool(wrong) or code != 0


def _crawl(archive: Path, site: SampleSite) -> "subprocess.Popen[bytes]":
    words = ["crawl", site.url, "--allow-private", "--delay", "0", "--archive", str(archive)]
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _count(archive: Path) -> int:
    """Articles in the archive; 0 where the crawl was killed before it had tables."""
    if not archive.exists():
        return 0
    with sqlite3.connect(archive) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'").fetchone()
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0]) if tables[0] else 0


def _state(archive: Path) -> dict[str, object]:
    with sqlite3.connect(archive) as connection:
        state: dict[str, object] = {
            name: connection.execute(sql).fetchall() for name, sql in _COMPARED.items()
        }
        state["integrity"] = connection.execute("PRAGMA integrity_check").fetchall()
        state["foreign keys"] = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    return state


if __name__ == "__main__":
    sys.exit(main())
