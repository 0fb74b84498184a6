"""Tells a watcher's address how a run ended, as healthchecks.io and its like expect it."""

from dataclasses import replace

from scraper.commands.logfile import note
from scraper.commands.options import talk
from scraper.fetch import Fetcher
from scraper.settings import Settings

_DEADLINE_S = 10.0


def ping(settings: Settings, *, is_well: bool) -> None:
    """
    Asks for the address where the run ended well, for the address with `/fail` where it did not.

    Why: a ping that fails is told and logged, and changes nothing about how the run ended.
    """
    if not settings.ping:
        return
    address, mark, query = settings.ping.partition("?")
    url = settings.ping if is_well else f"{address.rstrip('/')}/fail{mark}{query}"
    brief = replace(settings, attempts=2, deadline_s=_DEADLINE_S, retry_total_s=2 * _DEADLINE_S)
    with Fetcher(brief) as fetcher:
        fetched = fetcher.fetch(url)
    status = fetched.capture.status if fetched.capture else 0
    if not 200 <= status <= 299:
        why = fetched.detail or f"status {status}"
        note("ping_failed", why=why)
        talk().print(f"kabar: the ping was not taken: {why}", markup=False)
