"""Gold pages: what a page's record should be, read from the folders of annotated pages."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.bodies import cut, full_bodies

CORPORA = ("pages", "articles", "publishers", "many")
HELD_OUT = 3  # every third site


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page and what is known about it."""

    id: str
    corpus: str
    file: Path
    url: str
    fields: dict[str, Any]  # as the set has them; empty for a page that is no article
    bodies: tuple[tuple[str, ...], ...] = ()  # acceptable bodies, each as paragraphs; the best match counts
    is_article: bool = True

    def payload(self) -> bytes:
        """The page's bytes."""
        payload = self.file.read_bytes()
        return gzip.decompress(payload) if self.file.suffix == ".gz" else payload

    @property
    def site(self) -> str:
        """The host, without www and its numbered copies."""
        return (
            urlsplit(self.url or "")
            .netloc.lower()
            .removeprefix("www.")
            .removeprefix("www1.")
            .removeprefix("www2.")
        )

    @property
    def is_held_out(self) -> bool:
        """Whether the page's site is one of the third that nobody looks at while building."""
        return sha256(self.site.encode()).digest()[0] % HELD_OUT == 0


def missing(pages: Path, corpus: Path) -> list[str]:
    """What is not there of the gold pages, one line each."""
    wanted = [pages / "manifest.jsonl", *(corpus / name / "gold.jsonl" for name in CORPORA[1:])]
    return [f"no gold pages: {path} is missing" for path in wanted if not path.is_file()]


def load(names: Sequence[str], pages: Path, corpus: Path, split: str = "all") -> list[GoldPage]:
    """The gold pages of the named corpora that are there, in the order of their files."""
    found = [page for name in names for page in _read(name, pages, corpus)]
    if split == "all":
        return found
    return [page for page in found if page.is_held_out == (split == "held-out")]


def _read(name: str, pages: Path, corpus: Path) -> Iterator[GoldPage]:
    if name == "pages":
        yield from _government(pages)
    else:
        yield from _general(name, corpus / name)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _general(name: str, folder: Path) -> Iterator[GoldPage]:
    for row in _rows(folder / "gold.jsonl"):
        gold = row["gold"]
        body = tuple(gold.get("paragraphs") or gold["text"].split("\n"))
        bodies, url = (body,), row["url"]
        if name == "many":
            # This set's bodies start with the headline, which a reader keeps in its own field, and it has
            # only the site's home address: a page's own is made up, with nothing in it to go by.
            bodies = (body, body[1:]) if len(body) > 1 else (body,)
            url = urljoin(url, sha256(row["id"].encode()).hexdigest()[:12])
        yield GoldPage(row["id"], name, folder / row["file"], url, gold, bodies)


def _government(folder: Path) -> Iterator[GoldPage]:
    bodies = full_bodies(folder)
    for row in _rows(folder / "manifest.jsonl"):
        expected = row.get("expected") or {}
        file, is_article = folder / row["file"], bool(expected.get("title"))
        fields = expected if is_article else {}
        known = bodies.get(file.stem, ()) if is_article else ()
        yield GoldPage(
            row["file"], "pages", file, row["url"] or "", fields, _accepted(known, expected), is_article
        )


def _accepted(paragraphs: Sequence[Sequence[str]], expected: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The bodies that count as exact: cut to the expected sentences, with and without the signature."""
    return tuple(dict.fromkeys(body for whole in paragraphs for body in cut(whole, expected)))
