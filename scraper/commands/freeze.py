"""kabar freeze: make a page and what must be read from it into a test."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from scraper.commands.given import GivenPage, given_page
from scraper.commands.options import archive_option, settings_of, talk
from scraper.commands.plain import one_line
from scraper.errors import KabarError, UsageError
from scraper.model import Article
from scraper.parse.lone import parse
from scraper.store import kept_capture, open_archive
from scraper.urls import NOWHERE

_FIELDS = ("published_at", "updated_at", "views", "byline", "category", "place", "photos", "tags")
_ALWAYS = ("published_at", "views", "photos", "category", "byline", "place")  # null says that none is shown
_NO_NAME = re.compile(r"[^a-z0-9]+")
_MAX_NAME = 60


@click.command("freeze")
@click.argument("source", metavar="CAPTURE|FILE|URL")
@archive_option
@click.option("--url", metavar="URL", help="The address that FILE was saved from.")
@click.option("--name", metavar="NAME", help="The files' name, if not made from host and title.")
@click.option(
    "--folder",
    metavar="FOLDER",
    default="tests/pages",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the tests look for frozen pages.",
)
@click.option("--replace", is_flag=True, help="Overwrite a frozen page of this name.")
@click.option("--allow-private", is_flag=True, help="Reach loopback and intranet addresses too.")
@click.pass_context
def freeze_command(
    context: click.Context,
    source: str,
    url: str | None,
    name: str | None,
    folder: Path,
    replace: bool,
    allow_private: bool,
) -> int:
    """Freeze one page of a layout as a test: NAME.html, and NAME.json with what must be read from it.

    CAPTURE is a number of the archive, as `kabar show` prints it. The values written are what this kabar
    reads: compare each with the page and correct the file before you commit it; from then on `make test`
    fails when one of them is read otherwise.

    \b
    Examples:
      kabar freeze 12
      kabar freeze page.html --url https://humas.contohkab.go.id/berita/detail/12/pasar-baru
      kabar freeze https://humas.contohkab.go.id/berita/detail/12/pasar-baru --name contohkab
    """
    page = _page(context, source, url, allow_private=allow_private)
    captured_at = (page.captured_at or datetime.now(UTC)).replace(microsecond=0)
    reading = parse(page.payload, page.url, headers=page.headers, captured_at=captured_at)
    if reading.article is None:
        raise KabarError(
            f"{source}: {reading.outcome}: {reading.reason}",
            hint="Only articles are frozen: `kabar parse --explain` shows how the page was read.",
        )
    expected = expected_row(reading.article)
    _refuse_empty(source, expected)
    row = {"url": page.url, "captured_at": captured_at.isoformat(), **_content_type(page), **expected}
    paths = _write(folder, name or _name_of(page.url, reading.article), page.payload, row, replace=replace)
    for path in paths:
        click.echo(str(path))
    _tell(reading.article)
    return 0


def expected_row(article: Article) -> dict[str, Any]:
    """What must be read from the page, as tests/pages say it: null for a field that it does not show."""
    row: dict[str, Any] = {"title": article.title}
    for field in _FIELDS:
        value = getattr(article, field)
        if field in _ALWAYS or value:
            row[field] = _plain(value)
    row["article_url"] = article.url
    row["body"] = article.paragraphs
    return row


def _plain(value: object) -> object:
    """A field's value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else asdict(one) for one in value]
    return value


def _page(context: click.Context, source: str, url: str | None, *, allow_private: bool) -> GivenPage:
    if not source.isdecimal() or Path(source).exists():
        return given_page(context, source, url, allow_private=allow_private)
    with open_archive(settings_of(context).archive, create=False, readonly=True) as archive:
        capture = kept_capture(archive, int(source))
    return GivenPage(capture.payload, capture.final_url, capture.headers, capture.fetched_at)


def _refuse_empty(source: str, expected: Mapping[str, Any]) -> None:
    """Stops where the test would expect nothing: it could not fail."""
    if not expected["title"] or not expected["body"]:
        raise KabarError(
            f"{source}: no {'title' if expected['body'] else 'body'} was read, and a test must expect one.",
            hint="`kabar parse --explain` shows how the page was read.",
        )
    if not any(expected.get(field) for field in _FIELDS):
        raise KabarError(
            f"{source}: nothing but title and body was read.",
            hint="Freeze a page that shows at least one field: a date, a counter, a credit, a name, a place.",
        )


def _content_type(page: GivenPage) -> dict[str, str]:
    """The header that tells the bytes' character set, where the page came with one."""
    values = (value for name, value in page.headers if name.lower() == "content-type")
    return {"content_type": value} if (value := next(values, None)) else {}


def _name_of(url: str, article: Article) -> str:
    """`contohkab_bupati_resmikan_pasar_baru`: the host's own part, and the title's first words."""
    labels = url.split("/")[2].split(":")[0].removeprefix("www.").split(".") if url != NOWHERE else [""]
    host = max(labels[:2], key=len) if not labels[0].isdecimal() else ""
    words = _NO_NAME.sub("_", f"{host} {article.title}".casefold()).strip("_")
    return words[:_MAX_NAME].strip("_") or "page"


def _write(
    folder: Path, name: str, payload: bytes, row: Mapping[str, Any], *, replace: bool
) -> tuple[Path, Path]:
    """Both files; the page first, so that no test expects something of a page that is not there."""
    if not re.fullmatch(r"[\w-]{1,80}", name):
        raise UsageError(f"{name!r} is no name for a file", hint="Letters, digits, - and _ are.")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", hint="Name one with --folder, or make it first.")
    paths = (folder / f"{name}.html", folder / f"{name}.json")
    if not replace and any(path.exists() for path in paths):
        raise UsageError(f"{folder / name} is frozen already", hint="--replace overwrites it, --name NAME.")
    paths[0].write_bytes(payload)
    paths[1].write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return paths


def _tell(article: Article) -> None:
    """Says what is expected of the page now, and where each value was read, for a person to compare."""
    console = talk()
    console.print("Compare each value with the page, then commit both files:", markup=False)
    for field in ("title", *_FIELDS):
        value = _plain(getattr(article, field))
        shown = json.dumps(value, ensure_ascii=False) if value not in (None, []) else "none"
        source = article.source_of(field)
        console.print(
            one_line(f"  {field:<13} {shown[:200]}{f'  ({source})' if source else ''}"), markup=False
        )
    console.print(f"  {'body':<13} {len(article.paragraphs)} paragraphs", markup=False)
