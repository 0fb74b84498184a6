"""Tests of scraper/export/citation.py: the same record as APA, BibTeX and CSL-JSON."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.export.citation import Cited, apa, bibtex, csl_json
from scraper.model import Record
from tests.store.samples import NOW, article

DIGEST = "ab" * 32
CITED = Cited("Humas Jawa Tengah", datetime(2026, 11, 27, 3, 4, 5, tzinfo=UTC), DIGEST)
# Of the CSL schema's properties, those that kabar writes, with their JSON types.
# Source: citation-style-language/schema, schemas/input/csl-data.json, version 1.0.2.
CSL = {
    **dict.fromkeys(("id", "title", "container-title", "URL", "note", "language"), str),
    "type": str,
    "author": list,
    **dict.fromkeys(("issued", "accessed"), dict),
}


def _record(**changes: object) -> Record:
    return Record(17, "jateng", replace(article(), **changes), NOW, NOW, 1, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Handy. (2019, November 26). Pemprov Sulut Belajar ke Jateng. Humas Jawa Tengah. Retrieved "),
        ("id", "Handy. (2019, 26 November). Pemprov Sulut Belajar ke Jateng. Humas Jawa Tengah. Diakses "),
    ],
)
def test_apa_has_its_months_and_the_capture(language: str, words: str) -> None:
    """Author, day, headline, office, address; then when it was captured, and the digest of the bytes."""
    line = apa(_record(), CITED, language)

    assert line.startswith(words)
    assert ("27 November 2026" if language == "id" else "November 27, 2026") in line
    assert f"2026-11-27T03:04:05Z; SHA-256 {DIGEST}]" in line


@pytest.mark.parametrize("byline", [None, "Admin", "redaksi; editor Sari"])
def test_the_office_is_the_author_where_nobody_signs(byline: str | None) -> None:
    """An account is no author, and an article without a day has none in its reference."""
    record = _record(byline=byline, published_at=None)

    assert apa(record, CITED).startswith("Humas Jawa Tengah. (n.d.). Pemprov")
    assert [{"literal": "Humas Jawa Tengah"}] == csl_json(record, CITED)["author"]
    assert "issued" not in csl_json(record, CITED)
    assert "year" not in bibtex(record, CITED)


def test_bibtex_is_escaped() -> None:
    """What TeX would obey stands as a reader sees it, and names stay whole."""
    entry = bibtex(_record(title=r"100% Rp_5 & {x} #1 $ \ ~ ^", published_at=date(2019, 5, 2)), CITED)

    assert entry.startswith("@misc{kabar17,\n  author = {{Handy}},")
    assert r"{100\% Rp\_5 \& \{x\} \#1 \$ \textbackslash{} \textasciitilde{} \textasciicircum{}}" in entry
    assert "  year = {2019},\n  month = may,\n" in entry
    assert f"SHA-256 {DIGEST}" in entry


@settings(deadline=None)
@given(title=st.text(max_size=60), byline=st.text(max_size=30))
def test_no_words_break_an_entry(title: str, byline: str) -> None:
    """Whatever stands in a headline or a byline, braces are even and each field is a line."""
    entry = bibtex(_record(title=title, byline=byline), CITED)
    bare = re.sub(r"\\[{}]", "", entry)

    assert bare.count("{") == bare.count("}")
    assert all(re.match(r"@misc|  \w+ = |}$", line) for line in entry.split("\n"))
    assert json.loads(json.dumps(csl_json(_record(title=title, byline=byline), CITED)))


def test_csl_json_has_the_shape_of_its_schema() -> None:
    """Every property is one of CSL's and of its type; dates are parts, the type is one that CSL has."""
    item = csl_json(_record(), CITED)

    assert [] == [name for name, value in item.items() if not isinstance(value, CSL[name])]
    assert "webpage" == item["type"]
    assert {"date-parts": [[2019, 11, 26]]} == item["issued"]
    assert {"date-parts": [[2026, 11, 27]]} == item["accessed"]
    assert {"id", "type"} <= set(item)
