"""Web archives and saved pages from files into the archive."""

from scraper.ingest.run import Event, Import

__all__ = ["Event", "Import"]
