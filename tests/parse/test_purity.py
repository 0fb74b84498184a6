"""Parsing is pure: what a page gives hangs on nothing but its bytes, its address and the site's memory."""

import os
import subprocess
import sys
from pathlib import Path

_PAGES = sorted((Path(__file__).parents[1] / "pages").glob("*.html"))[::6]
_READ_ALL = """
import sys
from pathlib import Path
from scraper.parse.class_words import ClassWords
from scraper.parse.labels import KINDS, _phrases
from scraper import learn, parse
pages = [(Path(name).read_bytes(), "https://humas.contohkab.go.id/berita/1") for name in sys.argv[1:]]
memory = learn(pages)
print(sorted(_phrases().items()), ClassWords({}).of('class="post-body clear" id="a"'), memory)
for page in pages:
    print(parse(*page), parse(*page, memory=memory))
"""


def test_two_processes_read_the_same() -> None:
    """Interpreters that order their sets differently give the same articles, memory and labels."""

    def told(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        call = [sys.executable, "-c", _READ_ALL, *map(str, _PAGES)]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    first = told("1")

    assert first == told("2")
    assert "Article(" in first
