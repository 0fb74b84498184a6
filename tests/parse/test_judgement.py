"""The judgement of blocks: symmetric trees over features, and the ones that come with kabar."""

import numpy as np

from scraper.parse.class_words import ClassWords
from scraper.parse.features import NAMES
from scraper.parse.judgement import BodyModel, body_model, judge_blocks
from scraper.parse.skim import skim

PROSE = "Bupati meresmikan pasar baru di pusat kota pada hari Selasa pagi bersama para pedagang dan warga."
PAGE = skim(
    "<head><title>Pasar Baru - Pemkab</title></head><h1>Pasar Baru di Pusat Kota</h1>"
    f"<div class='post-Body isi2'><p class=teks>{PROSE}</p><p class=teks>{PROSE} Lagi.</p></div>"
    f"<div class=komentar><p>Bagus.</p></div><ul><li><a href=/x>Berita lain</a></li></ul>"
)


def test_a_leaf_is_found_by_its_answers() -> None:
    """The answers of a tree's levels are the bits of its leaf's number, and trees add up."""
    model = BodyModel(
        bias=0.5,
        words=ClassWords({}),
        questions=np.array([[0, 1], [1, 1]]),
        borders=np.array([[1.0, 5.0], [2.0, 6.0]]),
        leaves=np.array([[0, 1, 2, 3], [10, 20, 30, 40]], dtype=np.float32),
    )
    values = np.array([[0, 2, 0, 2], [0, 0, 3, 7]], dtype=np.float32)  # two features of four blocks

    assert [10.5, 11.5, 12.5, 43.5] == model.scores(values).tolist()


def test_prose_is_judged_body_and_a_comment_is_not() -> None:
    """The trees give paragraphs more than zero and a reader's comment less."""
    scores = judge_blocks(PAGE, ()).scores

    assert scores[1] > 0 < scores[2]
    assert scores[3] < 0


def test_blocks_that_are_left_out_are_not_judged() -> None:
    """A copy or a known piece of boilerplate has no score."""
    assert 1 not in judge_blocks(PAGE, {1}).scores


def test_the_model_is_whole() -> None:
    """Its trees ask only for features that exist, and have a leaf for each way to answer."""
    model = body_model()
    levels, trees = model.questions.shape

    assert (levels, trees) == model.borders.shape
    assert (trees, 2**levels) == model.leaves.shape
    assert 0 <= model.questions.min() <= model.questions.max() < len(NAMES)
    assert np.isfinite(model.leaves).all()
