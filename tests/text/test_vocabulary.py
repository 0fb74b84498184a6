"""Tests of scraper.text.vocabulary and its data files."""

import re
from itertools import combinations

import pytest

from scraper.text.vocabulary import LANGUAGES, alternation, languages, listed, words


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_names_its_source(code: str) -> None:
    """Each data file says where its words come from."""
    assert languages()[code].source


def test_no_name_means_two_months() -> None:
    """The month names of all languages can be looked up together."""
    found: dict[str, str] = {}
    for one in languages().values():
        for number, names in one.tables.get("months", {}).items():
            for name in names:
                assert found.setdefault(name, number) == number, name


def test_no_name_means_two_weekdays_with_one_order() -> None:
    """The weekday names agree wherever two languages share one."""
    for one, other in combinations(languages().values(), 2):
        for number, names in one.tables.get("weekdays", {}).items():
            for wrong in other.tables.get("weekdays", {}):
                if wrong != number:
                    assert not set(names) & set(other.words("weekdays", wrong)), (one.code, other.code)


def test_every_language_of_latin_script_has_twelve_months() -> None:
    """No month is forgotten."""
    for one in languages().values():
        if one.code not in ("ja", "ko"):
            assert 12 == len(one.tables["months"])


def test_an_alternation_ends_at_words() -> None:
    """A word is not found inside another one, except where the script has no spaces."""
    pattern = re.compile(alternation(["foto", "sumber foto", "写真"]))

    assert ["foto"] == pattern.findall("fotografi foto")
    assert ["sumber foto"] == pattern.findall("sumber  foto".replace("  ", " "))
    assert ["写真"] == pattern.findall("顔写真提供")


def test_lists_and_words_are_in_lower_case() -> None:
    """Words are compared after case folding, so they must be folded themselves."""
    assert all(word == word.casefold() for word in listed("offices") | set(words("credits", "before")))
