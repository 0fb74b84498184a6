"""Tests of scraper/commands/plain.py: what a hostile page may do to a terminal."""

import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from scraper.commands.plain import many_lines, one_line, print_json
from tests.commands.conftest import Kabar
from tests.site.server import SampleSite

NASTY = "\x1b[2J\x1b]0;owned\x07 [red]x[/red] [/nothing] \u202egnp.exe\u2066 a\tb\nc\x9b31m \x85d"


@pytest.fixture
def hostile(kabar: Kabar, sample_site: SampleSite) -> Kabar:
    """An archive whose one article has nasty words wherever a page can put them."""
    said = kabar("crawl", sample_site.url + "detail_berita?id=2461", "--allow-private", "--delay", "0")
    assert 0 == said.code, said.err
    connection = sqlite3.connect("archive.db")
    with connection:
        names = ("title", "place", "photo_credit", "byline", "category", "body", "site")
        connection.execute(
            f"UPDATE articles SET {', '.join(f'{name} = :words' for name in names if name != 'site')}",  # noqa: S608
            {"words": NASTY},
        )
        connection.execute("UPDATE provenance SET source = :words || field", {"words": NASTY})
    connection.close()
    return kabar


@pytest.mark.parametrize(
    "words",
    [
        ("search",),
        ("search", "--table"),
        ("search", "owned"),
        ("search", "owned", "--table"),
        ("search", "--json"),
        ("show", "1", "--sources"),
        ("show", "1", "--json"),
    ],
)
def test_no_article_steers_the_terminal(hostile: Kabar, words: tuple[str, ...]) -> None:
    """Whatever an article holds, no control or direction character of it reaches the terminal."""
    said = hostile(*words)

    assert 0 == said.code, said.err
    assert not set("\x1b\x07\x9b\x85\u202e\u2066") & set(said.out + said.err)
    assert "[red]x[/red]" in said.out.replace("\n", " ")


def test_a_hit_is_a_line(hostile: Kabar) -> None:
    """Line breaks and tabs in an article add neither lines nor fields to a search."""
    lines = hostile("search", "owned").out.splitlines()

    assert 1 == len(lines)
    assert 5 == lines[0].count("\t")


def test_json_keeps_what_it_escapes() -> None:
    """What is escaped in JSON comes back as it was, in every encoding of the terminal."""
    for encoding in ("utf-8", "ascii", "latin-1"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        before, sys.stdout = sys.stdout, stream
        try:
            print_json({"title": NASTY + " – 😀"}, indent=2)
        finally:
            sys.stdout = before
        stream.seek(0)
        printed = stream.read()

        assert {"title": NASTY + " – 😀"} == json.loads(printed)
        assert not set("\x1b\x9b\u202e") & set(printed)


def test_words_stay_words() -> None:
    """Plain text comes out as it went in, its white space single, its paragraphs apart."""
    assert "Rp 5 – 10 “juta” 😀" == one_line(" Rp 5 – 10\t“juta”\n😀 ")
    assert "satu\n\ndua" == many_lines("satu \n\n dua")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_will_do(hostile: Kabar, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """A terminal without the letters of an article gets escapes, never an error; a file is always UTF-8."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    said = hostile("show", "1")
    exported = hostile("export", "-", "--format", "jsonl")

    assert (0, 0) == (said.code, exported.code), said.err
    json.loads(stream.buffer.getvalue().decode().split("\n")[-2])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "9" * 30),
        ("search", "x", "--limit", "9" * 30),
        ("search", "x", "--until", "9999-12"),
        ("crawl", ""),
        ("crawl", "jateng", "--delay", "nan"),
        ("parse", "no/such/page.html"),
        ("parse", "torn.gz"),
        ("--archive", "~nobody-of-this-name/a.db", "search", "x"),
    ],
)
def test_odd_words_are_told_in_a_line(kabar: Kabar, words: tuple[str, ...]) -> None:
    """Numbers past every limit, no words, no numbers, torn files: a line, the exit code, no traceback."""
    Path("torn.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 50)
    said = kabar(*words)

    assert said.code in (1, 2)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("name", ["KABAR_THREADS", "KABAR_DELAY_S"])
@pytest.mark.parametrize("value", ["-1", "1e99", "nan", "satu"])
def test_odd_settings_are_told(kabar: Kabar, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A setting that makes no sense is told with its name and exit code 2."""
    monkeypatch.setenv(name, value)
    said = kabar("sites")

    assert 2 == said.code
    assert name.removeprefix("KABAR_").lower() in said.err


def test_no_threads_are_no_crew(kabar: Kabar, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crawl without a thread would wait for ever, so 0 is refused."""
    monkeypatch.setenv("KABAR_THREADS", "0")

    assert 2 == kabar("sites").code


def test_gone_folder_is_told(kabar: Kabar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that was deleted a crawl says so."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    said = kabar("crawl", "jateng")

    assert 1 == said.code
    assert "current folder" in said.err
    assert "Traceback" not in said.err
