"""Who says which articles a site has, what was asked of them, and the shapes of a site's addresses."""

from sqlite_utils import Database

from scraper.store.migrations.added import add_column

_STATEMENTS = (
    """
CREATE TABLE witnesses (
  id INTEGER PRIMARY KEY, -- number of the witness
  site TEXT NOT NULL REFERENCES sites(name), -- the site that it speaks of
  kind TEXT NOT NULL, -- wordpress, sitemap, feed, listing or ids
  url TEXT NOT NULL, -- its first page, or the template of running numbers
  expected INTEGER, -- articles that it says there are; NULL: it does not say
  last_number INTEGER, -- of the last page that it names; NULL: it does not say
  is_window INTEGER NOT NULL, -- 1: it names the newest articles only
  tells_news INTEGER NOT NULL, -- 1: its first page, read again, tells whether there is something new
  asked_at TEXT, -- UTC: when one of its pages was last read
  detail TEXT, -- why its walk ended where it did; NULL: at its end
  UNIQUE (site, kind, url)
)
""",
    """
CREATE TABLE witness_pages (
  address INTEGER PRIMARY KEY REFERENCES frontier(id), -- a page of a witness
  witness INTEGER NOT NULL REFERENCES witnesses(id), -- the witness
  number INTEGER NOT NULL, -- of the page, in the site's own counting: 1, 2, 3 or 0, 10, 20
  claims INTEGER, -- addresses that it named when it was last read; NULL: not read yet
  fresh INTEGER, -- of these, the ones that no page of the witness had named before
  read_at TEXT -- UTC: when it was last read
)
""",
    """
CREATE TABLE claims (
  witness INTEGER NOT NULL REFERENCES witnesses(id), -- who names the address
  address INTEGER NOT NULL REFERENCES frontier(id), -- the address that it names
  published TEXT, -- the day that it gives the article
  changed TEXT, -- UTC: when the page last changed, by its word
  PRIMARY KEY (witness, address)
) WITHOUT ROWID
""",
    """
CREATE TABLE patterns (
  id INTEGER PRIMARY KEY, -- number of the pattern
  site TEXT NOT NULL REFERENCES sites(name), -- the site
  shape TEXT NOT NULL, -- an address with # for numbers and * for words: /berita/#/*
  asked INTEGER NOT NULL DEFAULT 0, -- addresses of this shape that were asked for
  articles INTEGER NOT NULL DEFAULT 0, -- of these, the ones that were articles
  brought INTEGER NOT NULL DEFAULT 0, -- of these, the ones that brought an article or a new address
  barren INTEGER NOT NULL DEFAULT 0, -- asked in a row, up to the last, that brought neither
  UNIQUE (site, shape)
)
""",
    "CREATE INDEX claims_address ON claims(address)",
    "CREATE INDEX witness_pages_witness ON witness_pages(witness, number)",
)
_AFTER = (
    """
UPDATE frontier SET priority = CASE WHEN kind = 'listing' THEN 1 ELSE 2 END
""",
    "DROP INDEX frontier_due",
    # In the order in which due_pages hands them out.
    "CREATE INDEX frontier_due ON frontier(site, host, priority, due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX frontier_pattern ON frontier(pattern) WHERE outcome IS NULL",
)


def create_witnesses(database: Database) -> None:
    """Makes the tables of witnesses and patterns, and what the frontier notes for them."""
    for statement in _STATEMENTS:
        database.execute(statement)
    for definition, words in (
        ("priority INTEGER", "0 witnesses, 1 listings, 2 articles, 3 what lists them once more"),
        ("depth INTEGER", "links from the page that a crawl began with; NULL: not known"),
        ("pattern INTEGER REFERENCES patterns(id)", "the shape of the address; NULL: not known"),
    ):
        add_column(database, "frontier", definition, words)
    for statement in _AFTER:
        database.execute(statement)
