"""JSON lines: one object a record, everything in it."""

import json
from io import StringIO

from scraper.export import json_object, write_jsonl
from tests.export.samples import record


def test_a_record_is_a_line() -> None:
    """Lists are lists, what is not known is null, and each field has its sources."""
    stream = StringIO()
    count = write_jsonl([record(1), record(2, title="=1+1\u2028")], stream)
    first, second = (json.loads(line) for line in stream.getvalue().split("\n")[:-1])

    assert 2 == count
    assert ["BPJS", "Sulut"] == first["tags"]
    assert [
        {"url": "https://humas.example.go.id/1.jpg", "caption": None, "credit": "Handy"},
        {"url": None, "caption": "Rapat", "credit": None},
    ] == first["photos"]
    assert {"title": ["h1"], "photos": ["figure 1", "figure 2"]} == first["sources"]
    assert (None, 0, "2019-11-26T09:00:00+07:00") == (
        first["category"],
        first["views"],
        first["published_at"],
    )
    assert "=1+1\u2028" == second["title"]


def test_letters_stay_letters() -> None:
    """A text can be searched with grep: nothing in it is escaped that need not be."""
    stream = StringIO()
    write_jsonl([record()], stream)

    assert "Pemprov “Sulut” Belajar, lagi" in stream.getvalue()


def test_columns_stand_in_the_order_of_the_table() -> None:
    """The object begins with the columns of the articles table and ends with the lists of other tables."""
    names = list(json_object(record()))

    assert ["id", "site", "url", "title"] == names[:4]
    assert ["capture", "photos", "sources"] == names[-3:]
