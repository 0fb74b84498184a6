"""Records as CSV after RFC 4180: one line of names, one row a record, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable
from typing import TextIO

from scraper.export.columns import COLUMNS, Value, scalar_columns
from scraper.model import Record

# What makes a spreadsheet take a text for a formula; the wide forms do so in East Asian settings.
# Source: OWASP, "CSV Injection".
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_csv(records: Iterable[Record], stream: TextIO) -> int:
    """
    How many records were written, one at a time.

    Shape: the stream must not translate line ends. Nothing known is an empty cell; tags are joined by "; ".
    Why: the words are a stranger's, and a title `=HYPERLINK(...)` would run where the file is opened. Such a
        cell gets an apostrophe before it, as spreadsheets mark text; JSONL has every text as it is.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        row = {**scalar_columns(record), "tags": "; ".join(record.article.tags)}
        writer.writerow([_cell(row[name]) for name in COLUMNS])
        count += 1
    return count


def _cell(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
