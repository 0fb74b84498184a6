"""Pages compressed against their siblings: small, whole, and never without the sibling that they need."""

import gzip
import json
import random
import sqlite3
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scraper.errors import ArchiveDamagedError, ArchiveError
from scraper.model import Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.store import Archive, open_archive, payload_of, settle_many
from tests.store.samples import NOW, rows

MANY = Path(__file__).parents[3] / "shared" / "corpus" / "many"


def _page(layout: int, number: int) -> bytes:
    """A page of this layout: 20 KB that its siblings share, and 600 bytes of its own."""
    frame = random.Random(layout)  # noqa: S311  # words, no secrets
    own = random.Random(1_000 * layout + number)  # noqa: S311  # as above
    shared = "".join(f'<div class="c{frame.getrandbits(60):x}">' for _ in range(800))
    words = " ".join(f"{own.getrandbits(20):x}" for _ in range(100))
    return f"<html>{shared}<p>{words}</p></html>".encode()


def _visit(url: str, payload: bytes, kind: PageKind = PageKind.ARTICLE) -> Visit:
    capture = Capture(url, url, NOW, 200, (), payload)
    return Visit(Page(url, urlsplit(url).netloc, kind), Outcome.NOT_AN_ARTICLE, None, capture=capture)


def _settle(archive: Archive, payloads: list[bytes], site: str = "contoh.go.id") -> None:
    start = rows(archive, "SELECT count(*) FROM captures")[0]
    visits = [_visit(f"https://{site}/{start + i}", payload) for i, payload in enumerate(payloads)]
    settle_many(archive, visits, NOW)


def _uses(archive: Archive) -> list[int | None]:
    """The dictionary of each capture, in their order."""
    return rows(archive, "SELECT dictionary FROM captures ORDER BY id")


def test_a_page_is_kept_as_what_differs_from_its_sibling(archive: Archive) -> None:
    """The second page of a layout takes a small part of the first, and comes back whole."""
    pages = [_page(1, number) for number in range(6)]
    _settle(archive, pages)
    first, *others = rows(archive, "SELECT length(payload) FROM captures ORDER BY id")

    assert [None, 1, 1, 1, 1, 1] == _uses(archive)
    assert max(others) < first / 5
    assert pages == [payload_of(archive, number) for number in range(1, 7)]


def test_each_layout_has_a_dictionary_of_its_own(archive: Archive) -> None:
    """Pages of several layouts that come in turns are each compressed against one of their own."""
    _settle(archive, [_page(layout, number) for number in range(4) for layout in (1, 2, 3)])

    assert [None] * 3 + [1, 2, 3] * 3 == _uses(archive)


def test_a_layout_that_was_long_away_comes_back(archive: Archive) -> None:
    """After more layouts than are tried for a page, the first kind of page still finds its dictionary."""
    listings = [_visit(f"https://contoh.go.id/l{i}", _page(i, 0), PageKind.LISTING) for i in range(2, 14)]
    first, again = (_visit(f"https://contoh.go.id/a{i}", _page(1, i)) for i in range(2))
    settle_many(archive, [first, *listings, again], NOW)

    assert [None] * 13 + [1] == _uses(archive)


def test_a_changed_layout_gets_a_new_dictionary(archive: Archive) -> None:
    """When a site changes its layout, its next pages go by a new dictionary and the old pages keep theirs."""
    _settle(archive, [_page(1, number) for number in range(3)])
    _settle(archive, [_page(2, number) for number in range(3)])

    assert [None, 1, 1, None, 2, 2] == _uses(archive)
    assert _page(1, 2) == payload_of(archive, 3)


def test_a_layout_that_changes_by_and_by_gets_a_new_dictionary(archive: Archive) -> None:
    """Where the page before serves much better than the dictionary does, a new one is chosen."""
    old, new = _page(1, 0), _page(2, 0)
    cut = len(old) * 6 // 10
    drifted = [old[:cut] + new[cut:-700] + f"{number:0300x}".encode() for number in range(40)]
    _settle(archive, [old, *drifted])

    assert len(set(_uses(archive))) > 2
    assert 1 == _uses(archive)[1]


def test_dictionaries_are_found_again_by_the_next_run(archive: Archive, path: Path) -> None:
    """A run that starts anew compresses against the dictionaries of the run before."""
    _settle(archive, [_page(1, 0), _page(1, 1)])
    with open_archive(path) as again:
        _settle(again, [_page(1, 2)])

    assert [None, 1, 1] == _uses(archive)
    assert _page(1, 2) == payload_of(archive, 3)


def test_sites_do_not_share(archive: Archive) -> None:
    """A page is never compressed against one of another site."""
    _settle(archive, [_page(1, 0)])
    _settle(archive, [_page(1, 1)], site="lain.go.id")

    assert [None, None] == _uses(archive)


def test_what_is_too_small_or_repeats_is_no_dictionary(archive: Archive) -> None:
    """A few bytes have no layout, and a page that came before is kept once."""
    _settle(archive, [b"", b"<html>", _page(1, 0), _page(1, 0)])

    assert [3] == rows(archive, "SELECT capture FROM dictionaries")
    assert [None, None, None, 3] == rows(archive, "SELECT repeats FROM captures ORDER BY id")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM dictionaries", "DELETE FROM captures WHERE id = 1", "DELETE FROM captures"]
)
def test_a_dictionary_is_not_deleted_while_a_capture_needs_it(archive: Archive, statement: str) -> None:
    """SQLite itself refuses to delete a dictionary, or the page that it is, from under another page."""
    _settle(archive, [_page(1, 0), _page(1, 1)])
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        archive.database.execute(statement)


def test_a_dictionary_of_a_lost_transaction_is_not_used(archive: Archive) -> None:
    """Where the page that a dictionary is was never written, the next page does not lean on it."""
    with pytest.raises(ArchiveError), archive.writing() as connection:
        settle_inside = archive.dictionaries.pack(connection, "contoh.go.id", "article", _page(1, 0))
        assert settle_inside.wants_dictionary
        connection.execute("INSERT INTO sites(name) VALUES ('contoh.go.id')")
        _write(connection)
        archive.dictionaries.add(connection, 1, "contoh.go.id", "article")
        connection.execute("INSERT INTO nothing VALUES (1)")
    _settle(archive, [_page(1, 1), _page(1, 2)])

    assert [None, 1] == _uses(archive)
    assert [_page(1, 1), _page(1, 2)] == [payload_of(archive, number) for number in (1, 2)]


def _write(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO captures(site, requested_url, final_url, fetched_at, elapsed_s, status, outcome, "
        "headers, complete, sha256, size) "
        "VALUES ('contoh.go.id', 'u', 'u', 't', 0, 200, 'o', '[]', 1, 'd', 0)"
    )


def test_what_leans_on_the_whole_parts_of_a_dictionary_is_read(archive: Archive) -> None:
    """A dictionary whose digest is wrong takes no new pages, and what can be read with it is read."""
    _settle(archive, [_page(1, 0), _page(1, 1)])
    archive.database.execute("UPDATE captures SET sha256 = 'abc' WHERE id = 1")
    archive.dictionaries.forget()
    _settle(archive, [_page(1, 2)])

    assert [None, 1, None] == _uses(archive)
    assert _page(1, 1) == payload_of(archive, 2)


@pytest.mark.parametrize("damage", ["payload = substr(payload, 1, 99)", "payload = NULL"])
def test_a_damaged_dictionary_is_named_and_no_longer_used(archive: Archive, damage: str) -> None:
    """The pages of a damaged dictionary are called damaged, and new pages go by another one."""
    _settle(archive, [_page(1, 0), _page(1, 1)])
    archive.database.execute(f"UPDATE captures SET {damage} WHERE id = 1")  # noqa: S608  # a test's own words
    archive.dictionaries.forget()
    with pytest.raises(ArchiveDamagedError, match="capture 2"):
        payload_of(archive, 2)
    _settle(archive, [_page(1, 2), _page(1, 3)])

    assert [None, 1, None, 2] == _uses(archive)
    assert _page(1, 3) == payload_of(archive, 4)


def test_what_was_sent_and_answered_is_kept_once(archive: Archive) -> None:
    """The request's head and the status line are kept; equal heads are one row."""
    heads = [(("User-Agent", "kabar"), ("Host", "a")), (("User-Agent", "kabar"), ("Host", "b"))]
    for number, head in enumerate([heads[0], heads[1], heads[0]]):
        url = f"https://contoh.go.id/{number}"
        capture = Capture(url, url, NOW + timedelta(days=number), 200, (), b"x", request_headers=head)
        settle_many(archive, [Visit(Page(url, "contoh.go.id"), Outcome.EMPTY, None, capture=capture)], NOW)

    assert [1, 2, 1] == rows(archive, "SELECT request FROM captures ORDER BY id")
    assert [json.dumps(head) for head in heads] == rows(archive, "SELECT headers FROM request_heads")


@pytest.mark.skipif(not MANY.exists(), reason="the corpus of several pages a site lies beside the checkout")
def test_real_sites_take_a_third_of_gzip(archive: Archive) -> None:
    """On 319 real pages of ten news sites all that is stored is at most 0.35 of gzip -6 a record."""
    pages = [json.loads(line) for line in (MANY / "gold.jsonl").read_text("utf-8").splitlines()]
    payloads = [gzip.decompress((MANY / page["file"]).read_bytes()) for page in pages]
    visits = [_visit(f"{page['url']}{i}", payloads[i]) for i, page in enumerate(pages)]
    for start in range(0, len(visits), 20):
        settle_many(archive, visits[start : start + 20], NOW)
    (kept,) = rows(archive, "SELECT sum(length(payload)) FROM captures")
    whole = sum(len(gzip.compress(payload, 6)) for payload in payloads)

    assert kept / whole < 0.35
    assert payloads == [payload_of(archive, number) for number in range(1, len(pages) + 1)]
