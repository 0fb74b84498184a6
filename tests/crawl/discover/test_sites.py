"""Sites as real systems build them, on a real server: all articles are found, and a night asks for little."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.conftest import Kabar, Said
from tests.commands.conftest import kabar as kabar_fixture
from tests.crawl.discover.sites import NewsSite, joomla, laravel, served, wordpress

kabar = kabar_fixture


def crawl(kabar: Kabar, site: NewsSite, *words: str) -> Said:
    """A crawl from the site's home page that ends well."""
    said = kabar("crawl", site.origin + "/", "--allow-private", "--delay", "0", *words)
    assert said.code == 0, said.err
    return said


def rows(sql: str) -> list[tuple[object, ...]]:
    """What the archive in this folder says."""
    with sqlite3.connect("archive.db") as connection:
        return connection.execute(sql).fetchall()


def a_night_passes() -> None:
    """Lets what is due in 20 hours be due now."""
    with sqlite3.connect("archive.db") as connection:
        connection.execute(
            "UPDATE frontier SET due_at = strftime('%Y-%m-%dT%H:%M:%fZ', due_at, '-20 hours') "
            "WHERE due_at IS NOT NULL"
        )


@pytest.mark.parametrize(
    ("build", "best"),
    [(wordpress, "/wp-json/wp/v2/posts"), (laravel, "/sitemap.xml"), (joomla, "/")],
)
def test_the_first_nights_of_a_site(kabar: Kabar, build: Callable[[int], NewsSite], best: str) -> None:
    """All articles are found, each asked for once; a quiet night asks the best witness and little else."""
    with served(build(25)) as site:
        crawl(kabar, site)

        assert 25 == rows("SELECT count(*) FROM articles")[0][0]
        assert len(site.requests) == len(set(site.requests))
        for _ in range(2):
            site.requests.clear()
            a_night_passes()
            crawl(kabar, site)

            assert 5 > len(site.requests), site.requests
            assert best in {target.split("?")[0] for target in site.requests}, site.requests
        site.count = 28
        site.requests.clear()
        a_night_passes()
        crawl(kabar, site)

        assert 28 == rows("SELECT count(*) FROM articles")[0][0]
        assert 10 > len(site.requests), site.requests


def test_a_site_that_was_silent_for_long_is_asked_each_night(kabar: Kabar) -> None:
    """The best witness is due on the next night even where nothing was new for two years."""
    with served(wordpress(12)) as site:
        crawl(kabar, site)
        with sqlite3.connect("archive.db") as connection:
            connection.execute("UPDATE listing_news SET news_at = '2024-01-01T00:00:00.000Z'")
        for _ in range(2):
            site.requests.clear()
            a_night_passes()
            crawl(kabar, site)

            assert "/wp-json/wp/v2/posts" in {target.split("?")[0] for target in site.requests}


def test_a_quiet_night_years_later_asks_for_fewer_than_5_addresses(kabar: Kabar) -> None:
    """Where every article is due again, those are asked for that fit beside robots.txt and witnesses."""
    with served(wordpress(12)) as site:
        crawl(kabar, site)
        with sqlite3.connect("archive.db") as connection:
            connection.execute(
                "UPDATE frontier SET due_at = '2020-01-01T00:00:00.000Z' WHERE article IS NOT NULL"
            )
            connection.execute("UPDATE frontier SET due_at = NULL WHERE url LIKE '%/profil'")
        for _ in range(3):
            site.requests.clear()
            with sqlite3.connect("archive.db") as connection:
                connection.execute("UPDATE robots SET kept_until = fetched_at")
            a_night_passes()
            crawl(kabar, site)

            assert 5 > len(site.requests), site.requests
            assert any("/20" in target for target in site.requests), site.requests


def test_old_articles_that_were_edited_are_asked_for_again(kabar: Kabar) -> None:
    """A night asks WordPress for what was edited since the last; each seventh time for the newest."""
    with served(wordpress(120)) as site:
        crawl(kabar, site)
        a_night_passes()
        crawl(kabar, site)
        site.edited = {number: datetime.now(UTC) for number in (3, 7)}
        site.requests.clear()
        a_night_passes()
        crawl(kabar, site)
        lists = [target for target in site.requests if "/posts?" in target]

        assert 1 == len(lists)
        assert f"modified_after={datetime.now(UTC).date() - timedelta(days=1)}T00:00:00Z" in lists[0]
        assert {site.path_of(site, 3), site.path_of(site, 7)} <= set(site.requests)
        assert 2 == rows("SELECT count(*) FROM articles WHERE revision = 2")[0][0]
        assert [(120,)] == rows("SELECT expected FROM witnesses WHERE kind = 'wordpress'")
        site.count = 121
        for _ in range(6):
            a_night_passes()
            crawl(kabar, site)
        lists = [target for target in site.requests if "/posts?" in target and "&page=" not in target]

        assert 1 == len([target for target in lists if "modified_after" not in target])
        assert [(121,)] == rows("SELECT expected FROM witnesses WHERE kind = 'wordpress'")
