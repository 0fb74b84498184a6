"""Crawls of a range of days, dry runs, and running numbers, on real servers."""

from collections.abc import Callable

import pytest

from tests.commands.conftest import Kabar
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, codeigniter, joomla, served, wordpress
from tests.crawl.discover.test_sites import crawl, rows
from tests.fetch.server import Fault, FaultServer

kabar = kabar_fixture
FREE = ("--allow-private", "--delay", "0")


@pytest.mark.parametrize(("build", "spare"), [(wordpress, 0), (joomla, 0)])
def test_a_range_of_days_is_kept_to(kabar: Kabar, build: Callable[[int], NewsSite], spare: int) -> None:
    """All articles of two months are kept and hardly any other; the rest waits for a later run."""
    with served(build(120)) as site:
        crawl(kabar, site, "--since", "2019-05", "--until", "2019-06")
        wanted = {site.url(n) for n in range(1, 121) if site.day(n).isoformat()[:7] in ("2019-05", "2019-06")}
        kept = {row[0] for row in rows("SELECT url FROM articles")}

        assert wanted <= kept
        assert spare >= len(kept - wanted)
        crawl(kabar, site)
        assert 120 == rows("SELECT count(*) FROM articles")[0][0]


def test_a_dry_run_asks_for_nothing_and_says_why(kabar: Kabar) -> None:
    """A dry run lists what is due, with reasons, asks for nothing and writes nothing."""
    with served(wordpress(30)) as site:
        name = site.origin.removeprefix("http://")
        crawl(kabar, site, "--max-pages", "8")
        site.requests.clear()
        before = rows("SELECT count(*), max(due_at) FROM frontier")
        said = kabar("crawl", name, "--dry-run", "--json")

        assert [] == site.requests
        assert before == rows("SELECT count(*), max(due_at) FROM frontier")
        assert {"article"} <= {row["kind"] for row in said.rows}
        assert all("not asked for yet" in row["why"] for row in said.rows if row["kind"] == "article")


def test_a_dry_run_of_a_new_region_names_its_site(kabar: Kabar) -> None:
    """`kabar crawl gorontalo --dry-run` names the province's site, and makes no archive."""
    said = kabar("crawl", "gorontalo", "--dry-run")

    assert 0 == said.code, said.err
    assert "https://gorontaloprov.go.id/" in said.out


def test_running_numbers_are_walked_back(kabar: Kabar) -> None:
    """Where only the newest articles are linked, the older ones are found by their numbers, holes and all."""
    holes = frozenset({3, 17, 18, 19, 40})
    with served(codeigniter(60, gone=holes)) as site:
        crawl(kabar, site)

        assert 60 - len(holes) == rows("SELECT count(*) FROM articles")[0][0]
        assert len(site.requests) == len(set(site.requests))
        assert "ids: names 55 articles" in kabar("coverage", site.origin.removeprefix("http://")).out


def test_a_wide_hole_ends_the_walk(kabar: Kabar) -> None:
    """Fifty numbers in a row without an article end the walk: what lies below is not guessed at."""
    with served(codeigniter(400, gone=frozenset(range(1, 381)))) as site:
        crawl(kabar, site)

        assert 20 == rows("SELECT count(*) FROM articles")[0][0]
        assert 180 > len(site.requests)


def test_a_host_that_is_left_alone_ends_no_other_s_walk(kabar: Kabar) -> None:
    """While one host has asked for an hour, another's numbers are walked back to their end."""
    busy: dict[str, Fault] = {"robots.txt": lambda peer: peer.answer(b"", "404 Not Found")}
    busy[""] = lambda peer: peer.answer(b"", "429 Too Many Requests", ["Retry-After: 3600"])
    with served(codeigniter(60)) as site, FaultServer(busy, host="127.0.0.2") as other:
        said = kabar("crawl", other.url(""), f"{site.origin}/", *FREE, "--json")

        assert {f"127.0.0.2:{other.port}"} == set(said.rows[-1]["summary"]["left"])
        assert 60 == rows("SELECT count(*) FROM articles")[0][0]
        assert 1 == other.hits["/"]
