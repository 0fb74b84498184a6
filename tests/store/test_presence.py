"""Tests of scraper/store/presence.py: what may be concluded from what visits saw."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.store.presence import APART, Disappearance, Observation, Sight, disappearances, zone_of

MONDAY = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ABSENT = [sight for sight in Sight if sight.is_absence]


def _seen(at: datetime) -> Observation:
    return Observation(at, Sight.SEEN)


def _absent(at: datetime, sight: Sight = Sight.MISSING, *, is_witnessed: bool = True) -> Observation:
    return Observation(at, sight, is_witnessed)


@pytest.mark.parametrize("sight", ABSENT)
def test_two_absences_on_two_days_are_gone(sight: Sight) -> None:
    """Present at one moment, absent at the next and on another day: gone, with all three moments."""
    looks = [_seen(MONDAY), _absent(MONDAY + DAY, sight), _absent(MONDAY + 2 * DAY, sight)]
    found = disappearances(looks)

    assert [Disappearance(MONDAY, MONDAY + DAY, sight, MONDAY + 2 * DAY)] == found
    assert found[0].is_gone


def test_one_absence_is_a_suspicion() -> None:
    """A single absence is kept and concludes nothing, and so do many on one day."""
    looks = [_seen(MONDAY), *(_absent(MONDAY + DAY + n * HOUR) for n in range(12))]

    assert [False] == [one.is_gone for one in disappearances(looks)]


def test_midnight_alone_is_no_other_day() -> None:
    """Two looks an hour apart on both sides of midnight are one look."""
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)

    assert not disappearances([_seen(MONDAY), _absent(late), _absent(late + HOUR)])[0].is_gone


def test_days_are_those_of_the_zone() -> None:
    """Twelve hours that stay in one day of the site's zone are one day."""
    morning = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # 00:30 in Jakarta
    looks = [_absent(morning), _absent(morning + APART)]

    assert not disappearances(looks, ZoneInfo("Asia/Jakarta"))[0].is_gone
    assert disappearances(looks, UTC)[0].is_gone
    assert (ZoneInfo("Asia/Jakarta"), UTC, UTC) == tuple(map(zone_of, ("Asia/Jakarta", None, "No/Where")))


def test_back_again_ends_a_disappearance_and_keeps_it() -> None:
    """An article that is seen again is not gone, and that it was is still told."""
    looks = [_seen(MONDAY), *(_absent(MONDAY + n * DAY) for n in (1, 2, 3)), _seen(MONDAY + 9 * DAY)]
    found = disappearances(looks)

    assert [(MONDAY + 2 * DAY, MONDAY + 9 * DAY, False)] == [
        (one.confirmed_at, one.back_at, one.is_gone) for one in found
    ]


def test_a_sighting_between_two_absences_begins_anew() -> None:
    """Absent, seen, absent on a third day: each absence is the first of its own."""
    looks = [_absent(MONDAY), _seen(MONDAY + DAY), _absent(MONDAY + 2 * DAY)]

    assert [False, False] == [one.is_gone for one in disappearances(looks)]


SEQUENCES = st.lists(
    st.tuples(st.integers(0, 24 * 20), st.sampled_from(list(Sight)), st.booleans()), max_size=14
)


def _observations(sequence: list[tuple[int, Sight, bool]]) -> list[Observation]:
    return [Observation(MONDAY + hours * HOUR, sight, known) for hours, sight, known in sequence]


@settings(deadline=None)
@given(sequence=SEQUENCES)
def test_gone_has_its_two_witnessed_days(sequence: list[tuple[int, Sight, bool]]) -> None:
    """Whatever visits saw, gone rests on two witnessed absences on two days without a sighting between."""
    looks = _observations(sequence)
    for one in disappearances(looks):
        if one.confirmed_at is None:
            continue
        proofs = [
            look for look in looks if look.sight.is_absence and look.is_witnessed and look.at >= one.absent_at
        ]
        between = [look for look in looks if one.absent_at < look.at < one.confirmed_at]

        assert {one.absent_at, one.confirmed_at} <= {look.at for look in proofs}
        assert one.confirmed_at - one.absent_at >= APART
        assert one.absent_at.date() != one.confirmed_at.date()
        assert not [look for look in between if look.sight is Sight.SEEN]


@settings(deadline=None)
@given(sequence=SEQUENCES, start=st.integers(0, 24 * 20))
def test_an_outage_of_three_hours_is_never_gone(sequence: list[tuple[int, Sight, bool]], start: int) -> None:
    """An article that every visit outside of three hours sees is never gone, whatever those hours answer."""
    looks = [
        look if start <= hours <= start + 3 else _seen(look.at)
        for look, (hours, _, _) in zip(_observations(sequence), sequence, strict=True)
    ]

    assert not [one for one in disappearances(looks) if one.confirmed_at]


@settings(deadline=None)
@given(sequence=SEQUENCES, seed=st.randoms())
def test_the_order_of_telling_makes_no_difference(
    sequence: list[tuple[int, Sight, bool]], seed: Random
) -> None:
    """Observations that come late, as an import brings them, lead to the same."""
    moments = {hours: one for one in sequence for hours in (one[0],)}  # one look a moment
    looks = _observations(list(moments.values()))
    shuffled = looks[:]
    seed.shuffle(shuffled)

    assert disappearances(looks) == disappearances(shuffled)


@settings(deadline=None)
@given(sequence=SEQUENCES)
def test_without_a_witness_nothing_is_concluded(sequence: list[tuple[int, Sight, bool]]) -> None:
    """A host that answers for no other page is down, whatever it answers for this one."""
    looks = [Observation(look.at, look.sight) for look in _observations(sequence)]

    assert [] == disappearances(looks)
