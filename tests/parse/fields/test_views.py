"""Tests of scraper.parse.fields.views."""

import pytest

from tests.parse.fields import fields, page


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("<p>26 November 2019 | 09:00:00 | dibaca : 479</p>", 479),
        ("<p>0 views | Share:</p>", 0),
        ("<p>21 April 2022</p><p>1298 kali</p>", 1298),
        ('<span><i class="fa fa-eye"></i> 1.234</span>', 1234),
        ('<p>26 Nov 2019 <a><i class="far fa-eye"></i></a> <span>120</span></p>', 120),
        ("<div>Dilihat</div><div>57</div>", 57),
        ("<div>57</div><div>views</div>", 57),
        ("<ul><li>•  05 Juli 2024</li><li>•  916</li></ul>", 916),
        ("<ul><li>•  20 Juni 2024</li><li>•</li><li>•  1713</li></ul>", 1713),
        ("<p>Viewers: 129</p>", 129),
    ],
)
def test_the_counter_beside_the_article_is_read(between: str, expected: int) -> None:
    """Labels, icons, bullets and counters in two blocks give the number."""
    found = fields(page(between=between)).article

    assert expected == found.views
    assert found.source_of("views")


@pytest.mark.parametrize(
    "parts",
    [
        {"between": "<p>Rabu, 24 April 2024 | 08:34:00 WIB | Dibaca: Kali</p>"},
        {"between": "<p>Dilihat : -</p>"},
        {"below": "<div class=statistik><p>Total Pengunjung : 48210</p><p>Hari ini : 12</p></div>"},
        {"below": "<div class=berita-terkait><p>Dibaca : 377 Kali</p></div>"},
        {"below": "<h4>5 Komentar</h4><p>• 0</p>"},
        {"above": "<p>ページ番号:0709117</p>"},
        {"body": "<p class=isi>Video itu sudah dilihat 12 kali oleh warga desa yang berkumpul di balai.</p>"},
        {},
    ],
)
def test_other_numbers_are_no_views(parts: dict[str, str]) -> None:
    """Empty counters, visitors, related articles, comments and the body give None."""
    assert fields(page(**parts)).article.views is None  # type: ignore[arg-type]


def test_an_empty_counter_says_so() -> None:
    """The reason tells an empty counter from none."""
    read = fields(page(between="<p>Dibaca:  Kali</p>"))

    assert "empty" in read.choices["views"].reason


def test_the_counter_under_another_headline_is_not_the_articles() -> None:
    """Below the article, outside its element, a counter under a linked headline is that one's."""
    other = (
        "</main><div><p><a href=/z>Lomba Kampung Bersih Dibuka</a></p><p>Dibaca : 976 kali</p></div><main>"
    )

    assert fields(page(below=other)).article.views is None
