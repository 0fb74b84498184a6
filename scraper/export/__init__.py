"""What the archive holds, as files that other programs read: one module per format."""

from scraper.export.csv_file import write_csv
from scraper.export.files import export_captures, export_records, is_web_archive
from scraper.export.jsonl_file import json_object, write_jsonl

__all__ = ["export_captures", "export_records", "is_web_archive", "json_object", "write_csv", "write_jsonl"]
