"""The page that a person names, as a file or an address: its bytes, and what is known besides."""

import gzip
import sys
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from scraper.commands.options import settings_of, talk
from scraper.crawl.robots import RobotsCache
from scraper.errors import KabarError, UsageError
from scraper.fetch import Fetcher
from scraper.urls import NOWHERE, normalise_url


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page to read."""

    payload: bytes
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    captured_at: datetime | None = None


def given_page(context: click.Context, source: str, url: str | None, *, allow_private: bool) -> GivenPage:
    """
    The page of this file or address; `url` is where a file was saved from.

    Raises: UsageError for a file that cannot be read or a `url` that is none, KabarError for an address that
    gives no page.
    """
    if "://" in source:
        return _fetched(context, source, allow_private=allow_private)
    normalise_url(url or NOWHERE)
    return GivenPage(_file_bytes(source), url or NOWHERE)


def _file_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for "-", unpacked where they are gzipped."""
    try:
        payload = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return gzip.decompress(payload) if payload.startswith(b"\x1f\x8b") else payload
    except (OSError, EOFError, zlib.error) as exc:
        why = getattr(exc, "strerror", None) or exc
        raise UsageError(
            f"{path} cannot be read: {why}.", hint="Give a file, or an address with https://"
        ) from exc


def _fetched(context: click.Context, source: str, *, allow_private: bool) -> GivenPage:
    settings = replace(settings_of(context), allow_private=allow_private)
    with talk().status(Text(f"asking for {source}")), Fetcher(settings) as fetcher:
        url = normalise_url(source)
        verdict = RobotsCache(fetcher.fetch).verdict(url, datetime.now(UTC))
        if not verdict.allowed:
            hint = "Save the page with a browser and read the file."
            raise KabarError(f"{source}: {verdict.outcome}: {verdict.detail or verdict.rule}", hint=hint)
        fetched = fetcher.fetch(url)
    if fetched.capture is None or fetched.outcome is not None:
        raise KabarError(f"{source}: {fetched.outcome}: {fetched.detail}")
    capture = fetched.capture
    return GivenPage(capture.payload, capture.final_url, capture.headers, capture.fetched_at)
