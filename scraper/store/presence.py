"""Whether an article is still there: what each visit saw, and what may be concluded from all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from scraper.store.columns import from_moment
from scraper.store.database import Archive

# Two looks on both sides of midnight are one look: an outage of a night must not pass for two days.
APART = timedelta(hours=12)


class Sight(StrEnum):
    """What a visit to an article's address saw."""

    SEEN = "seen"
    MISSING = "missing"  # 404 or 410
    SOFT_404 = "soft_404"  # status 200, but a page that says so, or one without its headline
    REDIRECTED_HOME = "redirected_home"  # to the home page or a listing
    REPLACED = "replaced"  # the address shows another article
    WITHHELD = "withheld"  # 401, 403 or 451
    UNREAD = "unread"  # an answer from which nothing can be concluded
    HOST_DOWN = "host_down"  # no answer, or that of a server in trouble

    @property
    def is_absence(self) -> bool:
        """Whether the address was answered for, and not with the article."""
        return self in _ABSENT


_ABSENT = frozenset({Sight.MISSING, Sight.SOFT_404, Sight.REDIRECTED_HOME, Sight.REPLACED})


@dataclass(frozen=True, slots=True)
class Observation:
    """One visit to an article's address."""

    at: datetime  # aware
    sight: Sight
    is_witnessed: bool = False  # the host answered for another page within the hour


@dataclass(frozen=True, slots=True)
class Disappearance:
    """Present at one moment, absent at a later one; gone once a look on another day confirmed it."""

    present_at: datetime | None  # last seen; None: it never was
    absent_at: datetime  # first found absent
    sight: Sight
    confirmed_at: datetime | None = None  # None: not gone for all that is known
    back_at: datetime | None = None  # seen again

    @property
    def is_gone(self) -> bool:
        """Whether it is gone as of the last look."""
        return self.confirmed_at is not None and self.back_at is None


@dataclass(frozen=True, slots=True)
class Absence:
    """One visit that did not show the article, as the archive has it."""

    observed_at: datetime
    present_at: datetime
    sight: Sight
    url: str  # that was asked for it
    capture: int | None
    witness: str | None  # the address that the host answered for


def disappearances(observations: Iterable[Observation], zone: tzinfo = UTC) -> list[Disappearance]:
    """
    When the article vanished and came back, in order; the last one may not be over.

    Shape: observations in any order; days are those of the zone.
    Why: "gone" needs two absences on different days, at least APART, each while the host answered for
        another page: an outage of hours is on one side of that, a host that answers for nothing never on any.
    """
    found: list[Disappearance] = []
    present_at: datetime | None = None
    is_open = False
    for one in sorted(observations, key=lambda each: each.at):
        if one.sight is Sight.SEEN:
            if is_open:
                found[-1] = _changed(found[-1], back_at=one.at)
            present_at, is_open = one.at, False
        elif one.sight.is_absence and one.is_witnessed:
            if not is_open:
                found.append(Disappearance(present_at, one.at, one.sight))
                is_open = True
            elif found[-1].confirmed_at is None and _is_another_day(found[-1].absent_at, one.at, zone):
                found[-1] = _changed(found[-1], confirmed_at=one.at)
    return found


def absences(archive: Archive, article_id: int) -> list[Absence]:
    """Every visit that looked for this article and did not find it, oldest first."""
    with archive.reading() as connection:
        return [
            Absence(from_moment(at), from_moment(present), Sight(state), url, capture, witness)
            for at, present, state, url, capture, witness in connection.execute(_ABSENCES, (article_id,))
        ]


def presence(archive: Archive, article_id: int) -> list[Disappearance]:
    """When this article vanished and came back, in order."""
    with archive.reading() as connection:
        seen = [from_moment(at) for (at,) in connection.execute(_SIGHTINGS, {"article": article_id})]
        zone = connection.execute(_ZONE, (article_id,)).fetchone()
    observations = [Observation(at, Sight.SEEN) for at in seen] + [
        Observation(one.observed_at, one.sight, one.witness is not None)
        for one in absences(archive, article_id)
    ]
    return disappearances(observations, zone_of(zone[0] if zone else None))


def zone_of(name: str | None) -> tzinfo:
    """The zone of this name; UTC where it has none, or one that this machine does not know."""
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return UTC


_ABSENCES = """
SELECT observed_at, present_at, state, asked.url, capture, witnesses.url
FROM absences
JOIN frontier AS asked ON asked.id = absences.page
LEFT JOIN frontier AS witnesses ON witnesses.id = absences.witness
WHERE absences.article = ? ORDER BY observed_at
"""
_SIGHTINGS = """
SELECT fetched_at FROM captures
WHERE article = :article AND outcome IN ('archived', 'unchanged', 'revised')
UNION SELECT last_seen_at FROM articles WHERE id = :article
"""
_ZONE = "SELECT zone FROM sites WHERE name = (SELECT site FROM articles WHERE id = ?)"


def _changed(
    one: Disappearance, *, confirmed_at: datetime | None = None, back_at: datetime | None = None
) -> Disappearance:
    return Disappearance(
        one.present_at, one.absent_at, one.sight, confirmed_at or one.confirmed_at, back_at or one.back_at
    )


def _is_another_day(one: datetime, other: datetime, zone: tzinfo) -> bool:
    return other - one >= APART and one.astimezone(zone).date() != other.astimezone(zone).date()
