"""Tests of scraper/parse/copies.py, in both directions: copies go, the author's repetition stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.parse.copies import find_copies
from scraper.parse.skim import skim

BODY = [
    "SEGARAWETAN - Pemerintah kabupaten membuka kembali pasar ikan setelah tiga bulan perbaikan atap.",
    '"Pedagang boleh masuk mulai besok pagi," kata kepala dinas kepada para pedagang yang menunggu.',
    "Sebanyak 214 pedagang mendapat los baru dengan undian terbuka yang disaksikan perwakilan warga.",
    "Pemerintah menargetkan pendapatan pasar naik seperlima pada akhir tahun anggaran yang berjalan.",
]
CURLY = [text.replace('"', "”") for text in BODY]
RULES = [
    "Juara 3 mendapat piagam dan bingkisan dari panitia",
    "Peserta wajib membawa alat tulis sendiri dari rumah dan datang lebih awal ke balai desa",
    "Karya dikumpulkan paling lambat hari Jumat dalam amplop tertutup di meja panitia lomba",
]
OTHER_RULES = [BODY[2], "Juara 1", *reversed(RULES[1:]), BODY[0]]


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _kept(html: str) -> list[str]:
    page = skim(f"<html><body><div id=page>{html}</div></body></html>")
    copies = find_copies(page)
    return [block.text for block in page.blocks if block.number not in copies]


def _div(texts: list[str], attributes: str = "") -> str:
    return f"<div {attributes}>{_paragraphs(texts)}</div>"


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


INSERT = f"<div>{_paragraphs(BODY[:2])}<h4>Baca Lainnya</h4>{_paragraphs(BODY[2:] + BODY)}</div>"


@pytest.mark.parametrize(
    "html",
    [
        _div(BODY, "class=hp") + "<p>Bagikan :</p>" + _div(BODY, "class=pc"),
        _div(BODY) + f"<div><div>{'<br>'.join(BODY)}</div></div>",
        f"<div><section>{_paragraphs(BODY)}</section></div><aside>{_paragraphs(CURLY)}</aside>",
        _div(BODY + BODY),
        _div([*BODY[:3], BODY[3] + " Amin.", *BODY]),
        INSERT,
    ],
    ids=["two subtrees", "breaks for paragraphs", "other quotes", "pasted twice", "a word differs", "insert"],
)
def test_a_body_that_stands_twice_is_kept_once(html: str) -> None:
    """The second copy of a body goes, wherever it stands and however little it differs."""
    kept = [text for text in _kept(html) if len(text) > 60]

    assert 4 == len(kept)


def test_the_hidden_copy_is_the_worse_one() -> None:
    """Of a hidden and a visible copy the visible one is kept."""
    page = skim(f"<div style='display:none'>{_paragraphs(BODY)}</div><div>{_paragraphs(BODY)}</div>")

    copies = find_copies(page)

    assert {0, 1, 2, 3} == set(copies)


def test_a_cut_copy_is_the_worse_one() -> None:
    """A copy that ends in dots gives way to the whole one."""
    cut = [*BODY[:3], BODY[3][:60] + "..."]
    kept = _kept(f"<div>{_paragraphs(cut)}</div><section>{_paragraphs(BODY)}</section>")

    assert kept == BODY


@pytest.mark.parametrize(
    "html",
    [
        _div([BODY[0], BODY[1], BODY[2], BODY[1], BODY[3]]),
        f"<div>{_list([BODY[2], *RULES])}<h3>Umum</h3>{_list(OTHER_RULES)}</div>",
        "<table>"
        + "<tr><td>Kecamatan Ngrowo dan sekitarnya menerima</td><td>120 paket</td></tr>" * 5
        + "</table>",
        _div(["Wening, wening, banyune sendang, ayo kanca padha nembang bareng"] * 3 + BODY),
    ],
    ids=["quoted twice", "two lists share items", "equal rows", "refrain"],
)
def test_the_authors_repetition_stays(html: str) -> None:
    """What repeats inside one container, or is a part of two lists, is the author's."""
    page = skim(f"<html><body>{html}</body></html>")

    assert {} == find_copies(page)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=300), max_size=12))
def test_any_text_is_kept_at_least_once(texts: list[str]) -> None:
    """Whatever a page says, one copy of each line stays, and a dropped line's twin is kept."""
    page = skim("<div>" + "".join(f"<div><p>{text}</p><p>{text}</p></div>" for text in texts) + "</div>")

    copies = find_copies(page)

    assert not copies.keys() & set(copies.values())
    assert {block.text for block in page.blocks} == {
        block.text for block in page.blocks if block.number not in copies
    } or copies


def test_a_million_short_blocks_and_ten_thousand_copies_are_soon_looked_at() -> None:
    """A page made to be slow costs no more than its length."""
    page = skim("<div>" + f"<p>{BODY[0]}</p>" * 10_000 + "</div>")

    assert len(find_copies(page)) <= 10_000


def test_a_body_whose_paragraphs_begin_alike_is_kept_once() -> None:
    """Ten paragraphs that begin with the same words, in two containers, are one body and its copy."""
    tails = (
        *("jembatan baru", "sekolah desa", "pasar hewan", "puskesmas keliling", "saluran irigasi"),
        *("lumbung pangan", "balai pertemuan", "kebun bibit", "lapangan olahraga", "tempat pelelangan"),
    )
    lines = [
        f"<p>Sementara itu, warga Dusun Kalibening Kidul {tail} {' '.join([f'di {tail}'] * 4)}.</p>"
        for tail in tails
    ]
    body = "".join(lines)
    page = skim(f"<h1>Judul Berita</h1><div class=a>{body}</div><p>Bagikan :</p><div class=b>{body}</div>")
    copies = find_copies(page)

    assert 10 == len(copies)
    assert all(page.blocks[dropped].text == page.blocks[kept].text for dropped, kept in copies.items())
