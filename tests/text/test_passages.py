"""Passages that are known again without their words, and blanked wherever a page has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.passages import blanked, blanked_payload, marks_in, marks_of

TITLE = "Bupati Tirtasari Diperiksa Kejaksaan Soal Dana Désa"
LEAD = (
    "TIRTASARI - Bupati diperiksa penyidik kejaksaan tinggi selama delapan jam pada hari Senin di Semarang."
)
BODY = f"{LEAD}\n\nKENARI kuning itu tidak pernah menyanyi lagi, kata juru bicara kantor kejaksaan kemarin."
MARKS = marks_of(TITLE, BODY)

QUOTES = {
    "a headline": f"<h3>{TITLE}</h3>",
    "a headline in capitals": f"<h3>{TITLE.upper()}</h3>",
    "tags": "<h3>Bupati <b>Tirtasari</b> Diperiksa Kejaksaan <i>Soal</i> Dana Désa</h3>",
    "entities": "<h3>Bupati&nbsp;Tirtasari Diperiksa Kejaksaan Soal &quot;Dana&quot; D&eacute;sa</h3>",
    "an attribute": f'<img alt="{TITLE} (foto)">',
    "JSON": '{"headline": "Bupati Tirtasari Diperiksa Kejaksaan Soal Dana D\\u00e9sa"}',
    "an address": '<a href="/berita/7/bupati-tirtasari-diperiksa-kejaksaan-soal-dana-désa">',
    "a teaser that is cut": f"<p>{LEAD[:70]}...</p>",
    "a teaser out of the middle": f"<p>... {LEAD[12:]}</p>",
}


@pytest.mark.parametrize("page", QUOTES.values(), ids=QUOTES)
def test_a_quote_is_blanked_and_nothing_else(page: str) -> None:
    """However a page quotes a headline or a text, no word of it is left, and its neighbours stay."""
    whole = f"<li>Panen raya di desa sebelah</li>{page}<li>Pasar baru dibuka</li>"
    left = blanked(whole, MARKS)

    assert len(whole) == len(left)
    assert "Panen raya di desa sebelah" in left
    assert "Pasar baru dibuka" in left
    assert not [word for word in (TITLE + LEAD).split() if len(word) > 5 and word.lower() in left.lower()]


def test_the_rest_of_a_piece_goes_with_it() -> None:
    """A teaser that begins late and goes on past the last mark is blanked to its end."""
    words = LEAD.split()
    left = blanked(f"<p>{' '.join(words[2:14])} KENARI</p>", MARKS)

    assert "KENARI" not in left


def test_another_articles_own_words_stay() -> None:
    """What a page's own article says too is its own, also where it quotes; what surrounds it goes."""
    own = f"Warga heran. {LEAD}"
    left = blanked(f"<p>{own}</p><li>{TITLE}</li>", MARKS, own)

    assert own in left
    assert "Kejaksaan Soal" not in left


@pytest.mark.parametrize("charset", ["utf-8", "latin-1", "utf-16-le"])
def test_bytes_keep_their_number_and_charset(charset: str) -> None:
    """In any charset the bytes that are left are as many, and decode as before."""
    mark = "\ufeff" if charset.startswith("utf-16") else ""
    page = f'{mark}<meta charset="{charset}"><p>café</p><h1>{TITLE}</h1>'.encode(charset)
    left = blanked_payload(page, MARKS)

    assert len(page) == len(left)
    assert "café" in left.decode(charset)
    assert "Tirtasari" not in left.decode(charset)


@given(payload=st.binary(max_size=300))
def test_bytes_without_a_quote_stay_as_they_are(payload: bytes) -> None:
    """Any bytes at all that quote nothing come back the same."""
    assert payload == blanked_payload(payload, MARKS)


def test_marks_are_found_in_an_edited_text() -> None:
    """A text with an edit in it still has most of the marks; another one has none."""
    edited = BODY.replace("delapan jam", "sembilan jam")

    assert 0.5 < len(marks_in(edited, MARKS)) / len(MARKS) < 1
    assert not marks_in("Panen raya padi organik di desa sebelah berlangsung meriah sejak pagi hari.", MARKS)


def test_common_words_make_no_mark() -> None:
    """A headline of a word or two, and a paragraph of a few, are no marks: others have the same."""
    assert frozenset() == marks_of("Pengumuman", "Demikian disampaikan.\n\nTerima kasih banyak semuanya.")
