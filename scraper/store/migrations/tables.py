"""The first tables and their indexes."""

from sqlite_utils import Database

# The comments stay in the file: `.schema articles` in the sqlite3 shell explains itself. No STRICT tables: an
# SQLite before 3.37, as servers still have it, could not open the file at all.
_TABLES = (
    """
CREATE TABLE sites (
  name TEXT PRIMARY KEY, -- the profile's name, or the host where there is no profile
  title TEXT, -- what people call the site
  host TEXT, -- the host that names it, without www.
  region_code TEXT, -- Kemendagri code of the region, as 33 or 33.07
  level TEXT, -- of the region: province, regency or city
  zone TEXT, -- time zone, as Asia/Jakarta
  profile TEXT -- the profile that its pages are read with; NULL: the general reader
)
""",
    """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, -- number of the run
  command TEXT NOT NULL, -- the words of the command line
  started_at TEXT NOT NULL, -- UTC
  ended_at TEXT, -- UTC; NULL: still running, or killed
  counts TEXT, -- JSON object: pages by outcome
  exit_code INTEGER -- what the run told its caller
)
""",
    """
CREATE TABLE dictionaries (
  id INTEGER PRIMARY KEY, -- number of the dictionary
  site TEXT REFERENCES sites(name), -- the site whose pages it was made from
  made_at TEXT NOT NULL, -- UTC
  bytes BLOB NOT NULL -- the zstd dictionary itself
)
""",
    """
CREATE TABLE captures (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- number of the capture, never given twice
  site TEXT NOT NULL REFERENCES sites(name), -- the site that it was fetched for
  run INTEGER REFERENCES runs(id), -- the run that fetched it
  article INTEGER REFERENCES articles(id), -- the article that was read from it
  requested_url TEXT NOT NULL, -- the address that was asked for
  final_url TEXT NOT NULL, -- the address that answered, after redirects
  fetched_at TEXT NOT NULL, -- UTC, to the millisecond
  elapsed_s REAL NOT NULL, -- seconds that the exchange took
  status INTEGER NOT NULL, -- HTTP status of the last answer
  outcome TEXT NOT NULL, -- the word that the visit was counted under
  headers TEXT NOT NULL, -- JSON list of [name, value], in order, with duplicates
  hops TEXT, -- JSON list of [url, status, location], one per redirect; NULL: none
  robots TEXT, -- the robots.txt rule that allowed the fetch
  content_encoding TEXT, -- as the server named it; the payload is stored with it undone
  complete INTEGER NOT NULL, -- 0: the body ended early
  sha256 TEXT NOT NULL, -- of the payload, in hexadecimal
  size INTEGER NOT NULL, -- bytes of the payload
  repeats INTEGER REFERENCES captures(id), -- the capture that holds the same payload; NULL: this one holds it
  dictionary INTEGER REFERENCES dictionaries(id), -- what the payload is compressed against; NULL: nothing
  payload BLOB -- the body, compressed with zstd; NULL: see repeats
)
""",
    """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- number of the article, never given twice
  site TEXT NOT NULL REFERENCES sites(name), -- the site that published it
  url TEXT NOT NULL UNIQUE, -- canonical address
  title TEXT NOT NULL, -- headline
  published_at TEXT, -- ISO 8601 with the page's offset, or a bare date where the page shows no time
  updated_at TEXT, -- as published_at: the page's own word on its last change
  category TEXT, -- the section that the site files it under
  place TEXT, -- the dateline's, as written
  byline TEXT, -- writer, editor, office, as written
  photo_credit TEXT, -- the credits of its photographs, each once, joined by "; "
  tags TEXT, -- JSON list of the site's keywords
  body TEXT NOT NULL, -- the words; a blank line between paragraphs
  views INTEGER, -- the page's own counter when it was last read
  views_observed_at TEXT, -- UTC: when the counter was last read
  language TEXT, -- ISO 639-1
  word_count INTEGER NOT NULL, -- words of the body
  first_seen_at TEXT NOT NULL, -- UTC: the first capture that showed it
  last_seen_at TEXT NOT NULL, -- UTC: the last capture that showed it
  gone_at TEXT, -- UTC: when it was found to be gone; NULL: it is not known to be
  revision INTEGER NOT NULL, -- number of its wordings so far
  parser_version TEXT NOT NULL, -- the kabar that read it last
  capture INTEGER NOT NULL REFERENCES captures(id) -- the last capture that showed it
)
""",
    """
CREATE TABLE photos (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article that shows it
  position INTEGER NOT NULL, -- 1 for the first in the article
  url TEXT, -- address of the image
  caption TEXT, -- as written
  credit TEXT, -- who took it, as written
  PRIMARY KEY (article, position)
) WITHOUT ROWID
""",
    """
CREATE TABLE revisions (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  number INTEGER NOT NULL, -- 1 for its first wording
  captured_at TEXT NOT NULL, -- UTC: the first capture that showed this wording
  title TEXT NOT NULL, -- headline
  body TEXT NOT NULL, -- the words; a blank line between paragraphs
  changed TEXT, -- against the wording before: "title", "body" or "title, body"; NULL: this is the first
  capture INTEGER NOT NULL REFERENCES captures(id), -- the first capture that showed this wording
  PRIMARY KEY (article, number)
)
""",
    """
CREATE TABLE views (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  observed_at TEXT NOT NULL, -- UTC
  views INTEGER NOT NULL, -- what the page's counter said
  capture INTEGER NOT NULL REFERENCES captures(id), -- the capture that shows it
  PRIMARY KEY (article, observed_at)
) WITHOUT ROWID
""",
    """
CREATE TABLE provenance (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article
  field TEXT NOT NULL, -- which of its values
  source TEXT NOT NULL, -- where the page has it, as: meta property=article:published_time
  capture INTEGER NOT NULL REFERENCES captures(id), -- the first capture that showed this value
  PRIMARY KEY (article, field, source)
) WITHOUT ROWID
""",
    """
CREATE TABLE frontier (
  id INTEGER PRIMARY KEY, -- in the order in which addresses were found
  url TEXT NOT NULL UNIQUE, -- normalised address
  site TEXT NOT NULL REFERENCES sites(name), -- the site that it belongs to
  host TEXT NOT NULL, -- with its port where that is not the scheme's own
  kind TEXT NOT NULL, -- article, listing or unknown: what it is expected to bring
  href TEXT, -- as it stood in the page that named it
  discovered_from TEXT, -- the address of that page
  found_at TEXT NOT NULL, -- UTC: when it became known
  outcome TEXT, -- how its last visit ended; NULL: not asked for yet
  detail TEXT, -- that ending in one line for a person
  due_at TEXT, -- UTC: when to ask again; NULL: never
  attempts INTEGER NOT NULL DEFAULT 0, -- visits in a row, up to the last, that kept nothing
  visits INTEGER NOT NULL DEFAULT 0, -- visits in all
  first_asked_at TEXT, -- UTC: the first request; NULL: never requested
  last_asked_at TEXT, -- UTC: the last request
  etag TEXT, -- validator of the last whole answer
  last_modified TEXT, -- validator of the last whole answer
  article INTEGER REFERENCES articles(id) -- the article that it brought last
)
""",
    """
CREATE TABLE site_memory (
  site TEXT NOT NULL REFERENCES sites(name), -- the site
  fingerprint INTEGER NOT NULL, -- of a block's words, 64 bits, signed
  pages INTEGER NOT NULL, -- pages of the site that it stood on
  PRIMARY KEY (site, fingerprint)
) WITHOUT ROWID
""",
    "CREATE INDEX captures_payload ON captures(sha256) WHERE payload IS NOT NULL",
    "CREATE INDEX captures_article ON captures(article) WHERE article IS NOT NULL",
    "CREATE INDEX articles_site ON articles(site, first_seen_at)",
    "CREATE INDEX articles_published ON articles(published_at)",
    # In the order in which due_pages hands them out: a site's host, its listings first, oldest first.
    "CREATE INDEX frontier_due ON frontier(site, host, (kind <> 'listing'), due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX frontier_asked ON frontier(site, host, last_asked_at)",
    "CREATE INDEX frontier_outcome ON frontier(site, outcome)",
)


def create_tables(database: Database) -> None:
    """Makes the first tables and their indexes."""
    for statement in _TABLES:
        database.execute(statement)
