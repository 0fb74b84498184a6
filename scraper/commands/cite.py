"""kabar cite: an article as a reference, with the moment and the digest of its capture."""

import click

from scraper.commands.options import MOST, archive_option, settings_of
from scraper.commands.plain import one_line, print_json, without_steering
from scraper.commands.show import not_shown
from scraper.export.citation import Cited, apa, bibtex, csl_json
from scraper.store import open_archive, record, site_title
from scraper.store.rereads import stored_capture


@click.command("cite")
@click.argument("article", type=click.IntRange(1, MOST), metavar="ARTICLE")
@archive_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["apa", "bibtex", "csl-json"]),
    help="One of them; without it, all three.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), help="Of APA's months; the article's if not given.")
@click.pass_context
def cite_command(context: click.Context, article: int, style: str | None, lang: str | None) -> int:
    """Cite an article: APA, BibTeX, CSL-JSON; ARTICLE is its number, as `kabar search` lists it.

    Each names when the page was captured and the SHA-256 of its bytes, so that a reader can ask for just
    what was read.

    \b
    Examples:
      kabar cite 17
      kabar cite 17 --format bibtex >> sources.bib
      kabar cite 17 --format csl-json | jq '.[0].title'
    """
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        found = record(archive, article)
        if found is None:
            raise not_shown(archive, article)
        capture = stored_capture(archive, found.capture)
        cited = Cited(site_title(archive, found.site), capture.fetched_at, capture.digest)
    language = lang or ("id" if found.article.language in ("id", "ms") else "en")
    if style in (None, "apa"):
        click.echo(one_line(apa(found, cited, language)))
    if style in (None, "bibtex"):
        click.echo("\n".join(without_steering(line) for line in bibtex(found, cited).split("\n")))
    if style in (None, "csl-json"):
        print_json([csl_json(found, cited)], indent=2)
    return 0
