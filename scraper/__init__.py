"""kabar archives the news of regional governments; these are its public names."""

from scraper.errors import KabarError
from scraper.model import Article, Capture, Photo, Reading, Record, SiteMemory, Source
from scraper.outcome import Outcome
from scraper.pipeline import learn, parse
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
from scraper.version import __version__

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
