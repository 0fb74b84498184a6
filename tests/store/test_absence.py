"""Tests of scraper/store/absence.py: visits that do not show an article that the archive knows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.model import Hop, Visit
from scraper.outcome import Outcome
from scraper.store import Archive, record, settle
from scraper.store.presence import Sight, absences, presence
from tests.store.samples import BODY, DAY, NOW, URL, article, capture, failed, rows, visit

HOME = "https://humas.example.go.id/"
OTHER = URL + "9"
SHELL = b"<html><h1>Berita</h1><p>Tidak ada isi.</p></html>"


def _other(at: datetime) -> Visit:
    """Another article of the host, which answers."""
    return visit(OTHER, at=at, title="Berita lain", body="Lain sama sekali.")


def _missing(at: datetime, **changes: Any) -> Visit:
    return failed(Outcome.GONE, at=at, capture=capture(status=404, fetched_at=at), **changes)


def _home(at: datetime, **changes: Any) -> Visit:
    hops = (Hop(URL, 302, HOME),)
    return failed(
        Outcome.LISTING, at=at, capture=capture(final_url=HOME, hops=hops, fetched_at=at), **changes
    )


def _blank(at: datetime, payload: bytes = SHELL) -> Visit:
    return failed(Outcome.NOT_AN_ARTICLE, at=at, capture=capture(payload=payload, fetched_at=at))


def _days(archive: Archive, *visits: Visit) -> None:
    """Each visit on its own day, with another page of the host."""
    for one in visits:
        at = one.capture.fetched_at if one.capture else NOW
        settle(archive, _other(at - timedelta(minutes=5)), at)
        settle(archive, one, at)


def _gone(archive: Archive) -> bool:
    found = record(archive, 2)
    assert found is not None
    return found.gone_at is not None


@pytest.fixture
def known(archive: Archive) -> Archive:
    """An archive that knows another article, and then the one that is looked for, since NOW."""
    settle(archive, _other(NOW), NOW)
    settle(archive, visit(), NOW)
    return archive


@pytest.mark.parametrize(
    ("absent", "sight"),
    [
        (_missing, Sight.MISSING),
        (_home, Sight.REDIRECTED_HOME),
        (_blank, Sight.SOFT_404),
        (lambda at: failed(Outcome.GONE, capture=capture(fetched_at=at)), Sight.SOFT_404),
    ],
)
def test_present_then_absent_on_two_days_is_gone(known: Archive, absent: Any, sight: Sight) -> None:
    """A 404, a soft 404 and a redirect home on two days: gone since the first, and the record says both."""
    _days(known, absent(NOW + DAY))
    suspected = _gone(known)
    _days(known, absent(NOW + 2 * DAY))
    gone = presence(known, 2)[0]

    assert (False, True) == (suspected, _gone(known))
    assert (NOW, NOW + DAY, NOW + 2 * DAY) == (gone.present_at, gone.absent_at, gone.confirmed_at)
    assert [(sight, NOW, URL, OTHER)] * 2 == [
        (one.sight, one.present_at, one.url, one.witness) for one in absences(known, 2)
    ]
    assert ["gone"] == rows(known, "SELECT outcome FROM frontier WHERE url = ?", URL)


def test_a_suspected_absence_is_asked_for_the_next_day(known: Archive) -> None:
    """Once absent: due on the next day, though the visit itself said never; gone: in a month."""
    _days(known, replace(_missing(NOW + DAY), due_at=None))
    suspected = rows(known, "SELECT due_at FROM frontier WHERE url = ?", URL)
    _days(known, replace(_missing(NOW + 2 * DAY), due_at=None))

    assert ["2026-11-24T00:00:00.000Z"] == suspected
    assert ["2026-12-24T03:04:05.678Z"] == rows(known, "SELECT due_at FROM frontier WHERE url = ?", URL)


def test_a_host_that_answers_for_nothing_else_is_no_evidence(known: Archive) -> None:
    """404 on two days, but no other page of the host: not gone, until one is seen within the hour."""
    for day in (1, 2, 3):
        settle(known, _missing(NOW + day * DAY), NOW)
    without = _gone(known)
    for day in (1, 2, 3):
        settle(known, _other(NOW + day * DAY + timedelta(minutes=50)), NOW)

    assert (False, True) == (without, _gone(known))


def test_another_host_is_no_witness(known: Archive) -> None:
    """That another host answers says nothing of this one."""
    for day in (1, 2):
        at = NOW + day * DAY
        settle(known, visit("https://lain.example.go.id/berita/1", at=at, title="Jauh", body="Jauh."), at)
        settle(known, _missing(at), at)

    assert not _gone(known)


def test_back_again(known: Archive) -> None:
    """An article that comes back is not gone any more, and its history says that it was."""
    _days(known, _missing(NOW + DAY), _missing(NOW + 2 * DAY))
    gone = _gone(known)
    settle(known, visit(at=NOW + 5 * DAY), NOW)
    told = presence(known, 2)

    assert (True, False) == (gone, _gone(known))
    assert [(NOW + 2 * DAY, NOW + 5 * DAY)] == [(one.confirmed_at, one.back_at) for one in told]


def test_a_304_is_a_sighting(known: Archive) -> None:
    """Not modified means still there."""
    _days(known, _missing(NOW + DAY), _missing(NOW + 2 * DAY))
    at = NOW + 5 * DAY
    settle(known, failed(Outcome.UNCHANGED, capture=capture(status=304, payload=b"", fetched_at=at)), at)

    assert not _gone(known)


def test_what_stands_in_its_place_has_no_validators(known: Archive) -> None:
    """The ETag of a page that is not the article is not sent next time: its 304 would be a sighting."""
    at = NOW + DAY
    home = _home(at, article=article(url=HOME, title="Beranda", body="Selamat datang."))
    settle(known, replace(home, capture=replace(home.capture, headers=(("ETag", '"x"'),))), at)  # type: ignore[type-var]

    assert [None] == rows(known, "SELECT etag FROM frontier WHERE url = ?", URL)


def test_redirected_home_is_not_another_article(known: Archive) -> None:
    """Where the home page reads as an article, the redirect to it is an absence all the same."""
    home = article(url=HOME, title="Selamat Datang di Kabupaten", body="Sambutan bupati.")
    outcome = settle(known, replace(_home(NOW + DAY), article=home, outcome=Outcome.ARCHIVED), NOW)

    assert Outcome.GONE is outcome
    assert [2] == rows(known, "SELECT count(*) FROM articles")
    assert [Sight.REDIRECTED_HOME] == [one.sight for one in absences(known, 2)]


def test_a_layout_that_cannot_be_read_is_no_absence(known: Archive) -> None:
    """A page that has the headline somewhere, but reads as no article, is kept as unread."""
    page = f"<html><td><b>{article().title}</b></td></html>".encode()
    _days(known, _blank(NOW + DAY, page), _blank(NOW + 2 * DAY, page))

    assert not _gone(known)
    assert [Sight.UNREAD] * 2 == [one.sight for one in absences(known, 2)]


@pytest.mark.parametrize(
    ("outcome", "sight"),
    [
        (Outcome.UNREACHABLE, Sight.HOST_DOWN),
        (Outcome.TIMED_OUT, Sight.HOST_DOWN),
        (Outcome.SERVER_ERROR, Sight.HOST_DOWN),
        (Outcome.FORBIDDEN, Sight.WITHHELD),
        (Outcome.CHALLENGED, Sight.UNREAD),
        (Outcome.EMPTY, Sight.UNREAD),
    ],
)
def test_trouble_is_told_and_is_no_absence(known: Archive, outcome: Outcome, sight: Sight) -> None:
    """A host that is down, says no or answers oddly for a week makes nothing gone."""
    for day in range(1, 8):
        settle(known, _other(NOW + day * DAY), NOW)
        settle(known, failed(outcome, at=NOW + day * DAY), NOW + day * DAY)

    assert not _gone(known)
    assert [sight] * 7 == [one.sight for one in absences(known, 2)]


def test_an_address_that_shows_another_article(known: Archive) -> None:
    """A renumbered address: the old article keeps its record and is gone, the new one has the address."""
    words = {"title": "Pasar Induk Dibuka", "body": "KENDAL - Pedagang menata kios.\n\nHarga cabai turun."}
    for day in (1, 2):
        at = NOW + day * DAY
        settle(known, _other(at), at)
        outcome = settle(known, visit(at=at, published_at=date(2026, 11, 22), **words), at)
    old, new = record(known, 2), record(known, 3)

    assert Outcome.UNCHANGED is outcome
    assert old is not None and new is not None
    assert (BODY, URL + "#until-20261123T030405.678000Z") == (old.article.body, old.article.url)
    assert (words["title"], URL) == (new.article.title, new.article.url)
    assert [Sight.REPLACED] * 2 == [one.sight for one in absences(known, 2)]
    assert _gone(known)
    assert (1, 1) == (old.revision, new.revision)


def test_an_article_gets_its_address_back(known: Archive) -> None:
    """Another article once, as a broken cache serves it, and then the old one: back under its address."""
    words = {"title": "Pasar Induk Dibuka", "body": "KENDAL - Pedagang menata kios.\n\nHarga cabai turun."}
    settle(known, visit(at=NOW + DAY, published_at=date(2026, 11, 22), **words), NOW)
    outcome = settle(known, visit(at=NOW + 2 * DAY), NOW)

    assert Outcome.UNCHANGED is outcome
    assert [(2, URL), (3, URL + "#until-20261124T030405.678000Z")] == rows(
        known, "SELECT id, url FROM articles WHERE id > 1"
    )
    assert not _gone(known)


def test_an_article_at_two_addresses_is_gone_from_both(known: Archive) -> None:
    """While another address that brought it was not asked again, the article may still stand there."""
    twin = URL + "?print=1"
    settle(known, replace(visit(twin), article=article()), NOW)
    _days(known, _missing(NOW + DAY), _missing(NOW + 2 * DAY))
    before = _gone(known)
    due = rows(known, "SELECT due_at FROM frontier WHERE url = ?", twin)
    at = NOW + 2 * DAY + timedelta(hours=1)
    settle(known, failed(Outcome.GONE, twin, at=at, capture=capture(twin, status=404, fetched_at=at)), at)

    assert (False, True) == (before, _gone(known))
    assert ["2026-11-23T03:04:05.678Z"] == due


EVENTS = st.lists(
    st.tuples(
        st.integers(1, 24 * 12),
        st.sampled_from(["seen", "missing", "home", "blank", "down", "other", "other"]),
    ),
    max_size=12,
    unique_by=lambda event: event[0],
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
def test_the_archive_concludes_what_the_rule_says(made: Any, tmp_path_factory: Any, events: Any) -> None:
    """Any sequence of visits: gone_at is set exactly where the rule over all that was seen says gone."""
    from shutil import copy

    from scraper.store import open_archive

    path = copy(made, tmp_path_factory.mktemp("sequence") / "archive.db")
    with open_archive(path) as archive:
        archive.database.conn.execute("PRAGMA synchronous = OFF")
        settle(archive, _other(NOW), NOW)
        settle(archive, visit(), NOW)
        for hours, event in sorted(events):
            at = NOW + timedelta(hours=hours)
            settle(archive, _event(event, at), at)
        told = presence(archive, 2)
        found = record(archive, 2)

    assert found is not None
    expected = told[-1].absent_at if told and told[-1].is_gone else None
    assert expected == found.gone_at


def _event(event: str, at: datetime) -> Visit:
    match event:
        case "seen":
            return visit(at=at)
        case "missing":
            return _missing(at)
        case "home":
            return _home(at)
        case "blank":
            return _blank(at)
        case "down":
            return failed(Outcome.UNREACHABLE, at=at)
    return _other(at)
