"""The tools that are measured: how each is called, and which of its values stands for which field."""

import re
from collections.abc import Callable

from bench.found import NOWHERE, Found, Read, Tool, iso, lines, split_names, texts
from bench.metrics import moment
from bench.ours import FIELDS, kabar, kabar_with_profiles

_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|table|blockquote|pre|h[1-6]|section|article|br)\b[^>]*>", re.IGNORECASE
)


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
                published=iso(page.date),
                byline=split_names(page.author),
                category="; ".join(texts(page.categories)) or None,
            )

        return read

    return start


def _newspaper() -> Read:
    from newspaper import Article

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        page = Article(url or NOWHERE, fetch_images=False, memorize_articles=False)
        page.download(input_html=text)
        page.parse()
        return Found(
            title=page.title,
            paragraphs=lines(page.text),
            published=iso(page.publish_date),
            byline=texts(page.authors),
        )

    return read


def _news_please() -> Read:
    from newsplease import NewsPlease

    def read(payload: bytes, text: str, url: str) -> Found:
        del payload
        page = NewsPlease.from_html(text, url=url or NOWHERE, fetch_images=False)
        return Found(
            title=page.title,
            paragraphs=lines(page.maintext),
            published=iso(page.date_publish),
            byline=texts(page.authors),
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
        raw = page.publish_date  # as the page writes it, with its own zone, if that is ISO 8601
        published = raw if isinstance(raw, str) and moment(raw) else iso(page.publish_datetime_utc)
        return Found(
            title=page.title,
            paragraphs=lines(page.cleaned_text),
            published=published,
            byline=texts(page.authors),
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
            kabar,
            FIELDS,
            "general reading of the bytes: no profile, empty memory",
        ),
        Tool(
            "kabar with profiles",
            "kabar",
            kabar_with_profiles,
            FIELDS,
            "scraper.parse(payload, url): a profile where the host has one",
            ("pages",),
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
