"""What a crawl would ask for, and why, without asking for anything."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from scraper.commands.options import talk
from scraper.commands.plain import one_line, print_json
from scraper.crawl.plan import Plan
from scraper.store import FrontierRow, due_pages, knows_address, open_archive

_MOST = 1_000_000  # addresses


def show_plan(path: Path, plan: Plan, *, max_pages: int | None, as_json: bool) -> None:
    """Prints each address that a crawl by this plan would ask for now, in its order, with the reason."""
    rows = _due(path, plan)
    known = {row.page.url for row in rows}
    first = [page for page in (*plan.seeds, *plan.entries) if page.url not in known]
    lines = [
        (page.kind, page.url, _of_seed(page.url, plan)) for page in first if _is_asked(page.url, path, plan)
    ]
    lines += [(row.page.kind, row.page.url, _why(row)) for row in rows]
    shown = lines[: max_pages or _MOST]
    for kind, url, why in shown:
        if as_json:
            print_json({"kind": kind, "url": url, "why": why})
        else:
            click.echo(f"{kind:<9} {one_line(url)}  {one_line(why)}")
    counts = Counter(str(kind) for kind, _, _ in shown)
    words = ", ".join(f"{count:,} {kind}" for kind, count in counts.most_common()) or "nothing is due"
    noun = "address" if len(shown) == 1 else "addresses"
    talk().print(f"Would ask for {len(shown):,} {noun} ({words}), and for what they name.", markup=False)


def _due(path: Path, plan: Plan) -> list[FrontierRow]:
    if not path.exists() or not plan.follow:
        return []
    with open_archive(path, create=False, readonly=True) as archive:
        return due_pages(
            archive, now=datetime.now(UTC), sites=sorted(plan.follow), limit=_MOST, within=plan.within
        )


def _is_asked(url: str, path: Path, plan: Plan) -> bool:
    """Whether an entry that is not due would be asked for: one that was given always, others when new."""
    if url in {page.url for page in plan.seeds} or not path.exists():
        return True
    with open_archive(path, create=False, readonly=True) as archive:
        return not knows_address(archive, url)


def _of_seed(url: str, plan: Plan) -> str:
    if url in {page.url for page in plan.seeds}:
        return "given"
    return "the site's first page: what it has is not known yet; kabar add finds out"


def _why(row: FrontierRow) -> str:
    if row.outcome is None:
        origin = f", named by {row.page.discovered_from}" if row.page.discovered_from else ""
        return f"not asked for yet{origin}"
    last = f" on {row.last_asked_at:%Y-%m-%d}" if row.last_asked_at else ""
    if row.outcome.is_kept:
        return f"due again: last asked for{last}, {row.outcome}"
    return f"try {row.attempts + 1}: {row.outcome}{last}"
