"""Shows single pages to whoever improves a reader: the worst, the faulty fields, one page's difference."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from bench.metrics import normal, shingles
from bench.score import Judged, Verdict

_WIDTH = 400  # characters shown of a paragraph
_ELSEWHERE = 0.8  # share of a paragraph's shingles that makes it "there, but split otherwise"
_GOLD_NAMES = {
    "day": "published",
    "minute": "published",
    "credits": "photo_credits",
    "byline": "author",
    "place": "dateline",
    "first": "body_first_sentence",
    "last": "body_last_sentence",
}


def worst(judged: Sequence[Judged], count: int) -> str:
    """The pages with the lowest body F1, worst first; government pages by their number of faults."""
    ranked = sorted(judged, key=_rank)[:count]
    head = f"{'F1':>6} {'prec':>6} {'rec':>6} {'ms':>6}  page"
    return "\n".join([head, *(_line(each) for each in ranked)])


def _rank(each: Judged) -> tuple[int, float]:
    if not each.page.is_article:
        return (0 if each.is_refused else -1, 0.0)
    faults = (
        sum(verdict is not Verdict.RIGHT for verdict in each.verdicts.values())
        if each.page.corpus == "pages"
        else 0
    )
    return (-faults, each.body.f1 if each.body else 1.0)


def _line(each: Judged) -> str:
    score = each.body
    numbers = (
        f"{score.f1:6.3f} {score.precision:6.3f} {score.recall:6.3f}"
        if score
        else f"{'-':>6} {'-':>6} {'-':>6}"
    )
    faults = [f"{name} {verdict}" for name, verdict in each.verdicts.items() if verdict is not Verdict.RIGHT]
    if not each.page.is_article and not each.is_refused:
        faults.append("NO ARTICLE, but a body was given")
    if each.page.is_article and each.is_refused:
        faults.append(f"refused: {each.row['outcome']}")
    if each.row["fault"]:
        faults.append(each.row["fault"].strip().splitlines()[-1])
    return f"{numbers} {each.row['ms']:6.1f}  {each.page.corpus}/{each.page.id}  {'; '.join(faults)}"


def faulty(judged: Sequence[Judged], name: str) -> str:
    """All pages on which the field is not right: what was expected and what was found."""
    lines = []
    for each in judged:
        verdict = each.verdicts.get(name)
        if verdict in (Verdict.WRONG, Verdict.MISSING):
            lines.append(f"{verdict:8} {each.page.corpus}/{each.page.id}\n{_pair(each, name)}")
    return "\n".join(
        [*lines, f"{len(lines)} of {sum(name in each.verdicts for each in judged)} pages not right"]
    )


def _pair(each: Judged, name: str) -> str:
    general = {"published": "date", "day": "date"} if each.page.corpus != "pages" else _GOLD_NAMES
    gold = each.page.fields.get(general.get(name, name))
    if name in ("first", "last"):
        body = each.row["paragraphs"]
        found = body[0 if name == "first" else -1] if body else None
    else:
        found = each.row["published" if name in ("day", "minute") else name]
    return f"    gold  {str(gold)[:_WIDTH]}\n    found {str(found)[:_WIDTH]}"


def difference(each: Judged) -> str:
    """One page in full: each field's verdict, then the body's paragraphs, missing (-) or too many (+)."""
    parts = [_line(each), f"      {each.page.file}\n      {each.page.url}"]
    parts += [f"{name}: {verdict}\n{_pair(each, name)}" for name, verdict in each.verdicts.items()]
    if each.row["fault"]:
        parts.append(each.row["fault"])
    parts.append("body: - gold only, + found only, ~ same words split otherwise, = both")
    return "\n".join([*parts, *_paragraphs(each)])


def _paragraphs(each: Judged) -> list[str]:
    found = [text for text in map(normal, each.row["paragraphs"]) if text]
    bodies = [[text for text in map(normal, body) if text] for body in each.page.bodies] or [[]]
    gold = max(bodies, key=lambda body: SequenceMatcher(None, body, found, autojunk=False).ratio())
    lines = []
    for tag, left, right, start, end in SequenceMatcher(None, gold, found, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [f"= {text[:80]}" for text in gold[left:right]]
        else:
            lines += [_marked("-", text, found) for text in gold[left:right]]
            lines += [_marked("+", text, gold) for text in found[start:end]]
    return lines


def _marked(sign: str, text: str, others: Sequence[str]) -> str:
    """The paragraph with its sign, and a tilde where its words stand on the other side."""
    own, there = shingles(text), shingles("\n".join(others))
    common = sum(min(count, there[key]) for key, count in own.items())
    is_split = own.total() > 0 and common / own.total() >= _ELSEWHERE
    return f"{sign}{'~' if is_split else ' '}{text[:_WIDTH]}{'...' if len(text) > _WIDTH else ''}"


def changes(judged: Sequence[Judged], before: Sequence[Judged], count: int) -> str:
    """The pages whose body F1 moved most since an earlier run, losses first."""
    earlier = {(each.page.corpus, each.page.id): each for each in before}
    moved = []
    for each in judged:
        other = earlier.get((each.page.corpus, each.page.id))
        if other and each.body and other.body and abs(each.body.f1 - other.body.f1) > 0.0005:
            moved.append((each.body.f1 - other.body.f1, other.body.f1, each))
    moved.sort(key=lambda entry: entry[0])
    chosen = moved if len(moved) <= 2 * count else [*moved[:count], *moved[-count:]]
    lines = [
        f"{delta:+.3f}  {old:.3f} -> {each.body.f1:.3f}  {each.page.corpus}/{each.page.id}"
        for delta, old, each in chosen
    ]
    return "\n".join([f"{len(moved)} pages changed", *lines])
