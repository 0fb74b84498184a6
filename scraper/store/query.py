"""What a reader asks the archive for, and how that is said in SQL: parameters for values, never text."""

import re
from dataclasses import dataclass
from datetime import date

from scraper.store.columns import to_text

# What holds for an article that readers may see; every statement that shows articles has it.
VISIBLE = "forgotten IS NULL"

_MOST_TERMS = 64  # FTS5 takes 256; no person types so many
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records; None: no matter. Days are those that the pages show, first and last included."""

    words: str | None = None
    site: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The end of a statement over articles: terms of its WHERE, and the parameters of the whole of it."""

    terms: str
    parameters: dict[str, str | int | None]


def condition_of(query: RecordQuery) -> Condition:
    """
    What holds for the articles that the query means, words aside; none of them is forgotten.

    Shape: the terms begin with AND; the parameters have `limit` besides.
    """
    terms = f" AND articles.{VISIBLE}"
    parameters: dict[str, str | int | None] = {"limit": -1 if query.limit is None else max(query.limit, 0)}
    if query.site is not None:
        terms += " AND articles.site = :site"
        parameters["site"] = to_text(query.site)
    if query.since is not None:
        terms += " AND articles.published_at >= :since"
        parameters["since"] = query.since.isoformat()
    if query.until is not None:
        terms += " AND articles.published_at < :until"
        # Later than every time of that day, and earlier than the next day.
        parameters["until"] = query.until.isoformat() + "~"
    return Condition(terms, parameters)


def has_words(query: RecordQuery) -> bool:
    """Whether the query asks for words at all; blank ones are none."""
    return bool(query.words and query.words.strip())


def match_of(words: str) -> str:
    """
    An FTS5 expression for what has all of these words, and quoted ones in their order.

    Shape: empty where there is no word to look for, as in `***`.
    Why: each term goes to FTS5 as a string, in which only the quotation mark has a meaning, and that is taken
        out. So AND, NEAR, *, ^, - and : are words or nothing, and no input is a syntax error.
    """
    terms = [phrase or word for phrase, word in _TERM.findall(to_text(words))]
    # A term without a letter or digit is no token, and no document would match it.
    spoken = [term for term in terms if any(map(str.isalnum, term))]
    return " ".join(f'"{term}"' for term in spoken[:_MOST_TERMS])
