"""scraper.fetch.exchange: every error of httpx and httpcore is translated, and nothing else leaves."""

from collections.abc import Iterator

import httpcore
import httpx
import pytest

from scraper.fetch import Fetcher
from scraper.fetch.exchange import FAILURES, translated
from scraper.outcome import Outcome
from tests.fetch.server import FaultServer


def _tree(root: type[Exception]) -> Iterator[type[Exception]]:
    yield root
    for kind in root.__subclasses__():
        yield from _tree(kind)


def _public(library: object) -> Iterator[type[Exception]]:
    for name in library.__all__:  # type: ignore[attr-defined]
        value = getattr(library, name)
        if isinstance(value, type) and issubclass(value, Exception):
            yield from _tree(value)


ALL = sorted({*_public(httpx), *_public(httpcore)}, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_error_of_the_libraries_has_an_outcome(kind: type[Exception]) -> None:
    """The whole exception trees of httpx and httpcore are mapped; a new error in a new version fails here."""
    failure = translated(kind.__new__(kind, "x"))

    assert failure.outcome in Outcome
    assert failure.outcome is not Outcome.CRASHED
    assert failure.detail


@pytest.mark.parametrize(
    ("kind", "outcome", "again"),
    [
        (httpx.ReadTimeout, Outcome.TIMED_OUT, True),
        (httpx.PoolTimeout, Outcome.TIMED_OUT, True),
        (httpx.ConnectError, Outcome.UNREACHABLE, True),
        (httpcore.ReadError, Outcome.UNREACHABLE, True),
        (httpx.RemoteProtocolError, Outcome.BAD_RESPONSE, False),
        (httpcore.LocalProtocolError, Outcome.BAD_RESPONSE, False),
        (httpx.DecodingError, Outcome.BAD_RESPONSE, False),
        (httpx.UnsupportedProtocol, Outcome.REFUSED_ADDRESS, False),
        (httpx.InvalidURL, Outcome.REFUSED_ADDRESS, False),
        (httpx.TooManyRedirects, Outcome.TOO_MANY_REDIRECTS, False),
    ],
)
def test_errors_mean_what_they_say(kind: type[Exception], outcome: Outcome, again: bool) -> None:
    """The errors that matter end in the outcome that a person would expect."""
    failure = translated(kind("x"))

    assert (outcome, again) == (failure.outcome, failure.again)


def test_the_table_names_no_error_in_vain() -> None:
    """No entry is hidden behind a more general one that stands before it."""
    seen: list[type[Exception]] = []
    for kind in FAILURES:
        assert not [earlier for earlier in seen if issubclass(kind, earlier)]
        seen.append(kind)


@pytest.mark.parametrize("where", [(httpx.Client, "send"), (httpx.Response, "iter_raw")])
def test_no_error_of_the_libraries_leaves_the_fetcher(
    faults: FaultServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, where: tuple[type, str]
) -> None:
    """Whatever httpx raises, before the head or within the body, fetch() answers with an outcome."""
    for kind in [*ALL, UnicodeError]:

        def fail(*_: object, kind: type[Exception] = kind, **__: object) -> object:
            raise kind.__new__(kind, "x")

        monkeypatch.setattr(*where, fail)

        assert fetcher.fetch(faults.url("plain")).outcome is not None
