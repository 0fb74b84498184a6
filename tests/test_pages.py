"""Whole pages, read with nothing known of their site, give exactly the article that is expected."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.model import Article, Photo, Reading
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from tests.site.articles import article_from_row
from tests.site.content import SiteContent

FOLDER = Path(__file__).with_name("pages")
ROWS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
SITE = SiteContent("http://127.0.0.1:8137")
CAPTURED_AT = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
# Not told by the expected values: how a value was found, and a language that no page names reliably.
UNTOLD = {"language", "sources"}


def read(payload: bytes, url: str, content_type: str = "text/html", captured_at: str = "") -> Reading:
    moment = datetime.fromisoformat(captured_at) if captured_at else CAPTURED_AT
    return parse(payload, url, headers=[("Content-Type", content_type)], captured_at=moment)


def differences(expected: Article, reading: Reading, told: set[str]) -> dict[str, tuple[object, object]]:
    """The fields that were read otherwise than expected, each with both values."""
    if reading.article is None:
        return {"outcome": (Outcome.ARCHIVED, f"{reading.outcome}: {reading.reason}")}
    pairs = {name: (_value(expected, name), _value(reading.article, name)) for name in told}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _value(article: Article, name: str) -> object:
    """The field's value; the body in paragraphs, photographs with what is told of them."""
    if name == "body":
        return article.paragraphs
    return [_told(photo) for photo in article.photos] if name == "photos" else getattr(article, name)


def _told(photo: Photo) -> tuple[str | None, str | None]:
    return photo.caption, photo.credit


@pytest.mark.parametrize("name", ROWS)
def test_a_page_of_another_shape_is_read_exactly(name: str) -> None:
    """Every field of a page in the shape of another family of sites is read as expected."""
    row = ROWS[name]
    payload = (FOLDER / f"{name}.html").read_bytes()
    reading = read(payload, row["url"], row.get("content_type", "text/html"), row.get("captured_at", ""))
    told = {entry.name for entry in fields(Article)} - UNTOLD - ({"tags"} - row.keys())

    assert {} == differences(article_from_row(row), reading, told)


@pytest.mark.parametrize("name", ROWS)
def test_a_frozen_page_expects_something(name: str) -> None:
    """No frozen page has empty expectations: it has a title, a body, and some other field."""
    row = ROWS[name]

    assert row["title"] and row["body"]
    assert any(
        row.get(field) for field in ("published_at", "updated_at", "views", "photos", "byline", "place")
    )


@pytest.mark.parametrize("path", SITE.samples)
def test_a_page_of_the_sample_site_is_read_exactly(path: str) -> None:
    """Every field of an article of the sample site is read as expected."""
    sample, answer = SITE.samples[path], SITE.answer(path)
    reading = read(answer.payload, sample.article.url, answer.content_type)
    told = {entry.name for entry in fields(Article)} - UNTOLD

    assert {} == differences(sample.article, reading, told)


@pytest.mark.parametrize("path", SITE.samples)
def test_a_photograph_of_the_sample_site_has_its_address(path: str) -> None:
    """A credit or a caption is tied to the picture that it stands beside."""
    sample, answer = SITE.samples[path], SITE.answer(path)
    reading = read(answer.payload, sample.article.url, answer.content_type)

    assert reading.article
    assert [photo.url for photo in sample.article.photos] == [photo.url for photo in reading.article.photos]


@pytest.mark.parametrize(
    "target", ["/", "/berita", "/berita?page=3", "/berita?page=5", "/tag/kesehatan", "/kontak", "/admin/"]
)
def test_a_page_that_is_no_article_brings_none(target: str) -> None:
    """Home, listings, tags, contact and login pages are not mistaken for articles."""
    answer = SITE.answer(target)
    reading = read(answer.payload, SITE.origin + target, answer.content_type)

    assert reading.article is None
    assert reading.outcome in (Outcome.LISTING, Outcome.NOT_AN_ARTICLE)
