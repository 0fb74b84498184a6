"""kabar archives the news of regional governments; these are its public names."""

from typing import TYPE_CHECKING

from scraper.errors import KabarError
from scraper.model import Article, Capture, Photo, Reading, Record, SiteMemory, Source
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.parse.reader import learn
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.store import (
        RecordQuery,
        changes,
        open_archive,
        payload_of,
        presence,
        record,
        records,
        revisions,
        search,
        view_counts,
        views_per_day,
    )

__all__ = [
    "Article",
    "Capture",
    "KabarError",
    "Outcome",
    "Photo",
    "Reading",
    "Record",
    "RecordQuery",
    "SiteMemory",
    "Source",
    "__version__",
    "changes",
    "learn",
    "open_archive",
    "parse",
    "payload_of",
    "presence",
    "record",
    "records",
    "revisions",
    "search",
    "view_counts",
    "views_per_day",
]


def __getattr__(name: str) -> object:
    """
    A public name of the store, which is imported when somebody first asks for one.

    Why: a process that only reads pages would pay for the database too, with time and 40 MB.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from scraper import store

    value: object = getattr(store, name)
    globals()[name] = value
    return value
