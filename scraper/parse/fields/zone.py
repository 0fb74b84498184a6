"""The zone of a time that prints none on a host that names no region: dateline, else language."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scraper.parse.fields.choice import Choice
from scraper.sites import zone_of_place

# 319 of the 552 regions in sites/regions.csv keep Western Indonesian Time.
_OF_LANGUAGE = {"id": "Asia/Jakarta"}


def in_zone(
    dated: Choice[datetime | date], place: str | None, language: str | None
) -> Choice[datetime | date]:
    """
    The choice with its time, where it had lost it for want of a zone; its source says where the zone is from.

    Shape: place is the dateline's, language an ISO 639-1 code.
    """
    local = _local_time(dated)
    if local is None:
        return dated
    zone = zone_of_place(place) if place else None
    if zone:
        return _placed(dated, local, zone, f"; zone of {place}")
    assumed = _OF_LANGUAGE.get(language or "")
    return _placed(dated, local, ZoneInfo(assumed), "; zone assumed") if assumed else dated


def _local_time(dated: Choice[datetime | date]) -> datetime | None:
    """The time that stands where the chosen day was read."""
    if dated.value is None or isinstance(dated.value, datetime):
        return None
    timed: Sequence[datetime] = [
        one.value
        for one in dated.candidates
        if one.source == dated.source and isinstance(one.value, datetime) and one.value.tzinfo is None
    ]
    return next((one for one in timed if one.date() == dated.value), None)


def _placed(
    dated: Choice[datetime | date], local: datetime, zone: ZoneInfo, why: str
) -> Choice[datetime | date]:
    return Choice(local.replace(tzinfo=zone), dated.source + why, dated.reason, dated.candidates)
