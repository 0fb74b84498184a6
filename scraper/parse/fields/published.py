"""When the article was published first, and when it was updated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from scraper.parse.fields.choice import Candidate, Choice
from scraper.parse.fields.clues import Clues
from scraper.parse.fields.moments import Moment, Rejected

_FLOOR = 0.5  # a date below this confidence is not sure
_AT_THE_HEADLINE = 0.75  # of a date that is shown between headline and body, or right above
_AGREEMENT = 0.04  # for each further place that says the same day
_EXPLICIT = frozenset(
    {"jsonld datePublished", "meta property=article:published_time", "itemprop=datePublished"}
)
_MAX_REVISION = timedelta(days=366)  # between first publication and a later day that is shown


@dataclass(frozen=True, slots=True)
class Dated:
    """Both dates of an article."""

    published: Choice[datetime | date]
    updated: Choice[datetime | date]


def choose_dates(found: Sequence[Moment | Rejected], clues: Clues) -> Dated:
    """First publication and last update; a date that is not sure is none, with the reason."""
    moments = [one for one in found if isinstance(one, Moment)]
    rejected = [one for one in found if isinstance(one, Rejected)]
    published = _choose([one for one in moments if not one.is_update], moments, clues.zone)
    if published.value is None and not published.reason:
        reason = "; ".join(dict.fromkeys(f"{one.source}: {one.reason}" for one in rejected[:3]))
        published = Choice(reason=reason or "no date beside the article")
    updated = _choose([one for one in moments if one.is_update], [], clues.zone)
    alone = _only_date(moments, clues) if published.value is None else None
    if alone:
        published = _choose([alone], [], clues.zone)
    if (
        updated.value is not None
        and published.value is not None
        and not _is_later(updated.value, published.value)
    ):
        updated = Choice(reason="the same as the publication", candidates=updated.candidates)
    elif updated.value is None:
        updated = Choice(reason=updated.reason or "no update is shown")
    return Dated(published, updated)


def _only_date(moments: Sequence[Moment], clues: Clues) -> Moment | None:
    """
    The update that a news site shows at the headline in the publication's place.

    Why: news sites date many articles by their update alone (18 of 629 pages), and mean the article's date;
    a government's page that shows only when it was updated does not say when it was published.
    """
    shown = [one for one in moments if one.is_shown and one.is_update and one.confidence >= _AT_THE_HEADLINE]
    return shown[0] if shown and clues.is_news else None


def _choose(
    moments: Sequence[Moment], everything: Sequence[Moment], zone: tzinfo | None
) -> Choice[datetime | date]:
    """The day that most places agree on, in the most exact wording of it."""
    candidates = tuple(
        Candidate(one.value, one.source, round(one.confidence, 3))
        for one in sorted(moments, key=lambda one: -one.confidence)
    )
    groups = _by_day(moments, zone)
    if not groups:
        return Choice(candidates=candidates)
    day = max(groups, key=lambda key: _weight(groups[key]))
    day = _first_publication(day, groups, everything, zone)
    if _weight(groups[day]) < _FLOOR:
        return Choice(
            reason="a date stands on the page, but not where the article's would", candidates=candidates
        )
    chosen, value = _most_exact(day, groups[day], zone)
    return Choice(value, chosen.source, "", candidates)


def _by_day(moments: Sequence[Moment], zone: tzinfo | None) -> dict[date, list[Moment]]:
    """The moments by the day that they show; one near midnight joins the day that others show."""
    shown = {_day(one.value) for one in moments if one.is_shown}
    groups: dict[date, list[Moment]] = {}
    for one in moments:
        days = _days(one.value, zone)
        day = next((each for each in days if each in shown), days[0])
        groups.setdefault(day, []).append(one)
    return groups


def _days(value: datetime | date, zone: tzinfo | None) -> list[date]:
    """The day as printed, and as it was in the region."""
    days = [_day(value)]
    if zone and isinstance(value, datetime) and value.tzinfo:
        days.append(value.astimezone(zone).date())
    return days


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _weight(group: Sequence[Moment]) -> float:
    places = {one.source.split(" ", 1)[0] for one in group}
    return max(one.confidence for one in group) + _AGREEMENT * (len(places) - 1)


def _first_publication(
    day: date, groups: dict[date, list[Moment]], everything: Sequence[Moment], zone: tzinfo | None
) -> date:
    """
    An earlier day than the shown one where the metadata state it: what is shown is then an update.

    Why: of 242 pages of publishers, three show a later day without a label than their datePublished.
    """
    if any(one.is_labelled or one.source in _EXPLICIT for one in groups[day]):
        return day
    updates = {
        each for one in everything if one.is_update and not one.is_shown for each in _days(one.value, zone)
    }
    stated = {each for each, group in groups.items() if each < day and any(_is_exact(one) for one in group)}
    is_update = day in updates or (len(stated) == 1 and day - min(stated, default=day) <= _MAX_REVISION)
    return min(stated) if is_update and len(stated) == 1 else day


def _is_exact(one: Moment) -> bool:
    """Whether the metadata state this moment to the minute, as a theme's sample date does not."""
    return one.source in _EXPLICIT and isinstance(one.value, datetime) and not _is_midnight_of_a_machine(one)


def _most_exact(day: date, group: Sequence[Moment], zone: tzinfo | None) -> tuple[Moment, datetime | date]:
    """The moment of this day that tells most, in the zone that is printed or else the region's."""
    ordered = sorted(group, key=lambda one: -one.confidence)
    timed = [one for one in ordered if isinstance(one.value, datetime) and not _is_midnight_of_a_machine(one)]
    shown = next((one for one in timed if one.is_shown), None)
    if shown:
        return shown, _placed(shown.value, day, zone, [one.value for one in timed if not one.is_shown])
    for one in timed:
        value = _placed(one.value, day, zone, [])
        if _day(value) == day:
            return one, value
    return ordered[0], day


def _is_midnight_of_a_machine(one: Moment) -> bool:
    """Whether a time is only what a machine writes where it has a date alone."""
    value = one.value
    return (
        isinstance(value, datetime) and not one.is_shown and not (value.hour or value.minute or value.second)
    )


def _placed(
    value: datetime | date, day: date, zone: tzinfo | None, stated: Sequence[datetime | date]
) -> datetime | date:
    """
    The value with an offset: the printed one, the region's, or the metadata's for the same moment.

    Why: content systems often write local time with a zone of +00:00, so a shown time without a zone is
    local time, unless the region is unknown.
    """
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        if zone:
            return value.replace(tzinfo=zone)
        same = (
            one
            for one in stated
            if isinstance(one, datetime) and one.tzinfo and one.strftime("%H:%M") == value.strftime("%H:%M")
        )
        known = next(same, None)
        return known if known else value.date()
    if value.date() != day and zone and value.astimezone(zone).date() == day:
        return value.astimezone(zone)
    return value


def _is_later(one: datetime | date, other: datetime | date) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return _day(one) > _day(other)
