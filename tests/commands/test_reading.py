"""Tests of the commands that read the archive: show, search, sites, export; and of parse."""

import csv
import gzip
import json
import sqlite3
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.site.server import SampleSite

TITLE = "Pemkab Tirtasari Pelajari Pengelolaan Sampah ke Kota Tetangga"


@pytest.fixture
def archived(kabar: Kabar, sample_site: SampleSite) -> Kabar:
    """A folder whose archive holds three articles of the sample site."""
    paths = ("detail_berita?id=2461", "detail_berita?id=2433", "detail_berita?id=2419")
    said = kabar("crawl", *(sample_site.url + path for path in paths), "--allow-private", "--delay", "0")
    assert 0 == said.code, said.err
    return kabar


def _id_of(title: str) -> str:
    with sqlite3.connect("archive.db") as connection:
        return str(connection.execute("SELECT id FROM articles WHERE title = ?", (title,)).fetchone()[0])


def test_search_finds_by_words_and_prints_lines(archived: Kabar) -> None:
    """A search prints a line a hit, with number, day, site, title, passage and address, best first."""
    said = archived("search", "pengelolaan sampah")

    fields = said.out.splitlines()[0].split("\t")
    assert 0 == said.code
    assert (_id_of(TITLE), TITLE) == (fields[0], fields[3])


@pytest.mark.parametrize("words", ['"', "a AND", "NEAR(", "title:x", "*", "'; DROP TABLE articles; --", "-x"])
def test_any_words_may_be_searched_for(archived: Kabar, words: str) -> None:
    """Whatever a person types is looked for, and never a syntax error."""
    said = archived("search", "--", words)

    assert said.code in (0, 1)
    assert "Traceback" not in said.err


def test_search_without_words_lists_the_newest(archived: Kabar) -> None:
    """Without words the newest articles come first."""
    days = [row["published_at"] or "" for row in archived("search", "--json").rows]

    assert 3 == len(days)
    assert sorted(days, reverse=True) == days


def test_nothing_found_is_said_and_exits_with_1(archived: Kabar) -> None:
    """A search without a hit says so on standard error and prints nothing."""
    said = archived("search", "xyzzy")

    assert (1, "") == (said.code, said.out)
    assert "nothing found" in said.err


def test_table_is_for_people(archived: Kabar) -> None:
    """--table draws a table with headings where the output is no terminal."""
    said = archived("search", "--table")

    assert {"id", "published", "title"} <= set(said.out.splitlines()[0].split())


def test_show_prints_the_record_with_its_sources(archived: Kabar) -> None:
    """show prints title, fields and body; --sources says where each was read."""
    said = archived("show", _id_of(TITLE), "--sources")

    assert TITLE == said.out.splitlines()[0]
    assert "from " in said.out


def test_show_raw_gives_the_bytes_back(archived: Kabar, sample_site: SampleSite) -> None:
    """--raw writes the page's bytes as they were received, decoded from their coding only."""
    said = archived("show", _id_of(TITLE), "--raw")

    assert sample_site.content.answer("/detail_berita?id=2461").payload.decode() == said.out


def test_show_json_has_the_columns_of_the_archive(archived: Kabar) -> None:
    """--json prints one object with the names of the archive's columns."""
    row = json.loads(archived("show", _id_of(TITLE), "--json").out)

    with sqlite3.connect("archive.db") as connection:
        columns = {column[1] for column in connection.execute("PRAGMA table_info(articles)")}
    columns -= {"forgotten"}  # a record that is shown has none
    assert columns <= set(row)
    assert TITLE == row["title"]


def test_unknown_article_is_told(archived: Kabar) -> None:
    """A number that the archive does not have ends with exit code 2 and how to find the right one."""
    said = archived("show", "99")

    assert 2 == said.code
    assert "kabar search" in said.err


@pytest.mark.parametrize("words", [("search", "x"), ("show", "1"), ("export", "a.csv")])
def test_reading_makes_no_archive(kabar: Kabar, words: tuple[str, ...]) -> None:
    """Without an archive the reading commands say so, exit with 1 and leave the folder empty."""
    said = kabar(*words)

    assert 1 == said.code
    assert "kabar crawl" in said.err
    assert [] == [path.name for path in Path().iterdir()]


def test_export_writes_csv_and_jsonl_by_suffix(archived: Kabar) -> None:
    """export writes every record, in the format that the file's suffix names."""
    codes = (archived("export", "a.csv").code, archived("export", "a.jsonl").code)

    with Path("a.csv").open(encoding="utf-8-sig", newline="") as stream:
        titles = [row["title"] for row in csv.DictReader(stream)]
    objects = [json.loads(line) for line in Path("a.jsonl").read_text("utf-8").splitlines()]
    assert (0, 0) == codes
    assert titles == [row["title"] for row in objects]
    assert TITLE in titles


def test_export_filters_and_pipes(archived: Kabar) -> None:
    """The filters of search hold for export, and - writes to standard output."""
    said = archived("export", "-", "--format", "jsonl", "--words", "pengelolaan sampah", "--limit", "1")

    assert [TITLE] == [row["title"] for row in said.rows]


@pytest.mark.parametrize(
    "words", [("a.xlsx",), ("-",), ("a.csv", "--since", "besok"), ("no/such/folder/a.csv",)]
)
def test_export_tells_what_it_cannot_write(archived: Kabar, words: tuple[str, ...]) -> None:
    """An unknown suffix, a missing format, a wrong date and a missing folder are one clear line each."""
    said = archived("export", *words)

    assert said.code in (1, 2)
    assert said.err.startswith("kabar: ")
    assert "Traceback" not in said.err


def test_sites_lists_known_and_archived(archived: Kabar, sample_site: SampleSite) -> None:
    """sites lists the profiles that kabar brings and the sites of the archive, with their articles."""
    rows = {row["name"]: row for row in archived("sites", "--json").rows}

    host = sample_site.url.split("/")[2]
    assert 3 == rows[host]["articles"]
    assert ("33", 0) == (rows["jateng"]["region"], rows["jateng"]["articles"])


def test_parse_reads_a_file_and_keeps_nothing(kabar: Kabar, sample_site: SampleSite) -> None:
    """parse reads a saved page, gzipped or not, prints it as JSON and makes no archive."""
    payload = sample_site.content.answer("/detail_berita?id=2461").payload
    Path("page.html").write_bytes(payload)
    Path("page.html.gz").write_bytes(gzip.compress(payload))

    plain = kabar("parse", "page.html", "--json")
    packed = kabar("parse", "page.html.gz", "--json")

    assert TITLE == json.loads(plain.out)["article"]["title"]
    assert plain.out == packed.out
    assert not Path("archive.db").exists()


def test_parse_reads_an_address(kabar: Kabar, sample_site: SampleSite) -> None:
    """parse fetches an address and prints what it says."""
    said = kabar("parse", sample_site.url + "detail_berita?id=2461", "--allow-private")

    assert 0 == said.code
    assert TITLE == said.out.splitlines()[0]


def test_parse_tells_what_is_no_article(kabar: Kabar, sample_site: SampleSite) -> None:
    """A page that is no article ends with its outcome and exit code 1; a missing file with 2."""
    no_article = kabar("parse", sample_site.url + "kontak", "--allow-private")
    missing = kabar("parse", "no-such-file.html")

    assert 1 == no_article.code
    assert no_article.out.startswith("not_an_article")
    assert 2 == missing.code


def test_every_command_has_help_with_examples(kabar: Kabar) -> None:
    """Each command explains itself, with examples that begin with its name."""
    for command in ("crawl", "export", "freeze", "parse", "search", "show", "sites"):
        assert f"kabar {command}" in kabar(command, "--help").out


def test_three_ways_to_start_are_one_program() -> None:
    """`kabar`, `python -m scraper` and `python cli.py` print the same version."""
    root = Path(__file__).parents[2]
    starts = [[sys.executable, "-m", "scraper"], [sys.executable, str(root / "cli.py")]]
    printed = {
        subprocess.run([*start, "--version"], capture_output=True, cwd=root, check=True).stdout
        for start in starts
    }

    assert 1 == len(printed)


def test_explain_shows_each_block_and_each_choice(kabar: Kabar, sample_site: SampleSite) -> None:
    """--explain lists every block with its fate, and each field with what it was chosen from."""
    Path("page.html").write_bytes(sample_site.content.answer("/detail_berita?id=2461").payload)

    said = kabar("parse", "page.html", "--explain")

    fields = {line.split(":")[0] for line in said.out.splitlines() if ":" in line}
    assert 0 == said.code
    assert {"title", "published_at", "views", "photos", "byline", "place"} <= fields
    assert {"headline", "body"} <= set(said.out.split())


def test_explain_is_json_where_a_program_asks(kabar: Kabar, sample_site: SampleSite) -> None:
    """--explain --json gives each block with its fate, and each field with its candidates."""
    Path("page.html").write_bytes(sample_site.content.answer("/detail_berita?id=2461").payload)

    said = json.loads(kabar("parse", "page.html", "--explain", "--json").out)

    assert "archived" == said["outcome"]
    assert "body" in {block["role"] for block in said["blocks"] if block["kept"]}
    assert not all(block["kept"] for block in said["blocks"])
    assert all(len(block["fingerprint"]) == 16 for block in said["blocks"])
    assert said["fields"]["title"]["value"] in [one["value"] for one in said["fields"]["title"]["candidates"]]
    assert said["fields"]["published_at"]["source"]


def test_parse_reads_standard_input(
    kabar: Kabar, sample_site: SampleSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page may come through a pipe."""
    payload = sample_site.content.answer("/detail_berita?id=2461").payload
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(payload)))

    assert "archived" == json.loads(kabar("parse", "-", "--json").out)["outcome"]


def test_parse_asks_robots_first(kabar: Kabar, sample_site: SampleSite) -> None:
    """An address that robots.txt forbids is not fetched, and the person is told what to do."""
    said = kabar("parse", sample_site.url + "admin/", "--allow-private")

    assert 1 == said.code
    assert "blocked_by_robots" in said.err
