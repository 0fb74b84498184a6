"""The tables of archive.db as migrations; a step that any archive has applied is never edited again."""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from scraper.store.migrations.absences import create_absences
from scraper.store.migrations.erased import create_erased
from scraper.store.migrations.forgotten import create_forgotten
from scraper.store.migrations.history import create_history
from scraper.store.migrations.imports import create_imports
from scraper.store.migrations.memories import create_memories
from scraper.store.migrations.passages import create_passages
from scraper.store.migrations.politeness import create_politeness
from scraper.store.migrations.rereads import create_rereads
from scraper.store.migrations.search import create_search
from scraper.store.migrations.shapes import create_shapes
from scraper.store.migrations.siblings import create_siblings
from scraper.store.migrations.tables import create_tables
from scraper.store.migrations.witnesses import create_witnesses
from scraper.store.migrations.wordings import create_wordings

# "KABR" in the file's header: tells an archive from any other SQLite file without opening it as a database.
APPLICATION_ID = 0x4B414252

# In the order in which they are applied; a new one goes to the end, with a module of its own.
_STEPS: tuple[tuple[str, Callable[[Database], None]], ...] = (
    ("0001_tables", create_tables),
    ("0002_search", create_search),
    ("0003_forgotten", create_forgotten),
    ("0004_siblings", create_siblings),
    ("0005_erased", create_erased),
    ("0006_history", create_history),
    ("0007_absences", create_absences),
    ("0008_rereads", create_rereads),
    ("0009_passages", create_passages),
    ("0010_memories", create_memories),
    ("0011_witnesses", create_witnesses),
    ("0012_imports", create_imports),
    ("0013_politeness", create_politeness),
    ("0014_wordings", create_wordings),
    ("0015_shapes", create_shapes),
)
MIGRATIONS = Migrations("kabar")
for _name, _step in _STEPS:
    MIGRATIONS(name=_name)(_step)
VERSION = len(_STEPS)  # kept as user_version
