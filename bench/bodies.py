"""Full gold bodies of the government pages: their public records in paragraphs, cut to what is expected."""

import html
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bench.metrics import normal

Paragraphs = tuple[str, ...]

# Whose records stand in which pages: the start of a page's name, and the file of records.
_SOURCES = (
    ("wonosobo_", "wonosobo_posting"),
    ("hybrid_phpmu_magazine_1", "wonosobo_posting"),
    ("paalmerah_", "tanjabtim_berita"),
    ("pubmsumsel_", "pubmsumsel_artikel"),
    ("bekasi_dlh_", "bekasi_webdlh_berita"),
    ("hybrid_phpmu_tigo_", "bekasi_webdlh_berita"),
    ("hybrid_lokomedia_", "bekasi_webdlh_berita"),
    ("batanghari_", "batanghari_seeder_berita"),
)
_NUMBER = re.compile(r"(\d+)$")
_DATELINE_REACH = 80  # characters before the first sentence that may be the dateline's


class _Paragraphs(HTMLParser):
    """Splits markup at its block elements, and at line breaks or at two of them."""

    BLOCKS = frozenset(
        {"p", "div", "li", "ul", "ol", "tr", "table", "blockquote", *(f"h{n}" for n in range(1, 7))}
    )

    def __init__(self, breaks: int) -> None:
        super().__init__()
        self.breaks, self.found, self.line, self.waiting = breaks, [""], "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self.waiting += 1
            self.found[-1] += " "
        elif tag in self.BLOCKS:
            self.found.append("")
        elif tag in ("td", "th") and self.found[-1].strip():
            self.found[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if data.strip():
            if self.waiting >= self.breaks:
                self.found.append("")
            self.waiting = 0
        self.found[-1] += data


def markup_to_paragraphs(markup: str) -> tuple[Paragraphs, ...]:
    """
    The markup's paragraphs, in each of the ways in which a reader may split them.

    Why: one line break is a new paragraph on some of these sites and a typist's wrap on others.
    """
    if "<p" not in markup and "<br" not in markup:
        markup = "".join(f"<p>{line}</p>" for line in markup.splitlines())
    ways = []
    for breaks in (1, 2):
        parser = _Paragraphs(breaks)
        parser.feed(markup)
        parser.close()
        ways.append(tuple(filter(None, map(normal, parser.found))))
    return tuple(dict.fromkeys(ways))


def full_bodies(folder: Path) -> dict[str, tuple[Paragraphs, ...]]:
    """The record's whole body for each page whose record is known, by the page's name without its ending."""
    records = {source: _records(folder / "records" / f"{source}.jsonl") for _, source in _SOURCES}
    found = {}
    for file in (folder / "rendered").glob("*.html"):
        source = next((name for start, name in _SOURCES if file.stem.startswith(start)), None)
        number = _NUMBER.search(file.stem)
        if source and number and (markup := records[source].get(number[1])):
            found[file.stem] = markup_to_paragraphs(markup)
    return found | _seed(folder)


def _records(path: Path) -> dict[str, str]:
    """Markup by record number."""
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return {
        str(row["id"]): row.get("body_html") or html.unescape(row.get("body_html_escaped") or "")
        for row in rows
    }


def _seed(folder: Path) -> dict[str, tuple[Paragraphs, ...]]:
    """The seed's own body stands in each of the constructed pages."""
    path = folder / "seed" / "expected.json"
    if not path.is_file():
        return {}
    body = tuple(map(normal, json.loads(path.read_text("utf-8"))["body"]))
    return {file.stem: (body,) for file in (folder / "constructed").glob("jateng_3655_*.html")}


def cut(paragraphs: Sequence[str], expected: dict[str, Any]) -> list[Paragraphs]:
    """
    The body from its first expected sentence to its last, once, with and without dateline and signature.

    Why: what stands before and after (a byline, a source, a second copy) is not the body, and the
    conventions leave the signature open.
    """
    text = "\n".join(paragraphs)
    first, last = normal(expected.get("body_first_sentence")), normal(expected.get("body_last_sentence"))
    starts, ends = _starts(text, first, expected), _ends(text, first, last, expected)
    whole = [text[start:end].split("\n") for start in starts for end in ends]
    bodies = [tuple(filter(None, map(str.strip, lines))) for lines in whole]
    return [body for body in bodies if body]


def _starts(text: str, first: str, expected: dict[str, Any]) -> list[int]:
    found = _spans(text, first)
    if not found:
        return [0]
    start = found[0][0]
    before = text[:start].casefold()
    dateline = normal(expected.get("dateline")).casefold()
    if 0 < start <= _DATELINE_REACH and dateline and dateline in before:
        return [0, start]
    return [start]


def _ends(text: str, first: str, last: str, expected: dict[str, Any]) -> list[int]:
    """Where the body may end: after the last sentence, or after the signature that follows it."""
    finals = _spans(text, last)
    if not finals:
        return [len(text)]
    begin = (_spans(text, first) or [(0, 0)])[0][0]
    after = [span for span in finals if span[0] >= begin] or finals
    end = after[0 if expected.get("repeated_blocks") else -1][1]
    signed = [stop for start, stop in _spans(text, normal(expected.get("tail"))) if start >= end]
    return [end, *signed[:1]]


def _spans(text: str, sentence: str) -> list[tuple[int, int]]:
    """Where the sentence stands, whatever its spaces, lines and case."""
    letters = "".join(sentence.split())
    if not letters:
        return []
    pattern = re.compile(r"\s*".join(map(re.escape, letters)), re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]
