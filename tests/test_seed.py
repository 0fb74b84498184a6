"""The page that this project was created from, in three markups, under its own address and on loopback."""

import json
from datetime import datetime
from pathlib import Path

import pytest

import scraper

PAGES = Path(__file__).parents[1] / "../shared/pages"
MARKUPS = sorted(PAGES.glob("constructed/jateng_3655_*.html"))
ADDRESSES = [
    "https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655",
    "http://127.0.0.1:8000/detail_berita_gubernur?id=3655",
]


@pytest.mark.skipif(not MARKUPS, reason="the shared pages are not beside this checkout")
@pytest.mark.parametrize("path", MARKUPS, ids=lambda path: path.stem)
@pytest.mark.parametrize("url", ADDRESSES, ids=["own address", "loopback"])
def test_the_seed_gives_exactly_its_record(path: Path, url: str) -> None:
    """Title, date with zone, views, credit, place and ten paragraphs, once each, and nothing else."""
    expected = json.loads((PAGES / "seed" / "expected.json").read_text("utf-8"))

    article = scraper.parse(path.read_bytes(), url).article

    assert article is not None
    assert expected["title"] == article.title
    assert datetime.fromisoformat(expected["published_at"]) == article.published_at
    assert expected["views"] == article.views
    assert [(photo["credit"], photo["caption"]) for photo in expected["photos"]] == [
        (photo.credit, photo.caption) for photo in article.photos
    ]
    assert (expected["place"], None, None) == (article.place, article.byline, article.category)
    assert [" ".join(paragraph.split()) for paragraph in expected["body"]] == article.paragraphs
