"""When an article was looked for and not found, as evidence."""

from sqlite_utils import Database

_TABLES = (
    """
CREATE TABLE absences (
  article INTEGER NOT NULL REFERENCES articles(id), -- the article that was looked for
  observed_at TEXT NOT NULL, -- UTC: when it was absent
  present_at TEXT NOT NULL, -- UTC: when it was seen last before that
  state TEXT NOT NULL, -- missing, soft_404, redirected_home, replaced, withheld, unread or host_down
  page INTEGER NOT NULL REFERENCES frontier(id), -- the address that was asked for it
  host TEXT NOT NULL, -- of that address
  capture INTEGER REFERENCES captures(id), -- what was answered; NULL: nothing
  witness INTEGER REFERENCES frontier(id), -- another page that its host answered for within the hour
  PRIMARY KEY (article, observed_at)
) WITHOUT ROWID
""",
    "CREATE INDEX absences_unwitnessed ON absences(host, observed_at) WHERE witness IS NULL",
)


def create_absences(database: Database) -> None:
    """Makes the table of absences."""
    for statement in _TABLES:
        database.execute(statement)
