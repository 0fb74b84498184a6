"""Tests of scraper/store/passages.py on a real archive."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scraper.model import Visit
from scraper.store import Archive, Level, Ruling, forget, index_passages, settle, sharing
from tests.store.samples import DAY, NOW, page, rows, visit

RELEASE = (
    "Pemerintah provinsi membuka pendaftaran beasiswa bagi 1.200 mahasiswa dari keluarga prasejahtera.",
    "Gubernur mengatakan, pendaftaran dilakukan secara daring dan tidak dipungut biaya sama sekali.",
    "Hasil seleksi diumumkan pada akhir bulan melalui laman resmi dan papan pengumuman di kantor kecamatan.",
    "Peserta yang lolos menerima bantuan biaya kuliah selama delapan semester beserta uang saku.",
    "Kepala dinas menambahkan, tahun lalu sebanyak 950 penerima menyelesaikan studinya tepat waktu.",
)
CLOSING = "Demikian siaran pers ini."


def _keep(archive: Archive, number: int, site: str, paragraphs: tuple[str, ...]) -> None:
    url = f"https://{site}.example.go.id/berita/{number}"
    seen = visit(url, body="\n\n".join(paragraphs), title=f"Berita {number}")
    settle(archive, _of(seen, site), NOW)


def _of(seen: Visit, site: str) -> Visit:
    return replace(seen, page=page(seen.page.url, site=site))


@pytest.fixture
def archive_of_releases(archive: Archive) -> Archive:
    """A release, the same at another government, a reworded one, a part of it, and something else."""
    reworded = tuple(text.replace("mengatakan", "menyampaikan").replace("bagi", "untuk") for text in RELEASE)
    _keep(archive, 1, "contoh", (*RELEASE, CLOSING))
    _keep(archive, 2, "lain", (*RELEASE, CLOSING))
    _keep(archive, 3, "ketiga", tuple(f"{text[:-1]} pula." for text in reworded))
    _keep(
        archive, 4, "lain", (RELEASE[2], "Kalimat lain yang tidak ada di mana pun selain di berita ini saja.")
    )
    _keep(archive, 5, "ketiga", ("Sesuatu yang lain sama sekali dan cukup panjang untuk dikenali.", CLOSING))
    index_passages(archive)
    return archive


def test_a_release_is_found_at_other_governments(archive_of_releases: Archive) -> None:
    """Whole, reworded and in part, most of it first; a closing formula alone makes no release."""
    found = sharing(archive_of_releases, 1)

    assert {2: 5, 3: 0, 4: 1} == {each.article_id: each.paragraphs for each in found}
    assert 2 == found[0].article_id
    assert 1.0 == found[0].share
    assert 0.3 <= next(each.share for each in found if each.article_id == 3)


def test_what_is_new_or_reworded_is_looked_at_once(archive_of_releases: Archive) -> None:
    """A second look has nothing to do; new words are looked at again, and the old ones are forgotten."""
    assert 0 == index_passages(archive_of_releases)
    url = "https://lain.example.go.id/berita/4"
    words = "Isi yang baru seluruhnya dan tidak sama dengan apa pun yang pernah ada."
    settle(archive_of_releases, _of(visit(url, NOW + DAY, body=words, title="Berita 4"), "lain"), NOW + DAY)

    assert 1 == index_passages(archive_of_releases)
    assert [2, 3] == [each.article_id for each in sharing(archive_of_releases, 1)]


def test_a_formula_that_many_carry_makes_no_release(archive: Archive) -> None:
    """A paragraph of more than forty articles is boilerplate, not news that travels."""
    formula = "Untuk informasi lebih lanjut silakan menghubungi kantor kami pada jam kerja setiap hari."
    for number in range(1, 43):
        _keep(archive, number, "contoh", (formula, f"Berita nomor {number}."))
    index_passages(archive)

    assert [] == sharing(archive, 1)


def test_hidden_articles_are_related_to_nothing(archive_of_releases: Archive) -> None:
    """Neither does a forgotten article show others, nor do others show it."""
    forget(archive_of_releases, [2], Ruling(Level.HIDE, "a reason", datetime.now(UTC)))

    assert 2 not in [each.article_id for each in sharing(archive_of_releases, 1)]
    assert [] == sharing(archive_of_releases, 2)


def test_words_that_leave_the_archive_leave_their_passages(archive_of_releases: Archive) -> None:
    """Where an article's words are taken out, its fingerprints go with them."""
    with archive_of_releases.writing() as connection:
        connection.execute("UPDATE articles SET body = '' WHERE id = 2")

    assert [] == rows(archive_of_releases, "SELECT * FROM shared_passages WHERE article = 2")
    assert [] == rows(archive_of_releases, "SELECT * FROM shared_shingles WHERE article = 2")
