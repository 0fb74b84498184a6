"""Tests of scraper/reread/learning.py: what an archive learns of a site from its own pages."""

import pytest

from scraper.reread.learning import learn_sites
from scraper.store import Archive, load_memory, revisions, settle_many
from tests.reread.conftest import DAY, NOW, SITE, visit_of

NAG = "Ikuti terus kabar terbaru dari kami dengan mengunduh aplikasi layanan warga di ponsel anda."
PLACES = ("Sendangmulya", "Karangasri", "Banyuurip", "Wanareja", "Kalibening", "Sumberagung", "Tirtasari")
DOINGS = ("memanen padi", "membangun jembatan", "menanam bakau", "membuka puskesmas", "melatih pemuda")


def _page(number: int, nag: str = f"<p>{NAG}</p>") -> tuple[str, bytes]:
    """A page whose theme puts a line into each body that looks like one of its paragraphs."""
    place, doing = PLACES[number % len(PLACES)], DOINGS[number % len(DOINGS)]
    lines = [
        f"{place.upper()} - Warga {place} {doing} bersama {number * 3 + 20} petugas.",
        f"Kepala desa menyebut kegiatan ke-{number} itu dibiayai dana desa sebesar Rp{number + 40} juta.",
        f"Menurut camat, {number + 7} dusun lain akan menyusul sebelum musim hujan tiba di wilayah {place}.",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines[:2]) + nag + f"<p>{lines[2]}</p>"
    html = (
        f"<html lang=id><title>Humas</title><h1>Warga {place} {doing.title()} Tahap {number}</h1>"
        f"<p>26 November 2019</p><div class=isi>{body}</div></html>"
    )
    return f"/berita/detail/{number}-warga-{place.lower()}-giat", html.encode()


def _keep(archive: Archive, numbers: range) -> None:
    settle_many(archive, [visit_of(*_page(number)) for number in numbers], NOW)


def _bodies(archive: Archive) -> list[str]:
    found = archive.database.conn.execute("SELECT body FROM articles WHERE url LIKE '%-giat' ORDER BY id")
    return [body for (body,) in found.fetchall()]


def test_a_line_of_the_theme_leaves_all_bodies_once_it_is_known(archive: Archive) -> None:
    """What stands on many pages of a site leaves the articles that had it, and makes no wording."""
    _keep(archive, range(20))
    before = _bodies(archive)
    count = learn_sites(archive, [SITE], NOW)
    after = _bodies(archive)

    assert all(NAG in body for body in before)
    assert 20 == count
    assert not any(NAG in body for body in after)
    assert [body.replace(f"{NAG}\n\n", "") for body in before] == after
    assert {1} == {len(revisions(archive, number)) for number in _numbers(archive)}


def _numbers(archive: Archive) -> list[int]:
    return [n for (n,) in archive.database.conn.execute("SELECT id FROM articles WHERE url LIKE '%-giat'")]


def test_a_second_look_at_the_same_pages_changes_nothing(archive: Archive) -> None:
    """A sample that was learnt from is not learnt from again."""
    _keep(archive, range(20))
    learn_sites(archive, [SITE], NOW)

    assert 0 == learn_sites(archive, [SITE], NOW + DAY)


@pytest.mark.parametrize("article", [0, 1, 7, 19])
def test_what_was_stopped_is_made_up_for(archive: Archive, article: int) -> None:
    """Stopped before any of its articles, learning goes on at the next run and ends in the same words."""
    _keep(archive, range(20))
    left = article
    before = _bodies(archive)

    def is_stopped() -> bool:
        nonlocal left
        left -= 1
        return left < -1  # the first look is that at the site

    first = learn_sites(archive, [SITE], NOW, is_stopped)
    then = learn_sites(archive, [SITE], NOW + DAY)

    assert (article, 20 - article) == (first, then)
    assert [body.replace(f"{NAG}\n\n", "") for body in before] == _bodies(archive)
    assert 0 == learn_sites(archive, [SITE], NOW + DAY)


def test_a_few_pages_teach_nothing(archive: Archive) -> None:
    """Of a site with few articles nothing is learnt, so that a statement quoted twice is no boilerplate."""
    archive.database.conn.execute("UPDATE articles SET forgotten = 'erase'")
    archive.database.conn.commit()
    _keep(archive, range(9))

    assert 0 == learn_sites(archive, [SITE], NOW)
    assert load_memory(archive, SITE) is None


def test_the_order_of_the_pages_makes_no_difference(archive: Archive) -> None:
    """The same pages in another order teach the same."""
    _keep(archive, range(19, -1, -1))
    learn_sites(archive, [SITE], NOW)
    memory = load_memory(archive, SITE)
    archive.database.conn.execute("DELETE FROM site_memory")
    archive.database.conn.execute("DELETE FROM memories")
    archive.database.conn.commit()
    learn_sites(archive, [SITE, "nobody.go.id"], NOW)

    assert memory is not None
    assert memory == load_memory(archive, SITE)
