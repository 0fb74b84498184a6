"""kabar sites: the sites that it knows, with what the archive holds of each."""

from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import archive_option, is_watched, json_option, settings_of
from scraper.commands.plain import one_line, print_json
from scraper.sites import Site, known_profiles, site_of_profile
from scraper.store import SiteRow, open_archive, site_rows


@click.command("sites")
@archive_option
@json_option
@click.pass_context
def sites_command(context: click.Context, as_json: bool) -> None:
    """List the sites that kabar knows, by region, and what the archive holds of each.

    \b
    Examples:
      kabar sites
      kabar sites --json | jq .name
    """
    path = settings_of(context).archive
    kept: dict[str, SiteRow] = {}
    if path.exists():
        with open_archive(path, create=False, readonly=True) as archive:
            kept = {row.facts.name: row for row in site_rows(archive, datetime.now(UTC))}
    known = {profile.name: site_of_profile(profile) for profile in known_profiles().values()}
    rows = [_row(name, known.get(name), kept.get(name)) for name in sorted(known.keys() | kept.keys())]
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


def _print_table(rows: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading, justify in (("region", "left"), ("site", "left"), ("title", "left"), ("articles", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]  # rich wants a literal
    for heading in ("last new", "due", "failing"):
        table.add_column(heading, justify="right")
    for row in rows:
        last = (row["last_new_article_at"] or "")[:10]
        numbers = (str(row["articles"]), last, str(row["due"]), str(row["failing"]))
        table.add_row(row["region"] or "", *(Text(one_line(row[key])) for key in ("name", "title")), *numbers)
    Console(highlight=False).print(table)
