"""A record as a citation: APA, BibTeX and CSL-JSON, with the capture's moment and digest."""

from dataclasses import dataclass
from datetime import date, datetime

from scraper.model import Record

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_WORDS = {
    "en": {"undated": "n.d.", "retrieved": "Retrieved {day}, from {url}", "captured": "Captured {moment}"},
    "id": {"undated": "t.t.", "retrieved": "Diakses {day}, dari {url}", "captured": "Direkam {moment}"},
}
_BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
# Accounts that sign and are nobody: the office is the author then.
_NOBODY = frozenset({"admin", "administrator", "operator", "redaksi", "author", "superadmin", "webmaster"})
# TeX's own characters; the backslash first becomes a command, whose braces must stay.
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says besides the record itself."""

    office: str  # that published it
    captured_at: datetime
    digest: str  # SHA-256 of the bytes


def apa(record: Record, cited: Cited, language: str = "en") -> str:
    """The reference in the style of APA 7, in English or Indonesian ("id")."""
    words = _WORDS[language]
    published = record.article.published_at
    day = f"{published.year}, {_day(published, language, with_year=False)}" if published else words["undated"]
    author = _author(record, cited)
    site = "" if author == cited.office else f" {cited.office}."
    retrieved = words["retrieved"].format(day=_day(cited.captured_at, language), url=record.article.url)
    captured = words["captured"].format(moment=_moment(cited.captured_at))
    title = record.article.title.rstrip(".")
    return f"{author.rstrip('.')}. ({day}). {title}.{site} {retrieved} [{captured}; SHA-256 {cited.digest}]"


def bibtex(record: Record, cited: Cited) -> str:
    """The BibTeX entry; every word of the page stands escaped and in braces."""
    article = record.article
    fields = {
        "author": f"{{{_tex(_author(record, cited))}}}",  # twice in braces: a name, not first and last ones
        "title": f"{{{_tex(article.title)}}}",
        "year": str(article.published_at.year) if article.published_at else "",
        "month": _BIBTEX_MONTHS.split()[article.published_at.month - 1] if article.published_at else "",
        "howpublished": _tex(cited.office),
        "url": article.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": cited.captured_at.date().isoformat(),
        "note": f"Captured {_moment(cited.captured_at)}; SHA-256 {cited.digest}",
        "language": article.language or "",
    }
    lines = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{kabar{record.id},", *lines, "}"])


def csl_json(record: Record, cited: Cited) -> dict[str, object]:
    """The CSL-JSON item, as citeproc and Zotero read it."""
    article = record.article
    item: dict[str, object] = {
        "id": f"kabar-{record.id}",
        "type": "webpage",
        "title": article.title,
        "author": [{"literal": _author(record, cited)}],
        "container-title": cited.office,
        "URL": article.url,
        "accessed": _parts(cited.captured_at),
        "note": f"Captured {_moment(cited.captured_at)}; SHA-256 {cited.digest}",
    }
    if article.published_at:
        item["issued"] = _parts(article.published_at)
    if article.language:
        item["language"] = article.language
    return item


def _author(record: Record, cited: Cited) -> str:
    """Who wrote it; the office where nobody signs but an account."""
    writer = (record.article.byline or "").split(";")[0].strip().removeprefix("editor ")
    return cited.office if not writer or writer.casefold() in _NOBODY else writer


def _day(day: date, language: str, *, with_year: bool = True) -> str:
    month = _MONTHS[language].split()[day.month - 1]
    if language == "id":
        return f"{day.day} {month} {day.year}" if with_year else f"{day.day} {month}"
    return f"{month} {day.day}, {day.year}" if with_year else f"{month} {day.day}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _tex(text: str) -> str:
    """The text on one line, each of TeX's own characters as a reader sees it."""
    return "".join(_TEX.get(mark, mark) for mark in " ".join(text.split()))
