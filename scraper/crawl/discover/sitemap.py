"""Reads a sitemap as a stream: index, gzip, news dates, plain text; capped in bytes and entries."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from scraper.crawl.discover.claims import claim_of, machine_page, moment_of
from scraper.crawl.discover.fault import NoWitness
from scraper.model import Claim, Page, PageKind, Testimony, WitnessKind
from scraper.outcome import Outcome
from scraper.sites import Site
from scraper.urls import classify_url

# Source: sitemaps.org, protocol: 50,000 addresses and 50 MB, unpacked, in one file; the same for an index.
MOST_BYTES = 50 * 1024 * 1024
MOST_ENTRIES = 50_000
_GZIP = b"\x1f\x8b"
_TEXT_LINE = re.compile(rb"\s*https?://\S+\s*$")
_NEWS_FILE = re.compile(r"(post|news|berita|artikel|article)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    loc: str
    changed: str | None
    published: str | None


def read_sitemap(payload: bytes, page: Page, site: Site) -> Testimony:
    """
    What this sitemap names: articles, or the files of an index.

    Raises: NoWitness, where it is none.
    Why damaged ones are read as far as they go: a sitemap with one bad entity names the rest all the same.
    """
    text = _unpacked(payload)
    witness = page.discovered_from if _is_part(page) and page.discovered_from else page.url
    if _TEXT_LINE.match(text.split(b"\n", 1)[0]):
        lines = [line.strip() for line in text.decode("utf-8", "replace").split("\n") if line.strip()]
        claims = (claim_of(line, page, site) for line in lines[:MOST_ENTRIES])
        is_cut = len(lines) > MOST_ENTRIES
        return Testimony(WitnessKind.SITEMAP, witness, tuple(filter(None, claims)), is_cut=is_cut)
    if text[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise NoWitness(Outcome.NOT_AN_ARTICLE, "HTML where a sitemap was expected")
    root, entries = _entries(text)
    is_cut = len(entries) > MOST_ENTRIES
    del entries[MOST_ENTRIES:]
    if root == "sitemapindex":
        parts = [_part(entry, page, site) for entry in entries]
        files = tuple(part for part in parts if part)
        is_dated = any(part.changed for part in files)
        return Testimony(WitnessKind.SITEMAP, witness, parts=files, tells_news=is_dated, is_cut=is_cut)
    is_news = bool(_NEWS_FILE.search(page.url.rsplit("/", 1)[-1]))
    found = (
        claim_of(
            entry.loc,
            page,
            site,
            moment_of(entry.published),
            moment_of(entry.changed),
            is_article=is_news or entry.published is not None,
        )
        for entry in entries
    )
    return Testimony(WitnessKind.SITEMAP, witness, tuple(claim for claim in found if claim), is_cut=is_cut)


def _is_part(page: Page) -> bool:
    origin = page.discovered_from
    return origin is not None and classify_url(origin) is PageKind.SITEMAP


def _unpacked(payload: bytes) -> bytes:
    """The sitemap's bytes without gzip, which may be packed twice; a bomb ends at 50 MB."""
    for _ in range(2):
        if not payload.startswith(_GZIP):
            break
        decoder = zlib.decompressobj(31)
        try:
            payload = decoder.decompress(payload, MOST_BYTES + 1)
        except zlib.error as exc:
            raise NoWitness(Outcome.BAD_RESPONSE, f"gzip that cannot be unpacked: {exc}") from exc
        if len(payload) > MOST_BYTES:
            raise NoWitness(Outcome.TOO_LARGE, f"a sitemap of more than {MOST_BYTES:,} bytes")
    if not payload.strip():
        raise NoWitness(Outcome.EMPTY, "a sitemap without a word")
    return payload


def _entries(text: bytes) -> tuple[str, list[_Entry]]:
    """The name of the root and its entries: at most 50,000, and one more where there is more."""
    root, entries = "", []
    try:
        for name, entry in _stream(text):
            root = root or name
            if entry is not None:
                entries.append(entry)
            if len(entries) > MOST_ENTRIES:
                break
    except etree.XMLSyntaxError as exc:
        if not entries:
            raise NoWitness(Outcome.NOT_AN_ARTICLE, f"no sitemap: {str(exc)[:200]}") from exc
    if root not in ("urlset", "sitemapindex"):
        raise NoWitness(Outcome.NOT_AN_ARTICLE, f"no sitemap: its root is {root[:60]!r}")
    return root, entries


def _stream(text: bytes) -> Iterator[tuple[str, _Entry | None]]:
    """The root's name first, then each entry as it is read; what was read is let go."""
    reader = etree.iterparse(
        BytesIO(text),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    told = False
    for event, element in reader:
        if not isinstance(element.tag, str):
            continue
        name = _local(element.tag)
        if not told:
            told = True
            yield name, None
        elif event == "end" and name in ("url", "sitemap"):
            entry = _entry(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if entry:
                yield name, entry


def _entry(element: "etree._Element") -> _Entry | None:
    values: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text:
            values.setdefault(_local(child.tag), child.text.strip())
    if not values.get("loc"):
        return None
    return _Entry(values["loc"], values.get("lastmod"), values.get("publication_date"))


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1].lower()


def _part(entry: _Entry, page: Page, site: Site) -> Claim | None:
    """A file of an index; on the site's own hosts only."""
    part = machine_page(entry.loc, page, site, PageKind.SITEMAP)
    return Claim(part, None, moment_of(entry.changed)) if part else None
