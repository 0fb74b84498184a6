"""Adds a column to a table that stands already, so that its comment stays in the file."""

from sqlite_utils import Database


def add_column(database: Database, table: str, definition: str, words: str) -> None:
    """
    Adds one column, with the words that say what it is.

    Why DEFAULT NULL on a line of its own: SQLite writes the definition in front of the table's last bracket,
    which a comment at its end would swallow.
    """
    database.execute(f"ALTER TABLE {table} ADD COLUMN {definition} -- {words}\n  DEFAULT NULL")
