"""Tests of scraper/crawl/redirects.py and urls/twins.py: real names, the web's own ports, and real TLS."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fetch.own_net import ARTICLES, FORMS, HOST

_UNSHARE = ("unshare", "--map-root-user", "--mount", "--net")
ARTICLE = f"http://{HOST}/berita/detail/3-pasar"


def _may_unshare() -> bool:
    try:
        return subprocess.run([*_UNSHARE, "true"], capture_output=True).returncode == 0
    except OSError:
        return False


def _told(folder: Path, form: str, target: str) -> dict[str, Any]:
    """What two crawls of a site of this form came to."""
    if not _may_unshare():
        pytest.skip("this user may not make a network of their own")
    done = subprocess.run(
        [*_UNSHARE, sys.executable, "-m", "tests.fetch.own_net", str(folder), form, target],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert 0 == done.returncode, done.stderr
    told: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return told


@pytest.mark.parametrize(
    ("form", "scheme"),
    [("all answer", "https"), ("step by step", "http"), ("to www", "http"), ("back to http", "https")],
)
def test_four_origins_are_one_site(tmp_path: Path, form: str, scheme: str) -> None:
    """However http, https and www lead to each other: a record an article, each origin's rules read first."""
    target = f"{scheme}://{HOST}"
    told = _told(tmp_path, form, f"{target}/")
    home = FORMS[form](FORMS[form](target))

    assert [0, 0] == told["codes"], told["talk"]
    assert [f"{home}/berita/detail/{number}-pasar" for number in range(1, ARTICLES + 1)] == told["articles"]
    assert told["articles"] == sorted(url for url in told["asked"] if "/detail/" in url)
    for number, url in enumerate(told["asked"]):
        origin = "/".join(url.split("/")[:3])
        if FORMS[form](origin) == origin:  # others answer with nothing but a redirect
            assert f"{origin}/robots.txt" in told["asked"][: number + 1]


@pytest.mark.parametrize("target", [ARTICLE, f"http://{HOST}/"])
def test_a_twin_s_rules_are_read_before_a_redirect_is_followed(tmp_path: Path, target: str) -> None:
    """What https forbids is not asked for there, though http allows it and leads to it."""
    told = _told(tmp_path, "https forbids", target)

    assert f"https://{HOST}/robots.txt" in told["asked"]
    assert f"https://{HOST}/berita/detail/3-pasar" not in told["asked"]
    assert "blocked_by_robots" in told["outcomes"].values()
    assert {f"http://{HOST}", f"https://{HOST}"} == set(told["robots"])
