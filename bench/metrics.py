"""The measures for every tool: shingle F1, paragraph F1, equality of values after one normalisation."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import mean
from typing import NamedTuple

SHINGLE = 4

# A run of word characters; Han and Kana are written without spaces, so each of them is a word of its own.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
_SPACE = re.compile(r"\s+")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),  # unseen: dropped
    }
)


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def normal(text: str | None) -> str:
    """The text with one kind of quote, dash and space: what all tools' values are compared in."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_FOLDED)
    return _SPACE.sub(" ", folded).strip()


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """
    How often each run of four lower-cased words stands in the text; a shorter text is one shingle.

    Source: the metric of Zyte's article-extraction-benchmark.
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text).translate(_FOLDED).lower())
    if len(tokens) < SHINGLE:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(*(tokens[start:] for start in range(SHINGLE)), strict=False))


def overlap(gold: Counter, found: Counter) -> Score:
    """Precision, recall and F1 of two multisets; two empty ones agree."""
    if not gold and not found:
        return Score(1.0, 1.0, 1.0)
    common = sum(min(count, found[key]) for key, count in gold.items() if key in found)
    if not common:
        return Score(0.0, 0.0, 0.0)
    precision, recall = common / found.total(), common / gold.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def body_score(gold: str, found: str) -> Score:
    """How well the words found are those of the gold body."""
    return overlap(shingles(gold), shingles(found))


def paragraph_score(gold: Iterable[str], found: Iterable[str]) -> Score:
    """How many whole paragraphs are equal after normalisation, as multisets."""
    return overlap(Counter(filter(None, map(normal, gold))), Counter(filter(None, map(normal, found))))


def snippet_share(snippets: Sequence[str], body: str) -> float | None:
    """The share of the snippets that stand in the body; None where there are none."""
    if not snippets:
        return None
    text = normal(body)
    return sum(normal(snippet) in text for snippet in snippets) / len(snippets)


def same_text(gold: str | None, found: str | None) -> bool:
    """Whether two values are the same words in the same case."""
    return normal(gold) == normal(found)


def same_names(gold: Iterable[str], found: Iterable[str]) -> bool:
    """Whether two lists name the same, whatever the order and the case."""
    return _names(gold) == _names(found)


def _names(values: Iterable[str]) -> set[str]:
    return {name for value in values if (name := normal(value).casefold())}


def moment(value: str | None) -> date | datetime | None:
    """The ISO value as a date or a datetime; None where it is neither."""
    if not value:
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    if "T" not in value and ":" not in value:
        return read.date()
    return read


def same_day(gold: str, found: str | None) -> bool:
    """Whether the day is right, in the zone of the gold value where both name a zone."""
    left, right = _aligned(gold, found)
    return right is not None and _day(left) == _day(right)


def same_minute(gold: str, found: str | None) -> bool:
    """Whether day, hour and minute are right, in the zone of the gold value where both name a zone."""
    left, right = _aligned(gold, found)
    if not isinstance(left, datetime) or not isinstance(right, datetime):
        return False
    return left.replace(second=0, microsecond=0, tzinfo=None) == right.replace(
        second=0, microsecond=0, tzinfo=None
    )


def _aligned(gold: str, found: str | None) -> tuple[date | datetime | None, date | datetime | None]:
    """Both moments, the second one moved into the first one's zone if both have one."""
    left, right = moment(gold), moment(found)
    if isinstance(left, datetime) and isinstance(right, datetime) and left.tzinfo and right.tzinfo:
        right = right.astimezone(left.tzinfo)
    return left, right


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def average(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None where none is."""
    known = [value for value in values if value is not None]
    return mean(known) if known else None
