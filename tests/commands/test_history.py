"""Tests of show --history and changes: what happened to articles, for people and for programs."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.outcome import Outcome
from scraper.store import Level, Ruling, forget, open_archive, settle
from tests.commands.conftest import Kabar
from tests.store.samples import BODY, DAY, NOW, URL, capture, failed, visit

OTHER = URL + "9"


@pytest.fixture
def changed(kabar: Kabar, tmp_path: Path) -> Kabar:
    """An archive of two articles: one edited twice, its counter reset; the other gone."""
    with open_archive(tmp_path / "archive.db") as archive:
        settle(archive, visit(), NOW)
        settle(archive, visit(OTHER, title="Berita lain", body="Lain sama sekali."), NOW)
        typo = visit(at=NOW + DAY, body=BODY.replace("belajar", "blajar"), views=700)
        title = visit(at=NOW + 2 * DAY, title="Pemprov Sulut Belajar ke Jatim", views=9)
        for edited in (typo, title):
            settle(archive, edited, NOW)
            assert edited.capture is not None
            at = edited.capture.fetched_at + timedelta(minutes=5)
            gone = failed(Outcome.GONE, OTHER, at=at, capture=capture(OTHER, status=404, fetched_at=at))
            settle(archive, gone, at)
    return kabar


def test_history_shows_wordings_views_and_presence(changed: Kabar) -> None:
    """Every wording stands with its class and a marked word diff, every count with its flag."""
    said = changed("show", "1", "--history")

    assert (0, "") == (said.code, said.err)
    assert "correction of typing" in said.out
    assert "[-belajar-]{+blajar+}" in said.out
    assert "title: Pemprov Sulut Belajar ke [-Jateng-]{+Jatim+}" in said.out
    assert "2026-11-24 03:04 UTC  9  reset (from 700)" in said.out
    assert "\x1b" not in said.out


def test_history_says_that_an_article_vanished(changed: Kabar) -> None:
    """A disappearance is told as evidence: present then, absent now, confirmed on another day."""
    out = changed("show", "2", "--history").out

    assert "present at 2026-11-22 03:04 UTC, absent at 2026-11-23 03:09 UTC (missing)" in out
    assert "gone, confirmed at 2026-11-24 03:09 UTC" in out
    assert f"not shown: missing at {OTHER}, capture" in out


def test_history_is_json_for_programs(changed: Kabar) -> None:
    """--json gives the same: wordings with their diffs, counts, absences, disappearances."""
    edited = json.loads(changed("show", "1", "--history", "--json").out)
    gone = json.loads(changed("show", "2", "--history", "--json").out)

    assert [[], ["correction of typing"], ["title", "correction of typing"]] == [
        wording["classes"] for wording in edited["wordings"]
    ]
    assert ["-", "belajar"] in edited["wordings"][1]["diff"]["body"]
    assert [(479, None), (700, None), (9, "reset")] == [(c["views"], c["flag"]) for c in edited["views"]]
    assert ["missing", "missing"] == [absence["state"] for absence in gone["absences"]]
    assert "2026-11-24T03:09:05.678Z" == gone["disappearances"][0]["confirmed_at"]
    assert "2026-11-23T03:09:05.678Z" == gone["gone_at"]


def test_changes_come_the_most_meaningful_first(changed: Kabar) -> None:
    """A deletion stands before an edited headline, and that before a correction of typing."""
    said = changed("changes", "--json")

    assert [("deleted", []), ("edited", ["title", "correction of typing"])] == [
        (row["kind"], row["classes"]) for row in said.rows
    ][:2]
    assert ["correction of typing"] == said.rows[-1]["classes"]
    assert {"contoh"} == {row["site"] for row in said.rows}
    assert "contoh: 1 deleted, 2 edited" == changed("changes").out.splitlines()[0]


def test_changes_are_those_since_a_day_of_a_site(changed: Kabar) -> None:
    """--since leaves out what happened before, --site what happened elsewhere; none at all is told."""
    since = [row["kind"] for row in changed("changes", "--since", "2026-11-24", "--json").rows]
    nothing = changed("changes", "--site", "lain")

    assert ["edited"] == since
    assert (0, "") == (nothing.code, nothing.out)
    assert "nothing was edited or deleted" in nothing.err
    assert 2 == changed("changes", "--since", "gestern").code


def test_what_is_hidden_is_not_listed(changed: Kabar, tmp_path: Path) -> None:
    """No change of a hidden article is shown."""
    with open_archive(tmp_path / "archive.db") as archive:
        forget(archive, (2,), Ruling(Level.HIDE, "test", NOW))

    assert {1} == {row["article"] for row in changed("changes", "--json").rows}
    assert 2 == changed("show", "2", "--history").code
