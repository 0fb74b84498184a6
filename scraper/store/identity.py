"""Which article of the archive a page shows: that at its canonical address, unless it is plainly another."""

import re
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC

from scraper.errors import AddressError
from scraper.model import Article, Photo, Visit
from scraper.store.columns import to_published, to_text
from scraper.store.corrections import standing
from scraper.store.merge import Known
from scraper.store.twins import twin_of
from scraper.urls import normalise_url

# Two texts are about different things where they share less than this part of the shorter one: of the words
# of a headline, of the runs of three words of a body. An edit, a cut and a new headline all leave more.
_SHARED_HEADLINE = 0.5
_SHARED_BODY = 0.2
_RUN = 3  # words
_UNTIL = "#until-"  # behind the address of an article that another one took over

_WORD = re.compile(r"\w+")


def identify(connection: sqlite3.Connection, visit: Visit, article: Article) -> tuple[Known | None, Article]:
    """
    What the archive has of this article, or None; and the article under the address that identifies it.

    Why: a page that names another canonical address than before is still the same article; but sites name
        wrong ones, and two articles must not become two wordings of one. Which of the two was seen first
        makes no difference: the address is the page's that has it. An address that brought one article and
        now shows another, of another day, was given away: the old article keeps its record under that address
        with `#until-` and the moment, and has the address back if its words come back.
    """
    own = _own_addresses(visit)
    known = _known_at(connection, article.url)
    if known is None:
        known = _first_known(connection, own)
        if known is None:
            return _twin(connection, visit, article)
        return (None if _is_replaced(known, article) else known), article
    if known.page_values["title"] == to_text(article.title) or not _is_another(known, article):
        return known, article
    if _brought_before(connection, visit, known.id):
        if article.url not in own or not _is_replaced(known, article):
            return known, article
        back = _displaced(connection, article)
        _displace(connection, known, visit)
        return back, article
    if article.url not in own:
        # The last first: it is the address that the article gets, so no other row may have it.
        return _first_known(connection, own[::-1]), replace(article, url=own[-1])
    if _sent_home(connection, known, own):
        return None, article
    return known, article


def _twin(connection: sqlite3.Connection, visit: Visit, article: Article) -> tuple[Known | None, Article]:
    """The article that this page shows under one more address, under the one to cite; else None and it."""
    twin = twin_of(connection, visit, article)
    known = _known_at(connection, twin.url) if twin else None
    if twin is None or known is None or _is_another(known, article):
        return None, article
    return known, twin.article


def displaced_at(connection: sqlite3.Connection, url: str) -> list[int]:
    """The articles that this address showed before others, and the one that has it for its own."""
    address = to_text(url)
    return [
        number
        for statement, values in ((_AT, (address,)), (_BEFORE, (address + _UNTIL, address + _UNTIL + "~")))
        for (number,) in connection.execute(statement, values)
    ]


def _own_addresses(visit: Visit) -> list[str]:
    """The address that was asked for, and where it led."""
    own = [visit.page.url]
    if visit.capture:
        own.append(visit.capture.requested_url)
        own.append(_normal(visit.capture.final_url))
    return list(dict.fromkeys(own))


def _normal(url: str) -> str:
    with suppress(AddressError):
        return normalise_url(url)
    return url


def _first_known(connection: sqlite3.Connection, urls: list[str]) -> Known | None:
    found = (_known_at(connection, url) for url in urls)
    return next((known for known in found if known is not None), None)


def _known_at(connection: sqlite3.Connection, url: str) -> Known | None:
    cursor = connection.execute("SELECT * FROM articles WHERE url = ?", (to_text(url),))
    row = cursor.fetchone()
    if row is None:
        return None
    values = dict(zip((column[0] for column in cursor.description), row, strict=True))
    photos = connection.execute(_PHOTOS, (values["id"],))
    corrected = standing(connection, values["id"])
    return Known(
        values["id"], values["revision"], values, tuple(Photo(*photo) for photo in photos), corrected
    )


def _brought_before(connection: sqlite3.Connection, visit: Visit, article_id: int) -> bool:
    """Whether this page brought this article last time: then it was rewritten, however much differs."""
    row = connection.execute("SELECT article FROM frontier WHERE url = ?", (to_text(visit.page.url),))
    return bool(row.fetchone() == (article_id,))


def _is_another(known: Known, article: Article) -> bool:
    headlines = _words(known.page_values["title"]), _words(article.title)
    bodies = _runs(known.page_values["body"]), _runs(article.body)
    return _shared(*headlines) < _SHARED_HEADLINE and _shared(*bodies) < _SHARED_BODY


def _is_replaced(known: Known, article: Article) -> bool:
    """Whether this is another article and no rewriting: other words throughout, and published another day."""
    days = str(known.page_values["published_at"] or "")[:10], (to_published(article.published_at) or "")[:10]
    return all(days) and days[0] != days[1] and _is_another(known, article)


def _displaced(connection: sqlite3.Connection, article: Article) -> Known | None:
    """The article with these words that stood at the address before, and is back."""
    address = to_text(article.url)
    rows = connection.execute(_URLS_BEFORE, (address + _UNTIL, address + _UNTIL + "~")).fetchall()
    found = (_known_at(connection, url) for (url,) in rows)
    return next((known for known in found if known and not _is_another(known, article)), None)


def _displace(connection: sqlite3.Connection, known: Known, visit: Visit) -> None:
    """Gives the article's address away; its own says until when it had it."""
    moment = f"{visit.capture.fetched_at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}" if visit.capture else ""
    url = f"{known.values['url']}{_UNTIL}{moment}"
    connection.execute("UPDATE articles SET url = ? WHERE id = ?", (url, known.id))


def _sent_home(connection: sqlite3.Connection, known: Known, own: list[str]) -> bool:
    """Gives an article that stands under another page's address its own; whether there was one to give."""
    (final_url,) = connection.execute(_FINAL_URL, (known.values["capture"],)).fetchone()
    home = _normal(final_url)
    if home in own or _known_at(connection, home) is not None:
        return False
    connection.execute("UPDATE articles SET url = ? WHERE id = ?", (to_text(home), known.id))
    return True


_AT = "SELECT id FROM articles WHERE url = ?"
_BEFORE = "SELECT id FROM articles WHERE url >= ? AND url < ?"
_URLS_BEFORE = "SELECT url FROM articles WHERE url >= ? AND url < ? ORDER BY url DESC"
_PHOTOS = "SELECT url, caption, credit FROM photos WHERE article = ? ORDER BY position"
_FINAL_URL = "SELECT final_url FROM captures WHERE id = ?"


def _words(text: object) -> frozenset[tuple[str, ...]]:
    return frozenset((word,) for word in _WORD.findall(str(text).casefold()))


def _runs(text: object) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(str(text).casefold())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def _shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """How much of the smaller set is in the other, from 0 to 1; nothing shares all with anything."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0
