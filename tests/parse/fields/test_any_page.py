"""Whatever a page holds, reading its fields gives an article or empty fields, and never an error."""

from datetime import UTC, datetime, timedelta, timezone
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.model import PageContext
from scraper.parse.fields import read_fields
from scraper.parse.layout import Layout, Role, lay_out
from scraper.parse.skim import skim
from tests.parse.fields import fields, page

FRAGMENTS = """
<h1>Judul Berita Hari Ini</h1>
<p>26 November 2019 | 09:00:00 | dibaca : 479</p>
<p>00/00/0000</p>
<p>SEMARANG - Bupati meresmikan pasar baru di pusat kota dan berharap pedagang menempatinya.</p>
<img src='http://[' alt=x>
<img srcset=',,'>
<p>Foto : (((</p>
<p>(Foto: )</p>
<a href='//'>x</a>
<time datetime='9999-12-31T23:59:59-14:00'>x</time>
<time datetime='2019-11-26T25:00'>x</time>
<p itemprop=datePublished content=x>y</p>
<script type='application/ld+json'>{"@type":[1,null],"author":[[[{}]]],"datePublished":[{"x":1}]}</script>
<script type='application/ld+json'>{"@type":"Article","headline":{},"datePublished":"0001-01-01"}</script>
<link rel=canonical href='http://[::1'>
<meta property=og:url content='http://a:b@c'>
<base href='http://['>
<p>Penulis : Editor : </p>
<p>Dibaca:  Kali</p>
<p>99999999999999999999 views</p>
<p>٠١/١/٢٠١٩</p>
<p>令和99年99月99日</p>
<p>999 hari yang lalu</p>
<p>Kategori :</p>
<i class=eye></i>
</b></i>
<br>
""".splitlines()
NOW = datetime(2024, 12, 10, tzinfo=UTC)
ZONES = st.sampled_from([None, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
URLS = st.sampled_from(["", "x", "https://a.go.id/1", "http://[", "https://a.id/" + "a-" * 3_000])


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=14), URLS, ZONES)
def test_any_page_is_survived(parts: list[str], url: str, zone: timezone | None) -> None:
    """Broken markup, absurd values and addresses that are none give fields with a value or a reason."""
    page = skim("".join(parts))
    read = read_fields(page, lay_out(page), PageContext(url, captured_at=NOW, zone=zone))

    assert all(one.value is not None or one.reason for one in read.choices.values())
    assert read.article.views is None or read.article.views >= 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=10),
    st.integers(0, 9),
    st.sets(st.integers(0, 9)),
)
def test_any_layout_is_survived(parts: list[str], headline: int, body: set[int]) -> None:
    """A layout that points anywhere does no harm."""
    page = skim("".join(parts))
    count = len(page.blocks)
    inside = sorted(number for number in body if number < count)
    layout = Layout(
        [Role.OUTSIDE] * count, headline if headline < count else None, 0, inside, ["x"] * len(inside)
    )

    assert read_fields(page, layout, PageContext("https://a.go.id/1")).article is not None


@pytest.mark.parametrize("name", ["x" * 60_000 + " footer", "newsfooter elementorwidget " * 3_000])
def test_a_class_of_any_length_costs_next_to_nothing(name: str) -> None:
    """A class of 60,000 characters around a header line is read in far less than a second of CPU time."""
    started = process_time()
    fields(page(between=f"<div class='{name}'>26 November 2019</div>"))

    assert process_time() - started < 1
