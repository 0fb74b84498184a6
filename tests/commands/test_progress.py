"""Tests of scraper/commands/progress.py: what a person sees on a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.site.server import SampleSite

ROOT = Path(__file__).parents[2]


def _on_a_terminal(folder: Path, *words: str, columns: int = 100) -> str:
    """What kabar shows on a terminal so wide."""
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder),
        "COLUMNS": str(columns),
    }
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


def test_a_narrow_terminal_gets_lines(sample_site: SampleSite, tmp_path: Path) -> None:
    """Where a table would cut every title to a letter, a search prints a line a hit."""
    url = sample_site.url + "detail_berita?id=2461"
    _on_a_terminal(tmp_path, "crawl", url, "--allow-private", "--delay", "0")
    shown = _on_a_terminal(tmp_path, "search", columns=30)

    assert "1\t" == shown[:2]
    assert "Pemkab Tirtasari Pelajari Pengelolaan Sampah ke Kota Tetangga" in shown
