"""Records as JSON lines: one object a record, with its lists as lists and every text as it is."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from scraper.export.columns import COLUMNS, scalar_columns
from scraper.model import Record


def write_jsonl(records: Iterable[Record], stream: TextIO) -> int:
    """How many records were written, one at a time; nothing known is null."""
    count = 0
    for record in records:
        stream.write(json.dumps(json_object(record), ensure_ascii=False) + "\n")
        count += 1
    return count


def json_object(record: Record) -> dict[str, object]:
    """The record as JSON knows it: the columns in their order, then photos, and the source of each field."""
    row: dict[str, object] = {**scalar_columns(record), "tags": list(record.article.tags)}
    sources: dict[str, list[str]] = {}
    for entry in record.article.sources:
        sources.setdefault(entry.field, []).append(entry.source)
    photos = [asdict(photo) for photo in record.article.photos]
    return {**{name: row[name] for name in COLUMNS}, "photos": photos, "sources": sources}
