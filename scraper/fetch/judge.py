"""What an answer means: its status and its body, as an outcome."""

from dataclasses import replace

from scraper.fetch.body import Body
from scraper.fetch.retry import RETRY_STATUSES, Try
from scraper.fetch.retry_after import retry_after_s
from scraper.model import Capture, Fetched
from scraper.outcome import Outcome

_STATUS_OUTCOMES = {
    401: Outcome.FORBIDDEN,
    403: Outcome.FORBIDDEN,
    404: Outcome.GONE,
    410: Outcome.GONE,
    429: Outcome.BUSY,
    451: Outcome.FORBIDDEN,
    503: Outcome.BUSY,
}


def judged(capture: Capture, body: Body) -> Try:
    """
    The capture with its outcome; the status counts before the body, a broken body before an empty one.

    Why: a body past a cap or not in its own coding leaves no capture: what came of it is no evidence of
    the page, and would weigh up to the cap in the archive. The detail says what it was.
    """
    kept = None if body.failure and body.failure.outcome in _NO_CAPTURE else capture
    if not 200 <= capture.status <= 299:
        return _by_status(kept or replace(capture, payload=b"", complete=False))
    if body.failure is not None:
        fetched = Fetched(kept, body.failure.outcome, body.failure.detail)
        return Try(fetched, body.failure.again)
    if not capture.payload:
        return Try(Fetched(kept, Outcome.EMPTY, f"status {capture.status} without a body"))
    return Try(Fetched(kept, detail=body.note))


_NO_CAPTURE = frozenset({Outcome.TOO_LARGE, Outcome.BAD_RESPONSE})


def _by_status(capture: Capture) -> Try:
    status = capture.status
    outcome = _STATUS_OUTCOMES.get(status)
    if outcome is None:
        outcome = Outcome.SERVER_ERROR if status >= 500 else Outcome.HTTP_ERROR
    again = status in RETRY_STATUSES
    wait_s = retry_after_s(capture.header("retry-after"), capture.fetched_at) if again else None
    return Try(Fetched(capture, outcome, f"status {status}", wait_s), again)
