"""Erasing: a canary that sings in every column and every byte is gone from the file, and stays gone."""

import re
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import ArchiveError, ArchiveFullError, UsageError
from scraper.model import Hop, PageKind, Photo, Source, Visit
from scraper.outcome import Outcome
from scraper.store import (
    Archive,
    Level,
    Ruling,
    add_pages,
    barred_urls,
    check_archive,
    forget,
    open_archive,
    payload_of,
    settle,
    settle_many,
    start_run,
)
from scraper.store.erasing import clean
from tests.store.children import in_child, kill_self
from tests.store.samples import DAY, NOW, capture, page, rows, tables, visit
from tests.store.test_dictionaries import _page as sibling

SITE = "https://humas.example.go.id"
CANARY = "kenarikuning"
URL = f"{SITE}/berita/7/bupati-{CANARY}-diperiksa-kejaksaan-tinggi"
TITLE = f"Bupati {CANARY} Diperiksa Kejaksaan Tinggi"
LEAD = f"SEMARANG - Penyidik memeriksa {CANARY} selama delapan jam pada hari Senin."
BODY = f"{LEAD}\n\nIa tidak menjawab pertanyaan wartawan soal dana desa {CANARY} itu."
ERASE = Ruling(Level.ERASE, "court order", NOW)


def _with(given: Visit, payload: bytes, **changes: Any) -> Visit:
    return replace(given, capture=replace(given.capture or capture(), payload=payload, **changes))


def _html(number: int, words: str) -> bytes:
    return sibling(1, number).replace(b"</html>", words.encode() + b"</html>")


def _own(at: Any = NOW, number: int = 0, **changes: Any) -> Visit:
    """A visit of the article, in whose every part the canary sings."""
    words = {
        "title": TITLE,
        "body": BODY,
        "byline": f"Oleh {CANARY}",
        "category": f"Kasus {CANARY}",
        "tags": (CANARY,),
        "place": CANARY,
        "photos": (Photo(f"{SITE}/{CANARY}.jpg", f"Foto {CANARY}", f"Dok. {CANARY}"),),
        "sources": (Source("title", f'text "{TITLE}"'), Source("byline", f"meta {CANARY}")),
        **changes,
    }
    given = _with(
        visit(URL, at=at, **words),
        _html(number, f"<h1>{words['title']}</h1><p>{words['body']}</p>"),
        headers=(("Link", f"<{URL}>; rel=canonical"), ("X-Title", TITLE)),
        hops=(Hop(f"{SITE}/?p=7-{CANARY}", 301, URL),),
    )
    return replace(given, detail=f"seen {CANARY}")


def _listing(number: int, url: str = f"{SITE}/berita") -> Visit:
    """A visit of a listing that quotes headline and teaser, links the article, and has words of its own."""
    quote = f'<li><a href="{URL}" title="{TITLE}">{TITLE}</a><p>{LEAD[:-8]}... {CANARY}</p></li>'
    found = (page(URL, href=f"../berita/7/{CANARY}"), page(f"{SITE}/berita/8", discovered_from=URL))
    given = Visit(page(url, kind=PageKind.LISTING), Outcome.LISTING, NOW + DAY, found=found)
    return _with(replace(given, capture=capture(url)), _html(number, f"{quote}<p>Panen raya padi</p>"))


def _neighbour() -> Visit:
    """A visit of another article, which quotes a paragraph itself and has the headline in its margin."""
    quoted = "Ia tidak menjawab pertanyaan wartawan soal dana desa itu"
    given = visit(f"{SITE}/berita/9", title="Wartawan Mengeluh soal Akses", body=f"Kata mereka: {quoted}.")
    margin = f"<aside>{TITLE}</aside>"
    return _with(
        given, _html(9, f"<h1>Wartawan Mengeluh soal Akses</h1><p>Kata mereka: {quoted}.</p>{margin}")
    )


@pytest.fixture
def sung(archive: Archive) -> Archive:
    """An archive in which the canary sings everywhere; its page is the dictionary of all others."""
    start_run(archive, f"crawl {URL}")
    settle(archive, _own(), NOW)
    settle(archive, _own(NOW + DAY, 1, body=BODY.replace("delapan", "sembilan")), NOW + DAY)
    settle_many(archive, [_listing(2), _listing(3, f"{SITE}/berita?page=2"), _neighbour()], NOW)
    settle(archive, _with(visit(f"{SITE}/berita/8", title="Panen Raya Padi"), _html(4, "Panen")), NOW)
    add_pages(archive, [page(f"{URL}?share=wa", discovered_from=URL), page(f"{SITE}/lain")], NOW)
    assert [1] == rows(archive, "SELECT DISTINCT dictionary FROM captures WHERE id > 1")
    return archive


def _singing(archive: Archive) -> list[str]:
    """Where the canary is heard: in the files, and in every payload, unpacked."""
    found = [
        path.name
        for path in archive.path.parent.glob("archive.db*")
        if CANARY.encode() in path.read_bytes().lower()
    ]
    for (number,) in _numbers(archive):
        if CANARY.encode() in payload_of(archive, number).lower():
            found.append(f"capture {number}")
    return found


def _numbers(archive: Archive) -> list[tuple[int]]:
    statement = "SELECT id FROM captures WHERE erased_to IS NOT ''"
    return archive.database.conn.execute(statement).fetchall()


def test_nothing_sings_after_an_erasure(sung: Archive) -> None:
    """Not in any table, index, log, free page or payload is a letter left, and the archive is whole."""
    before = _singing(sung)
    done = forget(sung, [1], ERASE)
    found = list(check_archive(sung, lambda *_: None))

    assert len(before) > 4
    assert 3 == done.blanked
    assert [] == _singing(sung)
    assert [] == found


def test_nothing_sings_where_the_file_cannot_be_written_anew(
    sung: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without room for a second file what was deleted is written over all the same, and that is said."""
    path = sung.path
    sung.close()

    def clean_without_room(archive: Archive) -> None:
        log = path.with_name(path.name + "-wal")
        most = max(path.stat().st_size, log.stat().st_size) + 32_768
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        clean(archive)

    def erase_without_room() -> None:
        # The package has a function of the same name, so the module is asked for by its own.
        monkeypatch.setattr(sys.modules[Ruling.__module__], "clean", clean_without_room)
        with open_archive(path) as archive, pytest.raises(ArchiveFullError, match="written over"):
            forget(archive, [1], ERASE)

    assert 0 == in_child(erase_without_room)
    with open_archive(path) as again:
        assert ["erase"] == rows(again, "SELECT forgotten FROM articles WHERE id = 1")
        assert [] == _singing(again)


def test_a_crawl_does_not_bring_it_back(sung: Archive) -> None:
    """The same pages again, an edited one, one at another address: nothing of it is kept."""
    forget(sung, [1], ERASE)
    kept = tables(sung)["articles"]
    again = settle_many(
        sung,
        [
            _own(NOW + 2 * DAY),
            _own(NOW + 2 * DAY, 5, body=BODY.replace("delapan", "sepuluh")),
            _with(replace(_own(), page=page(f"{SITE}/cetak/7")), _html(6, "x"), final_url=f"{SITE}/cetak/7"),
            replace(_listing(12), due_at=NOW + 3 * DAY),
            _listing(13, f"{SITE}/indeks"),
        ],
        NOW + 2 * DAY,
    )
    sung.database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert ["excluded", "excluded", "excluded", "listing", "listing"] == again
    assert [] == _singing(sung)
    assert kept == tables(sung)["articles"]
    assert [] == list(check_archive(sung, lambda *_: None))


def test_a_304_stands_for_what_an_erasure_left(sung: Archive) -> None:
    """A listing that is not modified after its quotes were blanked is whole, and has them blank."""
    forget(sung, [1], ERASE)
    answer = capture(f"{SITE}/berita", status=304, payload=b"", fetched_at=NOW + 2 * DAY)
    settle(sung, replace(_listing(2), outcome=Outcome.UNCHANGED, capture=answer), NOW + 2 * DAY)
    (number,) = rows(sung, "SELECT id FROM captures WHERE status = 304")

    assert payload_of(sung, 3) == payload_of(sung, number)
    assert [] == list(check_archive(sung, lambda *_: None))


def test_a_new_page_of_the_same_words_is_the_same_article(sung: Archive) -> None:
    """At an address that nobody knows, under another headline, most of the words are enough to know it."""
    forget(sung, [1], ERASE)
    url = f"{SITE}/arsip/99"
    copy = _with(visit(url, title="Pemeriksaan", body=BODY + "\n\nDiperbarui."), _html(8, "x"))

    assert "excluded" == settle(sung, copy, NOW + DAY)
    assert "archived" == settle(sung, visit(f"{SITE}/arsip/100", title="Lain", body="Kabar lain."), NOW + DAY)


def test_what_is_anothers_own_stays(sung: Archive) -> None:
    """Another article's words and bytes stay, also where it quotes; its margin is blank."""
    neighbours = rows(sung, "SELECT title, body FROM articles WHERE id > 1 ORDER BY id")
    forget(sung, [1], ERASE)
    (number,) = rows(sung, "SELECT capture FROM articles WHERE url LIKE '%/berita/9'")
    own = payload_of(sung, number).decode()

    assert neighbours == rows(sung, "SELECT title, body FROM articles WHERE id > 1 ORDER BY id")
    assert "Kata mereka: Ia tidak menjawab pertanyaan wartawan soal dana desa itu." in own
    assert re.search(r"<aside>[_ ]+</aside>", own)
    assert "Panen raya padi" in payload_of(sung, 3).decode()


def test_the_fact_stays(sung: Archive) -> None:
    """What stays is a row that says when it was there, why it is not, and the digests of its bytes."""
    digests = rows(sung, "SELECT sha256, fetched_at FROM captures WHERE article = 1")
    forget(sung, [1], ERASE)

    assert digests == rows(sung, "SELECT sha256, fetched_at FROM captures WHERE article = 1")
    assert [("erase", "court order")] == rows(sung, "SELECT level, reason FROM forgotten")
    assert {URL} == barred_urls(sung, [URL, f"{SITE}/lain"])
    with pytest.raises(ArchiveError, match="erased"):
        payload_of(sung, 1)


def test_two_articles_are_erased_at_once(sung: Archive) -> None:
    """Articles that are erased together are all gone, and one that is erased twice is said."""
    forget(sung, [1, 3], ERASE)
    with pytest.raises(UsageError, match="forgotten already"):
        forget(sung, [3], ERASE)

    assert [] == _singing(sung)
    assert ["erased:1", "erased:3"] == rows(sung, "SELECT url FROM articles WHERE forgotten = 'erase'")


def test_an_erasure_that_is_killed_is_none(sung: Archive, path: Path) -> None:
    """Killed at any of its statements, the archive is as it was, or all is erased; never a half."""
    whole = tables(sung)
    sung.close()
    backup = path.read_bytes()
    outcomes = set()
    for statement in range(5, 500, 29):
        path.write_bytes(backup)

        def erase_and_die(statement: int = statement) -> None:
            left = statement

            def count(_: str) -> None:
                nonlocal left
                left -= 1
                if left == 0:
                    kill_self()

            with open_archive(path) as archive:
                archive.database.conn.set_trace_callback(count)
                forget(archive, [1], ERASE)

        in_child(erase_and_die)
        with open_archive(path) as archive:
            state = rows(archive, "SELECT count(*) FROM articles WHERE forgotten = 'erase'")
            outcomes.add(state[0])
            assert state == [1] or whole == tables(archive)
            if state == [1]:
                assert [] == list(check_archive(archive, lambda *_: None))
        assert state == [0] or CANARY.encode() not in path.read_bytes().lower()

    assert 0 in outcomes
