"""Tests of scraper/store/not_modified.py: a 304 in the archive."""

from datetime import timedelta

import pytest

from scraper.model import Hop
from scraper.outcome import Outcome
from scraper.store import Archive, payload_of, settle
from tests.store.samples import NOW, URL, capture, failed, rows, visit

LATER = NOW + timedelta(days=1)
NOT_MODIFIED = {"status": 304, "payload": b"", "headers": (("ETag", "a"),), "fetched_at": LATER}


def test_a_304_stands_for_the_bytes_of_the_last_whole_answer(archive: Archive) -> None:
    """The row has no payload of its own, but the digest, the size and the bytes of the one it repeats."""
    settle(archive, visit(), NOW)
    settle(archive, failed(Outcome.UNCHANGED, capture=capture(**NOT_MODIFIED)), LATER)

    (first, second) = rows(archive, "SELECT sha256, size FROM captures ORDER BY id")
    assert first == second
    assert [(304, 1, None)] == rows(archive, "SELECT status, repeats, payload FROM captures WHERE id = 2")
    assert payload_of(archive, 1) == payload_of(archive, 2)


def test_a_304_moves_last_seen_and_no_counter(archive: Archive) -> None:
    """The article was seen again; its view counter was not."""
    settle(archive, visit(), NOW)
    settle(archive, failed(Outcome.UNCHANGED, capture=capture(**NOT_MODIFIED)), LATER)

    assert ["2026-11-23T03:04:05.678Z"] == rows(archive, "SELECT last_seen_at FROM articles")
    assert [1] == rows(archive, "SELECT count(*) FROM views")


def test_a_304_of_a_304_stands_for_the_first_answer(archive: Archive) -> None:
    """However often nothing changed, the bytes are those of the capture that holds them, which is whole."""
    settle(archive, visit(), NOW)
    settle(archive, failed(Outcome.UNCHANGED, capture=capture(**NOT_MODIFIED)), NOW)
    settle(archive, failed(Outcome.TRUNCATED, capture=capture(payload=b"<ht", complete=False)), NOW)
    settle(archive, failed(Outcome.UNCHANGED, capture=capture(**NOT_MODIFIED)), NOW)

    assert [None, 1, None, 1] == rows(archive, "SELECT repeats FROM captures ORDER BY id")


@pytest.mark.parametrize("hops", [(), (Hop(URL, 302, URL + "/x"),)])
def test_a_redirects_validators_are_not_those_of_its_address(archive: Archive, hops: tuple[Hop, ...]) -> None:
    """What the last answer of a redirect names belongs to another address, and is not sent to this one."""
    settle(archive, visit(capture=capture(headers=(("ETag", "a"),), hops=hops)), NOW)

    assert ["a" if not hops else None] == rows(archive, "SELECT etag FROM frontier")
