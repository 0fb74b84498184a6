"""Tests of scraper/store/identity.py: one article, one record; two articles, two records."""

from dataclasses import replace

from scraper.model import Visit
from scraper.outcome import Outcome
from scraper.store import Archive, settle
from tests.store.samples import BODY, DAY, NOW, URL, article, capture, rows, visit

OTHER = URL.replace("3655", "4711")
OTHER_TITLE = "Pasar Induk Kembali Dibuka Pekan Depan"
OTHER_BODY = "KENDAL - Pedagang menata kios sejak pagi.\n\nHarga cabai turun setelah panen raya tiba."


def _first(url: str = URL, canonical: str = URL) -> Visit:
    return replace(visit(url), article=article(url=canonical))


def _second(url: str = OTHER, canonical: str = URL, days: int = 0) -> Visit:
    words = {"url": canonical, "title": OTHER_TITLE, "body": OTHER_BODY}
    return replace(visit(url, at=NOW + days * DAY), article=article(**words))


def _titles(archive: Archive) -> dict[str, str]:
    return dict(rows(archive, "SELECT url, title FROM articles"))


def test_a_wrong_canonical_address_merges_nothing(archive: Archive) -> None:
    """A page that names another article's address as its own is kept under its own, and stays there."""
    settle(archive, _first(), NOW)
    outcomes = [settle(archive, _second(days=day), NOW) for day in (0, 1)]

    assert [Outcome.ARCHIVED, Outcome.UNCHANGED] == outcomes
    assert {URL: article().title, OTHER: OTHER_TITLE} == _titles(archive)
    assert [1, 1] == rows(archive, "SELECT revision FROM articles")


def test_the_order_of_pages_makes_no_difference(archive: Archive) -> None:
    """Where the page with the wrong address comes first, it gives the address back to whose it is."""
    outcomes = [
        settle(archive, _second(), NOW),
        settle(archive, _first(), NOW),
        settle(archive, _second(days=1), NOW),
    ]

    assert [Outcome.ARCHIVED, Outcome.ARCHIVED, Outcome.UNCHANGED] == outcomes
    assert {URL: article().title, OTHER: OTHER_TITLE} == _titles(archive)


def test_many_pages_with_one_wrong_address_are_many_articles(archive: Archive) -> None:
    """Pages that all name one address that is none of theirs are as many articles as they are pages."""
    nowhere = "https://humas.example.go.id/berita/1-templat"
    for day in (0, 1):
        settle(archive, replace(visit(at=NOW + day * DAY), article=article(url=nowhere)), NOW)
        settle(archive, _second(canonical=nowhere, days=day), NOW)

    assert {nowhere: article().title, OTHER: OTHER_TITLE} == _titles(archive)


def test_a_rewritten_page_is_a_revision(archive: Archive) -> None:
    """A page that brought an article before and now has other words throughout has revised it."""
    canonical = "https://humas.example.go.id/berita/3655-pemprov"
    settle(archive, _first(canonical=canonical), NOW)
    outcome = settle(archive, _second(url=URL, canonical=canonical, days=1), NOW)

    assert Outcome.REVISED is outcome
    assert {canonical: OTHER_TITLE} == _titles(archive)


def test_a_print_view_with_another_headline_is_the_same_article(archive: Archive) -> None:
    """Another address with the same body under another headline, or a cut one, is the article it names."""
    settle(archive, _first(), NOW)
    renamed = article(title="Cetak", body=BODY)
    cut = article(body=BODY.split("\n\n")[0], title="Belajar Jateng dari Sulut")
    for words in (renamed, cut):
        settle(archive, replace(visit(URL + "?print=1", at=NOW + DAY), article=words), NOW)

    assert [URL] == rows(archive, "SELECT url FROM articles")


def test_a_redirect_is_one_article(archive: Archive) -> None:
    """An old address that leads to one with a wrong canonical address is kept once, under the latter."""
    settle(archive, _first(), NOW)
    old = "https://humas.example.go.id/old/4711"
    for url in (old, OTHER):
        moved = replace(_second(url=url), capture=capture(url, final_url=OTHER))
        settle(archive, moved, NOW)

    assert {URL: article().title, OTHER: OTHER_TITLE} == _titles(archive)


def test_two_rows_for_one_page_are_no_conflict(archive: Archive) -> None:
    """A page whose old and new address both have a row already goes to that of the new one."""
    settle(archive, _first(), NOW)
    old = "https://humas.example.go.id/old/4711"
    settle(archive, _second(url=old, canonical=old), NOW)
    settle(archive, _second(), NOW)
    outcome = settle(archive, replace(_second(url=old, days=1), capture=capture(old, final_url=OTHER)), NOW)

    assert Outcome.UNCHANGED is outcome
    assert [URL, old, OTHER] == rows(archive, "SELECT url FROM articles ORDER BY id")
