"""docs/schema.md and a fresh archive say the same."""

import re
from pathlib import Path

from scraper.store import Archive
from tests.store.samples import rows
from tests.store.schema_page import schema_page

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_is_that_of_a_fresh_archive(archive: Archive) -> None:
    """The page is what schema_page makes of the tables as they are, word for word."""
    assert schema_page(archive.database.conn) == PAGE.read_text("utf-8")


def test_every_table_and_column_is_on_the_page_and_no_other(archive: Archive) -> None:
    """What SQLite reports and what the page lists are the same tables and columns, in both directions."""
    listed = {
        (section.split("\n", 1)[0], column)
        for section in PAGE.read_text("utf-8").split("\n## ")[1:]
        for column in re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    }
    reported = set(
        rows(
            archive,
            "SELECT tables.name, columns.name FROM sqlite_master AS tables "
            "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type IN ('table', 'view') "
            "AND tables.name NOT GLOB 'sqlite_*' AND tables.name NOT GLOB '_sqlite_*' "
            "AND tables.name NOT GLOB 'articles_fts_*'",
        )
    )

    assert reported == listed


def test_every_line_says_something(archive: Archive) -> None:
    """No column is left without a word."""
    lines = re.findall(r"^\| `\w+` \| \w* \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert len(lines) > 90
    assert all(len(words) > 2 for words in lines)


def test_every_table_of_the_design_is_there(archive: Archive) -> None:
    """The tables that people were promised have their names."""
    promised = (
        "articles photos revisions views provenance captures frontier sites site_memory runs articles_fts"
    )

    assert set(promised.split()) <= set(archive.database.table_names())
