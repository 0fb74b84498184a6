"""Judges what a tool found on a page against the gold, and sums the judgements up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Any

from bench.gold import GoldPage
from bench.metrics import (
    Score,
    average,
    body_score,
    normal,
    paragraph_score,
    same_day,
    same_minute,
    same_names,
    same_text,
    snippet_share,
)

Row = Mapping[str, Any]  # one line of a worker

# The seven values that are counted together; day, minute, first and last stand beside them.
VALUES = ("title", "published", "views", "credits", "byline", "category", "place")
SHOWN = ("title", "day", "minute", "views", "credits", "byline", "category", "place", "first", "last")
_BEFORE_BODY, _AFTER_BODY = 80, 60  # characters that may stand around the body: a dateline, a signature


class Verdict(StrEnum):
    """How a field's value compares with the gold."""

    RIGHT = "right"  # the same, or nothing where nothing is expected
    MISSING = "missing"  # nothing where a value is expected
    WRONG = "wrong"  # another value, or one where nothing is expected: a silent error


@dataclass(slots=True)
class Judged:
    """One page's judgement."""

    page: GoldPage
    row: Row
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    body: Score | None = None
    paragraphs: Score | None = None
    with_share: float | None = None
    without_share: float | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the tool gave no body: its way to say that the page is no article."""
        return not self.row["paragraphs"]


def judge(page: GoldPage, row: Row) -> Judged:
    """The judgement of one page."""
    judged = Judged(page, row)
    if not page.is_article:
        return judged
    text = "\n".join(row["paragraphs"])
    if page.bodies:
        judged.body = max(
            (body_score("\n".join(body), text) for body in page.bodies), key=lambda score: score.f1
        )
    if page.corpus != "articles" and page.bodies:
        judged.paragraphs = max(
            (paragraph_score(body, row["paragraphs"]) for body in page.bodies), key=lambda score: score.f1
        )
    judged.verdicts = _government(page.fields, row) if page.corpus == "pages" else _general(page.fields, row)
    judged.with_share = snippet_share(page.fields.get("with") or (), text)
    missed = snippet_share(page.fields.get("without") or (), text)
    judged.without_share = None if missed is None else 1 - missed
    return judged


def _general(gold: Row, row: Row) -> dict[str, Verdict]:
    """Title and day, where the set has them: that it has none does not say that the page has none."""
    verdicts = {}
    if gold.get("title"):
        verdicts["title"] = _verdict(gold["title"], row["title"], same_text)
    if gold.get("date"):
        verdicts["day"] = _verdict(gold["date"], row["published"], same_day)
    return verdicts


def _government(gold: Row, row: Row) -> dict[str, Verdict]:
    published = gold["published"]
    timed = bool(published) and "T" in published
    verdicts = {
        "title": _verdict(gold["title"], row["title"], same_text),
        "day": _verdict(published, row["published"], same_day),
        "published": _verdict(published, row["published"], same_minute if timed else same_day),
        "views": _verdict(gold["views"], row["views"], lambda left, right: int(left) == int(right)),
        "credits": _verdict(gold["photo_credits"], row["credits"], same_names),
        "byline": _byline(gold, row["byline"]),
        "category": _verdict(gold["category"], row["category"], _same_category),
        "place": _verdict(gold["dateline"], row["place"], same_text),
    }
    if timed:
        verdicts["minute"] = verdicts["published"]
    return verdicts | _sentences(gold, row["paragraphs"])


def _verdict(gold: Any, found: Any, same: Callable[[Any, Any], bool]) -> Verdict:
    if found in (None, "", []):
        return Verdict.MISSING if gold not in (None, "", []) else Verdict.RIGHT
    if gold in (None, "", []):
        return Verdict.WRONG
    return Verdict.RIGHT if same(gold, found) else Verdict.WRONG


def _same_category(gold: str, found: str) -> bool:
    return normal(gold).casefold() == normal(found).casefold()


def _byline(gold: Row, found: Sequence[str]) -> Verdict:
    """The author, or the one whom the body names, or both."""
    author, other = gold["author"], (gold.get("author_alt") or "").partition(" (")[0]
    accepted = [[name for name in names if name] for names in ([author], [other], [author, other])]
    if not other or not found:
        return _verdict([author] if author else [], list(found), same_names)
    return Verdict.RIGHT if any(same_names(names, found) for names in accepted) else Verdict.WRONG


def _sentences(gold: Row, paragraphs: Sequence[str]) -> dict[str, Verdict]:
    """Whether the body starts and ends with the expected sentences, whatever their spaces."""
    first, last = _squeezed(gold["body_first_sentence"]), _squeezed(gold["body_last_sentence"])
    if not first or not last:
        return {}
    body = _squeezed(" ".join(paragraphs))
    if not body:
        return dict.fromkeys(("first", "last"), Verdict.MISSING)
    lasts = (last, _squeezed(gold.get("body_last_sentence_alt")) or last)
    start, end = (
        body.find(first),
        max(body.rfind(each) + len(each) for each in lasts if each in body or each == last),
    )
    before = body[: max(start, 0)]
    dateline = _squeezed(gold["dateline"])
    starts = start == 0 or (0 < start <= _BEFORE_BODY and bool(dateline) and before.startswith(dateline))
    reach = _AFTER_BODY + len(gold.get("tail") or "")
    ends = any(each in body for each in lasts) and len(body) - end <= reach
    return {
        "first": Verdict.RIGHT if starts else Verdict.WRONG,
        "last": Verdict.RIGHT if ends else Verdict.WRONG,
    }


def _squeezed(text: str | None) -> str:
    return "".join(normal(text).casefold().split())


@dataclass(frozen=True, slots=True)
class Summary:
    """One tool on one corpus."""

    pages: int
    exact: dict[str, float]  # share of pages whose field is right, by field
    silent: dict[str, float]  # share of pages whose field is wrong, by field
    precision: float | None
    recall: float | None
    f1: float | None
    paragraph_f1: float | None
    with_share: float | None
    without_share: float | None
    refused: int  # article pages on which nothing was found
    told_apart: float | None  # share of the pages without an article that gave no body
    faults: int
    ms_mean: float | None
    ms_median: float | None


def summarise(judged: Sequence[Judged]) -> Summary:
    """The means over the pages; a page without a gold value does not count for that value."""
    articles = [each for each in judged if each.page.is_article]
    others = [each for each in judged if not each.page.is_article]
    bodies = [each.body for each in articles if each.body]
    exact, silent = _shares(articles)
    times = [each.row["ms"] for each in judged]
    return Summary(
        pages=len(judged),
        exact=exact,
        silent=silent,
        precision=average(score.precision for score in bodies),
        recall=average(score.recall for score in bodies),
        f1=average(score.f1 for score in bodies),
        paragraph_f1=average(each.paragraphs.f1 for each in articles if each.paragraphs),
        with_share=average(each.with_share for each in articles),
        without_share=average(each.without_share for each in articles),
        refused=sum(each.is_refused for each in articles),
        told_apart=average(float(each.is_refused) for each in others),
        faults=sum(bool(each.row["fault"]) for each in judged),
        ms_mean=average(times),
        ms_median=median(times) if times else None,
    )


def _shares(articles: Iterable[Judged]) -> tuple[dict[str, float], dict[str, float]]:
    """The share of right and of wrong values by field, and under "all" over the seven values together."""
    counts: dict[str, Counter[Verdict]] = {}
    for each in articles:
        for name, verdict in each.verdicts.items():
            counts.setdefault(name, Counter())[verdict] += 1
    if any(name in counts for name in VALUES[1:]):
        counts["all"] = sum((counts.get(name, Counter()) for name in VALUES), Counter())
    exact = {name: count[Verdict.RIGHT] / count.total() for name, count in counts.items()}
    silent = {name: count[Verdict.WRONG] / count.total() for name, count in counts.items()}
    return exact, silent
