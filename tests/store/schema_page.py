"""Makes docs/schema.md from a fresh archive: `python -m tests.store.schema_page > docs/schema.md`."""

import re
import sqlite3
import sys
import tempfile
from pathlib import Path

from scraper.store import open_archive

# The comment behind each column stands in the file itself, so that `.schema` in any SQLite shell shows it.
# A column that was added later stands behind the line that ends the one before it.
_COLUMN = re.compile(r"^(?: {2}DEFAULT NULL, |, | {2})(\w+) ([A-Z]+).*?,? -- (.+)$", re.MULTILINE)
_OF_A_VIEW = re.compile(r"^ {2}(?:.*\bAS )?(\w+),? -- (.+)$", re.MULTILINE)
_INTERNAL = ("sqlite_", "_sqlite_", "articles_fts_")

_INTRODUCTION = """\
# archive.db, table by table

One SQLite file in WAL mode with 16 KiB pages and the application id 0x4B414252 ("KABR"). A test holds this
page against a fresh archive, in both directions; the same words stand in the file itself
(`sqlite3 archive.db .schema`).

Moments are ISO 8601 in UTC with milliseconds (`2026-11-22T03:04:05.678Z`), except `published_at` and
`updated_at`, which keep what the page shows. NULL means: not known. Not listed are SQLite's and sqlite-utils'
own tables (`sqlite_*`, `_sqlite_*`) and the inner tables of the full-text index (`articles_fts_*`).
"""

_TABLES = {
    "articles": "An article as last seen. No known value ever gives way to nothing.",
    "photos": "A photograph in an article.",
    "revisions": "One wording of an article; a new one where the words of title or body changed.",
    "views": "The page's own view counter, as observed once.",
    "absences": "A visit that looked for an article and did not find it: present then, absent now. "
    "docs/deletions.md says what is concluded.",
    "view_changes": "A view: the counter's observations as a series; one below the last is flagged.",
    "views_per_day": "A view: what each day gained, spread evenly between two observations; nothing is "
    "known of the days on which the counter fell.",
    "provenance": "Where the value of a field was read, and the first capture that showed it.",
    "corrections": "What a person says that a value is, with the reason; it stands above the page's.",
    "former_values": "What an earlier parser read, where another one read otherwise.",
    "rereads": "An article of which every capture was read again.",
    "captures": "One HTTP exchange with its bytes, or with the capture whose bytes it repeats.",
    "dictionaries": "A page that others of its site are compressed against; kept while one needs it.",
    "forgotten": "A decision to forget an article; docs/forgetting.md says what each level means.",
    "barred": "What a crawl may not bring back, as digests; without the address or the words themselves.",
    "erased_marks": "Runs of words that were erased, so that a crawl knows them again and leaves them out.",
    "request_heads": "What we sent with a request; equal heads are kept once.",
    "frontier": "An address that is known, how its last visit ended, and when it is due again.",
    "hosts": "A host as politeness knows it: when it may be asked again, and which process asks it now.",
    "robots": "A robots.txt in one of its forms, or what stood in its place.",
    "permissions": "A view: what robots.txt said of each capture, and the file that said it. "
    "Was this allowed when we took it? `SELECT verdict FROM permissions WHERE capture = 17`.",
    "directives": "What a page tells robots about keeping it, for the captures of pages that say something.",
    "listing_news": "When a listing last named an address that was not known.",
    "witnesses": "Who says which articles a site has, as a sitemap or a listing.",
    "witness_pages": "A page of a witness, and what it brought when it was last read.",
    "claims": "An address that a witness names.",
    "patterns": "The shape of addresses of a site, and what asking for them brought.",
    "shape_names": "What the listings of one shape named: one that names no more only turns it over.",
    "shape_turns": "A shape whose listings may have no end, and how many in a row named no more.",
    "wordings": "The words of an article as a number: the same at another address are the same article.",
    "sites": "A site.",
    "site_memory": "The blocks of text that are boilerplate at a site, learnt from a sample of its pages.",
    "shared_passages": "A paragraph, by its fingerprint, and an article that carries it.",
    "shared_shingles": "A run of five words and an article that carries it: finds reworded copies.",
    "memories": "What a site's memory was learnt from.",
    "runs": "One run of the crawler.",
    "imports": "A file that was imported, and how far.",
    "imported_payloads": "Under which digest a file's records name a payload, for those that repeat it.",
    "articles_fts": "Full-text index over title and body (FTS5, without accents and case), kept by triggers: "
    "`SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'banjir' ORDER BY rank`.",
}


def schema_page(connection: sqlite3.Connection) -> str:
    """The page that describes this archive."""
    parts = [_INTRODUCTION]
    for table in sorted(_tables(connection), key=[*_TABLES].index):
        parts.append(f"\n## {table}\n\n{_TABLES[table]}\n\n| column | type | |\n|---|---|---|\n")
        parts += [f"| `{name}` | {kind} | {words} |\n" for name, kind, words in _columns(connection, table)]
    return "".join(parts)


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    return [name for (name,) in names if not name.startswith(_INTERNAL)]


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    """Every column that SQLite reports, with the words behind it in the statement that made it."""
    (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    said = dict(_OF_A_VIEW.findall(statement)) | {n: words for n, _, words in _COLUMN.findall(statement)}
    found = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    if table == "articles_fts":
        said = {"title": "of `articles`", "body": "of `articles`"}
    return [(name, kind, said[name]) for name, kind in found]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "archive.db") as archive:
        sys.stdout.write(schema_page(archive.database.conn))
