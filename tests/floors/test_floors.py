"""No field is read worse than it was: measured on annotated pages, against the floors in floors.json."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bench.floors import STEPS, Measured, faults, floor_for, measure, read_floors

FLOORS = read_floors()


@pytest.mark.parametrize("corpus", STEPS)
def test_no_field_is_below_its_floor(corpus: str) -> None:
    """Each measure of each set is at or above its floor, on the very pages that it was pinned on."""
    measured = measure(corpus)
    if measured is None:
        pytest.skip("the annotated pages are not on this machine")

    assert [] == faults(corpus, FLOORS["sets"][corpus], measured)


def _drops() -> list[tuple[str, str, float, float]]:
    return [
        (corpus, name, before, after)
        for corpus, known in FLOORS["sets"].items()
        for name, pins in known["pins"].items()
        for before, after in pairwise(pins)
        if after < before
    ]


def test_a_lowered_floor_has_its_reason() -> None:
    """A floor lower than the one before it stands in the list of lowered ones, with a day and a why."""
    recorded = [(one["set"], one["measure"], one["from"], one["to"]) for one in FLOORS["lowered"]]

    assert _drops() == [drop for drop in _drops() if drop in recorded]
    assert all(one["day"] and len(one["why"]) > 10 for one in FLOORS["lowered"])


def test_no_floor_is_empty() -> None:
    """Every set has a digest, and floors for title, day, body and finding the article."""
    for corpus in STEPS:
        known: dict[str, Any] = FLOORS["sets"][corpus]

        assert 64 == len(known["digest"])
        assert {"title exact", "day exact", "day not wrong", "body F1", "articles found"} <= known[
            "pins"
        ].keys()
        assert all(0.5 < pins[-1] <= 1 for pins in known["pins"].values())


def test_a_worse_field_and_other_pages_are_told() -> None:
    """A measure below its floor, one without a floor and pages that changed are a fault each."""
    pinned = {"digest": "a", "pins": {"title exact": [0.8, 0.9]}}

    assert [] == faults("pages", pinned, Measured("a", {"title exact": 0.9}))
    assert ["pages: title exact is 0.8900, its floor is 0.9"] == faults(
        "pages", pinned, Measured("a", {"title exact": 0.89})
    )
    assert ["pages: place exact has no floor"] == faults(
        "pages", pinned, Measured("a", {"title exact": 1.0, "place exact": 1.0})
    )
    assert "not those" in faults("pages", pinned, Measured("b", {"title exact": 1.0}))[0]


def test_a_floor_lies_a_little_below_what_was_measured() -> None:
    """Where every value is exact the floor is 1; elsewhere a page or two may differ."""
    assert 1.0 == floor_for("pages", "title exact", 1.0)
    assert 0.993 == floor_for("pages", "body F1", 0.998)
    assert 0.848 == floor_for("articles", "title exact", 0.8583)


def test_the_floors_are_in_the_repository() -> None:
    """The file of floors is data beside the tests."""
    assert Path(__file__).with_name("floors.json").is_file()
