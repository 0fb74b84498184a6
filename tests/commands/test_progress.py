"""Tests of scraper/commands/progress.py: what a person sees on a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.site.server import SampleSite

ROOT = Path(__file__).parents[2]


def _on_a_terminal(folder: Path, *words: str) -> str:
    """What kabar shows on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(folder), "COLUMNS": "100"}
    environment |= {"TERM": "xterm", "KABAR_CONTACT": "tests@localhost"}
    process = subprocess.Popen(
        [sys.executable, "-m", "scraper", *words], cwd=folder, env=environment, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # the program has closed its end
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    process.wait(30)
    return shown.decode()


def test_a_person_sees_a_bar_and_a_summary(sample_site: SampleSite, tmp_path: Path) -> None:
    """On a terminal a crawl moves a bar on, names what went wrong, and ends with one summary."""
    shown = _on_a_terminal(tmp_path, "crawl", sample_site.url, "--allow-private", "--delay", "0")

    assert "\x1b[" in shown
    assert "42 archived" in shown
    assert "gone" in shown
    assert 1 == shown.count("kabar search --archive")


def test_loopback_needs_no_contact(sample_site: SampleSite, tmp_path: Path) -> None:
    """A crawl of loopback pages asks for no contact, even on a terminal."""
    shown = _on_a_terminal(tmp_path, "crawl", sample_site.url + "kontak", "--allow-private")

    assert "contact" not in shown.lower()
