"""archive.db: the only SQL of kabar, and the only place where SQLite's errors are seen."""

from scraper.store.backup import back_up
from scraper.store.barred import barred_urls
from scraper.store.captures import payload_of
from scraper.store.changes import Change, ChangeKind, changes, wordings_of
from scraper.store.check import Damage, Part, check_archive
from scraper.store.corrections import CORRECTABLE, Correction, Edition, correct, corrections, undo
from scraper.store.database import Archive, open_archive
from scraper.store.erasing import Forgotten
from scraper.store.forget import Decision, Level, Ruling, decisions, forget, take_back
from scraper.store.frontier import (
    NOT_ASKED,
    FrontierRow,
    add_pages,
    due_pages,
    frontier_counts,
    known_pages,
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
from scraper.store.memory import SamplePage, is_learnt, load_memory, sample_pages, save_memory
from scraper.store.passages import Sharing, index_passages, sharing
from scraper.store.presence import Absence, Disappearance, Sight, absences, disappearances, presence
from scraper.store.query import RecordQuery
from scraper.store.rechecks import Habits, entrance, habits, pages_again
from scraper.store.records import record, records
from scraper.store.robots_files import fresh_robots
from scraper.store.runs import end_run, start_run
from scraper.store.search import Hit, Span, newest, search
from scraper.store.sites import SiteFacts, SiteRow, facts_of, save_site, site_rows
from scraper.store.visits import settle, settle_many

__all__ = [
    "CORRECTABLE",
    "LEASE",
    "NOT_ASKED",
    "Absence",
    "Archive",
    "Change",
    "ChangeKind",
    "Correction",
    "Damage",
    "Decision",
    "Disappearance",
    "Edition",
    "FieldCounts",
    "Forgotten",
    "FrontierRow",
    "Habits",
    "Hit",
    "HostState",
    "Level",
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
    "absences",
    "add_pages",
    "back_up",
    "barred_urls",
    "changes",
    "check_archive",
    "correct",
    "corrections",
    "decisions",
    "diff_of",
    "disappearances",
    "due_pages",
    "end_run",
    "entrance",
    "facts_of",
    "forget",
    "fresh_robots",
    "frontier_counts",
    "habits",
    "hold_archive",
    "host_states",
    "index_passages",
    "is_learnt",
    "kept_capture",
    "known_pages",
    "last_runs",
    "load_memory",
    "newest",
    "next_due",
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
    "start_run",
    "take_back",
    "take_leases",
    "undo",
    "view_counts",
    "views_per_day",
    "wordings_of",
]
