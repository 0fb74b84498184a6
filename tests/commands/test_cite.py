"""Tests of kabar cite and of show --sources: how a reader gets back to the bytes."""

import json
from pathlib import Path

import pytest

from scraper.store import open_archive, settle
from tests.commands.conftest import Kabar
from tests.reread.conftest import NOW, ORIGIN, visit_of
from tests.site.content import SiteContent

PATH = "/detail_berita?id=2461"


@pytest.fixture
def archived(kabar: Kabar, tmp_path: Path) -> Kabar:
    """An archive of one article of the sample site."""
    with open_archive(tmp_path / "archive.db") as archive:
        settle(archive, visit_of(PATH, SiteContent(ORIGIN).answer(PATH).payload), NOW)
    return kabar


def test_cite_gives_all_three(archived: Kabar) -> None:
    """Without --format all three stand below each other; with it, only one."""
    whole = archived("cite", "1").out
    item = json.loads(archived("cite", "1", "--format", "csl-json").out)[0]
    apa = archived("cite", "1", "--format", "apa", "--lang", "en").out

    assert "@misc{kabar1," in whole and "SHA-256 " in whole
    assert item["title"] in apa
    assert "Diakses 1 Maret 2026" in whole
    assert "Retrieved March 1, 2026" in apa
    assert 2 == archived("cite", "9").code


def test_sources_lead_to_the_bytes(archived: Kabar) -> None:
    """For each value: the rule, the text it was read from, the capture and its SHA-256."""
    said = archived("show", "1", "--sources")
    traces = json.loads(archived("show", "1", "--sources", "--json").out)["traces"]

    assert "from text " in said.out and "capture 1, SHA-256 " in said.out
    assert {"title", "body", "url", "published_at"} <= {trace["field"] for trace in traces}
    assert all(trace["holds"] and trace["text"] and 64 == len(trace["sha256"]) for trace in traces)


def test_provenance_is_checked(archived: Kabar) -> None:
    """All values are traced and the exit is 0; one that the bytes do not give is named, and it is 1."""
    whole = archived("check", "--provenance")
    with open_archive(Path("archive.db")) as archive:
        archive.database.execute("UPDATE articles SET title = 'Palsu'")
    wrong = archived("check", "--provenance", "--json")

    assert (0, "") == (whole.code, whole.out)
    assert "100.00 %" in whole.err
    assert 1 == wrong.code
    assert "title" == wrong.rows[0]["field"]
