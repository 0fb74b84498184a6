"""The shape of the house, held as a test: first lines, file length, one home per outside library."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "scraper").rglob("*.py"))
LONGEST = 300  # lines; CONTRIBUTING says why

HOMES = {
    "ada_url": "urls",
    "backports": "store",
    "brotli": "warc",
    "bs4": "parse",
    "charset_normalizer": "parse",
    "click": "commands",
    "compression": "store",
    "cdxj_indexer": "warc",
    "feedparser": "crawl",
    "filelock": "store",
    "httpcore": "fetch",
    "httpx": "fetch",
    "numpy": "parse",
    "lxml": "crawl",
    "protego": "crawl",
    "rich": "commands",
    "selectolax": "parse",
    "soupsieve": "sites",
    "sqlite3": "store",
    "sqlite_utils": "store",
    "tenacity": "fetch",
    "wacz": "warc",
    "warcio": "warc",
    "webencodings": "parse",
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_its_job_first(path: Path) -> None:
    """Every module's first line is one sentence that says what it is."""
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]

    assert re.fullmatch(r"\S.{10,120}[.:]", first), f"{path.name}: {first!r}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short(path: Path) -> None:
    """No module is longer than 300 lines."""
    assert LONGEST >= len(path.read_text("utf-8").splitlines())


def test_each_library_has_one_home() -> None:
    """An outside library is imported in one package only, so that replacing it is a change in one place."""
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        for name in _imports(path) & HOMES.keys()
        if path.relative_to(ROOT / "scraper").parts[0] != HOMES[name]
    ]

    assert [] == strays


def test_no_module_has_a_name_for_anything() -> None:
    """No module is called utils, helpers, common, misc, manager or base."""
    vague = {"utils", "helpers", "common", "misc", "manager", "base"}

    assert not [path.name for path in MODULES if path.stem in vague]


def test_every_package_has_an_init_and_a_test_folder() -> None:
    """Tests mirror the package: each folder of scraper has its folder in tests."""
    folders = {path.parent.name for path in MODULES if path.parent.parent == ROOT / "scraper"}
    missing = {name for name in folders if not any((ROOT / "tests" / name).glob("test_*.py"))}

    assert set() == missing
