"""The words of class names and what they weigh."""

from scraper.parse.class_words import ClassWords, words_of


def test_class_names_are_cut_into_words() -> None:
    """Hyphens, digits and humps end a word; all is read in lower case."""
    written = 'class="post-Body col2 articleText" id="isi"'

    assert ["post", "body", "col", "article", "text", "isi"] == words_of(written)


def test_weights_add_up_and_numbers_name_no_other_class() -> None:
    """An element weighs the sum of its words; classes that differ in numbers only are one."""
    words = ClassWords({"post": (1.0, 2.0, 3.0), "body": (0.5, 0.0, -1.0)})
    first, second, other = (words.of(f'class="{name}"') for name in ("postBody1", "postBody22", "body"))

    assert (1.5, 2.0, 2.0) == first[:3] == second[:3]
    assert first[3] == second[3] != other[3]
    assert (0.0, 0.0, 0.0, 0) == words.of("")


def test_endless_attributes_are_cut() -> None:
    """What stands behind the first 240 characters does not count, and is not kept."""
    words = ClassWords({"post": (1.0, 1.0, 1.0)})

    assert 0.0 == words.of('data-x="' + "0" * 300 + '" class="post"')[0]
