"""kabar crawl: fetch what is new, and what is due again, into the archive."""

import re
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scraper.commands.dry_run import show_plan
from scraper.commands.logfile import logging_to, note
from scraper.commands.options import (
    MOST,
    archive_option,
    day_of,
    json_option,
    no_nan,
    request_options,
    settings_of,
    talk,
)
from scraper.commands.ping import ping
from scraper.commands.plain import give_up_output, print_json
from scraper.commands.progress import Waiting, watching
from scraper.commands.stopping import stoppable
from scraper.crawl.plan import Plan, make_plan
from scraper.crawl.run import Run
from scraper.errors import KabarError, UsageError
from scraper.outcome import Outcome
from scraper.pipeline import start_crawl
from scraper.reread.learning import learn_sites
from scraper.settings import Settings, at_home, save_contact
from scraper.sites import known_profiles
from scraper.store import (
    Archive,
    Within,
    add_pages,
    cut_count,
    end_run,
    facts_of,
    hold_archive,
    index_passages,
    last_runs,
    open_archive,
    save_site,
    site_rows,
    start_run,
)

_HELD = 75  # the exit code of a run that found another one at its archive


@click.command("crawl")
@click.argument("targets", metavar="[SITE|URL]...", nargs=-1)
@archive_option
@click.option("--all", "every", is_flag=True, help="Every site of the archive, as without a SITE.")
@click.option("--max-pages", type=click.IntRange(1, MOST), metavar="N", help="Stop after asking for N pages.")
@click.option(
    "--max-minutes",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    callback=no_nan,
    metavar="N",
    help="Stop after N minutes; what is due stays due, and the exit code is 0.",
)
@click.option("--since", metavar="DATE", help="Only what is of this day or later: 2019, 2019-01, 2019-01-31.")
@click.option("--until", metavar="DATE", help="Only what is of this day or earlier.")
@click.option("--dry-run", is_flag=True, help="Show what would be asked for, and why; ask for nothing.")
@request_options
@click.option("--log", metavar="FILE", help="Write one JSON object a line to FILE, which is rotated.")
@click.option("--ping", metavar="URL", help="Ask for URL when the run ended well, for URL/fail when not.")
@json_option
@click.pass_context
def crawl_command(context: click.Context, /, targets: tuple[str, ...], as_json: bool, **given: Any) -> int:
    """Fetch what is new, and what is due again, into the archive.

    A URL of an article is archived alone; a SITE, or the URL of a home or listing page, is followed.
    Without either, every site of the archive, hosts taking turns. Stop with Ctrl-C and start again at
    any time: nothing is lost and nothing is stored twice.

    \b
    Exit codes: 0 done, 1 nothing could be done, 2 wrong use, 3 done in part (stopped, or a host was
    left for the next run, or pages failed and stay due), 75 another run holds the archive.

    \b
    Examples:
      kabar crawl https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655
      kabar crawl jateng --max-pages 200
      kabar crawl gorontalo
      kabar crawl jateng --since 2019-01 --until 2019-12
      kabar crawl jateng --dry-run
      kabar crawl --all --max-minutes 50 --log kabar.log --ping https://hc-ping.com/UUID
      kabar crawl http://127.0.0.1:8000/ --allow-private --delay 0
    """
    if given["every"] and targets:
        raise UsageError("--all means every site of the archive", hint="Leave out --all, or the names.")
    settings = _overlaid(settings_of(context), given)
    within = _within(given)
    if given["dry_run"]:
        plan = make_plan(targets, known_profiles(), _archived_sites(settings.archive))
        show_plan(
            settings.archive, replace(plan, within=within), max_pages=settings.max_pages, as_json=as_json
        )
        return 0
    try:
        code = _locked(settings, targets, within, as_json=as_json)
    except KabarError as exc:
        if exc.exit_code != _HELD:  # the run that holds the archive will tell how it ended
            ping(settings, is_well=False)
        raise
    ping(settings, is_well=code in (0, 3))
    return code


def _locked(settings: Settings, targets: tuple[str, ...], within: Within, *, as_json: bool) -> int:
    plan = make_plan(targets, known_profiles(), _archived_sites(settings.archive))
    if not plan.sites:
        raise UsageError("the archive knows no site yet", hint="Name one, as in: kabar crawl jateng")
    plan = replace(plan, within=within)
    settings = _with_contact(settings, plan)
    # By their sites' names: an address may be that of an article that was erased.
    command = " ".join(["crawl", *([site.name for site in plan.sites] if targets else ["--all"])])
    with hold_archive(settings.archive, f"kabar {command}"), open_archive(settings.archive) as archive:
        for site in plan.sites:
            save_site(archive, facts_of(site))
        run_id = start_run(archive, command)
        with logging_to(settings.log, run_id):
            return _crawl(archive, plan, settings, run_id, as_json=as_json)


def _archived_sites(path: Path) -> list[str]:
    """The names of the sites in the archive; none where there is no archive yet."""
    if not path.exists():
        return []
    with open_archive(path, create=False, readonly=True) as archive:
        return [row.facts.name for row in site_rows(archive, datetime.now(UTC))]


def _overlaid(settings: Settings, given: dict[str, Any]) -> Settings:
    names = {
        "delay": "delay_s",
        "max_pages": "max_pages",
        "max_minutes": "max_minutes",
        "contact": "contact",
        "allow_private": "allow_private",
        "log": "log",
        "ping": "ping",
    }
    # `is not`, because a delay of 0 equals False
    changes = {
        names[key]: value
        for key, value in given.items()
        if key in names and value is not None and value is not False
    }
    if "log" in changes:
        changes["log"] = at_home(changes["log"])
    return replace(settings, **changes)


def _within(given: dict[str, Any]) -> Within:
    """The range of days that the options mean."""
    since, until = day_of(given["since"]), day_of(given["until"], last=True)
    if since and until and since > until:
        raise UsageError(f"--since {since} is later than --until {until}", hint="Change them round.")
    return Within(since=since, until=until)


def _crawl(archive: Archive, plan: Plan, settings: Settings, run_id: int, *, as_json: bool) -> int:
    add_pages(archive, plan.entries, datetime.now(UTC))
    waiting = Waiting()
    note("run_started", sites=[site.name for site in plan.sites])
    with watching(as_json=as_json, waiting=waiting) as watch:
        run = start_crawl(archive, plan, settings, watch, run_id)
        waiting.count = run.waiting
        try:
            stopped = _work(archive, run)
        except KabarError as exc:
            with suppress(KabarError):  # the archive that failed may still take one line
                _end(archive, run, exc.exit_code)
            raise
    code = exit_code(run.counts, stopped=stopped or bool(run.left))
    _end(archive, run, code)
    _print_summary(run, settings, stopped=stopped, as_json=as_json)
    return code


def _work(archive: Archive, run: Run) -> bool:
    """Whether the run was stopped before it had asked for everything and learnt from it."""
    try:
        with stoppable(run.stop):
            run.work()
            if not run.is_stopped:
                _learn(archive, run)
    except KeyboardInterrupt:
        return True
    except BrokenPipeError:
        give_up_output()
        return True
    return run.is_stopped


def _learn(archive: Archive, run: Run) -> None:
    """What comes behind the pages; what an earlier run that was killed left undone of it is made up for."""
    before = last_runs(archive, 2)[1:]
    if run.counts[Outcome.ARCHIVED] or any(one.exit_code != 0 for one in before):
        names = [site.name for site in run.plan.sites]
        learn_sites(archive, names, datetime.now(UTC), lambda: run.is_stopped)
    if not run.is_stopped:
        index_passages(archive)


def _end(archive: Archive, run: Run, code: int) -> None:
    if run.run_id is not None:
        counts = {str(outcome): count for outcome, count in run.counts.items()}
        end_run(archive, run.run_id, counts, code)
        note("run_ended", counts=counts, exit_code=code, left=run.left)


def exit_code(counts: Counter[Outcome], *, stopped: bool) -> int:
    """0: done; 1: pages were asked for and none could be kept; 3: done in part."""
    kept = sum(count for outcome, count in counts.items() if outcome.is_kept)
    if not counts:
        return 3 if stopped else 0
    if not kept:
        return 1
    return 3 if stopped or any(outcome.is_failure for outcome in counts) else 0


def _print_summary(run: Run, settings: Settings, *, stopped: bool, as_json: bool) -> None:
    counts = run.counts
    total = sum(counts.values())
    if as_json:
        summary = {
            "run": run.run_id,
            "pages": total,
            "stopped": stopped,
            "out_of_time": run.is_out_of_time,
            "counts": dict(counts.most_common()),
            "left": run.left,
        }
        print_json({"summary": summary})
        return
    words = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common()) or (
        "none had come to an end" if stopped else "nothing was due"
    )
    end = "; stopped, run it again to go on" if stopped else ""
    if run.is_out_of_time and not stopped:
        end = f"; its {settings.max_minutes:g} minutes are up, what is due stays due"
    talk().print(f"{total} page{'' if total == 1 else 's'}: {words}{end}", markup=False)
    if any(outcome.is_failure for outcome in counts):
        talk().print("What failed stays due; run it again later.", markup=False)
    for host, why in run.left.items():
        talk().print(f"{host} was left for the next run: {why}", markup=False)
    _tell_of_cuts(run)
    if any(outcome.is_kept and outcome is not Outcome.LISTING for outcome in counts):
        talk().print(f"Look at them with: kabar search --archive {settings.archive}", markup=False)


def _tell_of_cuts(run: Run) -> None:
    """What budgets against traps left out, so that it is never left out in silence."""
    for site in run.plan.sites:
        count = cut_count(run.archive, [site.name])
        if count:
            words = f"{count:,} addresses of {site.name} are left out: kabar coverage {site.name} says why"
            talk().print(words, markup=False)


def _with_contact(settings: Settings, plan: Plan) -> Settings:
    """Settings with a contact: asked for where a person is there, missed aloud where none is."""
    if settings.contact or all(_is_loopback(site.hosts[0]) for site in plan.sites):
        return settings
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        talk().print(
            "kabar: no contact is set for webmasters to reach you by: set KABAR_CONTACT or --contact",
            markup=False,
        )
        return settings
    talk().print("Each request says who asks, so that a webmaster can reach you.", markup=False)
    contact = click.prompt("Your e-mail address or web page", err=True).strip()
    talk().print(f"Kept in {save_contact(contact)}.", markup=False)
    return replace(settings, contact=contact)


def _is_loopback(host: str) -> bool:
    host = re.sub(r":\d+$", "", host)
    return host == "localhost" or host.startswith("127.") or host == "[::1]"
