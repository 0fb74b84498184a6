"""What a crawl may not bring back: addresses, payloads and words of forgotten articles, known by digests."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from scraper.errors import AddressError
from scraper.model import Article, Page, Visit
from scraper.store.columns import to_text
from scraper.store.database import Archive
from scraper.text.fingerprint import normalised_words
from scraper.text.passages import Mark, blanked, marks_in
from scraper.urls import normalise_url

# An article that has so much of a forgotten one's marks is that one again, edited or at another address.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Bar:
    """Which forgotten article stands in the way, and how far it is forgotten."""

    article: int
    level: str


@dataclass(slots=True)
class Barred:
    """What is barred as of one transaction; empty in an archive that has forgotten nothing."""

    connection: sqlite3.Connection
    is_empty: bool
    _marks: dict[str, dict[Bar, frozenset[Mark]]] = field(default_factory=dict)  # by site

    def at(self, url: str) -> Bar | None:
        """What bars this normalised address; None: nothing."""
        return None if self.is_empty else self._find("address", digest_of(url))

    def pages(self, pages: Iterable[Page]) -> Iterable[Page]:
        """Those of the pages that are not barred."""
        return pages if self.is_empty else [page for page in pages if self._bar_of_page(page) is None]

    def bar_of(self, visit: Visit) -> Bar | None:
        """What bars this visit's page, or what it brought; None: nothing."""
        if self.is_empty:
            return None
        bar = self._bar_of_page(visit.page)
        if bar is None and visit.capture is not None:
            final = normal(visit.capture.final_url)
            bar = self.at(final) or self._find("payload", visit.capture.digest)
        if bar is None and visit.article is not None:
            bar = self.at(visit.article.url) or self._bar_of_words(visit.page.site, visit.article)
        return bar

    def erased_marks(self, site: str) -> frozenset[Mark]:
        """The marks of the words that were erased from this site's pages."""
        if self.is_empty:
            return frozenset()
        marks = (marks for bar, marks in self._of_site(site).items() if bar.level == "erase")
        return frozenset[Mark]().union(*marks)

    def _bar_of_page(self, page: Page) -> Bar | None:
        """Why also by words: an address that spells an erased headline would bring it back."""
        bar = self.at(page.url)
        if bar is not None:
            return bar
        for bar, marks in self._of_site(page.site).items():
            if bar.level == "erase" and blanked(page.url, marks) != page.url:
                return bar
        return None

    def _bar_of_words(self, site: str, article: Article) -> Bar | None:
        bar = self._find("words", digest_of_words(article.body))
        if bar is not None:
            return bar
        text = f"{article.title}\n\n{article.body}"
        for bar, marks in self._of_site(site).items():
            if marks and len(marks_in(text, marks)) >= _SAME * len(marks):
                return bar
        return None

    def _of_site(self, site: str) -> dict[Bar, frozenset[Mark]]:
        if site not in self._marks:
            found: dict[Bar, set[Mark]] = {}
            for article, level, words, value in self.connection.execute(_MARKS, (to_text(site),)):
                found.setdefault(Bar(article, level), set()).add(Mark(words, value))
            self._marks[site] = {bar: frozenset(marks) for bar, marks in found.items()}
        return self._marks[site]

    def _find(self, kind: str, digest: str) -> Bar | None:
        row = self.connection.execute(_FIND, (digest, kind)).fetchone()
        return Bar(*row) if row else None


def barred_in(connection: sqlite3.Connection) -> Barred:
    """What the archive bars now."""
    (some,) = connection.execute("SELECT EXISTS (SELECT 1 FROM barred)").fetchone()
    return Barred(connection, not some)


def barred_urls(archive: Archive, urls: Iterable[str]) -> set[str]:
    """Those of these normalised addresses that are never to be asked for again."""
    with archive.reading() as connection:
        barred = barred_in(connection)
        return set() if barred.is_empty else {url for url in urls if barred.at(url) is not None}


def digest_of(url: str) -> str:
    """What a barred address is known by."""
    return sha256(to_text(url).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_words(body: str) -> str:
    """What the words of a body are known by, whatever stands between them."""
    return sha256(normalised_words(body).encode("utf-8", "surrogatepass")).hexdigest()


def normal(url: str) -> str:
    """The address, normalised where it can be."""
    with suppress(AddressError):
        return normalise_url(url)
    return url


_FIND = """
SELECT article, forgotten FROM barred JOIN articles ON articles.id = article WHERE digest = ? AND kind = ?
"""
_MARKS = """
SELECT article, forgotten, words, mark FROM erased_marks JOIN articles ON articles.id = article
WHERE articles.site = ?
"""
