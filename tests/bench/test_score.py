"""Whether pages are judged, and tools summed up, as the benchmark's document says."""

from pathlib import Path
from typing import Any

import pytest

from bench.gold import GoldPage
from bench.score import Verdict, judge, summarise

_GOLD = {
    "title": "Judul",
    "published": "2019-11-26T09:00:00+07:00",
    "views": "21",
    "photo_credits": [],
    "category": None,
    "author": "Admin",
    "author_alt": "Wawan Perdana (in pasted body)",
    "dateline": "SEMARANG",
    "body_first_sentence": "Satu dua tiga.",
    "body_last_sentence": "Empat lima enam.",
    "tail": "(Sit)",
}
_BODY = ("SEMARANG - Satu dua tiga.", "Empat lima enam.")


def _page(**changes: Any) -> GoldPage:
    values: dict[str, Any] = {
        "id": "x",
        "corpus": "pages",
        "file": Path("x.html"),
        "url": "",
        "fields": _GOLD,
    }
    return GoldPage(**{**values, "bodies": (_BODY,), **changes})


def _row(**changes: Any) -> dict[str, Any]:
    exact = {
        "title": "Judul",
        "published": "2019-11-26T02:00:00+00:00",
        "views": 21,
        "byline": ["Admin"],
        "place": "SEMARANG",
        "paragraphs": list(_BODY),
    }
    return {"credits": [], "category": None, "ms": 2.0, "fault": "", "outcome": "", **exact, **changes}


def test_exact_page_is_right_in_every_field() -> None:
    """A page read as expected has no other verdict than right, and a body F1 of one."""
    judged = judge(_page(), _row())

    assert {Verdict.RIGHT} == set(judged.verdicts.values())
    assert judged.body is not None
    assert pytest.approx(1.0) == judged.body.f1


@pytest.mark.parametrize(
    ("changes", "name", "verdict"),
    [
        ({"title": "Berita"}, "title", Verdict.WRONG),
        ({"title": None}, "title", Verdict.MISSING),
        ({"published": "2019-11-26"}, "minute", Verdict.WRONG),
        ({"published": "2019-11-26"}, "day", Verdict.RIGHT),
        ({"views": 0}, "views", Verdict.WRONG),
        ({"credits": ["Handy"]}, "credits", Verdict.WRONG),
        ({"category": "Berita"}, "category", Verdict.WRONG),
        ({"byline": ["Wawan Perdana"]}, "byline", Verdict.RIGHT),
        ({"byline": ["Admin", "Wawan Perdana"]}, "byline", Verdict.RIGHT),
        ({"byline": ["Tim"]}, "byline", Verdict.WRONG),
        ({"byline": []}, "byline", Verdict.MISSING),
        ({"paragraphs": ["Menu utama", *_BODY]}, "first", Verdict.WRONG),
        ({"paragraphs": [*_BODY, "(Sit)"]}, "last", Verdict.RIGHT),
        ({"paragraphs": [*_BODY, "Berita terkait " * 9]}, "last", Verdict.WRONG),
        ({"paragraphs": []}, "last", Verdict.MISSING),
    ],
)
def test_one_fault_has_its_verdict(changes: dict[str, Any], name: str, verdict: Verdict) -> None:
    """A value is right, missing or wrong, and a value where nothing is expected is wrong."""
    assert verdict == judge(_page(), _row(**changes)).verdicts[name]


def test_page_without_article_is_told_apart_by_an_empty_body() -> None:
    """Only the pages that are no article count for being told apart, and only they."""
    listing = _page(fields={}, bodies=(), is_article=False)
    judged = [judge(listing, _row(paragraphs=[])), judge(listing, _row()), judge(_page(), _row())]
    expected = (0.5, 0, 1.0)

    summary = summarise(judged)

    assert expected == (summary.told_apart, summary.refused, summary.exact["all"])


def test_values_are_counted_together_over_all_pages() -> None:
    """One wrong value of fourteen on two pages is one fourteenth of silent errors."""
    summary = summarise([judge(_page(), _row()), judge(_page(), _row(title="Berita"))])

    assert pytest.approx(1 / 14) == summary.silent["all"]
    assert pytest.approx(13 / 14) == summary.exact["all"]


def test_general_page_is_judged_by_what_its_set_knows() -> None:
    """A set without a date says nothing about the date that was found."""
    judged = judge(_page(corpus="publishers", fields={"title": "Judul"}), _row())

    assert {"title": Verdict.RIGHT} == judged.verdicts
