"""Asks for one page: try by try, hop by hop, under one deadline; gives back what came of it."""

import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from scraper.errors import AddressError
from scraper.fetch.addresses import resolve
from scraper.fetch.agent import user_agent
from scraper.fetch.body import BodyReader, Caps, Described
from scraper.fetch.deadline import Deadline
from scraper.fetch.dial import Dialer, Resolve
from scraper.fetch.exchange import Answer, Exchange, trusted_roots
from scraper.fetch.failure import FetchFailure
from scraper.fetch.judge import judged
from scraper.fetch.retry import Sleep, Try, retrying
from scraper.model import Capture, Fetched, Hop, Validators
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.urls.resolve import absolute_url

# Source: sitemaps.org: a sitemap has 50 MB at most, unpacked.
_FILE_CAPS = Caps(52_428_800, 52_428_800, takes_files=True)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Printable ASCII without a blank at either end.
_SENDABLE = re.compile(r"[!-~]([ -~]*[!-~])?")

# How long a redirect's own body is waited for, to save a new connection for the next hop.
_DRAIN_S = 0.3

MayFollow = Callable[[str], Fetched | None]  # a redirect's target to what ends the visit; None: follow it


class Fetcher:
    """
    Asks for pages, one at a time, over one connection; for one thread.

    Why one thread: a host is then never asked twice at once, and one connection costs httpx least.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        ssl_context: ssl.SSLContext | None = None,
        sleep: Sleep = time.sleep,
        resolve: Resolve = resolve,
    ) -> None:
        self._settings = settings
        self._caps = self._page_caps = Caps(settings.max_wire_bytes, settings.max_decoded_bytes)
        self._deadline = Deadline()
        self._retrying = retrying(settings, sleep)
        headers = {
            "User-Agent": user_agent(settings.contact),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        dialer = Dialer(self._deadline, settings.allow_private, resolve)
        self._exchange = Exchange(settings, dialer, headers, ssl_context or trusted_roots())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connection."""
        self._exchange.close()

    def fetch(
        self,
        url: str,
        may_follow: MayFollow | None = None,
        validators: Validators | None = None,
        *,
        takes_files: bool = False,
    ) -> Fetched:
        """
        What asking for this address brought; never raises for what the web does.

        Shape: may_follow is asked before each redirect, and ends the visit where it gives a Fetched. With
            validators, an answer of 304 ends as unchanged; they are of this address: no redirect gets them.
            With takes_files a body may be no page, and as long as a sitemap.
        """
        self._caps = _FILE_CAPS if takes_files else self._page_caps
        until = time.monotonic() + self._settings.retry_total_s
        condition = _condition(validators)
        tried: Try = self._retrying(self._one_try, url, until, may_follow, condition)
        tries = self._retrying.statistics["attempt_number"]
        if tries > 1 and tried.fetched.outcome is not None:
            return replace(tried.fetched, detail=f"{tried.fetched.detail}; {tries} tries")
        return tried.fetched

    def _one_try(
        self, url: str, until: float, may_follow: MayFollow | None, condition: Mapping[str, str]
    ) -> Try:
        self._deadline.start(min(self._settings.deadline_s, until - time.monotonic()))
        self._exchange.forget()
        try:
            return self._walk(url, may_follow, condition)
        except FetchFailure as failure:
            return Try(Fetched(None, failure.outcome, failure.detail), failure.again)

    def _walk(self, url: str, may_follow: MayFollow | None, condition: Mapping[str, str]) -> Try:
        """Along the redirects, each hop through the same door, to the answer that is none."""
        started = time.monotonic()
        target = _exact(url)
        hops: list[Hop] = []
        while True:
            answer = self._asked(target, hops, {} if hops else condition)
            try:
                location = answer.header("location") if answer.status in _REDIRECTS else None
                if location is None:
                    tried = self._read(answer, url, target, tuple(hops), started)
                    return _unchanged(tried) if condition and not hops and answer.status == 304 else tried
                with self._deadline.within(_DRAIN_S):
                    answer.drain()
            finally:
                answer.close()
            hops.append(Hop(target, answer.status, location))
            if len(hops) > self._settings.max_redirects:
                detail = f"{len(hops)} redirects, the last one to {location[:200]}"
                raise FetchFailure(Outcome.TOO_MANY_REDIRECTS, detail)
            target = _exact(_decoded(location), target)
            refusal = may_follow(target) if may_follow else None
            if refusal is not None:
                return Try(refusal, again=False)

    def _asked(self, target: str, hops: list[Hop], condition: Mapping[str, str]) -> Answer:
        try:
            return self._exchange.ask(target, condition)
        except FetchFailure as failure:
            if hops:
                failure.detail += f"; redirected to {target[:200]}"
            raise

    def _read(self, answer: Answer, url: str, target: str, hops: tuple[Hop, ...], started: float) -> Try:
        fetched_at = datetime.now(UTC)
        described = Described(
            answer.header("content-type"), answer.all("content-encoding"), answer.header("content-length")
        )
        body = BodyReader(described, self._caps).read(answer.pieces())
        capture = Capture(
            requested_url=url,
            final_url=target,
            fetched_at=fetched_at,
            status=answer.status,
            headers=answer.headers,
            payload=body.payload,
            content_encoding=described.content_encoding,
            hops=hops,
            complete=body.complete,
            elapsed_s=time.monotonic() - started,
            status_line=answer.status_line,
            request_headers=answer.request_headers,
        )
        return judged(capture, body)


def _condition(validators: Validators | None) -> dict[str, str]:
    """
    The headers that ask for the page only where it changed.

    Why not what h11 or another server would refuse: a stored validator is a stranger's text.
    """
    sent = {}
    if validators and validators.etag and _SENDABLE.fullmatch(validators.etag):
        sent["If-None-Match"] = validators.etag
    if validators and validators.last_modified and _SENDABLE.fullmatch(validators.last_modified):
        sent["If-Modified-Since"] = validators.last_modified
    return sent


def _unchanged(tried: Try) -> Try:
    return Try(replace(tried.fetched, outcome=Outcome.UNCHANGED, detail="status 304: as it was"))


def _exact(href: str, base: str | None = None) -> str:
    try:
        return absolute_url(href, base)
    except AddressError as exc:
        detail = f"redirected to {exc}" if base else str(exc)
        raise FetchFailure(Outcome.REFUSED_ADDRESS, detail) from exc


def _decoded(location: str) -> str:
    """Why anew: headers come as latin-1, but a Location with other letters is UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
