"""Whether the benchmark's measures judge as they say."""

import pytest

from bench.bodies import cut, markup_to_paragraphs
from bench.metrics import (
    body_score,
    normal,
    paragraph_score,
    same_day,
    same_minute,
    same_names,
    same_text,
    shingles,
    snippet_share,
)


def test_equal_bodies_score_one() -> None:
    """A body that differs in quotes, case, spaces and paragraph ends only is exact."""
    score = body_score("“Satu dua”, kata Tiga\n\nempat lima", '"satu DUA", kata tiga empat\xa0lima')

    expected = (1.0, 1.0, 1.0)
    assert expected == score


def test_repeated_body_halves_precision() -> None:
    """Shingles are multisets: a body that stands twice costs precision."""
    text = "satu dua tiga empat lima enam tujuh"
    score = body_score(text, f"{text} {text}")

    expected = (pytest.approx(4 / 11), 1.0)
    assert expected == (score.precision, score.recall)


def test_empty_body_scores_zero() -> None:
    """No body where one is expected scores nothing, and two empty ones agree."""
    expected = (0.0, 1.0)

    assert expected == (body_score("satu dua tiga empat", "").f1, body_score("", "").f1)


def test_words_without_spaces_are_compared_by_character() -> None:
    """Chinese text gives shingles of four characters, so a body that is right in part scores in part."""
    expected = {("中", "国", "新", "闻"): 1, ("国", "新", "闻", "社"): 1}

    assert expected == shingles("中国新闻社")


def test_text_of_fewer_than_four_words_is_one_shingle() -> None:
    """Even two words can be right or wrong."""
    expected = {("salam", "gowes"): 1}

    assert expected == shingles("Salam Gowes...")


def test_paragraphs_are_equal_as_wholes() -> None:
    """A paragraph that is split in two is found by neither half."""
    score = paragraph_score(["a b c", "d e"], ["a b", "c", "d  e"])

    assert (pytest.approx(1 / 3), 0.5) == (score.precision, score.recall)


@pytest.mark.parametrize(
    ("gold", "found", "day", "minute"),
    [
        ("2019-11-26T09:00:00+07:00", "2019-11-26T02:00:00+00:00", True, True),
        ("2019-11-26T09:00+07:00", "2019-11-26T09:00:45", True, True),
        ("2019-11-26T09:00:00", "2019-11-26T09:00:00+07:00", True, True),
        ("2019-11-26T09:00:00+07:00", "2019-11-26", True, False),
        ("2019-11-26T01:00:00+07:00", "2019-11-25T18:00:00+00:00", True, True),
        ("2019-11-26", "2019-11-26T23:30:00+07:00", True, False),
        ("2019-11-26", "2019-01-01", False, False),
        ("2019-11-26", "kemarin", False, False),
        ("2019-11-26", None, False, False),
    ],
)
def test_moments_are_compared_in_the_zone_of_the_gold(
    gold: str, found: str | None, *, day: bool, minute: bool
) -> None:
    """Day and minute are right in the gold's zone; a value without a zone is taken as printed."""
    assert day == same_day(gold, found)
    assert minute == same_minute(gold, found)


def test_values_are_folded_but_not_guessed() -> None:
    """Quotes, dashes and spaces do not count; case counts in a text and not in a name."""
    assert same_text("Jum’at – “Sehat”", 'Jum\'at  -  "Sehat"')
    assert not same_text("Judul", "JUDUL")
    assert same_names(["Handy (Humas Jateng)"], ["handy (humas  jateng)"])
    assert not same_names(["Admin"], ["Admin", "Budi"])
    assert normal("a b") == normal(" a\u200b\xa0 b\u00ad\n")


def test_snippets_are_found_across_paragraph_ends() -> None:
    """A snippet counts when its words stand in the body, whatever the line ends."""
    expected = 0.5

    assert expected == snippet_share(["satu dua", "enam"], "satu\n\ndua tiga")
    assert snippet_share([], "satu") is None


def test_markup_is_split_at_one_line_break_or_two() -> None:
    """Each way of reading line breaks is an acceptable split; list items and table rows are paragraphs."""
    markup = "<p>a<br>b<br><br>c</p><ul><li>d</li></ul><table><tr><td>e</td><td>f</td></tr></table>"

    expected = (("a", "b", "c", "d", "e | f"), ("a b", "c", "d", "e | f"))
    assert expected == markup_to_paragraphs(markup)


def test_second_copy_and_surroundings_are_cut() -> None:
    """The gold body runs from its first sentence to its last, once, with and without its signature."""
    fields = {
        "body_first_sentence": "Satu dua.",
        "body_last_sentence": "Tiga empat.",
        "repeated_blocks": True,
        "tail": "(Sit)",
    }
    paragraphs = ["Tim Humas", "Satu dua.", "Tiga empat. (Sit)", "Satu dua.", "tiga empat.", "Sumber : X"]

    expected = [("Satu dua.", "Tiga empat."), ("Satu dua.", "Tiga empat. (Sit)")]
    assert expected == cut(paragraphs, fields)
