"""Crawls the sample site into ./archive.db with the real command line, and shows the first records."""

import errno
import os
import subprocess
import sys

from tests.site.server import DEFAULT_PORT, SampleSite, serve_sample_site

ARCHIVE = "archive.db"
_NEXT = """
Next, in this folder:
  .venv/bin/kabar search pasar
  .venv/bin/kabar show 1 --sources
  .venv/bin/kabar export berita.csv
  .venv/bin/kabar crawl jateng --max-pages 50      a real site, politely
"""


def main() -> int:
    """Exit code: the crawl's."""
    with _served() as site:
        code = _kabar("crawl", site.url, "--allow-private", "--delay", "0", "--archive", ARCHIVE)
    if code in (0, 3):
        _kabar("search", "--table", "--limit", "8", "--archive", ARCHIVE)
        _say(_NEXT)
    return code


def _served() -> SampleSite:
    """The site at its usual port, so that a second demo finds its records again; else at a free one."""
    try:
        return serve_sample_site(DEFAULT_PORT)
    except OSError as exc:
        if exc.errno != errno.EADDRINUSE:
            raise
        _say(f"Port {DEFAULT_PORT} is taken; another one is used, and its pages count as another site.\n")
        return serve_sample_site()


def _kabar(*words: str) -> int:
    """Run kabar on this terminal; its exit code."""
    _say(f"$ kabar {' '.join(words)}\n")
    environment = {"KABAR_CONTACT": "demo@localhost", **os.environ}
    return subprocess.run([sys.executable, "-m", "scraper", *words], env=environment, check=False).returncode


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
