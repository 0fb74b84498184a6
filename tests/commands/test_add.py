"""Tests of scraper/commands/add.py: a site is learnt in a few requests, and the crawl goes on from there."""

import sqlite3
import tomllib
from pathlib import Path

from tests.commands.conftest import Kabar
from tests.crawl.discover.sites import NewsSite, joomla, served, wordpress


def _add(kabar: Kabar, site: NewsSite, *words: str) -> str:
    said = kabar("add", site.origin, "--allow-private", "--delay", "0", *words)
    assert said.code == 0, said.err
    return said.out


def test_a_site_is_learnt_in_a_few_requests(kabar: Kabar) -> None:
    """The witnesses are shown with their counts, three articles are read, the profile can be read."""
    with served(wordpress(250)) as site:
        out = _add(kabar, site)
        name = site.origin.removeprefix("http://")
        profile = tomllib.loads((Path("config/kabar/sites") / f"{name}.toml").read_text("utf-8"))

        assert 28 >= len(site.requests)
        assert "wordpress\t250\t" in out
        assert "feed\tthe newest 10\t" in out
        assert 3 == out.count("read: ")
        assert [name] == profile["hosts"]
        assert profile["posts"][0].startswith(f"{site.origin}/wp-json/")
        assert name in kabar("sites").out


def test_adding_again_changes_nothing_that_a_person_changed(kabar: Kabar) -> None:
    """A second call writes the same profile, and leaves one that was edited as it is until --replace."""
    with served(joomla(12)) as site:
        _add(kabar, site)
        path = next(Path("config/kabar/sites").glob("*.toml"))
        text = path.read_text("utf-8")
        path.write_text(text + "delay_s = 0.5\n", "utf-8")
        said = kabar("add", site.origin, "--allow-private", "--delay", "0")

        assert text + "delay_s = 0.5\n" == path.read_text("utf-8")
        assert "--replace" in said.err
        _add(kabar, site, "--replace")
        assert "delay_s" not in path.read_text("utf-8")


def test_the_first_crawl_goes_on_from_there(kabar: Kabar) -> None:
    """After `add`, `crawl NAME` brings every article and asks for nothing again that was read."""
    with served(joomla(25)) as site:
        _add(kabar, site)
        before = set(site.requests)
        site.requests.clear()
        said = kabar("crawl", site.origin.removeprefix("http://"), "--allow-private", "--delay", "0")
        with sqlite3.connect("archive.db") as connection:
            (kept,) = connection.execute("SELECT count(*) FROM articles").fetchone()

        assert 0 == said.code, said.err
        assert 25 == kept
        assert not {path for path in before & set(site.requests) if path.startswith("/berita/")}


def test_print_writes_no_profile(kabar: Kabar) -> None:
    """--print shows the profile and writes none."""
    with served(joomla(5)) as site:
        out = _add(kabar, site, "--print")

        assert "title = " in out
        assert not Path("config/kabar/sites").exists()


def test_a_site_that_cannot_be_read_is_told(kabar: Kabar) -> None:
    """A site that is down ends with exit code 1 and no profile; a name that means several says which."""
    said = kabar("add", "http://127.0.0.1:9/", "--allow-private", "--delay", "0")

    assert 1 == said.code
    assert not Path("config/kabar/sites").exists()
    assert 2 == kabar("add", "bandung").code
