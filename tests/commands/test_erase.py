"""kabar forget --level erase on a crawled site: nothing is left, and no crawl brings it back."""

import gzip
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.store import open_archive, payload_of
from scraper.text.fingerprint import normalised_words
from tests.commands.conftest import Kabar
from tests.site.server import SampleSite


@pytest.fixture(scope="session")
def crawled_once(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample site, to be copied."""
    path = tmp_path_factory.mktemp("crawled") / "archive.db"
    words = ["crawl", sample_site.url, "--allow-private", "--delay", "0", "--archive", str(path)]
    done = subprocess.run([sys.executable, "-m", "scraper", *words], capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr
    return path


@pytest.fixture
def crawled(kabar: Kabar, crawled_once: Path) -> Kabar:
    """A folder whose archive holds the sample site."""
    shutil.copy(crawled_once, "archive.db")
    return kabar


def _sentences(*texts: str) -> list[str]:
    """The pieces of a text by which it is looked for: headline, sentences, and each half of them."""
    found = [piece.strip() for text in texts for piece in re.split(r"[.\n]", text)]
    return [piece for piece in found if len(piece.split()) >= 6]


def _pages() -> Iterator[tuple[int, str]]:
    """Every payload that the archive can still unpack."""
    with open_archive(Path("archive.db"), readonly=True) as archive:
        rows = archive.database.conn.execute("SELECT id FROM captures WHERE erased_to IS NOT ''")
        for (number,) in rows.fetchall():
            yield number, payload_of(archive, number).decode("utf-8", "replace")


def _left(sentences: list[str], url: str) -> list[str]:
    """Where anything of the article still stands: the file's raw bytes, its log, its payloads, its tables."""
    found = []
    for path in Path().glob("archive.db*"):
        raw = path.read_bytes().lower()
        found += [f"{path}: {words}" for words in [*sentences, url] if words.lower().encode() in raw]
    for number, page in _pages():
        plain = normalised_words(re.sub(r"<[^<>]*>", " ", page)) + normalised_words(page)
        found += [f"capture {number}: {words}" for words in sentences if normalised_words(words) in plain]
    return found


def _chosen() -> tuple[int, str, list[str]]:
    """An article with a body of some length: its number, address and sentences."""
    with sqlite3.connect("archive.db") as connection:
        number, url, title, body = connection.execute(
            "SELECT id, url, title, body FROM articles ORDER BY length(body) DESC LIMIT 1 OFFSET 3"
        ).fetchone()
    return number, url, _sentences(title, body)


def _rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect("archive.db") as connection:
        return connection.execute(statement, values).fetchall()


def test_nothing_of_an_erased_article_is_left_and_no_crawl_brings_it_back(
    crawled: Kabar, sample_site: SampleSite
) -> None:
    """After erase no byte of the file has a sentence of it, nor any payload; a new crawl changes nothing."""
    number, url, sentences = _chosen()
    others = _rows("SELECT id, title, body FROM articles WHERE id <> ?", number)
    assert len(sentences) > 3
    assert _left(sentences, url)

    erased = crawled("forget", str(number), "--level", "erase", "--reason", "court order")
    after = _left(sentences, url)
    again = crawled("crawl", sample_site.url, "--allow-private", "--delay", "0")
    straight = crawled("crawl", url, "--allow-private", "--delay", "0")

    assert 0 == erased.code, erased.err
    assert [] == after
    assert 0 == again.code, again.err
    assert "excluded" in straight.out
    assert [] == _left(sentences, url)
    assert others == _rows("SELECT id, title, body FROM articles WHERE id <> ?", number)
    assert [("erase", "", "", f"erased:{number}")] == _rows(
        "SELECT forgotten, title, body, url FROM articles WHERE id = ?", number
    )
    assert 0 == crawled("check").code


def test_the_pages_that_quoted_keep_all_the_rest(crawled: Kabar, sample_site: SampleSite) -> None:
    """Pages that quoted an erased article keep their length, and all words but those of the quote."""
    number, _, _ = _chosen()
    before = dict(_pages())
    crawled("forget", str(number), "--level", "erase", "--reason", "court order")
    after = dict(_pages())
    changed = {number for number in after if before[number] != after[number]}

    assert 0 < len(changed) < len(after) / 2
    for page in changed:
        assert len(before[page].encode()) == len(after[page].encode())
        assert after[page].count("_") - before[page].count("_") < len(after[page]) / 5


@pytest.mark.parametrize("level", ["exclude", "tombstone", "erase"])
def test_other_exports_and_readers_leave_it_out(crawled: Kabar, level: str) -> None:
    """From `exclude` on, no command shows it or its bytes, and its address is not asked for again."""
    number, url, sentences = _chosen()
    crawled("forget", str(number), "--level", level, "--reason", "asked for")
    crawled("export", "all.warc.gz")
    crawled("export", "all.jsonl")
    with gzip.open("all.warc.gz") as file:
        warc = file.read().decode("utf-8", "replace")

    assert 2 == crawled("show", str(number)).code
    assert 2 == crawled("show", str(number), "--raw").code
    assert f'"url": "{url}"' not in Path("all.jsonl").read_text("utf-8")
    assert f"WARC-Target-URI: {url}\r" not in warc
    assert not [words for words in sentences if words in Path("all.jsonl").read_text("utf-8")]
    assert [] == _rows("SELECT 1 FROM frontier WHERE url = ? AND due_at IS NOT NULL", url)


def test_a_tombstone_keeps_the_fact_and_the_bytes(crawled: Kabar) -> None:
    """A tombstone has no words in any record or in the index; address, times, digest and bytes are there."""
    number, url, sentences = _chosen()
    crawled("forget", str(number), "--level", "tombstone", "--reason", "asked for")
    word = max(sentences[0].split(), key=len)

    assert [(url, "", "")] == _rows("SELECT url, title, body FROM articles WHERE id = ?", number)
    assert [(1,)] == _rows(
        "SELECT count(payload) FROM captures WHERE article = ? AND erased_to IS NULL", number
    )
    for table in ("revisions", "photos", "provenance", "views"):
        assert [] == _rows(f"SELECT 1 FROM {table} WHERE article = ?", number)  # noqa: S608  # from above
    assert (number,) not in _rows("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", f'"{word}"')
    assert 0 == crawled("check").code
    assert 0 == crawled("forget", str(number), "--level", "erase", "--reason", "court order").code
    assert [] == _left(sentences, url)


def test_excluded_can_be_taken_back(crawled: Kabar, sample_site: SampleSite) -> None:
    """An excluded article is neither shown nor asked for; taken back, it is both."""
    number, url, _ = _chosen()
    crawled("forget", str(number), "--level", "exclude", "--reason", "asked for")
    refused = crawled("crawl", url, "--allow-private", "--delay", "0")
    crawled("forget", str(number), "--undo")
    back = crawled("crawl", url, "--allow-private", "--delay", "0")

    assert "excluded" in refused.out
    assert "unchanged" in back.out
    assert 0 == crawled("show", str(number)).code
