"""archive.db: the only SQL of kabar, and the only place where SQLite's errors are seen."""

from scraper.store.backup import back_up
from scraper.store.barred import barred_urls
from scraper.store.captures import payload_of
from scraper.store.changes import Change, ChangeKind, changes, wordings_of
from scraper.store.check import Damage, Part, check_archive
from scraper.store.corrections import CORRECTABLE, Correction, Edition, correct, corrections, undo
from scraper.store.coverage import (
    Coverage,
    Hole,
    MonthRow,
    WitnessRow,
    coverage,
    cut_count,
    expected_and_kept,
)
from scraper.store.database import Archive, open_archive
from scraper.store.erasing import Forgotten
from scraper.store.forget import Decision, Level, Ruling, decisions, forget, take_back
from scraper.store.frontier import (
    NOT_ASKED,
    FrontierRow,
    Within,
    add_pages,
    cut_of,
    due_pages,
    frontier_counts,
    known_pages,
    knows_address,
    next_due,
)
from scraper.store.health import FieldCounts, RunRow, SiteSigns, last_runs, site_signs
from scraper.store.history import (
    Provenance,
    Revision,
    ViewCount,
    diff_of,
    provenance,
    revisions,
    view_counts,
    views_per_day,
)
from scraper.store.hosts import LEASE, HostState, host_states, release_leases, take_leases
from scraper.store.kept import kept_capture
from scraper.store.lock import hold_archive
from scraper.store.memory import SamplePage, is_learnt, load_memory, note_learnt, sample_pages, save_memory
from scraper.store.numbers import Numbered, is_named_whole, note_numbers, numbered_addresses
from scraper.store.passages import Sharing, index_passages, sharing
from scraper.store.patterns import PRIORITIES, WITNESSES
from scraper.store.presence import Absence, Disappearance, Sight, absences, disappearances, presence
from scraper.store.query import RecordQuery
from scraper.store.rechecks import Habits, entrance, habits, home_before, pages_again
from scraper.store.records import record, records
from scraper.store.rereads import Former, former_values
from scraper.store.robots_files import fresh_robots
from scraper.store.runs import end_run, start_run
from scraper.store.search import Hit, Span, newest, search
from scraper.store.sites import SiteFacts, SiteRow, facts_of, save_site, site_rows, site_title
from scraper.store.visits import settle, settle_many
from scraper.store.witnesses import Witness, unread_articles, witnesses_of

__all__ = [
    "CORRECTABLE",
    "LEASE",
    "NOT_ASKED",
    "PRIORITIES",
    "WITNESSES",
    "Absence",
    "Archive",
    "Change",
    "ChangeKind",
    "Correction",
    "Coverage",
    "Damage",
    "Decision",
    "Disappearance",
    "Edition",
    "FieldCounts",
    "Forgotten",
    "Former",
    "FrontierRow",
    "Habits",
    "Hit",
    "Hole",
    "HostState",
    "Level",
    "MonthRow",
    "Numbered",
    "Part",
    "Provenance",
    "RecordQuery",
    "Revision",
    "Ruling",
    "RunRow",
    "SamplePage",
    "Sharing",
    "Sight",
    "SiteFacts",
    "SiteRow",
    "SiteSigns",
    "Span",
    "ViewCount",
    "Within",
    "Witness",
    "WitnessRow",
    "absences",
    "add_pages",
    "back_up",
    "barred_urls",
    "changes",
    "check_archive",
    "correct",
    "corrections",
    "coverage",
    "cut_count",
    "cut_of",
    "decisions",
    "diff_of",
    "disappearances",
    "due_pages",
    "end_run",
    "entrance",
    "expected_and_kept",
    "facts_of",
    "forget",
    "former_values",
    "fresh_robots",
    "frontier_counts",
    "habits",
    "hold_archive",
    "home_before",
    "host_states",
    "index_passages",
    "is_learnt",
    "is_named_whole",
    "kept_capture",
    "known_pages",
    "knows_address",
    "last_runs",
    "load_memory",
    "newest",
    "next_due",
    "note_learnt",
    "note_numbers",
    "numbered_addresses",
    "open_archive",
    "pages_again",
    "payload_of",
    "presence",
    "provenance",
    "record",
    "records",
    "release_leases",
    "revisions",
    "sample_pages",
    "save_memory",
    "save_site",
    "search",
    "settle",
    "settle_many",
    "sharing",
    "site_rows",
    "site_signs",
    "site_title",
    "start_run",
    "take_back",
    "take_leases",
    "undo",
    "unread_articles",
    "view_counts",
    "views_per_day",
    "witnesses_of",
    "wordings_of",
]
