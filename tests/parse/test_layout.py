"""The layout: where the article stands among everything else on a page."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.metrics import body_score
from scraper.model import SiteMemory
from scraper.parse.boilerplate import boilerplate_in, lasting, learn_skims
from scraper.parse.decode import decode
from scraper.parse.layout import Layout, Role, lay_out
from scraper.parse.skim import skim

CORPUS = Path(__file__).parents[3] / "shared/corpus"
FLOORS = {"articles": 0.935, "publishers": 0.945, "many": 0.91}  # mean body F1 of every twelfth page
PARAGRAPHS = [
    "TIRTASARI - Bupati meresmikan pasar baru di pusat kota, Selasa (26/11/2019), bersama para pedagang.",
    "Pasar itu memuat tiga ratus kios, dan separuhnya sudah disewa oleh pedagang dari tiga kecamatan.",
    "“Kami ingin pedagang kecil mendapat tempat yang layak dan bersih,” kata Bupati dalam sambutannya.",
    "Pembangunan pasar menghabiskan dua tahun dan dibiayai dari anggaran daerah, kata kepala dinas.",
]
MENU = "".join(f"<li><a href=/m{number}>Menu {number}</a></li>" for number in range(12))
RELATED = "".join(
    f"<li><a href=/b{number}>Berita lain yang judulnya cukup panjang nomor {number}</a></li>"
    for number in range(6)
)


def page(body: str, *, below: str = "", title: str = "Pasar Baru Diresmikan Bupati") -> str:
    """A page with everything that stands around an article."""
    return (
        f"<html><head><title>{title} - Pemkab Tirtasari</title></head><body>"
        f"<div class=top><ul class=menu>{MENU}</ul></div>"
        f"<div class=container><div class=col-8><h1>{title}</h1><p>26 November 2019 | dibaca : 479</p>"
        f"{body}<div class=share>Bagikan :</div></div>"
        f"<div class=sidebar><h3>Berita Terkait</h3><ul>{RELATED}</ul></div>{below}</div></body></html>"
    )


def read(html: str) -> Layout:
    return lay_out(skim(html))


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=isi>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>",
        f"<div class=isi>{'<br><br>'.join(PARAGRAPHS)}</div>",
        "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
        f"<article><p><p>{'<p>'.join(PARAGRAPHS)}</article>",
        f"<table><tr><td>{'<br>'.join(PARAGRAPHS)}</td></tr></table>",
    ],
    ids=["paragraphs", "line breaks", "divs", "paragraphs never closed", "a table as frame"],
)
def test_the_body_is_found_in_any_markup(body: str) -> None:
    """Its paragraphs are read once each, without headline, meta line, share label, menu and related links."""
    assert PARAGRAPHS == list(read(page(body)).paragraphs)


def test_a_body_that_stands_twice_is_read_once() -> None:
    """Mobile and desktop copies in different elements give one body, whichever markup they have."""
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    body = f"<div class=visible-xs>{'<br>'.join(PARAGRAPHS)}</div><div class=hidden-xs>{paragraphs}</div>"
    layout = read(page(body))

    assert PARAGRAPHS == list(layout.paragraphs)
    assert len(PARAGRAPHS) == len(layout.copies)


def test_labelled_lines_inside_the_body_are_none_of_it() -> None:
    """A caption and a link to another article between two paragraphs do not interrupt the text."""
    first, *others = (f"<p>{text}</p>" for text in PARAGRAPHS)
    aside = "<p>Foto : Handy (Humas Tirtasari)</p><p>Baca Juga : <a href=/x>Judul berita yang lain</a></p>"

    assert PARAGRAPHS == list(read(page(f"<div>{first}{aside}{''.join(others)}</div>")).paragraphs)


def test_an_announcement_of_two_short_lines_is_read() -> None:
    """What stands below a headline is the body, however short it is."""
    layout = read("<body><h1>Jadwal Layanan Samsat Keliling</h1><p>Layanan libur.</p><p>Buka Senin.</p>")

    assert ["Layanan libur.", "Buka Senin."] == list(layout.paragraphs)


def test_a_popup_far_from_the_article_is_none_of_it() -> None:
    """Prose that stands in quite another part of the page than the run below the headline is left out."""
    story = (
        "Pada tahun itu resimen pertama dibentuk di pulau ini, dan para perwiranya belajar di seberang laut."
    )
    popup = "".join(f"<p>{number} {story}</p>" for number in range(3))
    links = "".join(f"<p><a href=/l{number}>Tautan ke halaman {number}</a></p>" for number in range(14))
    body = f"<div class=isi>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>"
    html = page(body).replace("</body>", f"<div>{links}</div><div><div><div>{popup}</div></div></div></body>")

    assert PARAGRAPHS == list(read(html).paragraphs)


def test_every_block_has_a_role() -> None:
    """Roles name the headline, the body, and what stands in neither."""
    html = page(f"<div class=isi>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>")
    parsed = skim(html)
    layout = lay_out(parsed)

    assert len(parsed.blocks) == len(layout.roles)
    assert "Pasar Baru Diresmikan Bupati" == parsed.blocks[layout.numbers(Role.HEADLINE)[0]].text
    assert layout.body == layout.numbers(Role.BODY)


def test_what_stands_on_other_pages_is_boilerplate() -> None:
    """A nag that looks like a paragraph is dropped once the site's memory knows it; the body stays."""
    nag = "<p>Daftarkan diri anda terlebih dahulu agar dapat memberikan tanggapan atas berita ini.</p>"
    pages = [
        page(
            f"<div>{''.join(f'<p>{text} {number}</p>' for text in PARAGRAPHS)}{nag}</div>",
            title=f"Judul {number}",
        )
        for number in range(5)
    ]
    memory = learn_skims(skim(html) for html in pages)
    parsed = skim(pages[2])
    layout = lay_out(parsed, memory)

    assert [f"{text} 2" for text in PARAGRAPHS] == list(layout.paragraphs)
    assert 5 == memory.pages
    assert boilerplate_in(parsed, memory) == set(layout.numbers(Role.BOILERPLATE))


def test_a_memory_of_two_pages_knows_nothing() -> None:
    """A body that stands on its own page and in a listing is no boilerplate yet."""
    parsed = skim(page(f"<p>{PARAGRAPHS[0]}</p>"))

    assert set() == boilerplate_in(parsed, learn_skims([parsed, parsed]))


@given(st.text(alphabet="<>/pdivhulabr123 =\"'tesk.,!?&;", max_size=400))
@settings(max_examples=60)
def test_any_markup_is_laid_out(text: str) -> None:
    """Whatever a page is, it gets a layout whose body lies inside it."""
    parsed = skim(text)
    layout = lay_out(parsed)

    assert all(0 <= number < len(parsed.blocks) for number in layout.body)


@pytest.mark.parametrize("name", FLOORS)
def test_annotated_pages_are_read_as_well_as_before(name: str) -> None:
    """The mean body F1 of a sample of annotated pages stays above its floor."""
    folder = CORPUS / name
    if not (folder / "gold.jsonl").is_file():
        pytest.skip("no annotated pages here")
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").split("\n") if line][::12]
    scores = []
    for row in rows:
        layout = lay_out(skim(decode(gzip.decompress((folder / row["file"]).read_bytes())).text))
        scores.append(body_score(row["gold"]["text"], "\n".join(layout.paragraphs)).f1)

    assert FLOORS[name] <= sum(scores) / len(scores)


def test_what_lasts_of_a_memory_is_boilerplate_by_any() -> None:
    """Of a lesson only boilerplate is kept, and it stays so however many pages are learnt later."""
    learnt = SiteMemory(20, {1: 7, 2: 2, 3: 20})

    assert SiteMemory(20, {1: 8, 3: 20}) == lasting(learnt)


def test_a_short_cell_is_the_author_s_on_every_page() -> None:
    """A cell's word that many tables of a site have stays in each of them; a line of the theme does not."""
    rows = "".join(f"<tr><td>Laki-laki</td><td>{n} orang dari {n} desa</td></tr>" for n in range(2, 5))
    text = (
        "<p>Sebanyak 300 warga mengikuti pelatihan yang digelar dinas selama dua hari di balai desa itu.</p>"
    )
    nag = "<p>Daftarkan diri anda terlebih dahulu untuk membaca berita ini sampai selesai.</p>"
    parsed = skim(f"<h1>Pelatihan Warga Desa</h1>{text * 3}<table>{rows}</table>{nag}")
    memory = SiteMemory(20, {block.fingerprint: 20 for block in parsed.blocks if "300" not in block.text})
    layout = lay_out(parsed, memory)

    assert not any("Daftarkan" in paragraph for paragraph in layout.paragraphs)
    assert not {block.number for block in parsed.blocks if block.text == "Laki-laki"} & boilerplate_in(
        parsed, memory
    )
