"""Feeds mutated pages to the reader, guided by coverage: `make bench-fuzz FLAGS=-max_total_time=600`."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["scraper.parse", "scraper.text"]):
    from scraper.model import PageContext
    from scraper.outcome import Outcome
    from scraper.parse.reader import read_page

URL = "https://humas.contohkab.go.id/berita/detail/bupati-resmikan-pasar-baru"
PAGES = Path(__file__).resolve().parent.parent / "tests" / "pages"


def read_any(payload: bytes) -> None:
    """Reads one page outside of every guard: whatever is raised is a fault of ours and ends the run."""
    reading = read_page(payload, PageContext(URL, (("Content-Type", "text/html"),)))
    if (reading.article is not None) != (reading.outcome is Outcome.ARCHIVED):
        raise AssertionError(f"{reading.outcome} with article {reading.article is not None}")


if __name__ == "__main__":
    found = (
        Path(__file__).resolve().parent / "out" / "fuzz"
    )  # what the run keeps: inputs that reach new lines
    found.mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], "-max_len=20000", *sys.argv[1:], str(found), str(PAGES)], read_any)
    atheris.Fuzz()
