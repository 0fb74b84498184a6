"""The tools that are measured: how each is called, and which of its values stands for which field."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|table|blockquote|pre|h[1-6]|section|article|br)\b[^>]*>", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What a tool read from one page; None or empty where it has no such value."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    published: str | None = None  # ISO 8601
    views: int | None = None
    credits: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    category: str | None = None
    place: str | None = None
    outcome: str = ""  # the tool's own word for a page that is no article


Read = Callable[[bytes, str, str], Found]  # the page's bytes, the same decoded, its URL


@dataclass(frozen=True, slots=True)
class Tool:
    """One way of calling one library."""

    name: str
    package: str  # its distribution
    start: Callable[[], Read]  # imports the library and gives back the function that reads a page
    fields: frozenset[str]  # the fields that it knows at all
    note: str  # how it is called


def decoded(payload: bytes) -> str:
    """The page as text, for the tools that want text: UTF-8 if it is, else as declared, else windows-1252."""
    declared = _CHARSET.search(payload[:4096])
    for charset in ("utf-8", declared[1].decode("ascii", "replace") if declared else "cp1252"):
        try:
            return payload.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return payload.decode("cp1252", "replace")


def lines(text: str | None) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def _iso(value: date | datetime | str | None) -> str | None:
    """The moment as ISO 8601; midnight to the second is how some tools write a date without a time."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat() if value else None


def _split(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(";") if name.strip()]


def _texts(values: Iterable[Any] | None) -> list[str]:
    return [str(value) for value in values or () if value]


def _kabar() -> Read:
    from scraper.model import Article, PageContext

    if importlib.util.find_spec("scraper.parse.reader"):
        from scraper.parse.reader import read_page
    else:
        raise SystemExit("kabar cannot read a page yet: scraper/parse/reader.py is missing")

    def read(payload: bytes, text: str, url: str) -> Found:
        del text
        reading = read_page(payload, PageContext(url=url), profile=None)
        return (
            _article(reading.article, str(reading.outcome))
            if reading.article
            else Found(outcome=str(reading.outcome))
        )

    def _article(article: Article, outcome: str) -> Found:
        return Found(
            title=article.title,
            paragraphs=article.paragraphs,
            published=article.published_at.isoformat() if article.published_at else None,
            views=article.views,
            credits=[photo.credit for photo in article.photos if photo.credit],
            byline=_split(article.byline),
            category=article.category,
            place=article.place,
            outcome=outcome,
        )

    return read


def _trafilatura(**options: bool) -> Callable[[], Read]:
    def start() -> Read:
        from trafilatura import bare_extraction

        def read(payload: bytes, text: str, url: str) -> Found:
            del payload
            page = bare_extraction(
                text, url=url or None, with_metadata=True, include_comments=False, **options
            )
            if page is None:
                return Found(outcome="none")
            return Found(
                title=page.title,
                paragraphs=lines(page.text),
                published=_iso(page.date),
                byline=_split(page.author),
                category="; ".join(_texts(page.categories)) or None,
            )

        return read

    return start


def _newspaper() -> Read:
    from newspaper import Article

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        page = Article(url or "http://localhost/", fetch_images=False, memorize_articles=False)
        page.download(input_html=text)
        page.parse()
        return Found(
            title=page.title,
            paragraphs=lines(page.text),
            published=_iso(page.publish_date),
            byline=_texts(page.authors),
        )

    return read


def _news_please() -> Read:
    from newsplease import NewsPlease

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        page = NewsPlease.from_html(text, url=url or "http://localhost/", fetch_images=False)
        return Found(
            title=page.title,
            paragraphs=lines(page.maintext),
            published=_iso(page.date_publish),
            byline=_texts(page.authors),
        )

    return read


def _readability() -> Read:
    from lxml.html import fromstring
    from readability import Document

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        page = Document(text, url=url or None)
        summary = _BLOCK.sub(r"\n\g<0>", page.summary(html_partial=True))
        body = lines(fromstring(summary).text_content()) if summary.strip() else []
        author = page.author()
        return Found(
            title=page.short_title(),
            paragraphs=body,
            byline=[author] if author and author != "[no-author]" else [],
        )

    return read


def _resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload, url
        tree = HTMLTree.parse(text)
        body = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
        return Found(title=tree.title, paragraphs=lines(body))

    return read


def _goose() -> Read:
    from goose3 import Configuration, Goose

    settings = Configuration()
    settings.enable_image_fetching = False
    goose = Goose(settings)

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload, url
        page = goose.extract(raw_html=text)
        published = page.publish_datetime_utc.isoformat() if page.publish_datetime_utc else page.publish_date
        return Found(
            title=page.title,
            paragraphs=lines(page.cleaned_text),
            published=published,
            byline=_texts(page.authors),
        )

    return read


def _htmldate() -> Read:
    from htmldate import find_date

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        return Found(published=find_date(text, original_date=True, url=url or None))

    return read


_TEXT = frozenset({"title", "body"})
_DATED = _TEXT | {"published", "byline"}

TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "kabar",
            "kabar",
            _kabar,
            _DATED | {"views", "credits", "category", "place"},
            "general reading of the bytes: no profile, empty memory",
        ),
        Tool(
            "trafilatura",
            "trafilatura",
            _trafilatura(),
            _DATED | {"category"},
            "bare_extraction(with_metadata=True, include_comments=False)",
        ),
        Tool(
            "trafilatura precision",
            "trafilatura",
            _trafilatura(favor_precision=True),
            _DATED | {"category"},
            "the same with favor_precision=True",
        ),
        Tool(
            "trafilatura fast",
            "trafilatura",
            _trafilatura(fast=True),
            _DATED | {"category"},
            "the same with fast=True",
        ),
        Tool(
            "newspaper4k",
            "newspaper4k",
            _newspaper,
            _DATED,
            "Article.download(input_html=...), parse(); no images, no nlp()",
        ),
        Tool("news-please", "news-please", _news_please, _DATED, "NewsPlease.from_html(fetch_images=False)"),
        Tool(
            "readability-lxml",
            "readability-lxml",
            _readability,
            _TEXT | {"byline"},
            "Document.summary() as text, short_title(), author()",
        ),
        Tool(
            "resiliparse",
            "resiliparse",
            _resiliparse,
            _TEXT,
            "extract_plain_text(main_content=True) without alt texts and bullets; the tree's title",
        ),
        Tool("goose3", "goose3", _goose, _DATED, "Goose.extract(raw_html=...); no images"),
        Tool("htmldate", "htmldate", _htmldate, frozenset({"published"}), "find_date(original_date=True)"),
    )
}


def version(tool: Tool) -> str:
    """The version that is installed here."""
    try:
        return importlib.metadata.version(tool.package)
    except importlib.metadata.PackageNotFoundError:
        return "?"


def as_row(found: Found) -> dict[str, Any]:
    """The found values as JSON can hold them."""
    return asdict(found)
