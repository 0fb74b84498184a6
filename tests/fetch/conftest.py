"""The fault server, and fetchers that reach it and don't sleep."""

from collections.abc import Callable, Iterator

import pytest

from scraper.fetch import Fetcher
from scraper.settings import Settings
from tests.fetch.faults import FAULTS
from tests.fetch.server import FaultServer

MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def faults() -> Iterator[FaultServer]:
    """A server of faults with a memory of its own."""
    with FaultServer(dict(FAULTS)) as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    """The seconds that a fetcher of this test would have slept, in order."""
    return []


@pytest.fixture
def make_fetcher(waits: list[float]) -> Iterator[MakeFetcher]:
    """Fetchers with short deadlines that note their waits in place of sleeping; closed at the end."""
    made: list[Fetcher] = []

    def make(**changes: object) -> Fetcher:
        more = {key: changes.pop(key) for key in ("ssl_context", "resolve") if key in changes}
        settings = Settings(
            **{"allow_private": True, "deadline_s": 5.0, "delay_s": 0.0, "read_timeout_s": 5.0, **changes}
        )
        fetcher = Fetcher(settings, sleep=waits.append, **more)
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    """A fetcher that asks once and knows no mercy."""
    return make_fetcher(attempts=1)
