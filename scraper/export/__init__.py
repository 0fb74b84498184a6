"""Records as files that other programs read: one module per format."""

from scraper.export.csv_file import write_csv
from scraper.export.files import export_records
from scraper.export.jsonl_file import json_object, write_jsonl

__all__ = ["export_records", "json_object", "write_csv", "write_jsonl"]
