"""Erases forgotten articles from the bytes: their own pages, and each page that quotes them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from scraper.errors import ArchiveBusyError, ArchiveFullError
from scraper.store.barred import normal
from scraper.store.database import Archive
from scraper.store.dictionaries import Dictionaries, PayloadError
from scraper.store.emptying import bar_addresses, blank_elsewhere, forget_addresses
from scraper.text.fingerprint import normalised_words
from scraper.text.passages import Mark, blanked_payload, may_quote, runs_of

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything by which an article is in the archive."""

    article: int
    site: str
    wordings: frozenset[tuple[str, str]]  # headline and body of each
    addresses: frozenset[str]
    captures: frozenset[int]
    digests: frozenset[str]  # of their payloads


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done besides: how many pages quoted the words, and how many could not be read."""

    blanked: int = 0
    unread: int = 0


def gather(connection: sqlite3.Connection, article: int) -> Trace:
    """Everything by which this article is in the archive."""
    (site,) = connection.execute("SELECT site FROM articles WHERE id = ?", (article,)).fetchone()
    addresses: set[str] = set()
    for statement in _ADDRESSES:
        for row in connection.execute(statement, {"article": article}):
            addresses.update(url for value in row if value for url in (value, normal(value)))
    digests = {row[0] for row in connection.execute(_DIGESTS, (article,))}
    captures = {
        row[0]
        for digest in digests
        for row in connection.execute("SELECT id FROM captures WHERE sha256 = ?", (digest,))
    }
    wordings = {tuple(row) for row in connection.execute(_WORDINGS, {"article": article})}
    return Trace(
        article, site, frozenset(wordings), frozenset(addresses), frozenset(captures), frozenset(digests)
    )


def erase(
    connection: sqlite3.Connection, dictionaries: Dictionaries, traces: Iterable[Trace], tick: Tick
) -> Forgotten:
    """
    What was done to take these articles' words out of bytes, addresses and notes, in one transaction.

    Shape: their own captures lose their payloads, whole; other pages of their sites lose what quotes them,
        each word in its place. Digests stay, as evidence that something was there.
    """
    traces = list(traces)
    own = frozenset[int]().union(*(trace.captures for trace in traces))
    marks = frozenset[Mark]().union(*(runs_of(*words) for trace in traces for words in trace.wordings))
    marks |= frozenset(Mark(*row) for trace in traces for row in connection.execute(_KEPT, (trace.article,)))
    eraser = _Eraser(connection, dictionaries, own, marks)
    quoting, unread = eraser.look(traces, tick)
    eraser.rewrite(quoting)
    for trace in traces:
        for capture in trace.captures:
            connection.execute(_EMPTY_CAPTURE, {"id": capture, "url": f"erased:{trace.article}"})
        connection.execute(
            "UPDATE articles SET url = ? WHERE id = ?", (f"erased:{trace.article}", trace.article)
        )
        forget_addresses(connection, trace.addresses)
        spelled = blank_elsewhere(connection, trace.addresses, marks, _needles(trace))
        bar_addresses(connection, trace.article, spelled)
        forget_addresses(connection, spelled)
    connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
    return Forgotten(len(quoting), unread)


def clean(archive: Archive) -> None:
    """
    Writes the whole file anew and empties its log, so that nothing of what was deleted is left in either.

    Raises: ArchiveBusyError where another program reads it meanwhile, ArchiveFullError where the disk has no
        room for a second file: then its pages are still written over, only the room is not given back.
    """
    full: ArchiveFullError | None = None
    try:
        with archive.reading() as connection:
            connection.execute("VACUUM")
    except ArchiveFullError as exc:
        full = exc
    with archive.reading() as connection:
        (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise ArchiveBusyError(
            f"Erased, but {archive.path} is being read, and its log still holds what was.",
            hint="Close what has it open (Datasette, another kabar): the last to close it empties the log.",
        )
    if full is not None:
        raise ArchiveFullError(
            f"Erased and written over, but the disk has no room to write {archive.path} anew.",
            hint="Nothing more needs to be done; `kabar backup` makes a copy without the empty room.",
        ) from full


@dataclass(frozen=True, slots=True)
class _Eraser:
    """Rewrites payloads: own ones are dropped, those with a mark are blanked."""

    connection: sqlite3.Connection
    dictionaries: Dictionaries
    own: frozenset[int]
    marks: frozenset[Mark]

    def look(self, traces: list[Trace], tick: Tick) -> tuple[set[int], int]:
        """The captures of the same sites that quote the words, and how many could not be read."""
        texts = [words for trace in traces for words in trace.wordings if any(words)]
        # Of an article whose words went before its bytes, only the marks are left.
        is_known = all(any(map(any, trace.wordings)) for trace in traces)
        quoting: set[int] = set()
        unread = 0
        rows = [
            number
            for site in {trace.site for trace in traces}
            for (number,) in self.connection.execute(_OF_SITE, (site,))
            if number not in self.own
        ]
        for i, number in enumerate(rows, 1):
            tick(i, len(rows))
            try:
                payload = self._payload(number)
            except PayloadError:
                unread += 1
                continue
            if (not is_known or may_quote(payload, texts)) and self._blanked(number, payload) != payload:
                quoting.add(number)
        return quoting, unread

    def rewrite(self, quoting: set[int]) -> None:
        """
        Stores anew what quotes, and what leans on a page that quotes or goes.

        Why pages that others lean on come last: until then the others must be read with what they were.
        """
        gone = {
            row[0]: row[1]
            for capture in (*self.own, *quoting)
            for row in self.connection.execute(_DICTIONARY_OF, (capture,))
        }
        self.dictionaries.retire(gone)
        leaning = {row[0] for number in gone for row in self.connection.execute(_LEANING, (number,))}
        last = set(gone.values()) & quoting
        for number in sorted((leaning | quoting) - self.own - last):
            self._store_anew(number, is_quoting=number in quoting)
        for number in self.own:  # nothing reads them any more
            self.connection.execute("UPDATE captures SET dictionary = NULL WHERE id = ?", (number,))
        for number in gone:
            self.connection.execute("DELETE FROM dictionaries WHERE id = ?", (number,))
        for number in sorted(last):
            self._store_anew(number, is_quoting=True)
        self.dictionaries.forget()

    def _store_anew(self, number: int, *, is_quoting: bool) -> None:
        site, kind = self.connection.execute(_PLACE, (number,)).fetchone()
        try:
            payload = self._payload(number)
        except PayloadError:
            # It leaned on what goes, and was broken before: nothing of it can be read any more.
            self.connection.execute(_DROP, (number, number))
            return
        if is_quoting:
            payload = self._blanked(number, payload)
            digest = sha256(payload).hexdigest()
            self.connection.execute(
                "UPDATE captures SET erased_to = ? WHERE id = ? OR repeats = ?", (digest, number, number)
            )
        packed = self.dictionaries.pack(self.connection, site, kind, payload)
        self.connection.execute(
            "UPDATE captures SET payload = ?, dictionary = ? WHERE id = ?",
            (packed.payload, packed.dictionary, number),
        )
        if packed.wants_dictionary:
            self.dictionaries.add(self.connection, number, site, kind)

    def _payload(self, number: int) -> bytes:
        packed, dictionary, size, digest = self.connection.execute(_STORED, (number,)).fetchone()
        payload = self.dictionaries.unpack(self.connection, packed, dictionary, size)
        if sha256(payload).hexdigest() != digest:
            raise PayloadError
        return payload

    def _blanked(self, number: int, payload: bytes) -> bytes:
        own = "\n\n".join(words for row in self.connection.execute(_OWN_WORDS, (number,)) for words in row)
        return blanked_payload(payload, self.marks, own)


def _needles(trace: Trace) -> Iterator[str]:
    """The longest word of each headline, which stands in whatever spells the headline."""
    for title, _ in trace.wordings:
        words = normalised_words(title).split()
        if words:
            yield max(words, key=len)


_ADDRESSES = (
    "SELECT url FROM articles WHERE id = :article",
    "SELECT url FROM frontier WHERE article = :article",
    "SELECT requested_url, final_url FROM captures WHERE article = :article",
)
_KEPT = "SELECT words, mark FROM erased_marks WHERE article = ?"
_DIGESTS = "SELECT sha256 FROM captures WHERE article = ?"
_WORDINGS = """
SELECT title, body FROM articles WHERE id = :article
UNION SELECT title, body FROM revisions WHERE article = :article
"""
_EMPTY_CAPTURE = """
UPDATE captures SET payload = NULL, dictionary = NULL, repeats = NULL, erased_to = '', headers = '[]',
  hops = NULL, requested_url = :url, final_url = :url, request = NULL WHERE id = :id
"""
_OF_SITE = "SELECT id FROM captures WHERE site = ? AND payload IS NOT NULL"
_DICTIONARY_OF = "SELECT id, capture FROM dictionaries WHERE capture = ?"
_LEANING = "SELECT id FROM captures WHERE dictionary = ?"
_PLACE = """
SELECT captures.site, coalesce((SELECT kind FROM frontier WHERE url = requested_url), 'unknown')
FROM captures WHERE id = ?
"""
_STORED = "SELECT payload, dictionary, size, coalesce(erased_to, sha256) FROM captures WHERE id = ?"
_DROP = "UPDATE captures SET payload = NULL, dictionary = NULL, erased_to = '' WHERE id = ? OR repeats = ?"
_OWN_WORDS = """
SELECT articles.title, articles.body FROM captures JOIN articles ON articles.id = captures.article
WHERE captures.id = ?1
UNION SELECT revisions.title, revisions.body
FROM captures JOIN revisions ON revisions.article = captures.article
WHERE captures.id = ?1
"""
