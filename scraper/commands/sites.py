"""kabar sites: the sites that it knows, with what the archive holds of each."""

from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import archive_option, is_watched, json_option, settings_of, talk
from scraper.commands.plain import one_line, print_json
from scraper.outcome import Outcome
from scraper.sites import Site, governments, known_profiles, regions, site_of_profile
from scraper.store import SiteRow, expected_and_kept, open_archive, site_rows


@click.command("sites")
@archive_option
@click.option("--known", is_flag=True, help="List the governments whose address kabar knows, instead.")
@json_option
@click.pass_context
def sites_command(context: click.Context, *, known: bool, as_json: bool) -> None:
    """List the sites that kabar knows, by region, and how complete the archive is for each.

    Expected are the articles that a site is known or says to have; missing, those of them that are not kept:
    kabar coverage SITE names each with its reason.

    \b
    Examples:
      kabar sites
      kabar sites --known
      kabar sites --json | jq .name
    """
    if known:
        _list_known(as_json=as_json)
        return
    path = settings_of(context).archive
    kept: dict[str, SiteRow] = {}
    sums: dict[str, tuple[int, int]] = {}
    if path.exists():
        with open_archive(path, create=False, readonly=True) as archive:
            kept = {row.facts.name: row for row in site_rows(archive, datetime.now(UTC))}
            sums = {name: expected_and_kept(archive, name) for name in kept}
    sites = {profile.name: site_of_profile(profile) for profile in known_profiles().values()}
    rows = [
        _row(name, sites.get(name), kept.get(name)) | _completeness(sums.get(name), kept.get(name))
        for name in sorted(sites.keys() | kept.keys())
    ]
    rows.sort(key=lambda row: (row["region"] or "99", row["name"]))
    if as_json:
        for row in rows:
            print_json(row)
    elif is_watched():
        _print_table(rows)
    else:
        for row in rows:
            click.echo("\t".join("" if value is None else one_line(str(value)) for value in row.values()))


def _row(name: str, site: Site | None, kept: SiteRow | None) -> dict[str, Any]:
    region = site.region.code if site and site.region else (kept.facts.region_code if kept else None)
    last = kept.last_new_article_at if kept else None
    return {
        "region": region,
        "name": name,
        "title": site.title if site else (kept.facts.title or name if kept else name),
        "profile": bool(site),
        "articles": kept.articles if kept else 0,
        "last_new_article_at": last.isoformat() if last else None,
        "due": kept.due if kept else 0,
        "failing": sum(kept.failures.values()) if kept else 0,
    }


def _completeness(sums: tuple[int, int] | None, kept: SiteRow | None) -> dict[str, Any]:
    expected, articles = sums or (0, 0)
    robots = kept.outcomes.get(Outcome.BLOCKED_BY_ROBOTS, 0) if kept else 0
    return {"expected": expected, "missing": expected - articles, "robots": robots}


def _list_known(*, as_json: bool) -> None:
    """The governments whose site is known, by region code."""
    rows = [
        {
            "code": one.region.code,
            "name": one.region.name,
            "level": one.region.level,
            "zone": one.region.zone,
            "url": one.url,
            "source": one.source,
            "status": one.status,
        }
        for one in governments().values()
    ]
    if as_json:
        for row in rows:
            print_json(row)
    elif is_watched():
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in rows[0]:
            table.add_column(heading)
        for row in rows:
            table.add_row(*row.values())
        Console(highlight=False).print(table)
    else:
        for row in rows:
            click.echo("\t".join(row.values()))
    talk().print(
        f"{len(rows)} of {len(regions())} regions; crawl one by its name: kabar crawl gorontalo", markup=False
    )


def _print_table(rows: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("region", "site", "title"):
        table.add_column(heading)
    for heading in ("kept", "expected", "missing", "last new", "due", "errors", "robots"):
        table.add_column(heading, justify="right")
    for row in rows:
        last = (row["last_new_article_at"] or "")[:10]
        numbers = [f"{row[key]:,}" for key in ("articles", "expected", "missing", "due", "failing", "robots")]
        numbers.insert(3, last)
        table.add_row(row["region"] or "", *(Text(one_line(row[key])) for key in ("name", "title")), *numbers)
    Console(highlight=False).print(table)
