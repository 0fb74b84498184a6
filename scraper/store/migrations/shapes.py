"""What the listings of one shape of address have named, and which shapes are cut for naming no more."""

from sqlite_utils import Database

_STATEMENTS = (
    """
CREATE TABLE shape_names (
  pattern INTEGER NOT NULL REFERENCES patterns(id), -- a shape of addresses, /berita? for all with parameters
  address INTEGER NOT NULL REFERENCES frontier(id), -- an article's address that a listing of this shape named
  PRIMARY KEY (pattern, address)
) WITHOUT ROWID
""",
    """
CREATE TABLE shape_turns (
  pattern INTEGER PRIMARY KEY REFERENCES patterns(id), -- a shape that may be combined anew without end
  turning INTEGER NOT NULL, -- listings of it in a row, up to the last, that named what others had named
  spent INTEGER -- how many these were when the rest was cut; NULL: they are asked for
)
""",
    "CREATE INDEX shape_names_address ON shape_names(address)",  # for those that are erased
)


def create_shapes(database: Database) -> None:
    """Makes the tables of what shapes name, and of the listings in a row that named no more."""
    for statement in _STATEMENTS:
        database.execute(statement)
