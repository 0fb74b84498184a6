"""Learns what is boilerplate at each site from its own pages, and reads again what that changes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import takewhile

from scraper.errors import ArchiveError
from scraper.parse.boilerplate import lasting
from scraper.parse.reader import learn
from scraper.reread.article import reread_article
from scraper.reread.desk import Desk
from scraper.store import Archive, is_learnt, note_learnt, payload_of, sample_pages, save_memory
from scraper.store.memory import SamplePage, carriers
from scraper.store.rereads import Rewritten, write_rereads

# Sixty-four pages tell a menu from a formula; of sixteen, a block must stand on five to be boilerplate.
_LEAST_PAGES, _MOST_PAGES = 16, 64
_BATCH = 50  # articles written in one transaction


def learn_sites(
    archive: Archive, sites: Iterable[str], now: datetime, is_stopped: Callable[[], bool] = lambda: False
) -> int:
    """
    How many articles of these sites were read again, because of what was learnt of their sites.

    Why after a run and not within it: so what a page is read with does not depend on the order in which pages
        came, and a run that was killed and went on ends in the same records. A site whose sample of pages is
        the one that it was learnt from costs a look at its addresses.
    """
    return sum(_learn_site(archive, site, now, is_stopped) for site in sites if not is_stopped())


def _learn_site(archive: Archive, site: str, now: datetime, is_stopped: Callable[[], bool]) -> int:
    """Why the sample is noted last: where this is stopped or killed, the next run learns the same again."""
    pages = sample_pages(archive, site, _MOST_PAGES)
    if len(pages) < _LEAST_PAGES or is_learnt(archive, site, pages):
        return 0
    memory = lasting(learn(_payloads(archive, pages)))
    save_memory(archive, site, memory, now)
    numbers = takewhile(lambda _: not is_stopped(), carriers(archive, site, memory.counts.keys()))
    count = _read_again(archive, numbers, now)
    if not is_stopped():
        note_learnt(archive, site, pages)
    return count


def _payloads(archive: Archive, pages: Iterable[SamplePage]) -> Iterator[tuple[bytes, str]]:
    """The bytes of each page that are still whole."""
    for page in pages:
        try:
            yield payload_of(archive, page.capture), page.url
        except ArchiveError:
            continue  # `kabar check` names it


def _read_again(archive: Archive, articles: Iterable[int], now: datetime) -> int:
    desk = Desk(archive)
    waiting: list[Rewritten] = []
    count = 0
    for number in articles:
        rewritten = reread_article(desk, number).rewritten
        if rewritten is not None:
            waiting.append(rewritten)
            count += 1
        if len(waiting) == _BATCH:
            write_rereads(archive, waiting, [], now)
            waiting = []
    write_rereads(archive, waiting, [], now)
    return count
