"""Who wrote, edited or issued an article, from the lines that say so."""

import re
from dataclasses import dataclass
from functools import cache

from scraper.text.memo import remembered
from scraper.text.vocabulary import alternation, listed, mentions, stems, words

_MAX_LINE = 300
_MAX_NAME, _MAX_NOTE = 90, 120
# A number that belongs to a date, a time or a counter; `PIA Region 4A` has none.
_DATE_OR_COUNT = re.compile(
    r"\d{1,2}[\s.,/-]{1,2}(?:[^\W\d_]{3,}|\d)|\d{4}|\d{1,2}:\d\d|\d+\s?(?:x|kali|views?|komentar|comments?)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*[|•·;]\s*|\s+[-–—]\s+(?=[^\W\d_]{3,20}\s?:|\d)|\s{2,}|[\r\n]+|\s/\s")
_EDGES = ' \t.,;:|/-–—*"“”()[]'
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = ("|", "•", "·", ",", "(", ")", "/", "–", "—", "-")
_SENTENCE = re.compile(r"[.!?]\s+[^\W\d_]{2,}\s+[^\W\d_]{2,}\s")

# Sections whose names stand behind the author on themes of phpmu and Lokomedia.
_SECTIONS = frozenset(
    {"agenda", "artikel", "berita", "informasi", "kegiatan", "kabar", "news", "pengumuman", "warta"}
)


_NOBODY = frozenset({"tidak ada", "n/a", "none", "null"})


@dataclass(frozen=True, slots=True)
class Byline:
    """The people and offices behind an article, as they are written; None where a line does not say."""

    writer: str | None = None
    editor: str | None = None
    contributor: str | None = None
    quote: str = ""

    @property
    def text(self) -> str | None:
        """One line for people: the writer, and the editor where it is somebody else."""
        if self.writer and self.editor and self.writer.casefold() != self.editor.casefold():
            return f"{self.writer}; editor {self.editor}"
        return self.writer or (f"editor {self.editor}" if self.editor else None)


@remembered
def byline_in(text: str) -> Byline | None:
    """
    The names behind labels in this line: `Penulis : Arditya / Editor : Dedi Suntoro`, `by Tanya Jawab`.

    Why: initials such as "(omy/kim)" are a signature, no name, and are left alone.
    """
    if len(text) > _MAX_LINE:
        return None
    line = text.strip()
    found = _by_labels(line) if ":" in line or "=" in line or "：" in line else {}
    if not found and _may_speak(line):
        spoken = _spoken().search(line)
        name = _name(line[spoken.end() :]) if spoken else None
        found = {"writer": name} if name and _looks_like_a_name(name) else {}
    if not found:
        return None
    return Byline(found.get("writer"), found.get("editor"), found.get("contributor"), text)


def _by_labels(line: str) -> dict[str, str]:
    """The names behind labels that end with a colon, by role."""
    found: dict[str, str] = {}
    for match in _labelled().finditer(line):
        role = match.lastgroup or ""
        name = _name(line[match.end() :])
        if name and role != "other":
            found.setdefault(role, name)
    return found


def _may_speak(line: str) -> bool:
    """Whether a label without a colon may stand in a line: at its beginning, or behind a separator."""
    folded = line.casefold()
    if not mentions(line, _SEPARATORS):
        first = folded.split(" ", 1)[0]
        return first in _first_words() or not first.isascii()
    return mentions(folded, _spoken_words())


def is_label(text: str) -> bool:
    """Whether this is nothing but a label for a writer or an editor."""
    return text.casefold().strip(" :：.") in _labels()


@remembered
def is_head_note(text: str) -> bool:
    """Whether a body's line is no word of the article: a labelled name alone, or where it was pasted from."""
    line = text.strip(" (")
    if line.casefold().startswith(words("bylines", "pasted")):
        return True
    label = _labelled().match(line)
    return bool(label and len(text) <= _MAX_NOTE and label.lastgroup != "other" and byline_in(text))


def is_account(name: str) -> bool:
    """Whether this is a generic account, as `Admin` or `Admin dlh`, and no person or office."""
    first = name.casefold().split(" ", 1)[0] if name else ""
    return name.casefold() in _accounts() or first in ("admin", "administrator")


def is_office(name: str) -> bool:
    """Whether this names an office: `Humas Aceh`, `PPID UTAMA`, `Dinas Kominfo Kab. Malang`."""
    first = re.split(r"[\s./-]", name.casefold().strip(), maxsplit=1)[0]
    return first in listed("offices") or first.startswith(("diskominfo", "dinkominfo", "prokop", "humas"))


def name_before_labels(text: str) -> str:
    """The part of a text before the first label or last weekday: `Admin, Kategori :`, `Admin Senin,`."""
    following = _next_label().search(text)
    return _weekday_tail().sub("", text[: following.start()] if following else text)


def _name(rest: str) -> str | None:
    """The name at the beginning of what follows a label, cut where the next thing begins."""
    rest = _CUT.split(rest.strip(" :："), maxsplit=1)[0]
    following = _next_label().search(rest)
    if following:
        rest = rest[: following.start()]
    digit = _DATE_OR_COUNT.search(rest)
    if digit:
        rest = _without_date(rest, digit.start())
    name = _weekday_tail().sub("", rest).strip(_EDGES)
    name = _without_section(name)
    if (
        not name
        or is_label(name)
        or name.casefold() in _NOBODY
        or len(name) > _MAX_NAME
        or not _LETTER.search(name)
        or _SENTENCE.search(name)
    ):
        return None
    return name


def _without_section(name: str) -> str:
    """`Administrator` of `Administrator Pengumuman`: behind an account's name stands what is no name."""
    first, _, rest = name.partition(" ")
    rest = rest.removeprefix("in ").removeprefix("dalam ")
    return first if rest.casefold() in _SECTIONS and first.casefold() in _accounts() else name


def _without_date(text: str, at: int) -> str:
    """The text before its first digit, and before the words that introduce a date there."""
    return _date_lead().sub("", text[:at]) if at else ""


def _looks_like_a_name(name: str) -> bool:
    """Short, and beginning with a capital or an account's name; `oleh warga desa` is neither."""
    first = name[0]
    return len(name.split()) <= 8 and (first.isupper() or not first.isascii() or is_account(name))


@cache
def _labels() -> frozenset[str]:
    return frozenset(words("bylines", "writer", "editor", "contributor"))


@cache
def _accounts() -> frozenset[str]:
    return frozenset(words("bylines", "accounts"))


@cache
def _labelled() -> re.Pattern[str]:
    """A label with a colon; the group that matched is the role."""
    other = alternation(
        (*words("bylines", "other"), *words("views", "before"), *words("categories", "before"))
    )
    roles = {
        "contributor": alternation(words("bylines", "contributor")),
        "editor": alternation(words("bylines", "editor")),
        "other": other,
        "writer": alternation(words("bylines", "writer")),
    }
    joined = "|".join(f"(?P<{role}>{pattern})" for role, pattern in roles.items())
    return re.compile(rf"(?:{joined})\s{{0,3}}[:：=]", re.IGNORECASE)


@cache
def _next_label() -> re.Pattern[str]:
    """Where the name ends: at another label, or at a word that begins a count, a date or a category."""
    with_colon = ("writer", "editor", "contributor", "other")
    bare = (
        *words("views", "before"),
        *words("categories", "before", "tags"),
        *words("dates", "published", "updated"),
    )
    labels = alternation(words("bylines", *with_colon))
    return re.compile(
        rf"{labels}\s{{0,3}}[:：=]|\s(?:dalam|in|di)\s(?=kategori)|(?<=\s){alternation(bare)}", re.IGNORECASE
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.split(" ", 1)[0] for word in words("bylines", "writer"))


@cache
def _spoken_words() -> tuple[str, ...]:
    """Every label with the space behind it, since without a colon `by` is a part of many words."""
    return tuple(f"{word} " for word in stems(words("bylines", "writer")))


@cache
def _spoken() -> re.Pattern[str]:
    """A label without a colon, at the beginning of the line or of a part of it: `| oleh Warta`."""
    lead = r"(?:^|[|•·,()/–—-])\s{0,3}"
    return re.compile(
        rf"{lead}{alternation(words('bylines', 'writer'))}\s{{1,3}}(?!\s?[:：=])", re.IGNORECASE
    )


@cache
def _weekday_tail() -> re.Pattern[str]:
    """A weekday at the end, as in `admin on Tue,`, whose date has been cut off."""
    weekdays = (name for number in range(1, 8) for name in words("weekdays", str(number)))
    lead = r"(?:on|pada|am|el|le|em|tanggal|tgl)"
    return re.compile(rf"\s(?:{lead}\s)?(?:{alternation(weekdays)}|{lead})[\s,:|/.–—-]*$", re.IGNORECASE)


@cache
def _date_lead() -> re.Pattern[str]:
    weekdays = (name for number in range(1, 8) for name in words("weekdays", str(number)))
    months = (name for number in range(1, 13) for name in words("months", str(number)))
    lead = alternation(
        (
            *weekdays,
            *months,
            *words("dates", "published", "before_time"),
            "on",
            "di",
            "pada",
            "am",
            "em",
            "el",
            "le",
        )
    )
    return re.compile(rf"(?:[\s,|/.–—-]*{lead})*[\s,|/.–—-]*$", re.IGNORECASE)
