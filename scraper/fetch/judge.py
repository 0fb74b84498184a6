"""What an answer means: its status and its body, as an outcome."""

import re

from scraper.fetch.body import NOTHING_KEPT, Body
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

_CHECKED = frozenset({401, 403, 429, 503})
_CHALLENGE_BYTES = 20_000
_CHALLENGE = re.compile(
    rb"<title>(Just a moment|Attention Required|Access denied \| |DDOS-GUARD|Sucuri WebSite Firewall)"
    rb"|/cdn-cgi/challenge-platform/|_Incapsula_Resource|g-recaptcha|h-captcha|cf-turnstile",
    re.IGNORECASE,
)


def judged(capture: Capture, body: Body) -> Try:
    """
    The capture with its outcome; the status counts before the body, a broken body before an empty one.

    Why: a page of which nothing is kept leaves no capture; the detail says what it was.
    """
    if not 200 <= capture.status <= 299:
        return _by_status(capture)
    if body.failure is not None:
        kept = None if body.failure.outcome in NOTHING_KEPT else capture
        return Try(Fetched(kept, body.failure.outcome, body.failure.detail), body.failure.again)
    if not capture.payload:
        return Try(Fetched(capture, Outcome.EMPTY, f"status {capture.status} without a body"))
    return Try(Fetched(capture, detail=body.note))


def _by_status(capture: Capture) -> Try:
    status = capture.status
    if _is_challenge(capture):
        return Try(Fetched(capture, Outcome.CHALLENGED, f"status {status}: a bot check stands in the way"))
    outcome = _STATUS_OUTCOMES.get(status)
    if outcome is None:
        outcome = Outcome.SERVER_ERROR if status >= 500 else Outcome.HTTP_ERROR
    again = status in RETRY_STATUSES
    wait_s = retry_after_s(capture.header("retry-after"), capture.fetched_at) if again else None
    return Try(Fetched(capture, outcome, f"status {status}", wait_s), again)


def _is_challenge(capture: Capture) -> bool:
    """
    Whether the answer is a bot check and no page: Cloudflare's, Sucuri's, Imperva's or DDoS-Guard's.

    Source: developers.cloudflare.com, "Detect a challenge page response"; the others as their pages come.
    """
    if capture.header("cf-mitigated") == "challenge":
        return True
    return capture.status in _CHECKED and bool(_CHALLENGE.search(capture.payload[:_CHALLENGE_BYTES]))
