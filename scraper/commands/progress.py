"""What a crawl shows while it runs: a bar for a person, a line a page for a file, JSON for a program."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from scraper.commands.options import is_watched, talk
from scraper.commands.plain import one_line, print_json
from scraper.crawl.crew import Answer
from scraper.crawl.run import Watch
from scraper.outcome import Outcome

# What a person who watches wants to read beside the bar; the rest is in the summary.
_QUIET = frozenset(
    {Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.REVISED, Outcome.LISTING, Outcome.NOT_AN_ARTICLE}
)


@contextmanager
def watching(*, as_json: bool, waiting: "Waiting") -> Generator[Watch]:
    """A watch for a run's pages, fit for who reads the output."""
    if as_json:
        yield _print_json
    elif is_watched() and sys.stderr.isatty():
        with _bar() as progress:
            yield _BarWatch(progress, waiting)
    else:
        yield _print_line


class Waiting:
    """How many pages a run has still to ask for, as far as it knows; set once the run exists."""

    def __init__(self) -> None:
        self.count: Callable[[], int] = lambda: 0


def _print_json(answer: Answer, outcome: Outcome) -> None:
    visit = answer.visit
    row = {
        "outcome": outcome,
        "url": visit.page.url,
        "title": visit.article.title if visit.article else None,
        "detail": visit.detail or None,
        "found": len(visit.found),
        "elapsed_s": round(answer.elapsed_s, 3),
    }
    print_json(row)


def _print_line(answer: Answer, outcome: Outcome) -> None:
    click.echo(line_of(answer, outcome))


def line_of(answer: Answer, outcome: Outcome) -> str:
    """One plain line for a page: its outcome, its address, and its title or what went wrong."""
    words = answer.visit.article.title if answer.visit.article else answer.visit.detail
    return f"{outcome:<18} {answer.visit.page.url}" + (f"  {one_line(words)}" if words else "")


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=talk(),
        transient=True,
    )


class _BarWatch:
    """Moves the bar on by a page, and prints the pages that a person should know of above it."""

    def __init__(self, progress: Progress, waiting: Waiting) -> None:
        self._progress = progress
        self._waiting = waiting
        self._task = progress.add_task("pages", total=None, now="")

    def __call__(self, answer: Answer, outcome: Outcome) -> None:
        if outcome not in _QUIET:
            self._progress.console.print(line_of(answer, outcome), markup=False, highlight=False)
        words = answer.visit.article.title if answer.visit.article else answer.visit.page.url
        done = self._progress.tasks[0].completed + 1
        self._progress.update(
            self._task, completed=done, total=done + self._waiting.count(), now=one_line(words)[:60]
        )
