"""When a page gets another try, and how long to wait before it."""

from collections.abc import Callable
from dataclasses import dataclass

from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_base, wait_exponential_jitter

from scraper.model import Fetched
from scraper.settings import Settings

# Request Timeout, Too Early, Too Many Requests, and the server errors that pass.
RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})

# The longest Retry-After that is worth a sleep; a longer one is the frontier's business.
LONGEST_WAIT_S = 10.0

FIRST_WAIT_S = 1.0  # doubles with every try
JITTER_S = 1.0

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Try:
    """How one try of a page ended, and whether another one may end better."""

    fetched: Fetched
    again: bool = False


class WaitAsAsked(wait_base):
    """
    The seconds that the server asked for; else 1 s, 2 s, 4 s ... and a random part of a second.

    Why: never below the user's own pace, because another try is another request to that host.
    """

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._backoff = wait_exponential_jitter(FIRST_WAIT_S, max=LONGEST_WAIT_S, jitter=JITTER_S)

    def __call__(self, retry_state: RetryCallState) -> float:
        """Units: seconds."""
        asked_s = _result(retry_state).fetched.retry_after_s
        wait_s = self._backoff(retry_state) if asked_s is None else asked_s
        return max(wait_s, self._delay_s)


def retrying(settings: Settings, sleep: Sleep) -> Retrying:
    """
    The policy: tries until one is final, `attempts` are used up or `retry_total_s` would pass.

    Shape: call it with a function that gives a Try; the last Try comes back, whatever it is.
    """
    return Retrying(
        retry=retry_if_result(_may_end_better),
        wait=WaitAsAsked(settings.delay_s),
        stop=stop_after_attempt(settings.attempts) | stop_before_delay(settings.retry_total_s),
        sleep=sleep,
        retry_error_callback=_result,
    )


def _may_end_better(tried: Try) -> bool:
    return tried.again and (tried.fetched.retry_after_s or 0.0) <= LONGEST_WAIT_S


def _result(retry_state: RetryCallState) -> Try:
    if retry_state.outcome is None:
        raise RuntimeError("tenacity asks about a try that was not made")
    tried: Try = retry_state.outcome.result()
    return tried
