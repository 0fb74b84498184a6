"""Forty pairs of captures with template noise on all: every planted edit is found, and nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from scraper.model import Article, Capture, Page, PageKind, Visit
from scraper.outcome import Outcome
from scraper.parse.lone import parse
from scraper.store import Archive, revisions, settle, view_counts
from tests.site import layout_a, layout_b, layout_c
from tests.site.articles import Sample, load_samples
from tests.store.conftest import archive, made, path

__all__ = ["archive", "made", "path"]  # fixtures

ORIGIN = "https://humas.tirtasarikab.go.id"
NOW = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
LAYOUTS = {"A": layout_a.draw, "B": layout_b.draw, "C": layout_c.draw}
SAMPLES = list(load_samples(ORIGIN).values())
# Pages whose body is long enough to be edited, of all three layouts.
CHOSEN = [sample for sample in SAMPLES if len(sample.article.paragraphs) >= 2][:40]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that an office could make, and the class that it must be found under."""

    name: str
    edit: Callable[[Article], Article]


def _body(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[Article], Article]:
    def edit(article: Article) -> Article:
        body, count = re.subn(pattern, new, article.body, count=1)
        assert count == 1, f"{article.title}: {pattern}"
        return replace(article, body=body)

    return edit


def _swapped(found: re.Match[str]) -> str:
    word = found[0]
    return word[:3] + word[4] + word[3] + word[5:]


def _shorter(article: Article) -> Article:
    """Without its last paragraph but one."""
    paragraphs = article.paragraphs
    return replace(article, body="\n\n".join([*paragraphs[:-2], paragraphs[-1]]))


def _longer(article: Article) -> Article:
    extra = "Kegiatan itu terbuka bagi warga sekitar dan tidak dipungut biaya apa pun oleh panitia setempat."
    return replace(article, body="\n\n".join([*article.paragraphs, extra]))


_A_DATE = r"(?<=\()\d{1,2}(?=/\d{1,2}/\d{4}\))"
_A_NUMBER = r"(?<= )\d{2,}(?= (?!Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)[a-z]{4})"
EDITS = (
    Edit("figures", _body(_A_NUMBER, lambda found: str(int(found[0]) + 7))),
    Edit("dates", _body(_A_DATE, lambda found: str(int(found[0]) % 27 + 1))),
    Edit("names", _body(r"(?<=[a-z] )[A-Z][a-z]{3,}(?= [A-Z][a-z]+)", "Raharjo")),
    Edit("quotation", _body(r'(?<=")(\w+) (\w+)', r"\1 memang \2")),
    Edit("title", lambda article: replace(article, title=article.title + " Tahun Ini")),
    Edit("addition", _longer),
    Edit("removal", _shorter),
    Edit("correction of typing", _body(r"(?<= )[a-z]{8,}(?= [a-z])", _swapped)),
)


def _noisy(page: str, turn: int) -> str:
    """The page as its template shows it another day: counters, clock, tokens, bars, forms of characters."""
    page = re.sub(r"(?i)(dibaca\D{0,12}|dilihat\D{0,12})\d+", lambda found: found[1] + str(9100 + turn), page)
    page = re.sub(r"Jumat, 28 Februari 2025 \| 10:21:36", f"Minggu, 1 Maret 2026 | 02:{turn:02}:11", page)
    page = page.replace("1.318", f"2.{turn:03}").replace("1.012.239", f"1.0{turn:02}.777")
    page = page.replace("Ada 1 Komentar", f"Ada {turn + 2} Komentar")
    token = f'<input type="hidden" name="_token" value="{turn:032x}">'
    banner = f'<div class="iklan" id="ad-{turn}"><a href="/x?{turn}">Pasang iklan Anda di sini</a></div>'
    page = page.replace("</header>", f"{token}{banner}</header>").replace(
        "\n<p>", f"\n\n  <p data-v='{turn}'>"
    )
    if turn % 2:
        page = re.sub(r"(?<=>)&quot;|(?<= )&quot;", "&ldquo;", page).replace("&quot;", "&rdquo;")
        page = re.sub(r'(?<=[>\s])"(?=\w)', "“", page)
        page = page.replace(" yang ", "&nbsp;yang ").replace(" - ", " &#8211; ")
    return page


def _captures(turn: int, sample: Sample, edit: Edit | None) -> tuple[str, str]:
    """A page on two days: other neighbours, other noise and, where there is an edit, other words."""
    draw = LAYOUTS[sample.page["layout"]]
    others = [other for other in SAMPLES if other is not sample]
    before = draw(sample, others[turn : turn + 5])
    later = replace(sample, article=edit.edit(sample.article)) if edit else sample
    return before, _noisy(draw(later, others[turn + 9 : turn + 14][::-1] or others[:5]), turn)


def _visit(sample: Sample, html: str, at: datetime) -> Visit:
    url, payload = ORIGIN + sample.path, html.encode()
    reading = parse(payload, url, captured_at=at)
    assert reading.article is not None, reading.reason
    capture = Capture(url, url, at, 200, (("Content-Type", "text/html; charset=utf-8"),), payload)
    page = Page(url, "humas.tirtasarikab.go.id", PageKind.ARTICLE)
    return Visit(page, Outcome.ARCHIVED, None, capture=capture, article=reading.article)


def _pairs() -> Iterator[tuple[int, Sample, Edit | None]]:
    """Every second page is edited, by the kind of edit that came least so far of those that fit."""
    used = Counter(edit.name for edit in EDITS)
    for turn, sample in enumerate(CHOSEN):
        fitting = [edit for edit in EDITS if _fits(edit, sample)] if turn % 2 else []
        edit = min(fitting, key=lambda one: used[one.name], default=None)
        used[edit.name if edit else ""] += 1
        yield turn, sample, edit


def _fits(edit: Edit, sample: Sample) -> bool:
    try:
        edit.edit(sample.article)
    except AssertionError:
        return False
    return True


PAIRS = list(_pairs())


def test_there_are_forty_pairs_of_every_kind() -> None:
    """Half of forty pairs are edited, each kind of edit at least twice, on three layouts."""
    planted = [edit.name for _, _, edit in PAIRS if edit]

    assert (40, 20) == (len(PAIRS), len(planted))
    assert all(planted.count(edit.name) >= 2 for edit in EDITS)
    assert {"A", "B", "C"} == {sample.page["layout"] for _, sample, edit in PAIRS if edit}


@pytest.mark.parametrize(
    ("turn", "sample", "edit"),
    PAIRS,
    ids=[f"{turn}-{edit.name if edit else 'noise'}" for turn, _, edit in PAIRS],
)
def test_an_edit_is_found_and_noise_is_none(
    archive: Archive, turn: int, sample: Sample, edit: Edit | None
) -> None:
    """A planted edit is a revision of its class; a page that only its template changed is unchanged."""
    before, after = _captures(turn, sample, edit)
    settle(archive, _visit(sample, before, NOW), NOW)
    outcome = settle(archive, _visit(sample, after, NOW + timedelta(days=3)), NOW)
    wordings = revisions(archive, 1)

    assert (Outcome.REVISED if edit else Outcome.UNCHANGED) is outcome
    assert (2 if edit else 1) == len(wordings)
    assert edit is None or edit.name in wordings[-1].classes
    assert before != after


def test_a_counter_alone_is_no_wording(archive: Archive) -> None:
    """Each visit that reads the counter is one observation; one that fell is flagged and kept."""
    sample = next(one for one in CHOSEN if one.article.views)
    draw = LAYOUTS[sample.page["layout"]]
    for day, views in enumerate((500, 650, 640, 3)):
        seen = replace(sample, article=replace(sample.article, views=views))
        settle(archive, _visit(sample, draw(seen, SAMPLES[:5]), NOW + timedelta(days=day)), NOW)

    assert [(500, None), (650, None), (640, "fell"), (3, "reset")] == [
        (count.views, count.flag) for count in view_counts(archive, 1)
    ]
    assert 1 == len(revisions(archive, 1))
