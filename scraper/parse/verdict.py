"""What a page is: an article, a listing, or nothing that an archive of articles keeps, and why."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.model import PageKind
from scraper.outcome import Outcome
from scraper.parse.evidence import Evidence, Verdict, size_of
from scraper.parse.page import Skim
from scraper.parse.stand_ins import stand_in
from scraper.urls import classify_url, path_of

_ENOUGH_BODY = 250  # characters; shorter articles need a date or metadata that says so
# Measured on 16 home, listing and service pages of governments and 700 articles: a home page's body is picked
# from between three times as many other blocks, or cut by linked headings; a service page without a date has
# short lines for paragraphs.
_PARAGRAPH = 80  # characters from which a paragraph counts as prose
_ENOUGH_PROSE, _MEAN_PARAGRAPH, _MUCH_PROSE = 400, 90, 6_000
_LONG_PROSE, _LONG_SHARE, _MOST = 3_000, 0.45, 0.7
_MOST_LINKED_HEADINGS, _MOST_SPREAD, _SLACK = 3, 3, 4
_NEAR = 6  # blocks between a headline and its teaser: a day, a counter, a picture's words
_TEASER_WORDS = 4  # a link of so many words is a headline
_FEW_TEASERS = 3  # beside an article whose address looks like a listing's: `/kategori/berita-utama/7140`
_TEASERS = 8  # as many headlines as the smallest listing page seen shows
_NEWS_PATH = re.compile(
    r"(berita|news|artikel|article|kabar|warta|siaran|pers|press|presse|aktuelles|medien|noticia|actualit|post"
    r"|pengumuman|baca|informasi)",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"(^|\.)(gov|go|gob|gouv|govt|gub|mil|lg)(\.[a-z]{2})?$")  # of a host's name
_CELLS, _BELOW = 3, 12  # cells with links, and blocks below the text among which they may stand
_ARTICLE_TYPES = re.compile(r"(News|Blog|Report|Advertiser|Social)?(Article|Posting)$|^Report$")


def judge(evidence: Evidence) -> Verdict:
    """What this page is."""
    return stand_in(evidence) or _listing_or_article(evidence)


def _listing_or_article(evidence: Evidence) -> Verdict:
    article, kind, teasers = evidence.article, classify_url(evidence.url), _teasers(evidence)
    shape = _shape(evidence)
    says_article = _says_article(evidence.skim)
    if path_of(evidence.url) == "/":
        if shape.is_one_text and (article.published_at or says_article or shape.is_prose):
            return Verdict(Outcome.ARCHIVED)
        return Verdict(Outcome.LISTING, f"a home page with {teasers} headlines")
    is_text = shape.is_compact and shape.is_prose and bool(article.title)
    is_one = says_article or (is_text and teasers <= _FEW_TEASERS)
    if kind is PageKind.LISTING and not (is_one and article.published_at):
        return Verdict(Outcome.LISTING, f"{teasers} headlines")
    if shape.is_teasers and not says_article:
        return Verdict(Outcome.LISTING, f"{teasers} headlines, each with its teaser")
    if not article.title:
        return _no_article(teasers, "no headline")
    if article.published_at or article.updated_at or says_article:
        # A date and a few words, or only a picture, are an article where its address or its metadata says so.
        if (
            kind is PageKind.ARTICLE
            or size_of(article.body) >= _ENOUGH_BODY
            or (says_article and article.body)
        ):
            return Verdict(Outcome.ARCHIVED)
        return _no_article(teasers, "a date, but no body")
    is_government = bool(_GOVERNMENT.search(urlsplit(evidence.url).hostname or ""))
    if is_government:
        reads_on = shape.is_prose and shape.is_compact and not _is_guide(evidence)
    else:  # undated text of another site is an article more often than not
        reads_on = shape.is_compact and (shape.is_prose or (shape.is_one_text and shape.is_most))
    if size_of(article.body) >= _ENOUGH_BODY and (reads_on or _is_news(evidence, kind)):
        return Verdict(Outcome.ARCHIVED)
    return _no_article(teasers, "no date, and its text is no article's")


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the text of the body is built."""

    is_compact: bool  # in one piece, or most of the page, and not picked from between other things
    is_one_text: bool  # compact, under a headline, and enough of it
    is_prose: bool  # paragraphs, not lines and items
    is_teasers: bool  # paragraphs under linked headlines of their own
    is_most: bool  # most of the page's text that is no link


def _shape(evidence: Evidence) -> _Shape:
    blocks, body, paragraphs = evidence.skim.blocks, evidence.layout.body, evidence.layout.paragraphs
    prose = sum(size for paragraph in paragraphs if (size := size_of(paragraph)) >= _PARAGRAPH)
    inside = blocks[body[0] : body[-1] + 1] if body else ()
    linked_headings = sum(
        1 for block in inside if block.heading_level and block.link_chars > len(block.text) / 2
    )
    is_compact = linked_headings <= _MOST_LINKED_HEADINGS and len(inside) <= _MOST_SPREAD * len(body) + _SLACK
    is_one_text = is_compact and evidence.layout.headline is not None and prose >= _ENOUGH_PROSE
    a_paragraph = prose / max(1, len(paragraphs))
    is_prose = prose >= _ENOUGH_PROSE and (a_paragraph >= _MEAN_PARAGRAPH or prose >= _MUCH_PROSE)
    fills_the_page = (
        evidence.layout.headline is not None
        and prose >= _LONG_PROSE
        and prose >= _LONG_SHARE * evidence.text_length
    )
    is_teasers = _headed(evidence) > max(_MOST_LINKED_HEADINGS, len(paragraphs) / 2)
    unlinked = sum(len(block.text) - block.link_chars for block in blocks)
    is_most = sum(len(blocks[number].text) for number in body) >= _MOST * unlinked
    return _Shape(is_compact or fills_the_page, is_one_text, is_prose, is_teasers, is_most)


def _headed(evidence: Evidence) -> int:
    """How many runs of the body stand under a linked headline that is no part of it."""
    blocks, body = evidence.skim.blocks, evidence.layout.body
    count = 0
    for number, before in zip(body, (-1, *body), strict=False):
        between = blocks[max(before + 1, number - _NEAR) : number]
        count += any(block.heading_level and block.link_chars > len(block.text) / 2 for block in between)
    return count


def _is_guide(evidence: Evidence) -> bool:
    """Whether a government's undated page describes a service: no headline, or a table of links."""
    blocks, body = evidence.skim.blocks, evidence.layout.body
    text = blocks[body[0] : body[-1] + _BELOW] if body else ()
    links = sum(1 for block in text if block.tag in ("td", "th") and block.link_chars)
    return evidence.layout.headline is None or links >= _CELLS


def _is_news(evidence: Evidence, kind: PageKind) -> bool:
    """Whether dateline, counter or address speak for news where no date does."""
    article = evidence.article
    in_news = kind is PageKind.ARTICLE and bool(_NEWS_PATH.search(path_of(evidence.url)))
    return in_news or article.place is not None or article.views is not None


def _no_article(teasers: int, reason: str) -> Verdict:
    if teasers >= _TEASERS:
        return Verdict(Outcome.LISTING, f"{teasers} headlines and {reason}")
    return Verdict(Outcome.NOT_AN_ARTICLE, reason)


def _says_article(skim: Skim) -> bool:
    """Whether the page's metadata calls it an article."""
    if (skim.head.first("og:type") or "").lower() == "article":
        return True
    types = (str(entry.get("@type", "")) for entry in skim.head.jsonld)
    return any(_ARTICLE_TYPES.search(name) for name in types)


def _teasers(evidence: Evidence) -> int:
    """How many lines are headlines that lead elsewhere."""
    return sum(
        1
        for block in evidence.skim.blocks
        if block.link_chars > len(block.text) / 2 and block.text.count(" ") >= _TEASER_WORDS - 1
    )
