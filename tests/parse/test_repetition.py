"""Repetition on whole pages made at random: a page's copies go in every mechanism, the author's stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scraper

URL = "https://humas.contohkab.go.id/berita/detail/bupati-buka-pasar-ikan"
META = '<div class="meta">26 November 2019 | 09:00:00 | dibaca : 479</div>'
TALE = """pemerintah kabupaten contoh membuka kembali pasar ikan setelah tiga bulan perbaikan atap dan lantai
yang rusak akibat hujan deras kata kepala dinas kepada para pedagang warga desa menyambut baik rencana
pembangunan jalan baru menuju sekolah rumah sakit daerah bupati meminta seluruh perangkat bekerja cepat tepat
sasaran anggaran tahun berjalan lomba panen raya padi musim tanam kedua petani bibit pupuk irigasi"""
WORDS = TALE.split()
Paragraphs = Sequence[str]


def sentence(random: Random, words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize() + "."


def article(random: Random) -> tuple[str, list[str]]:
    """A headline, and paragraphs of one to four sentences."""
    texts = [
        " ".join(sentence(random, random.randint(9, 18)) for _ in range(random.randint(1, 4)))
        for _ in range(random.randint(4, 9))
    ]
    title = f"Bupati {' '.join(random.choice(WORDS).title() for _ in range(5))}"
    return title, [
        f"SEGARAWETAN - {texts[0]}",
        *texts[1:],
    ]


@dataclass(frozen=True)
class Story:
    """An article as a theme prints it."""

    title: str
    texts: list[str]

    @property
    def head(self) -> str:
        return f"<h1>{self.title}</h1>{META}"

    @property
    def head_again(self) -> str:
        return f"<h2>{self.title}</h2>{META}"


def p(texts: Paragraphs) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def br(texts: Paragraphs) -> str:
    return "<br>".join(texts)


def one_word_changed(texts: Paragraphs) -> list[str]:
    words = texts[1].split(" ")
    words[len(words) // 2] = "baharu"
    return [texts[0], " ".join(words), *texts[2:]]


def spelt_otherwise(texts: Paragraphs) -> list[str]:
    return [text.replace(" ", "&nbsp; ", 3).replace("pemerintah", "peme&shy;rintah") for text in texts]


def cut(text: str) -> str:
    return text[: max(60, len(text) // 2)]


# Each makes a page's main part out of headline, header and paragraphs.
COPIES: dict[str, Callable[[Story], str]] = {
    "mobile and desktop": lambda one: (
        f"<div class='d-block d-sm-none'>{one.head}{p(one.texts)}<p>Foto : Handy (Humas)</p></div>"
        "<p>Bagikan :</p>"
        f"<div class='d-none d-sm-block'>{one.head_again}{p(one.texts)}<p>Foto : Handy (Humas)</p></div>"
    ),
    "hidden first": lambda one: (
        f"<div style='display:none'>{one.head}{p(one.texts)}</div>"
        f"<div class=isi>{one.head}{p(one.texts)}</div>"
    ),
    "print view first": lambda one: (
        f"<div class=cetak>{one.head_again}{br(one.texts)}</div><div class=isi>{one.head}{p(one.texts)}</div>"
    ),
    "print view last": lambda one: (
        f"<div class=isi>{one.head}{p(one.texts)}</div><div class=cetak>{one.head_again}{br(one.texts)}</div>"
    ),
    "one long line after": lambda one: (
        f"<div class=isi>{one.head}{p(one.texts)}</div>"
        f"<div class=cetak><div>{' '.join(one.texts)}</div></div>"
    ),
    "one long line before": lambda one: (
        f"<div class=cetak><div>{' '.join(one.texts)}</div></div>"
        f"<div class=isi>{one.head}{p(one.texts)}</div>"
    ),
    "hidden microdata": lambda one: (
        f"{one.head}<div itemprop=articleBody style='display:none'>{' '.join(one.texts)}</div>"
        f"<div class=isi>{p(one.texts)}</div>"
    ),
    "lead": lambda one: (
        f"{one.head}<div class=lead><p>{one.texts[0]}</p></div><div>{p(one.texts)}</div>"
        if len(one.texts[0]) >= 120
        else f"{one.head}<div>{p(one.texts)}</div>"
    ),
    "lead with a cut end": lambda one: (
        f"{one.head}<div class=lead><p>{cut(one.texts[0])}...</p></div><div>{p(one.texts)}</div>"
    ),
    "lead with a link to the rest": lambda one: (
        f"{one.head}<div>{cut(one.texts[0])}… <a href='#isi'>Selengkapnya</a></div><div>{p(one.texts)}</div>"
    ),
    "tabs": lambda one: (
        f"{one.head}<div class=tabs><div id=a>{p(one.texts)}</div><div id=b hidden>{p(one.texts)}</div></div>"
    ),
    "pasted twice": lambda one: f"{one.head}<div class=isi>{p(one.texts)}{p(one.texts)}</div>",
    "insert": lambda one: (
        f"{one.head}<div class=isi>{p(one.texts[:2])}<h4>Baca Lainnya :</h4><ul>"
        "<li><a href=/1>Wakil Bupati Tinjau Pasar</a><li><a href=/2>Jalan Dua Desa Diperbaiki</a></ul>"
        f"{p(one.texts[2:])}</div><div>{p(one.texts)}</div>"
    ),
    "spelt otherwise": lambda one: (
        f"<div class=a>{one.head}{p(one.texts)}</div><div class=b>{one.head_again}"
        f"{p(spelt_otherwise(one.texts))}</div>"
    ),
    "a word differs": lambda one: (
        f"<div class=a>{one.head}{p(one.texts)}</div><div class=b>{one.head_again}"
        f"{p(one_word_changed(one.texts))}</div>"
    ),
    "a line for each sentence": lambda one: (
        f"<div class=a>{one.head}{p(one.texts)}</div><div class=b>"
        + p([f"{part}." for text in one.texts for part in text.rstrip(".").split(". ")])
        + "</div>"
    ),
    "cut at the end": lambda one: (
        f"<div class=a>{one.head}{p(one.texts[:-1])}<p>{one.texts[-1][:50]}...</p></div>"
        f"<div class=b>{one.head}{p(one.texts)}</div>"
    ),
}


def paragraphs_of(main: str, title: str) -> list[str]:
    page = (
        f"<!doctype html><html lang=id><title>{title} - Humas</title><body>"
        f"<header><a href=/>Beranda</a></header><div id=main>{main}</div>"
        "<footer><p>Hak cipta Kabupaten Contoh</p></footer></body></html>"
    )
    reading = scraper.parse(page.encode(), URL)
    return reading.article.paragraphs if reading.article else [f"{reading.outcome}: {reading.reason}"]


@pytest.mark.parametrize("mechanism", COPIES)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_a_page_that_says_it_twice_is_read_once(mechanism: str, seed: int) -> None:
    """However the second copy came about, each paragraph is there once, whole and in order."""
    title, texts = article(Random(seed))  # noqa: S311 - no secret is drawn

    found = paragraphs_of(COPIES[mechanism](Story(title, texts)), title)

    if mechanism == "a word differs":  # either wording is the article's
        assert len(texts) == len(found)
    else:
        assert texts == found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_what_the_author_repeats_stays(seed: int) -> None:
    """A sentence quoted twice, a refrain and a question before each answer stay where they are."""
    random = Random(seed)  # noqa: S311 - no secret is drawn
    title, texts = article(random)
    head, quote = f"<h1>{title}</h1>{META}", f'"{sentence(random, 12)[:-1]}," tegasnya.'
    refrain = [sentence(random, 9) for _ in range(4)]
    question = "Apa tanggapan Bapak Bupati mengenai rencana pembangunan pasar ini?"
    quoted = [texts[0], quote, *texts[1:3], quote, *texts[3:]]
    sung = [texts[0], *refrain, texts[1], *refrain, *texts[2:]]
    asked = [line for text in texts for line in (question, text)]
    set_apart = f"<blockquote>{p(refrain)}</blockquote>"

    for expected, main in (
        (quoted, f"<div>{p(quoted)}</div>"),
        (sung, f"<div>{p(sung)}</div>"),
        (sung, f"<div>{br(sung)}</div>"),
        (sung, f"<div>{p(texts[:1])}{set_apart}{p(texts[1:2])}{set_apart}{p(texts[2:])}</div>"),
        (asked, f"<div>{p(asked)}</div>"),
    ):
        assert expected == paragraphs_of(head + main, title)
