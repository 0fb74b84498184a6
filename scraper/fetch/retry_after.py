"""Reads the Retry-After header, in both of its forms."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# A server that asks for more than a day means "not now"; the frontier need not believe in years.
LONGEST_RETRY_AFTER_S = 86_400.0


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """
    How long the server asks us to wait, or None where it says nothing that makes sense.

    Units: seconds, from 0 to LONGEST_RETRY_AFTER_S; a moment that has passed is 0, a negative number is None.
    Source: RFC 9110, section 10.2.3.
    """
    text = (value or "").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return min(float(text[:20]), LONGEST_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER_S)
