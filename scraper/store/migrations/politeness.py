"""What polite crawling remembers from run to run: hosts, their robots.txt, and what is news where."""

from sqlite_utils import Database

# A page that was had once is asked for again within a night's allowance; all others, and an article that
# is missed for the first time, whenever they are due. The terms are those of due_pages, word for word, or
# SQLite would not use the indexes.
NOT_HAD = (
    "(outcome IS NULL OR outcome IN ('bad_response', 'busy', 'challenged', 'crashed', 'server_error', "
    "'timed_out', 'truncated', 'unreachable') "
    "OR (outcome = 'gone' AND attempts = 1 AND article IS NOT NULL))"
)

_POLITENESS = (
    """
CREATE TABLE hosts (
  host TEXT PRIMARY KEY, -- with its port where that is not the scheme's own
  ready_at TEXT, -- UTC: not to be asked before
  why TEXT, -- for a person: why it is left alone for longer than usual; NULL: it is not
  failures INTEGER NOT NULL DEFAULT 0, -- visits in a row, up to the last, in which the host failed
  breaks INTEGER NOT NULL DEFAULT 0, -- times in a row that it was left alone for failing
  day TEXT, -- UTC: the day that asked counts for
  asked INTEGER NOT NULL DEFAULT 0, -- pages asked for on that day
  leased_by TEXT, -- JSON: the process that asks it now, so that no other does
  leased_until TEXT -- UTC: when the lease ends if its holder dies
)
""",
    """
CREATE TABLE robots (
  id INTEGER PRIMARY KEY, -- number of the file, or of what stood in its place
  origin TEXT NOT NULL, -- scheme and host that it speaks for
  fetched_at TEXT NOT NULL, -- UTC: when it was first had so
  checked_at TEXT NOT NULL, -- UTC: when it was last had so
  kept_until TEXT NOT NULL, -- UTC: when it is fetched again
  status TEXT NOT NULL, -- what was answered: 200, 404, timed_out
  outcome TEXT, -- how a page of the host ends while nothing may be fetched; NULL: see text
  detail TEXT, -- the same for a person
  sha256 TEXT, -- of the text, in hexadecimal; NULL: there is no such file
  text TEXT -- its first 500 KiB; NULL: there is no such file
)
""",
    "CREATE INDEX robots_origin ON robots(origin, fetched_at)",
    # The question "was this allowed when we took it?": an origin is all up to the third slash.
    """
CREATE VIEW permissions AS
SELECT
  captures.id AS capture, -- the exchange
  captures.requested_url AS url, -- the address that was asked for
  captures.fetched_at AS fetched_at, -- UTC
  captures.robots AS verdict, -- what robots.txt said of it, and by which line
  robots.id AS robots, -- the file that said so; NULL: it was fetched before such files were kept
  robots.status AS robots_status, -- what asking for that file was answered
  robots.fetched_at AS robots_fetched_at, -- UTC: when the file was first had so
  robots.sha256 AS robots_sha256 -- of its text
FROM captures LEFT JOIN robots ON robots.id = (
  SELECT file.id FROM robots AS file
  WHERE file.origin = substr(captures.requested_url, 1, 7 + instr(substr(captures.requested_url, 9), '/'))
    AND file.fetched_at <= captures.fetched_at
  ORDER BY file.fetched_at DESC LIMIT 1)
""",
    """
CREATE TABLE directives (
  capture INTEGER PRIMARY KEY REFERENCES captures(id), -- the exchange
  said TEXT NOT NULL, -- what the page tells robots: meta robots or X-Robots-Tag, as written
  obeyed INTEGER NOT NULL -- 1: its words and bytes were not kept for that
)
""",
    """
CREATE TABLE listing_news (
  page INTEGER PRIMARY KEY REFERENCES frontier(id), -- a listing
  news_at TEXT NOT NULL -- UTC: when it last named an address that was not known
)
""",
    "CREATE INDEX captures_address ON captures(requested_url)",
    "CREATE INDEX frontier_given ON frontier(site) WHERE discovered_from IS NULL",
    "CREATE INDEX articles_reworded ON articles(site) WHERE revision > 1",
    f"""
CREATE INDEX frontier_fresh ON frontier(site, host, priority, due_at)
WHERE due_at IS NOT NULL AND {NOT_HAD}
""",
    f"""
CREATE INDEX frontier_again ON frontier(site, priority, due_at)
WHERE due_at IS NOT NULL AND NOT {NOT_HAD}
""",
)


def create_politeness(database: Database) -> None:
    """Makes the tables, the view and the indexes."""
    for statement in _POLITENESS:
        database.conn.execute(statement)
