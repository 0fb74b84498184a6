"""No error of SQLite's leaves the package: each becomes one of ours."""

import inspect
import sqlite3
from collections.abc import Callable

import pytest

import scraper.store
from scraper import store
from scraper.errors import ArchiveDamagedError, ArchiveError
from scraper.model import SiteMemory
from scraper.outcome import Outcome
from scraper.store import (
    Archive,
    Change,
    ChangeKind,
    Edition,
    Level,
    RecordQuery,
    Ruling,
    SiteFacts,
    absences,
    add_pages,
    back_up,
    barred_urls,
    changes,
    check_archive,
    correct,
    corrections,
    decisions,
    due_pages,
    end_run,
    entrance,
    forget,
    former_values,
    fresh_robots,
    frontier_counts,
    habits,
    home_before,
    host_states,
    index_passages,
    is_learnt,
    kept_capture,
    known_pages,
    last_runs,
    load_memory,
    newest,
    next_due,
    note_learnt,
    pages_again,
    payload_of,
    presence,
    provenance,
    record,
    records,
    release_leases,
    revisions,
    sample_pages,
    save_memory,
    save_site,
    search,
    settle,
    settle_many,
    sharing,
    site_rows,
    site_signs,
    site_title,
    start_run,
    take_back,
    take_leases,
    undo,
    view_counts,
    views_per_day,
    wordings_of,
)
from tests.store.samples import NOW, URL, page, visit

_EDITED = Change("contoh", 1, "Judul", "https://x.go.id/1", ChangeKind.EDITED, NOW, number=1)
CALLS: dict[str, Callable[[Archive], object]] = {
    "coverage": lambda archive: store.coverage(archive, "contoh"),
    "cut_count": lambda archive: store.cut_count(archive, ["contoh"]),
    "cut_of": lambda archive: store.cut_of(archive, [URL]),
    "expected_and_kept": lambda archive: store.expected_and_kept(archive, "contoh"),
    "is_named_whole": lambda archive: store.is_named_whole(archive, "contoh"),
    "knows_address": lambda archive: store.knows_address(archive, URL),
    "note_numbers": lambda archive: store.note_numbers(archive, "contoh", URL + "{}", "x"),
    "numbered_addresses": lambda archive: list(store.numbered_addresses(archive, "contoh")),
    "unread_articles": lambda archive: store.unread_articles(archive, "contoh", 1),
    "witnesses_of": lambda archive: store.witnesses_of(archive, "contoh"),
    "wordings_of": lambda archive: wordings_of(archive, _EDITED),
    "views_per_day": lambda archive: views_per_day(archive, 1),
    "undo": lambda archive: undo(archive, 1, "place", NOW),
    "presence": lambda archive: presence(archive, 1),
    "corrections": lambda archive: corrections(archive, 1),
    "correct": lambda archive: correct(archive, 1, Edition("place", "KENDAL", "why"), NOW),
    "changes": changes,
    "absences": lambda archive: absences(archive, 1),
    "add_pages": lambda archive: add_pages(archive, [page()], NOW),
    "barred_urls": lambda archive: barred_urls(archive, [URL]),
    "back_up": lambda archive: back_up(archive, archive.path.with_name("backup.db")),
    "check_archive": lambda archive: list(check_archive(archive, lambda *_: None)),
    "decisions": decisions,
    "due_pages": lambda archive: due_pages(archive, now=NOW, limit=1),
    "entrance": lambda archive: entrance(archive, "contoh"),
    "end_run": lambda archive: end_run(archive, 1, {}, 0),
    "fresh_robots": lambda archive: fresh_robots(archive, NOW),
    "former_values": lambda archive: former_values(archive, 1),
    "frontier_counts": lambda archive: frontier_counts(archive, "contoh"),
    "index_passages": index_passages,
    "kept_capture": lambda archive: kept_capture(archive, 1),
    "is_learnt": lambda archive: is_learnt(archive, "contoh", []),
    "load_memory": lambda archive: load_memory(archive, "contoh"),
    "note_learnt": lambda archive: note_learnt(archive, "contoh", []),
    "sample_pages": lambda archive: sample_pages(archive, "contoh", 1),
    "save_memory": lambda archive: save_memory(archive, "contoh", SiteMemory(1, {1: 1}), NOW),
    "home_before": lambda archive: home_before(archive, URL),
    "habits": lambda archive: habits(archive, "contoh"),
    "host_states": lambda archive: host_states(archive, ["humas.example.go.id"], NOW),
    "known_pages": lambda archive: known_pages(archive, [URL]),
    "forget": lambda archive: forget(archive, [1], Ruling(Level.HIDE, "why", NOW)),
    "last_runs": lambda archive: last_runs(archive, 5),
    "site_signs": lambda archive: site_signs(archive, "contoh"),
    "newest": lambda archive: newest(archive, RecordQuery()),
    "next_due": next_due,
    "pages_again": lambda archive: pages_again(archive, "contoh", NOW, 2),
    "payload_of": lambda archive: payload_of(archive, 1),
    "provenance": lambda archive: provenance(archive, 1),
    "record": lambda archive: record(archive, 1),
    "records": lambda archive: list(records(archive, RecordQuery(words="semarang"))),
    "release_leases": release_leases,
    "revisions": lambda archive: revisions(archive, 1),
    "save_site": lambda archive: save_site(archive, SiteFacts("contoh")),
    "search": lambda archive: search(archive, RecordQuery("semarang")),
    "settle": lambda archive: settle(archive, visit(), NOW),
    "settle_many": lambda archive: settle_many(archive, [visit()], NOW),
    "sharing": lambda archive: sharing(archive, 1),
    "site_title": lambda archive: site_title(archive, "contoh"),
    "site_rows": lambda archive: site_rows(archive, NOW),
    "start_run": lambda archive: start_run(archive, "crawl"),
    "take_leases": lambda archive: take_leases(archive, ["humas.example.go.id"], "crawl", NOW),
    "take_back": lambda archive: take_back(archive, [1], NOW),
    "view_counts": lambda archive: view_counts(archive, 1),
}


def _refuse(*_: object) -> int:
    return sqlite3.SQLITE_DENY


def test_every_public_function_is_tried() -> None:
    """The cases below are all the public functions that take an archive."""
    functions = {
        name
        for name in scraper.store.__all__
        if inspect.isfunction(function := getattr(scraper.store, name))
        and "archive" in inspect.signature(function).parameters
    }

    assert functions == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_error_of_sqlite_is_translated(archive: Archive, name: str) -> None:
    """Where SQLite refuses every statement, each public function raises our error, with its cause."""
    settle(archive, visit(), NOW)
    archive.database.conn.set_authorizer(_refuse)
    with pytest.raises(ArchiveError, match=r"archive\.db cannot be used") as caught:
        CALLS[name](archive)

    assert isinstance(caught.value.__cause__, sqlite3.Error)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("UPDATE articles SET published_at = 'kemarin'", "record"),
        ("UPDATE articles SET first_seen_at = 'kemarin'", "record"),
        ("UPDATE articles SET tags = '['", "record"),
        ("UPDATE frontier SET kind = 'page', due_at = ''", "due_pages"),
        ("UPDATE frontier SET outcome = 'fine'", "site_rows"),
    ],
)
def test_a_value_changed_by_hand_is_called_damage(archive: Archive, change: str, name: str) -> None:
    """A column that holds what kabar would not have written is named as damage, never a traceback."""
    settle(archive, visit(), NOW)
    archive.database.execute(change)
    with pytest.raises(ArchiveDamagedError, match="did not write"):
        CALLS[name](archive)


def test_an_interrupted_transaction_is_undone(archive: Archive) -> None:
    """Ctrl-C in the middle of a transaction leaves nothing of it and the archive ready for the next."""
    with pytest.raises(KeyboardInterrupt), archive.writing() as connection:
        connection.execute("INSERT INTO sites(name) VALUES ('contoh')")
        raise KeyboardInterrupt
    outcome = settle(archive, visit(), NOW)

    assert Outcome.ARCHIVED is outcome
    assert ["humas.example.go.id"] == [row.facts.host for row in site_rows(archive, NOW)]
