"""kabar add: find out how a site can be read, write its profile, and show what was found."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.options import (
    archive_option,
    is_watched,
    json_option,
    request_options,
    settings_of,
    talk,
)
from scraper.commands.plain import one_line, print_json
from scraper.commands.progress import line_of
from scraper.crawl.crew import Answer
from scraper.crawl.plan import Plan, is_address, is_host
from scraper.errors import KabarError
from scraper.model import Page, PageKind
from scraper.outcome import Outcome
from scraper.pipeline import start_crawl
from scraper.settings import Settings, config_path
from scraper.sites import (
    Finding,
    Site,
    government_named,
    known_profiles,
    profile_text,
    save_profile,
    site_of_url,
)
from scraper.store import (
    Archive,
    Within,
    Witness,
    add_pages,
    hold_archive,
    open_archive,
    unread_articles,
    witnesses_of,
)
from scraper.urls import normalise_url

# Requests to find out how a site can be read: for what programs read, for listings, and articles to try.
_MOST_WITNESSES, _MOST_LISTINGS, _SAMPLES = 16, 5, 3
_KEYS = {"wordpress": "posts", "sitemap": "sitemaps", "feed": "feeds", "listing": "listings"}


@click.command("add")
@click.argument("address", metavar="URL|REGION")
@archive_option
@request_options
@click.option("--print", "only_print", is_flag=True, help="Print the profile and write none.")
@click.option("--replace", "replaces", is_flag=True, help="Replace a profile of this site that is there.")
@json_option
@click.pass_context
def add_command(context: click.Context, /, address: str, as_json: bool, **given: Any) -> int:
    """Learn a new site: find its WordPress list, sitemaps, feeds and listings, and write its profile.

    Some twenty-five requests at most, at the usual pace: the home page and robots.txt, what they name and
    the usual places, a few listings, and three articles to see whether they can be read. What was found is
    kept in the archive, so that the first crawl goes on from there. Run it again at any time.

    \b
    Examples:
      kabar add https://www.example.go.id/
      kabar add gorontalo
      kabar add http://127.0.0.1:8000/ --allow-private --delay 0 --print
    """
    settings = _settings(context, given)
    home = _home_of(address)
    site = site_of_url(home, known_profiles().values())
    with hold_archive(settings.archive, "add"), open_archive(settings.archive) as archive:
        samples = _look(archive, site, home, settings)
        witnesses = witnesses_of(archive, site.name)
    if not witnesses:
        raise KabarError(
            f"{home} names no article that could be found", hint="The lines above say how each page ended."
        )
    if as_json:
        for witness in witnesses:
            print_json(_row(witness))
    else:
        _print(witnesses, samples)
    title = site.title if site.title != site.name else site.hosts[0]
    text = profile_text(site, title, [_finding(witness, home) for witness in witnesses])
    if given["only_print"]:
        click.echo(text, nl=False)
    else:
        _save(site, text, replaces=given["replaces"])
    return 0


def _settings(context: click.Context, given: dict[str, Any]) -> Settings:
    settings = replace(settings_of(context), allow_private=given["allow_private"])
    if given["delay"] is not None:
        settings = replace(settings, delay_s=given["delay"])
    return replace(settings, contact=given["contact"]) if given["contact"] else settings


def _home_of(address: str) -> str:
    """The home page of the site that an address, a host or a region's name means."""
    if is_address(address) or is_host(address):
        url = normalise_url(address if "://" in address else f"https://{address}")
        return "/".join(url.split("/")[:3]) + "/"
    return government_named(address).url


def _look(archive: Archive, site: Site, home: str, settings: Settings) -> list[tuple[Answer, Outcome]]:
    """Asks for what names articles, then for a few of them; gives back how those few ended."""
    add_pages(archive, [Page(home, site.name, PageKind.LISTING, home)], datetime.now(UTC))
    seeds = (Page(home, site.name, PageKind.LISTING, home),)
    _ask(archive, Plan((site,), seeds, frozenset({site.name}), Within((0,))), settings, _MOST_WITNESSES)
    _ask(archive, Plan((site,), (), frozenset({site.name}), Within((1,))), settings, _MOST_LISTINGS)
    urls = unread_articles(archive, site.name, _SAMPLES)
    pages = tuple(Page(url, site.name, PageKind.ARTICLE) for url in urls)
    return _ask(archive, Plan((site,), pages, frozenset()), settings, _SAMPLES) if pages else []


def _ask(archive: Archive, plan: Plan, settings: Settings, most: int) -> list[tuple[Answer, Outcome]]:
    heard: list[tuple[Answer, Outcome]] = []

    def watch(answer: Answer, outcome: Outcome) -> None:
        heard.append((answer, outcome))
        talk().print(line_of(answer, outcome), markup=False)

    start_crawl(archive, plan, replace(settings, max_pages=most), watch).work()
    return heard


def _says(witness: Witness) -> str:
    if witness.says is not None:
        return f"{witness.says:,}"
    if witness.is_window:
        return f"the newest {witness.named:,}"
    about = witness.about
    return f"about {about:,}" if about and about > witness.named else f"{witness.named:,} so far"


def _row(witness: Witness) -> dict[str, Any]:
    return {
        "witness": witness.kind,
        "url": witness.url,
        "expected": witness.about,
        "named": witness.named,
        "newest_only": witness.is_window,
        "sample": witness.sample,
    }


def _print(witnesses: list[Witness], samples: list[tuple[Answer, Outcome]]) -> None:
    if is_watched():
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in ("witness", "articles", "address", "for example"):
            table.add_column(heading, overflow="fold")
        for witness in witnesses:
            shown = (_says(witness), one_line(witness.url), one_line(witness.sample or ""))
            table.add_row(witness.kind, *(Text(cell) for cell in shown))
        Console(highlight=False).print(table)
    else:
        for witness in witnesses:
            cells = (witness.kind, _says(witness), one_line(witness.url), one_line(witness.sample or ""))
            click.echo("\t".join(cells))
    for answer, outcome in samples:
        article = answer.visit.article
        if article is None:
            click.echo(f"tried: {outcome}  {one_line(answer.visit.page.url)}")
        else:
            words = f"{article.published_at or 'no date'}, {len(article.body.split()):,} words"
            click.echo(f"read: {one_line(article.title)} ({words})")


def _finding(witness: Witness, home: str) -> Finding:
    url = f"{witness.url}/" if f"{witness.url}/" == home else witness.url
    return Finding(_KEYS.get(witness.kind, ""), url, f"{witness.kind}: {_says(witness)} articles, {url}")


def _save(site: Site, text: str, *, replaces: bool) -> None:
    folder = config_path().parent / "sites"
    own = folder / f"{site.name}.toml"
    if site.profile and not own.exists() and not replaces:
        talk().print(
            f"kabar brings a profile of this site: {site.name}; --replace writes your own", markup=False
        )
    else:
        path = save_profile(folder, site.name, text, replace=replaces)
        words = (
            f"Its profile is {path}."
            if path
            else f"{own} differs and was left as it is; --replace writes it."
        )
        talk().print(words, markup=False)
    talk().print(f"Crawl it with: kabar crawl {site.name}", markup=False)
