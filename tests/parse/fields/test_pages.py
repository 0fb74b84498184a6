"""Every field of the annotated government pages, read by skim, layout and fields together."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.model import PageContext
from scraper.parse.decode import decode
from scraper.parse.fields import read_fields
from scraper.parse.layout import lay_out
from scraper.parse.skim import skim
from scraper.sites import site_of_url
from scraper.urls import normalise_url

PAGES = Path(__file__).parents[3] / "../shared/pages"


def _rows() -> list[dict[str, Any]]:
    manifest = PAGES / "manifest.jsonl"
    if not manifest.is_file():
        return []
    rows = (json.loads(line) for line in manifest.read_text("utf-8").splitlines())
    return [row for row in rows if (row.get("expected") or {}).get("title")]


def _is_same_moment(expected: str | None, found: datetime | None) -> bool:
    """To the minute where the page shows a time, to the day where it does not."""
    if expected is None or found is None:
        return expected is None and found is None
    if "T" not in expected:
        return expected == found.isoformat()[:10]
    wanted = datetime.fromisoformat(expected)
    found = found if wanted.tzinfo else found.replace(tzinfo=None)
    return wanted.replace(second=0) == found.replace(second=0, microsecond=0)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_every_field_of_a_page_is_exact(row: dict[str, Any]) -> None:
    """Title, date, views, credits, byline, category and place are as shown, and None where nothing is."""
    expected, url = row["expected"], row["url"].split(" ")[0].replace("…", "x")
    zone = site_of_url(normalise_url(url), ()).zone
    read = skim(decode((PAGES / row["file"]).read_bytes()).text)
    article = read_fields(read, lay_out(read), PageContext(url, zone=zone)).article

    views = expected["views"]
    assert expected["title"] == article.title
    assert _is_same_moment(expected["published"], article.published_at)  # type: ignore[arg-type]
    assert (None if views is None else int(views)) == article.views
    assert expected["photo_credits"] == [photo.credit for photo in article.photos if photo.credit]
    assert expected["author"] == article.byline
    assert expected["category"] == article.category
    assert expected["dateline"] == article.place


def test_the_pages_are_there_or_the_test_says_so() -> None:
    """The annotated pages stay out of the repository; without them nothing above runs."""
    if not _rows():
        pytest.skip("the annotated pages are not on this machine")
