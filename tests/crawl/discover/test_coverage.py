"""What `kabar coverage` says: hide articles from each witness in turn, and it names exactly those."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, codeigniter, laravel, served, wordpress
from tests.crawl.discover.test_sites import crawl

kabar = kabar_fixture
HIDDEN = frozenset({2, 17, 31, 44, 59})


def _rows(kabar: Kabar, site: NewsSite) -> list[dict[str, object]]:
    said = kabar("coverage", site.origin.removeprefix("http://"), "--json")
    assert said.code == 0, said.err
    return said.rows


@pytest.mark.parametrize("witness", ["wordpress", "sitemap", "listing"])
def test_what_a_witness_hides_is_named(kabar: Kabar, witness: str) -> None:
    """Five of 60 articles that one witness leaves out are kept by the others' word, and named."""
    with served(wordpress(60, hidden={witness: HIDDEN})) as site:
        crawl(kabar, site)
        rows = _rows(kabar, site)
        lacks = {str(row["witness"]): row["lacks"] for row in rows if "witness" in row}

        assert sorted(site.url(number) for number in HIDDEN) == lacks[witness]
        assert [] == [kind for kind, urls in lacks.items() if kind != witness and urls]
        assert {"expected": 60, "kept": 60, "missing": 0} == {
            key: rows[-1][key] for key in ("expected", "kept", "missing")
        }


def test_what_a_feed_hides_is_kept_by_the_others_word(kabar: Kabar) -> None:
    """A feed shows the newest only: five that it leaves out of them are kept, and nobody else lacks them."""
    hidden = frozenset(range(52, 57))
    with served(wordpress(60, hidden={"feed": hidden})) as site:
        crawl(kabar, site)
        rows = _rows(kabar, site)
        lacks = {str(row["witness"]): row["lacks"] for row in rows if "witness" in row}

        assert {"feed", "listing", "sitemap", "wordpress"} == set(lacks)
        assert [] == [kind for kind, urls in lacks.items() if urls]
        assert {"expected": 60, "kept": 60, "missing": 0} == {
            key: rows[-1][key] for key in ("expected", "kept", "missing")
        }


def test_what_running_numbers_lack_is_named(kabar: Kabar) -> None:
    """Where only numbers tell of the older articles, the five that are gone are the holes, and no others."""
    gone = frozenset({2, 17, 31, 44, 47})
    with served(codeigniter(60, gone=gone)) as site:
        crawl(kabar, site)
        rows = _rows(kabar, site)
        holes = {str(row["hole"]): row["reason"] for row in rows if "hole" in row}

        assert {site.url(number): "gone" for number in gone} == holes
        assert 55 == rows[-1]["kept"]


def test_every_hole_has_its_reason(kabar: Kabar) -> None:
    """Articles that are gone, or not asked for yet, are named with their reasons, and no others."""
    with served(laravel(20, gone=frozenset({3, 4}))) as site:
        crawl(kabar, site, "--max-pages", "25")
        rows = _rows(kabar, site)
        holes = {str(row["hole"]): row["reason"] for row in rows if "hole" in row}
        gone = {site.url(3): "gone", site.url(4): "gone"}
        waiting = {url for url, reason in holes.items() if reason == "not_asked_yet"}

        assert 20 == rows[-1]["expected"]
        assert rows[-1]["missing"] == len(holes)
        assert all(holes[url] in ("gone", "not_asked_yet") for url in gone)
        crawl(kabar, site)
        rows = _rows(kabar, site)
        assert waiting
        assert gone == {str(row["hole"]): row["reason"] for row in rows if "hole" in row}


def test_months_are_those_of_the_articles(kabar: Kabar) -> None:
    """What is expected and kept of each month is told, the months in order."""
    with served(laravel(12)) as site:
        crawl(kabar, site)
        months = [row for row in _rows(kabar, site) if "month" in row]

        assert [("2019-01", 11, 11), ("2019-02", 1, 1)] == [
            (row["month"], row["expected"], row["kept"]) for row in months
        ]


def test_an_unknown_site_is_told(kabar: Kabar) -> None:
    """A site that the archive does not have ends with exit code 2 and those that it has."""
    with served(laravel(3)) as site:
        crawl(kabar, site)
        said = kabar("coverage", "entah")

        assert 2 == said.code
        assert site.origin.removeprefix("http://") in said.err
        assert json.loads(kabar("sites", "--json").out.splitlines()[0])
    assert Path("archive.db").exists()
