"""kabar parse: read one page without keeping it."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click
from rich.console import Console

from scraper.commands.explain import print_steps, print_steps_as_json
from scraper.commands.given import given_page
from scraper.commands.options import json_option
from scraper.commands.plain import many_lines, one_line, print_json
from scraper.commands.show import print_fields
from scraper.model import Article, Reading
from scraper.parse.lone import context_of, parse
from scraper.parse.reader import take_steps


@click.command("parse")
@click.argument("source", metavar="FILE|URL")
@click.option(
    "--url", metavar="URL", help="The address that FILE was saved from; it names the site and its zone."
)
@click.option("--allow-private", is_flag=True, help="Reach loopback and intranet addresses too.")
@click.option("--explain", is_flag=True, help="How it was read: each block, each field's candidates.")
@json_option
@click.pass_context
def parse_command(
    context: click.Context, source: str, url: str | None, allow_private: bool, explain: bool, as_json: bool
) -> int:
    """Read one page, from a file (also gzipped; - is standard input) or an address; nothing is kept.

    \b
    Examples:
      kabar parse page.html --url https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655
      kabar parse https://humas.jatengprov.go.id/detail_berita_gubernur?id=3655 --json
      kabar parse page.html --explain
      curl -s https://humas.contohkab.go.id/berita/1 | kabar parse - --json
    """
    page = given_page(context, source, url, allow_private=allow_private)
    if explain:
        steps = take_steps(page.payload, *context_of(page.url, page.headers, page.captured_at))
        (print_steps_as_json if as_json else print_steps)(steps)
        return 0
    reading = parse(page.payload, page.url, headers=page.headers, captured_at=page.captured_at)
    if as_json:
        article = _article_to_row(reading.article) if reading.article else None
        row = {"outcome": reading.outcome, "reason": reading.reason or None, "article": article}
        print_json(row, indent=2)
    else:
        _print(reading)
    return 0 if reading.article else 1


def _print(reading: Reading) -> None:
    console = Console(highlight=False)
    if reading.article is None:
        console.print(f"{reading.outcome}: {one_line(reading.reason)}", markup=False)
        return
    console.print(one_line(reading.article.title), style="bold", markup=False)
    print_fields(console, reading.article, sources=True)
    console.print()
    console.print(many_lines(reading.article.body), markup=False)


def _article_to_row(article: Article) -> dict[str, Any]:
    """The article as JSON holds it: names of DESIGN's columns, moments in ISO 8601, the body as text."""
    return {
        "url": article.url,
        "title": article.title,
        "published_at": _iso(article.published_at),
        "updated_at": _iso(article.updated_at),
        "category": article.category,
        "tags": list(article.tags),
        "place": article.place,
        "byline": article.byline,
        "photo_credit": article.photo_credit,
        "photos": [asdict(photo) for photo in article.photos],
        "body": article.body,
        "views": article.views,
        "language": article.language,
        "sources": {entry.field: entry.source for entry in article.sources},
    }


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
