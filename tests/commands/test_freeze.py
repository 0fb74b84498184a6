"""Tests of scraper/commands/freeze.py."""

import json
from pathlib import Path

import pytest

from scraper.model import Article
from tests.commands.conftest import Kabar
from tests.site.articles import article_from_row
from tests.site.server import SampleSite
from tests.test_pages import differences, read

PATH = "detail_berita?id=2461"


@pytest.fixture
def page(kabar: Kabar, sample_site: SampleSite) -> Path:
    """A saved article of the sample site, in the folder where kabar runs."""
    assert kabar  # it has changed to that folder
    file = Path("page.html")
    file.write_bytes(sample_site.content.answer(f"/{PATH}").payload)
    return file


def test_a_frozen_file_is_a_test_that_holds(kabar: Kabar, page: Path, sample_site: SampleSite) -> None:
    """The bytes are kept as they are, and reading them gives what the file of expected values says."""
    said = kabar("freeze", "page.html", "--url", sample_site.url + PATH, "--folder", ".", "--name", "kabar")
    row = json.loads(Path("kabar.json").read_text("utf-8"))
    reading = read(Path("kabar.html").read_bytes(), row["url"], captured_at=row["captured_at"])

    assert 0 == said.code
    assert ["kabar.html", "kabar.json"] == said.out.split()
    assert page.read_bytes() == Path("kabar.html").read_bytes()
    assert {} == differences(article_from_row(row), reading, set(Article.__slots__) - {"language", "sources"})


def test_a_frozen_page_that_is_read_otherwise_fails(
    kabar: Kabar, page: Path, sample_site: SampleSite
) -> None:
    """A value that a person corrects in the file is what the test then asks for."""
    kabar("freeze", str(page), "--url", sample_site.url + PATH, "--folder", ".", "--name", "kabar")
    row = json.loads(Path("kabar.json").read_text("utf-8")) | {"views": 480}
    reading = read(Path("kabar.html").read_bytes(), row["url"], captured_at=row["captured_at"])

    assert {"views": (480, 479)} == differences(article_from_row(row), reading, {"title", "views"})


def test_a_capture_and_an_address_are_frozen_alike(kabar: Kabar, sample_site: SampleSite) -> None:
    """The number of a capture gives the same bytes, address and values as asking for the page again."""
    kabar("crawl", sample_site.url + PATH, "--allow-private")
    shown = json.loads(kabar("show", "1", "--json").out)
    kept = kabar("freeze", "1", "--folder", ".", "--name", "kept")
    asked = kabar("freeze", sample_site.url + PATH, "--allow-private", "--folder", ".", "--name", "asked")
    rows = [json.loads(Path(f"{name}.json").read_text("utf-8")) for name in ("kept", "asked")]

    assert (0, 0) == (kept.code, asked.code)
    assert Path("kept.html").read_bytes() == Path("asked.html").read_bytes()
    assert rows[0] | {"captured_at": 0} == rows[1] | {"captured_at": 0}
    assert shown["title"] == rows[0]["title"]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<html><body><h1>Kontak</h1><p>Telepon 12345</p></body></html>", "not_an_article"),
        (
            "<h1>Bupati Meresmikan Pasar Baru di Kota</h1>" + "<p>Pasar itu memuat dua ratus kios dan "
            "dibangun selama dua tahun dengan dana daerah yang disetujui oleh dewan perwakilan.</p>" * 8,
            "nothing but title and body",
        ),
    ],
)
def test_empty_expectations_are_refused(kabar: Kabar, html: str, why: str) -> None:
    """A page that is no article, or shows no field, would make a test that cannot fail."""
    Path("page.html").write_text(html)
    url = "https://humas.contohkab.go.id/berita/detail/12/bupati-meresmikan-pasar-baru"
    said = kabar("freeze", "page.html", "--url", url, "--folder", ".", "--name", "empty")

    assert 1 == said.code
    assert why in said.err
    assert not Path("empty.json").exists()


@pytest.mark.parametrize(
    "words",
    [("--folder", "nowhere"), ("--folder", ".", "--name", "../x"), ("--folder", ".", "--name", "page")],
)
def test_wrong_use_writes_nothing(
    kabar: Kabar, page: Path, sample_site: SampleSite, words: tuple[str, ...]
) -> None:
    """A missing folder, a name that leaves it, and a page that is there already are one clear line each."""
    said = kabar("freeze", str(page), "--url", sample_site.url + PATH, *words)

    assert 2 == said.code
    assert said.err.startswith("kabar: ")
    assert [page] == list(Path().iterdir())


def test_a_missing_capture_is_told(kabar: Kabar, sample_site: SampleSite) -> None:
    """A number that the archive does not have is one clear line."""
    kabar("crawl", sample_site.url + PATH, "--allow-private")
    said = kabar("freeze", "99", "--folder", ".")

    assert 1 == said.code
    assert "has no capture 99" in said.err


@pytest.mark.parametrize("command", ["parse", "freeze"])
def test_a_url_that_is_none_is_wrong_use(kabar: Kabar, page: Path, command: str) -> None:
    """What is no address is told as such, with an example of one, before the page is read."""
    said = kabar(command, str(page), "--url", "nonsense")

    assert 2 == said.code
    assert "'nonsense' is no address" in said.err
    assert "https://" in said.err
