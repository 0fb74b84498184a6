"""The features of blocks, in lines and in what stands around them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.class_words import ClassWords
from scraper.parse.columns import is_link_line
from scraper.parse.features import NAMES, Features, measure
from scraper.parse.skim import skim

PROSE = "Bupati meresmikan pasar baru di pusat kota pada hari Selasa pagi bersama para pedagang dan warga."
HTML = (
    "<head><title>Pasar Baru - Pemkab</title></head><h1>Pasar Baru di Pusat Kota</h1>"
    f"<div class='isi2'><p class='teks a1'>{PROSE}</p><p class='teks a2'>{PROSE} Lagi.</p></div>"
    f"<div class=komentar><h3>Komentar</h3><p>Bagus.</p></div><ul><li><a href=/x>Berita lain</a></li></ul>"
)
TAGS = st.sampled_from(["p", "div", "td", "table", "li", "ul", "h2", "br", "a href=/x", "section", "b"])


def _measured(html: str, weights: dict[str, tuple[float, float, float]] | None = None) -> Features:
    return measure(skim(html), (), ClassWords(weights or {}))


def _row(found: Features, name: str) -> list[float]:
    return [round(float(value), 3) for value in found.values[NAMES.index(name)]]


def test_every_feature_has_a_value() -> None:
    """There is one finite number for each name and each block, and a line of links only is not judged."""
    found = _measured(HTML)

    assert (len(NAMES), 5) == found.values.shape
    assert [0, 1, 2, 3, 4] == found.numbers
    assert np.isfinite(found.values).all()
    assert is_link_line(skim(HTML).blocks[5])


def test_kin_share_tag_and_class() -> None:
    """Paragraphs of one class are kin, whatever numbers their class holds; another class is another kin."""
    assert [1, 2, 2, 1, 1] == _row(_measured(HTML), "kin_count")


def test_sums_are_those_of_the_element() -> None:
    """A parent's prose is the share of the page's that stands in it, at any depth."""
    assert [1.0, 1.0, 1.0, 0.0, 0.0] == _row(_measured(HTML), "parent_prose")
    assert [1.0, 1.0, 1.0, 1.0, 1.0] == _row(_measured(HTML), "grand_prose")


def test_distances_are_in_blocks() -> None:
    """From the headline and from the label of the comments, whatever stands between."""
    found = _measured(HTML)

    assert [0, 1, 2, 3, 4] == _row(found, "from_headline")
    assert [60, 60, 60, 0, 1] == _row(found, "since_comment")


def test_words_of_classes_count_by_their_place() -> None:
    """A word weighs what it weighs for the own, a near or a far element, the root aside."""
    weights = {"teks": (2.0, 9.0, 9.0), "isi": (9.0, 1.5, 9.0), "komentar": (9.0, -3.0, 9.0)}
    found = _measured(HTML, weights)

    assert [0.0, 2.0, 2.0, 0.0, 0.0] == _row(found, "own_words")
    assert [0.0, 3.5, 3.5, -3.0, -3.0] == _row(found, "path_words")


@given(st.lists(st.tuples(TAGS, st.text("ab .,ü中", max_size=90), st.booleans()), max_size=25))
def test_any_page_with_blocks_is_measured(parts: list[tuple[str, str, bool]]) -> None:
    """Whatever the nesting, each feature of each block is a finite number."""
    html = "".join(f"<{tag}>{text}" + f"</{tag.split()[0]}>" * closed for tag, text, closed in parts)
    page = skim(html)
    if page.blocks:
        assert np.isfinite(measure(page, (), ClassWords({})).values).all()


def test_a_page_of_links_has_nothing_to_judge() -> None:
    """A menu alone gives no columns, and no error."""
    assert (len(NAMES), 0) == _measured("<ul><li><a href=/x>Profil</a></li></ul>").values.shape
