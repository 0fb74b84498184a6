"""Reads a whole archive again: counts what is gained, lost and changed, and writes it where asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

from scraper.reread.article import Difference, Reread, Turn, reread_article, reread_page
from scraper.reread.desk import Desk
from scraper.reread.pool import Died, Unit, cores, read_all
from scraper.store import Archive
from scraper.store.rereads import articles_to_read, end_rereads, pages_to_read, write_rereads

_SAMPLES = 3  # kept of each site, field and turn


@dataclass(frozen=True, slots=True)
class Wish:
    """What to read again, and whether to write what comes of it."""

    site: str | None = None
    apply: bool = False
    processes: int | None = None  # None: as many as there are cores


@dataclass(slots=True)
class Report:
    """What reading again came to, by site, field and turn."""

    articles: int = 0
    pages: int = 0  # payloads that were read
    unreadable: int = 0  # captures whose bytes are damaged or erased
    died: list[Unit] = field(default_factory=list)  # what ended the process that read it
    counts: Counter[tuple[str, str, Turn]] = field(default_factory=Counter)
    samples: dict[tuple[str, str, Turn], list[Difference]] = field(default_factory=dict)

    def add(self, unit: Unit, reread: Reread) -> None:
        """Counts one unit's reading."""
        self.articles += not unit.is_page
        self.pages += reread.pages
        self.unreadable += reread.unreadable
        for one in reread.differences:
            key = (one.site, one.field, one.turn)
            self.counts[key] += 1
            samples = self.samples.setdefault(key, [])
            if len(samples) < _SAMPLES:
                samples.append(one)


def reread_archive(archive: Archive, wish: Wish, watch: Callable[[int, int], None]) -> Report:
    """
    The report on reading the archive, or a site of it, again.

    Shape: watch is called with how many units are done, and of how many.
    Why: with `apply`, some units at a time are written in one transaction, and an article that a
        call which was killed has read is left out: the next call does what that one left undone.
    """
    desk = Desk(archive)
    listed = articles_to_read(archive, wish.site)
    numbers = [one.id for one in listed if not wish.apply or one.done_by != desk.learnt(one.site).version]
    captures = pages_to_read(archive, wish.site)
    units = chain((Unit(number) for number in numbers), (Unit(number, is_page=True) for number in captures))
    report, done, total = Report(), 0, len(numbers) + len(captures)
    watch(done, total)
    for answers in read_all(archive.path, units, read_unit, wish.processes or cores()):
        read = [answer for answer in answers if not isinstance(answer, Died)]
        report.died += [answer.unit for answer in answers if isinstance(answer, Died)]
        for unit, reread in read:
            report.add(unit, reread)
        if wish.apply:
            rewritten = [reread.rewritten for _, reread in read if reread.rewritten is not None]
            found = [reread.found for _, reread in read if reread.found is not None]
            write_rereads(archive, rewritten, found, datetime.now(UTC))
        done += len(answers)
        watch(done, total)
    if wish.apply:
        end_rereads(archive, wish.site)
    return report


def read_unit(desk: Desk, unit: Unit) -> tuple[Unit, Reread]:
    """The unit and what reading it again came to."""
    return unit, (reread_page if unit.is_page else reread_article)(desk, unit.number)
