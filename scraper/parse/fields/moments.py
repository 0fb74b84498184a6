"""Where a page says when its article was published or updated, and how far each place is trusted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scraper.parse.fields.choice import quoted
from scraper.parse.fields.clues import Clues
from scraper.parse.fields.lines import Line, Where
from scraper.parse.fields.metadata import jsonld_facts
from scraper.parse.layout import Role
from scraper.parse.page import Skim, parse_attributes
from scraper.text.credits import credit_in
from scraper.text.date_words import creation_words, weekday_of
from scraper.text.dates import FoundDate, read_date
from scraper.text.places import dateline_of
from scraper.text.vocabulary import mentions

# In the order of trust; the last ones are also written for the page, not the article.
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished",
    "date_published", "publish_date", "publishdate", "publication_date", "pubdate", "pub_date",
    "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "citation_publication_date",
    "originalpublicationdate", "published_time_telegram", "published-date", "article_date_original",
    "rnews:datepublished",
    "displaydate", "ptime", "og:pubdate", "article:created", "created", "date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "dcterms.modified",
    "dc.date.modified", "article.updated", "lastmod", "last-modified", "modified", "revised",
)  # fmt: skip
_DATE_HINT = re.compile(
    r"date|tanggal|tgl|publi|posted|time|waktu|fecha|datum|data\b|meta|created|entry-|byline|info"
)
_UPDATED_HINT = re.compile(r"updat|modif|aktual|aenderung|perubahan")
# Classes of what is never the article's own date; and of what is not, unless it stands right at the headline.
_OTHERS_HINT = re.compile(
    r"comment|komentar|related|terkait|popul|recent|copyright|weather|cuaca|clock|event|agenda|top-?bar|header-top"
    r"|navbar|(?:^|[\s_-])(?:jam|today|sekarang)(?:$|[\s_-])"
)
_ASIDE_HINT = re.compile(r"sidebar|widget|footer")
_OF_A_DATELINE = 0.53  # `Magdeburg, den 18. September 2002` above the body, where no other date is shown
_UNSURE = 0.45  # not enough by itself
_AT_THE_HEADLINE, _RIGHT_BELOW, _AT_THE_END = 3, 4, 2  # blocks
_DAY = 10  # characters of an ISO 8601 date
_MANY_DAYS = 3  # in one page's head: a list of other articles, as published and updated are two
_PROPERTY = re.compile(r'itemprop="(datePublished|dateCreated|dateModified)"')
_TIME = re.compile(r"<time\s[^>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAD_ENDS = re.compile(r"(?:^|[|•·:;–—/()\[\]>»\n-])\s*$")
_MAX_LINE = 200  # characters of a line that may be about dates
_MAX_OTHER_WORDS = 14  # beside the dates; a sentence has more


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or moment that may be the article's, and where it stands."""

    value: date | datetime
    source: str
    confidence: float
    is_update: bool = False
    is_shown: bool = False  # to a reader; metadata is not
    is_labelled: bool = False  # as the publication's


@dataclass(frozen=True, slots=True)
class Rejected:
    """A date that cannot be the article's, and why."""

    source: str
    reason: str


def moments_in_head(
    skim: Skim, objects: Sequence[Mapping[str, object]], clues: Clues
) -> Iterator[Moment | Rejected]:
    """The dates of meta elements and JSON-LD."""
    for names, is_update in ((_PUBLISHED_META, False), (_UPDATED_META, True)):
        for place, name in enumerate(names):
            for content in skim.head.meta.get(name, ())[:1]:
                confidence = 0.86 if place < 12 else 0.8 if name != "date" else 0.7
                yield from _stated(
                    content,
                    f"meta property={name}" if ":" in name else f"meta name={name}",
                    confidence,
                    is_update,
                    clues,
                )
    for keys, is_update in (
        (("datePublished", "dateCreated", "uploadDate"), False),
        (("dateModified",), True),
    ):
        for fact in jsonld_facts(objects, *keys):
            confidence = 0.88 if fact.source.endswith(("datePublished", "dateModified")) else 0.75
            yield from _stated(fact.value, fact.source, confidence, is_update, clues)


def moments_in_markup(html: str, head_end: int, clues: Clues) -> Iterator[Moment | Rejected]:
    """
    The dates of microdata in the markup around the article, and of <time> elements before its body.

    Shape: the body begins at `head_end`.
    """
    for match in _PROPERTY.finditer(html):
        start, end = html.rfind("<", 0, match.start()), html.find(">", match.end())
        stated = parse_attributes(html[start:end])
        shown = html[end + 1 : end + 60].partition("<")[0]
        value = stated.get("content") or stated.get("datetime") or shown
        yield from _stated(value, f"itemprop={match[1]}", 0.87, match[1] == "dateModified", clues)
    if "<time" not in html:
        return
    elements = [parse_attributes(one[0][:-1]) for one in _TIME.finditer(html, 0, max(0, head_end))]
    stamps = [one.get("datetime", "") for one in elements]
    is_list = len({stamp[:_DAY] for stamp in stamps if stamp}) >= _MANY_DAYS
    for one, stamp in zip(elements, stamps, strict=True):
        hints = one.get("class", "").lower()
        if stamp and not _OTHERS_HINT.search(hints):
            confidence = _UNSURE if is_list else 0.85
            yield from _stated(stamp, f"time datetime={stamp}", confidence, _says_updated(hints), clues)


def moments_in_lines(
    lines: Sequence[Line], *, has_headline: bool, today: date | None = None
) -> Iterator[Moment | Rejected]:
    """
    The dates that the lines around the article show, never those of the body; `today` is the capture's day.

    Why: without a headline nobody knows which article an unlabelled date belongs to, and today's date above
    the article's element is the site's clock.
    """
    below = [line.number for line in lines if line.where is Where.BELOW and line.dates]
    lonely = frozenset(below if len(below) == 1 else ())
    for line in lines:
        if not line.dates or not _may_date(line):
            continue
        found = [one for one in line.dates if one.label != "event"]
        if not found or not _is_about_dates(line, found):
            continue
        for one in _of_line(found):
            if one.value is None:
                yield Rejected(quoted(one.quote), one.reason)
                continue
            if line.where is Where.ABOVE and not (line.is_inside or one.label) and one.day == today:
                yield Rejected(quoted(one.quote), "the day of the capture, above the article: a clock")
                continue
            confidence = _confidence(line, one, line.number in lonely)
            if not (has_headline or one.label):
                confidence = min(confidence, _UNSURE)
            if confidence:
                is_update = one.label == "updated" or (not one.label and _says_updated(line.hints))
                yield Moment(
                    one.value, quoted(one.quote), confidence, is_update, True, one.label == "published"
                )


def _says_updated(hints: str) -> bool:
    """Whether a class means the update: `updated` alone does, `entry-date published updated` does not."""
    return bool(_UPDATED_HINT.search(hints)) and not mentions(
        hints, ("publish", "entry-date", "created", "posted")
    )


def _stated(
    content: str, source: str, confidence: float, is_update: bool, clues: Clues
) -> Iterator[Moment | Rejected]:
    found = read_date(content, order=clues.order, now=clues.now)
    if found is None:
        return
    if found.value is None:
        yield Rejected(source, found.reason)
    else:
        yield Moment(found.value, source, confidence, is_update)


def _may_date(line: Line) -> bool:
    return (
        len(line.text) <= _MAX_LINE
        and line.role not in (Role.CAPTION, Role.COPY)
        and line.tag != "figcaption"
        and not line.text.isalpha()
    )


def _is_about_dates(line: Line, found: Sequence[FoundDate]) -> bool:
    """Whether a line shows a date, as `Admin | 3 Mei 2020`, and does not speak of one, as a caption does."""
    rest = line.text
    for one in reversed(found):
        rest = rest[: one.start] + " | " + rest[one.end :]
    if len(_WORD.findall(rest)) > _MAX_OTHER_WORDS:
        return False
    credit = credit_in(line.text)
    if credit and credit.caption:
        return False
    quote = found[0].quote
    leads = [piece.text.partition(quote)[0] for piece in line.pieces if quote in piece.text]
    return any(_leads_to_a_date(lead) for lead in (line.text[: found[0].start], *leads))


def _leads_to_a_date(lead: str) -> bool:
    """Whether what stands before the first date introduces it: nothing, a label, a short name."""
    lead = lead.rstrip(" ,(")
    words = _WORD.findall(lead)
    if words and weekday_of(words[-1]):
        lead = lead[: lead.rindex(words[-1])]
        words.pop()
    if _LEAD_ENDS.search(lead):
        return True
    return len(words) <= 5 and not (lead.rstrip().endswith(",") and len(words) > 2)


def _of_line(found: Sequence[FoundDate]) -> Sequence[FoundDate]:
    """The first unlabelled date of a line, and every labelled one."""
    unlabelled = [one for one in found if one.label is None]
    return [one for one in found if one.label] + unlabelled[:1]


def _confidence(line: Line, found: FoundDate, is_lonely: bool) -> float:
    """How far a date beside the article is the article's; 0 where it is not."""
    is_aside = line.where is Where.BELOW or line.steps > _AT_THE_HEADLINE
    if found.label is None and (
        _OTHERS_HINT.search(line.hints) or (is_aside and _ASIDE_HINT.search(line.hints))
    ):
        return 0.0
    if line.where is Where.BELOW:
        if found.label is None and not is_lonely:
            return 0.0
        is_own = line.is_inside and line.steps <= _RIGHT_BELOW
        is_near = line.is_inside or line.steps <= _AT_THE_END
        base = 0.7 if found.label and is_near else _UNSURE if is_own else 0.0
    elif line.where is Where.BODY:
        base = 0.7 - 0.01 * line.steps
    elif line.where is Where.BETWEEN:
        base = 0.9 - 0.004 * line.steps
    else:
        is_far = not line.is_inside and line.steps >= _AT_THE_HEADLINE and found.label is None
        base = _UNSURE - 0.1 if is_far else 0.84 - 0.015 * line.steps - (0.0 if line.is_inside else 0.2)
    if line.role is Role.BODY and line.where is Where.BETWEEN and dateline_of(line.text):
        return min(base, _OF_A_DATELINE)
    if not base or (line.link_chars and line.link_chars > len(line.text) * 0.8 and found.label is None):
        return base * 0.7
    hint = 0.04 if _DATE_HINT.search(line.hints) else 0.0
    is_created = found.label and creation_words().search(line.text[: found.start])
    label = 0.0 if is_created else 0.05 if found.label else 0.0
    return max(0.05, base + hint + label - (0.15 if line.is_boilerplate else 0.0))
