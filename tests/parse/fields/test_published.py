"""Tests of scraper.parse.fields.published and scraper.parse.fields.moments."""

from dataclasses import replace
from datetime import date

import pytest

from tests.parse.fields import BODY, fields, page

PUBLISHED = '<meta property="article:published_time" content="{}">'
MODIFIED = '<meta property="article:modified_time" content="{}">'
JSONLD = '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{}"}}</script>'


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("<p>26 November 2024 | 09:00:00 | dibaca : 479</p>", "2024-11-26T09:00:00+07:00"),
        ("<p>Selasa, 26 November 2024 pukul 20.47 WITA</p>", "2024-11-26T20:47:00+08:00"),
        ("<small>Admin dlh | 03 Januari 2020 | 324 kali</small>", "2020-01-03"),
        ("<div>By <b>Administrator</b> <i>22 Apr 2018, 11:13:08 WIB</i></div>", "2018-04-22T11:13:08+07:00"),
        ("<ul><li>•  05 Juli 2024</li><li>•  916</li></ul>", "2024-07-05"),
        ("<p>Administrator 19 November 2020 Dibaca 284 Kali</p>", "2020-11-19"),
        ("<p>2 hari yang lalu | Administrator</p>", "2024-12-08"),
        ("<p>3 jam yang lalu</p>", "2024-12-10T09:00:00+07:00"),
        ("<p>05/10/2018 - Publicado por: Clarissa Borba - Categoria: Saúde</p>", "2018-10-05"),
        ("<p>Diupload pada : 26 Oktober 2022</p>", "2022-10-26"),
        ("<h4>02.01.2022</h4>", "2022-01-02"),
    ],
)
def test_a_line_beside_the_headline_dates_the_article(between: str, expected: str) -> None:
    """The printed zone is kept, the region's is put where none is printed, a bare date stays bare."""
    found = fields(page(between=between)).article

    assert found.published_at is not None
    assert expected == found.published_at.isoformat()
    assert (found.source_of("published_at") or "").startswith('text "')


@pytest.mark.parametrize(
    ("head", "between", "expected"),
    [
        (PUBLISHED.format("2024-11-26T09:00:00+07:00"), "", "2024-11-26T09:00:00+07:00"),
        (JSONLD.format("2024-11-26T02:00:00Z"), "", "2024-11-26T02:00:00+00:00"),
        (JSONLD.format("2024-11-26T02:00:00Z"), "<p>26 November 2024</p>", "2024-11-26T02:00:00+00:00"),
        (JSONLD.format("2024-11-25T20:00:00Z"), "<p>26 November 2024</p>", "2024-11-26T03:00:00+07:00"),
        (
            PUBLISHED.format("2024-11-26T09:00:00+00:00"),
            "<p>26 Nov 2024 09:00</p>",
            "2024-11-26T09:00:00+07:00",
        ),
        (PUBLISHED.format("2024-11-26T00:00:00+00:00"), "<p>26 Nov 2024</p>", "2024-11-26"),
        (PUBLISHED.format("2024-11-26"), "", "2024-11-26"),
        ('<meta name="publication_date" content="2022-02-08T14:00:00">', "", "2022-02-08T14:00:00+07:00"),
        ("", '<p itemprop="datePublished" content="2019-05-08">May 08,2019</p>', "2019-05-08"),
        ("", '<time datetime="2019-05-08T10:00:00+07:00">Rabu lalu</time>', "2019-05-08T10:00:00+07:00"),
        (PUBLISHED.format("0000-00-00"), "<p>26 November 2024</p>", "2024-11-26"),
        (JSONLD.format("2024-11-25T12:30:00+07:00"), "<p>26 November 2024</p>", "2024-11-25T12:30:00+07:00"),
    ],
)
def test_what_is_shown_and_what_is_stated_strengthen_each_other(
    head: str, between: str, expected: str
) -> None:
    """The most exact wording of the day is taken, and an earlier stated day makes the shown one an update."""
    found = fields(page(head=head, between=between)).article

    assert found.published_at is not None
    assert expected == found.published_at.isoformat()


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, "no date beside the article"),
        ({"between": "<p>Senin 00/00/0000 00:00 WIB | oleh Warta</p>"}, "zeros"),
        ({"head": PUBLISHED.format("0000-00-00")}, "zeros"),
        ({"head": PUBLISHED.format("1970-01-01T00:00:00Z")}, "default"),
        ({"between": "<p>12 Januari 2031</p>"}, "future"),
        ({"between": "<p>1 bulan yang lalu</p>"}, "not exact"),
        ({"between": "<p>更新日:2023年4月11日更新</p>"}, "no date"),
        (
            {"between": "<p>Pelantikan gubernur di gedung, Kamis, 5 November 2020. (Foto: Humas)</p>"},
            "no date",
        ),
        ({"between": "<p>WhatsApp Image 2024-04-12 at 04.31.24</p>"}, "file"),
        ({"between": "<p>Layanan Pengaduan Setiap Hari Kerja 07.15-21.00 WIB</p>"}, "no date"),
        ({"between": "<p class=agenda>Acara: 26 November 2024</p>"}, "no date"),
        (
            {"below": "<p>23 Februari 2015 Jam 00:00:00</p><p>Gubernur</p><p>08 Desember 2023</p>"},
            "no date",
        ),
        ({"below": "<div class=comment><p>05 Jan 2023, 08:15:00 WIB</p></div>"}, "no date"),
        (
            {
                "body": "<p class=isi>SURABAYA, 12 September 2024 – Perpustakaan membuka layanan baru.</p>"
                + BODY
            },
            "no date",
        ),
        ({"body": "<p class=isi>KOTA BEKASI - Selasa, 22 November 2022</p>" + BODY}, "no date"),
    ],
)
def test_a_date_that_is_not_sure_is_none_with_the_reason(parts: dict[str, str], reason: str) -> None:
    """Zeros, defaults, the future, months, updates, captions, events, comments and the body date nothing."""
    read = fields(page(**parts))  # type: ignore[arg-type]

    assert read.article.published_at is None
    assert reason in read.choices["published_at"].reason


def test_without_a_zone_indonesian_pages_keep_western_time_and_say_so() -> None:
    """A time without any zone, on a host of no known region, is assumed to be WIB, which its source tells."""
    found = fields(page(between="<p>26 November 2024 09:00</p>"), zone=None).article

    assert "2024-11-26T09:00:00+07:00" == found.published_at.isoformat()  # type: ignore[union-attr]
    assert 'text "26 November 2024 09:00"; zone assumed' == found.source_of("published_at")


def test_publication_and_update_in_one_line_are_told_apart() -> None:
    """The label in front of the second date makes it the update."""
    found = fields(page(between="<p>June 2, 2023, 6:57 pm Updated on June 2, 2023, 7:50 pm</p>")).article

    assert found.published_at is not None
    assert found.updated_at is not None
    assert ("18:57", "19:50") == (found.published_at.strftime("%H:%M"), found.updated_at.strftime("%H:%M"))


def test_an_update_at_the_moment_of_publication_is_none() -> None:
    """Content systems state a modification time for every article, changed or not."""
    head = PUBLISHED.format("2024-11-26T09:00:00+07:00") + MODIFIED.format("2024-11-26T09:00:00+07:00")

    assert fields(page(head=head)).article.updated_at is None


def test_an_update_alone_is_no_publication() -> None:
    """Japanese prefectures show only when a page was updated."""
    found = fields(page(between="<p>更新日:2023年4月11日更新</p>")).article

    assert date(2023, 4, 11) == found.updated_at


def test_a_clock_in_the_page_header_is_not_the_date() -> None:
    """Today's date far above the headline loses against the line below it."""
    above = "<p class=waktu>Sabtu, 7 Desember 2024</p>" + "<p>Menu</p>" * 14
    found = fields(page(above=above, between="<p>26 November 2024</p>")).article

    assert date(2024, 11, 26) == found.published_at


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example.com/story", date(2024, 11, 26)),
        ("https://www.pia.gov.ph/story", None),
        ("https://dinas.contohkab.go.id/berita", None),
        ("https://www.pref.shiga.lg.jp/1", None),
    ],
)
def test_only_a_news_site_dates_an_article_by_its_update(url: str, expected: date | None) -> None:
    """A government's page that shows only an update does not say when it was published."""
    made = page(between="<p>Updated on November 26, 2024</p>")
    english = (replace(made[0], head=replace(made[0].head, language="en")), made[1])

    assert expected == fields(english, url).article.published_at


def test_a_releases_own_line_of_place_and_day_dates_it() -> None:
    """`Magdeburg, den 18. September 2002` above the body is the date where no other is shown."""
    line = "<p class=isi>Magdeburg, den 18. September 2002</p>"
    article = fields(page(body=line + BODY)).article
    other = fields(page(between="<p>20 September 2002</p>", body=line + BODY)).article

    assert article.published_at and "2002-09-18" == article.published_at.isoformat()
    assert other.published_at and "2002-09-20" == other.published_at.isoformat()


def test_the_days_of_a_list_above_the_body_are_not_sure() -> None:
    """Three days in <time> elements are other articles'; two are the publication and its update."""
    times = [f"<li><time datetime=2024-11-0{day}T12:00:00Z>News</time></li>" for day in range(1, 5)]
    listed = fields(page(above=f"<ul>{''.join(times)}</ul>")).article

    assert listed.published_at is None
    assert fields(page(above=times[0])).article.published_at is not None


def test_todays_date_above_the_article_is_a_clock() -> None:
    """The day of the capture, outside the article's element and without a label, dates no article."""
    clock = "<div>Selasa, 10 Desember 2024 12:00:05</div>"
    found = fields(page(above=f"{clock}</main><main>"))

    assert found.article.published_at is None
    assert "a clock" in found.choices["published_at"].reason
    assert fields(
        page(above=f"{clock.replace('10 Desember', '9 Desember')}</main><main>")
    ).article.published_at
