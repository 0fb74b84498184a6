"""The judgement of blocks: features, kinship and the trees that come with kabar."""

from scraper.parse.features import NAMES, is_link_line, rows
from scraper.parse.judgement import body_model, judge_blocks
from scraper.parse.kinship import Kinship, words_of
from scraper.parse.skim import skim

PROSE = "Bupati meresmikan pasar baru di pusat kota pada hari Selasa pagi bersama para pedagang dan warga."
PAGE = skim(
    "<head><title>Pasar Baru - Pemkab</title></head><h1>Pasar Baru di Pusat Kota</h1>"
    f"<div class='post-Body isi2'><p class=teks>{PROSE}</p><p class=teks>{PROSE} Lagi.</p></div>"
    f"<div class=komentar><p>Bagus.</p></div><ul><li><a href=/x>Berita lain</a></li></ul>"
)


def test_class_names_are_cut_into_words() -> None:
    """Hyphens, digits and humps end a word; class, id and itemprop count, other attributes do not."""
    written = 'class="post-Body col2 articleText" id="isi" style="color: red" itemprop="articleBody"'

    assert ["post", "body", "col", "article", "text", "isi", "article", "body"] == words_of(written)


def test_every_feature_has_a_value() -> None:
    """A row has one number for each name, and a line of links only is not judged."""
    _, found = rows(PAGE, (), {})

    assert {len(NAMES)} == {len(row) for _, row in found}
    assert [0, 1, 2, 3] == [number for number, _ in found]
    assert is_link_line(PAGE.blocks[4])


def test_kin_share_tag_and_class() -> None:
    """Paragraphs of one class are kin, whatever numbers their class holds."""
    page = skim("<div><p class='teks a1'>a</p><p class='teks a2'>b</p><p class=lain>c</p></div>")
    kin = Kinship(page, page.blocks, {})
    first, second, other = (kin.signature(block.element) for block in page.blocks)

    assert first == second != other


def test_the_headline_is_the_heading_of_the_title() -> None:
    """Of the headings above the prose, the one that the page's title holds is the headline."""
    assert 0 == Kinship(PAGE, PAGE.blocks, {}).headline_number


def test_prose_is_judged_body_and_a_comment_is_not() -> None:
    """The trees give paragraphs more than zero and a reader's comment less."""
    _, scores = judge_blocks(PAGE, ())

    assert scores[1] > 0 < scores[2]
    assert scores[3] < 0


def test_blocks_that_are_left_out_are_not_judged() -> None:
    """A copy or a known piece of boilerplate has no score."""
    assert 1 not in judge_blocks(PAGE, {1})[1]


def test_the_model_is_whole() -> None:
    """Its trees ask only for features that exist, and its stages hold all trees."""
    names = range(len(NAMES))
    waiting: list[object] = [tree for trees, *_ in body_model().stages for tree in trees]

    assert 60 == len(waiting)
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            assert node[0] in names
            waiting += node[2:]
