"""The bytes as received: whole, in order, kept once, and checked when they are read."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.errors import ArchiveDamagedError, ArchiveError
from scraper.model import Hop
from scraper.outcome import Outcome
from scraper.store import Archive, payload_of, settle
from tests.store.samples import NOW, URL, capture, failed, rows


def _keep(archive: Archive, **changes: object) -> int:
    """The number of a capture with these changes, once it is stored."""
    settle(archive, failed(Outcome.NOT_AN_ARTICLE, capture=capture(**changes), robots="allow: /"), NOW)
    return int(rows(archive, "SELECT max(id) FROM captures")[0])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(archive: Archive, payload: bytes) -> None:
    """Any bytes at all are read back the same, the second time they come too."""
    first, second = _keep(archive, payload=payload), _keep(archive, payload=payload)

    assert payload == payload_of(archive, first) == payload_of(archive, second)


def test_a_large_page_is_kept_small(archive: Archive) -> None:
    """A page that repeats itself takes a fraction of its size."""
    _keep(archive, payload=b"<li>berita</li>" * 100_000)

    assert [(1_500_000, True)] == rows(archive, "SELECT size, length(payload) < 5000 FROM captures")


def test_the_exchange_is_kept_exactly(archive: Archive) -> None:
    """Headers with order, case, duplicates and odd bytes, hops, times and coding are as received."""
    headers = (("B", "1"), ("a", "2"), ("A", "3"), ("X-Odd", "\udc80\x01é"))
    wib = timezone(timedelta(hours=7))
    _keep(
        archive,
        final_url=URL + "/akhir",
        fetched_at=datetime(2026, 11, 22, 10, 4, 5, 678999, tzinfo=wib),
        status=206,
        headers=headers,
        hops=(Hop(URL, 301, "/a"), Hop(URL + "/a", 302, "/akhir")),
        complete=False,
        elapsed_s=1.5,
    )
    (row,) = rows(
        archive,
        "SELECT requested_url, final_url, fetched_at, status, headers, hops, complete, elapsed_s, "
        "content_encoding, robots, sha256 = lower(sha256), length(sha256) FROM captures",
    )

    assert [list(pair) for pair in headers] == json.loads(row[4])
    assert [[URL, 301, "/a"], [URL + "/a", 302, "/akhir"]] == json.loads(row[5])
    assert (URL, URL + "/akhir", "2026-11-22T03:04:05.678Z", 206) == row[:4]
    assert (0, 1.5, "gzip", "allow: /", 1, 64) == row[6:]


def test_a_flipped_byte_is_noticed_wherever_it_is(archive: Archive) -> None:
    """A payload that is not what was stored is never handed out: the error names its capture."""
    number = _keep(archive, payload=b"SEMARANG - " * 40)
    (packed,) = rows(archive, "SELECT payload FROM captures")
    for position in range(len(packed)):
        broken = bytearray(packed)
        broken[position] ^= 0x20
        archive.database.execute("UPDATE captures SET payload = ?", [bytes(broken)])
        try:
            payload = payload_of(archive, number)
        except ArchiveDamagedError as exc:
            assert f"capture {number}" in str(exc)  # either way is right, byte by byte
        else:
            assert b"SEMARANG - " * 40 == payload  # a byte of zstd's own header that no one reads


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE captures SET payload = substr(payload, 1, 9) WHERE id = 1",
        "UPDATE captures SET payload = x'' WHERE id = 1",
        "UPDATE captures SET payload = NULL WHERE id = 1",
        "UPDATE captures SET sha256 = 'abc' WHERE id = 2",
        "UPDATE captures SET size = 3 WHERE id = 2",
        "UPDATE captures SET size = -1 WHERE id = 2",
    ],
)
def test_a_damaged_capture_is_named(archive: Archive, damage: str) -> None:
    """Missing, shortened or contradicting bytes are damage, and the capture that was asked for is named."""
    _keep(archive, payload=b"the same")
    _keep(archive, payload=b"the same")
    archive.database.execute(damage)
    with pytest.raises(ArchiveDamagedError, match="capture 2"):
        payload_of(archive, 2)


def test_a_capture_that_is_not_there_is_said(archive: Archive) -> None:
    """Asking for a number that no capture has is an error that names it."""
    with pytest.raises(ArchiveError, match="no capture 17"):
        payload_of(archive, 17)


def test_a_payload_that_repeats_points_to_its_first(archive: Archive) -> None:
    """A third coming of the same bytes points to the first, not to the second."""
    for payload in (b"a", b"b", b"a", b"a"):
        _keep(archive, payload=payload)

    assert [(1, None), (2, None), (3, 1), (4, 1)] == rows(archive, "SELECT id, repeats FROM captures")


def test_an_empty_payload_is_a_payload(archive: Archive) -> None:
    """No bytes at all are kept and read back like any others."""
    settle(archive, replace(failed(Outcome.EMPTY), capture=capture(payload=b"")), NOW)

    assert b"" == payload_of(archive, 1)
