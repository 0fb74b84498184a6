"""Tests of scraper/parse/icons.py."""

from scraper.parse.icons import with_icons
from scraper.parse.lone import parse
from scraper.parse.skim import skim

PAGE = (
    "<h1>Bupati Resmikan Pasar Baru di Wanasari</h1><p class=meta><span><svg class='lucide lucide-user'>"
    '<path d=\'M1\'/></svg>Nur Aini</span> <span><svg data-icon="eye" class="w-4"><title>x</title></svg>479'
    "</span> <span><svg class='lucide lucide-message'></svg>12</span> 26 November 2019</p>"
    + "<p>Pasar itu memuat dua ratus kios dan dibangun selama dua tahun dengan dana daerah, kata bupati.</p>"
    * 4
)


def test_a_drawn_eye_and_person_say_what_stands_behind_them() -> None:
    """The number behind a drawn eye is the counter, the words behind a drawn person are the writer."""
    article = parse(PAGE.encode(), "https://www.wanasarikab.example/berita/12/bupati-resmikan-pasar").article

    assert article
    assert (479, "Nur Aini") == (article.views, article.byline)


def test_a_drawing_leaves_no_words() -> None:
    """Neither a drawing's title nor its paths are text of the page."""
    assert ["Nur Aini 479 12 26 November 2019"] == [block.text for block in skim(PAGE).blocks[1:2]]


def test_a_page_without_drawings_stays_as_it_is() -> None:
    """Nothing is put into a page that has no such drawing, nor quotes into a script's string."""
    plain, quoted = b"<p>1</p>", b'{"a":"<svg class=\\"fa-eye\\">"}'

    assert plain == with_icons(plain)
    assert quoted.count(b'"') == with_icons(quoted).count(b'"')
