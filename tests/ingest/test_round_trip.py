"""What was exported and is imported again is the same archive."""

from dataclasses import replace
from pathlib import Path

import pytest

from scraper.export import export_captures
from scraper.ingest import Event, Import
from scraper.outcome import Outcome
from scraper.store import Archive, Level, RecordQuery, Ruling, forget, open_archive, settle_many
from tests.store.samples import NOW, rows
from tests.warc.samples import MARKET, capture, filled, html, read

SAME = {
    "articles": "SELECT url, title, body, published_at, views, revision, first_seen_at, last_seen_at "
    "FROM articles ORDER BY url",
    "revisions": "SELECT url, number, captured_at, revisions.title, changed FROM revisions "
    "JOIN articles ON articles.id = article ORDER BY url, number",
    "captures": "SELECT requested_url, final_url, fetched_at, status, captures.headers, hops, outcome, "
    "sha256, "
    "content_encoding, size, elapsed_s, request_heads.headers FROM captures "
    "LEFT JOIN request_heads ON request_heads.id = request ORDER BY fetched_at",
    "provenance": "SELECT url, field, source FROM provenance JOIN articles ON articles.id = article "
    "ORDER BY 1, 2, 3",
}


def nobody(_event: Event) -> None:
    """Nobody watches."""


def imported(archive: Archive, *paths: Path) -> Import:
    """The import of these files, done."""
    run = Import(archive, nobody)
    run.work(paths)
    return run


@pytest.mark.parametrize("name", ["all.warc.gz", "all.warc", "all.wacz"])
def test_everything_comes_back(tmp_path: Path, name: str) -> None:
    """Articles, wordings, captures with headers, hops and times, and sources are those that were exported."""
    with filled(tmp_path / "old.db") as old, open_archive(tmp_path / "new.db") as new:
        export_captures(old, RecordQuery(), tmp_path / name, lambda _number: None)
        run = imported(new, tmp_path / name)

        assert (0, 0) == (run.left_out, run.known)
        for what, statement in SAME.items():
            assert rows(old, statement) == rows(new, statement), what
        assert [("import of " + name,)] == list(
            new.database.conn.execute("SELECT DISTINCT robots FROM captures")
        )


def test_a_second_export_is_a_second_copy(tmp_path: Path) -> None:
    """An export of what was imported has every answer, byte for byte, under the same record names."""
    with filled(tmp_path / "old.db") as old, open_archive(tmp_path / "new.db") as new:
        export_captures(old, RecordQuery(), tmp_path / "one.warc", lambda _number: None)
        imported(new, tmp_path / "one.warc")
        export_captures(new, RecordQuery(), tmp_path / "two.warc", lambda _number: None)
    texts = [
        b"".join(
            line
            for line in (tmp_path / name).read_bytes().splitlines(keepends=True)
            # The rule under which it was fetched is now the name of the file, and so are digests over it.
            if not line.startswith(
                (b"robots: ", b"via: ", b"WARC-Block-Digest", b"WARC-Payload-Digest", b"Content-Length")
            )
        )
        for name in ("one.warc", "two.warc")
    ]

    assert texts[0] == texts[1]


def test_an_import_into_the_same_archive_adds_nothing(tmp_path: Path) -> None:
    """What is there is known by its bytes, its address and its moment, from whatever file it comes."""
    with filled(tmp_path / "old.db") as old:
        before = rows(old, "SELECT * FROM captures ORDER BY id")
        for name in ("all.warc.gz", "all.wacz"):
            export_captures(old, RecordQuery(), tmp_path / name, lambda _number: None)
        run = imported(old, tmp_path / "all.warc.gz", tmp_path / "all.wacz")

        assert (20, 0) == (run.known, sum(run.counts.values()))
        assert before == rows(old, "SELECT * FROM captures ORDER BY id")


def test_an_import_after_an_erasure_adds_nothing(tmp_path: Path) -> None:
    """The neighbours of an erased article, blank where they quoted it, are known in an older export too."""
    with filled(tmp_path / "archive.db") as archive:
        margin = html(MARKET + " Lagi", f"{MARKET}. Warga bersyukur atas hal itu sejak Senin pagi.")
        page = read(capture("/berita/77", margin), article=None, outcome=Outcome.LISTING)
        later = replace(page, capture=capture("/berita/77", b"", status=304), outcome=Outcome.UNCHANGED)
        settle_many(archive, [page, later], NOW)
        export_captures(archive, RecordQuery(), tmp_path / "all.warc.gz", lambda _number: None)
        (market,) = rows(archive, "SELECT id FROM articles WHERE title = ?", MARKET)
        done = forget(archive, [market], Ruling(Level.ERASE, "court order", NOW))
        before = rows(archive, "SELECT * FROM captures ORDER BY id")
        run = imported(archive, tmp_path / "all.warc.gz")

        assert 1 <= done.blanked
        assert {"excluded"} == set(run.counts)
        assert before == rows(archive, "SELECT * FROM captures ORDER BY id")


def test_earlier_captures_take_their_place_in_time(tmp_path: Path) -> None:
    """Imported the other way round, the archive has the same wordings, in the order of their captures."""
    with filled(tmp_path / "old.db") as old, open_archive(tmp_path / "new.db") as new:
        export_captures(old, RecordQuery(), tmp_path / "all.warc", lambda _number: None)
        records = (tmp_path / "all.warc").read_bytes().split(b"WARC/1.1\r\n")
        answers = [text for text in records if b"WARC-Type: response" in text and b"/berita/1\r\n" in text]
        assert 2 == len(answers)
        (tmp_path / "later.warc").write_bytes(b"WARC/1.1\r\n" + answers[1])
        (tmp_path / "earlier.warc").write_bytes(b"WARC/1.1\r\n" + answers[0])
        later = imported(new, tmp_path / "later.warc")
        earlier = imported(new, tmp_path / "earlier.warc")
        url = answers[0].split(b"WARC-Target-URI: ")[1].split(b"\r\n")[0].decode()

        assert ({"archived": 1}, {"revised": 1}) == (later.counts, earlier.counts)
        for statement in (
            (
                "SELECT number, captured_at, revisions.body, changed, classes FROM revisions "
                "JOIN articles ON articles.id = article WHERE url = ? ORDER BY number"
            ),
            "SELECT body, revision, first_seen_at FROM articles WHERE url = ?",
        ):
            assert rows(old, statement, url) == rows(new, statement, url)
