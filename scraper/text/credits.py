"""Photo credits and captions in a line of text, and file names that only look like captions."""

import re
from dataclasses import dataclass
from functools import cache

from scraper.text.bylines import is_head_note
from scraper.text.memo import remembered
from scraper.text.vocabulary import alternation, mentions, stems, words

_MAX_CREDIT = 100  # characters
_TAIL = 140  # characters at the end of a line that may be its credit
_MAX_LINE = 3_000  # a paragraph of the body may end with a credit
_PAIRED = (
    r"(?:(?:teks|texto?s?|texte|naskah|berita|penulis|video|narasi|reportage)\s?"
    r"(?:/|&|dan|und|and|y|e|et|\+)\s?)?"
)
_BRACKETS = re.compile(r"[(\[（]((?:[^()\[\]（）]|\([^()]{0,60}\)){2,160})[)\]）]")
_DOCUMENT = r"(?:dok|dokumentasi|doc)\s?[.:/]\s?"
_ICON = re.compile(r"photo(?:_camera)?\s?(?=[A-Z][a-z])")
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?(?P<name>[^\d©]{2,60})$", re.IGNORECASE)
_COPYRIGHT_AT_END = re.compile(r"[\s.|–-]\s{0,2}©\s?(?P<name>[^\d©.!?]{2,60})\.?$")
_NEXT_LABEL = re.compile(
    r"\s\|\s|\s{0,2}[,;|/.–-]{0,2}\s{0,2}(?:penulis|editor|teks|text|naskah|reporter|pewarta|redaktur|red|laporan|sumber"
    r"|video|texto|edição|edición|texte)\s?:",
    re.IGNORECASE,
)
_SPOKEN = (" by", " oleh", " of", " de", " por", " ni", " mula sa", " mula kay")  # labels that need no colon
_EDGES = ' \t.,;:|/-–—*"“”'
_LABEL_SIGN = re.compile(r"[:：]|(?<!\w)dok(?:umentasi)?\s?[./]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")

_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|avif|pdf|docx?)\W{0,2}$", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:whats\s?app\s(?:image|video)|screen\s?shot|img|image|dsc[fn]?|pxl|vid|mvimg|photo|foto|gambar|untitled"
    r"|download|unnamed|pic)"
    r"[\s_-]?(?:\d[\w\s().-]*|\(\d+\))?$",
    re.IGNORECASE,
)
_COPY_NUMBER = re.compile(r".*\w\s?\(\d{1,2}\)$")
_SLUG = re.compile(r"(?=.*\d)[\w.-]+[_-][\w.-]+$|[0-9a-f]{12,}$|\d{6,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit, a caption or both, as a line of text gives them."""

    credit: str | None
    caption: str | None
    quote: str
    is_caption: bool = False  # the line itself says that it is one


@remembered
def credit_in(text: str) -> FoundCredit | None:
    """
    Who made a photograph, and what it shows: `Foto : Handy (Humas Jateng)`, `Keterangan Gambar : ...`.

    Shape: the caption is what remains of the line; for a paragraph of the body it is the paragraph.
    """
    if len(text) > _MAX_LINE or not may_credit(text):
        return None
    return _captioned(text) or _credited(text) or _bracketed(text) or _trailing(text)


def may_credit(text: str) -> bool:
    """Whether a text mentions a photograph at all, so that looking for its credit is worth the time."""
    return mentions(text.casefold(), _stems())


def is_file_name(text: str) -> bool:
    """Whether this is an image file's name and no caption: `WhatsApp Image 2025-04-12 at 04.31.24`."""
    text = text.strip()
    if not text or len(text) > 200:
        return False
    if _EXTENSION.search(text) or _CAMERA.match(text):
        return True
    return bool(_COPY_NUMBER.match(text) or (" " not in text and _SLUG.match(text)))


def _captioned(text: str) -> FoundCredit | None:
    """A line that says that it is a caption."""
    match = _caption_label().match(text)
    if not match or not match["rest"].strip(_EDGES):
        return None
    inner = _bracketed(match["rest"]) or _trailing(match["rest"])
    caption = inner.caption if inner else match["rest"].strip()
    if match["drawn"]:
        caption = text.strip()
    return FoundCredit(inner.credit if inner else None, caption, text, is_caption=True)


def _credited(text: str) -> FoundCredit | None:
    """A line that is a credit and nothing else."""
    line = text.strip()
    brackets = _BRACKETS.fullmatch(line)
    if brackets:
        line = brackets[1].strip()
    for pattern in (_whole(), _ICON, _COPYRIGHT):
        match = pattern.match(line)
        if match:
            name = match["name"] if "name" in match.groupdict() else line[match.end() :]
            credit = _clean(name)
            return FoundCredit(credit, None, text) if credit else None
    return None


def _bracketed(text: str) -> FoundCredit | None:
    """A line with `(Foto: ...)` or `(Biro Humas/Sina/Foto:SS)` in it."""
    for brackets in _BRACKETS.finditer(text) if "(" in text or "[" in text or "（" in text else ():
        match = _inside().search(brackets[1])
        credit = _clean(match["name"]) if match else None
        if credit:
            rest = f"{text[: brackets.start()].rstrip()} {text[brackets.end() :].lstrip(' .')}".strip()
            return FoundCredit(credit, rest or None, brackets[0])
    return None


def _trailing(text: str) -> FoundCredit | None:
    """A line that ends with `Foto: ...` or `© ...`."""
    low = max(0, len(text) - _TAIL)
    match = _at_end().search(text, low) if _LABEL_SIGN.search(text, low) else None
    match = match or (_COPYRIGHT_AT_END.search(text, low) if "©" in text else None)
    credit = _clean(match["name"]) if match else None
    if not match or not credit:
        return None
    before = match.start() + (match[0][0] == ".")
    rest = text[:before].strip(" |–—-/([")
    caption = None if not rest or is_head_note(rest) else rest
    return FoundCredit(credit, caption, match[0].strip())


def _clean(name: str) -> str | None:
    """The credit without what belongs to the next label; None where no name is left."""
    name = _NEXT_LABEL.split(name, maxsplit=1)[0].strip(_EDGES)
    if name.count("(") < name.count(")"):
        name = name.rstrip(")").strip(_EDGES)
    elif name.count("(") > name.count(")"):
        name = name + ")" if "(" in name[1:] else name.lstrip("(")
    return name if name and len(name) <= _MAX_CREDIT and _LETTER.search(name) else None


@cache
def _stems() -> tuple[str, ...]:
    return stems(("©", "(c)", *words("credits", "before", "behind", "document", "caption")))


@cache
def _labels(*more: str) -> str:
    """The labels of a credit; `behind` names those that are one only behind a caption."""
    return _PAIRED + alternation(words("credits", "before", *more))


@cache
def _whole() -> re.Pattern[str]:
    spoken = alternation(word for word in words("credits", "before") if word.endswith(_SPOKEN))
    label = rf"(?:{_labels()}\s{{0,2}}[:：=/]|{spoken}\s|foto\s(?=dok[.:/]|dokumentasi)|{_DOCUMENT})"
    return re.compile(rf"[\s•*-]*{label}\s{{0,3}}(?P<name>.{{2,{_MAX_CREDIT}}})$", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    spoken = alternation(word for word in words("credits", "before") if word.endswith(_SPOKEN))
    label = rf"(?:{_labels('behind')}\s?[:：=/.]|{spoken}\s|(?<!\w)foto\s(?=dok)|(?<!\w){_DOCUMENT}|©)"
    return re.compile(rf"(?:^|[\s/|,;.–—-]){label}\s{{0,2}}(?P<name>.{{2,{_MAX_CREDIT}}})$", re.IGNORECASE)


@cache
def _at_end() -> re.Pattern[str]:
    edge = r"(?:(?<=[.!?”\")])\s{0,2}|\s{0,2}[|–—/]\s{0,2}|\s)"
    name = r"(?P<name>(?:[^.!?]|\.(?=\w)){2,60})[.)\s]{0,3}$"
    return re.compile(
        rf"{edge}(?:{_labels('behind')}\s{{0,2}}[:：]|{_DOCUMENT})\s{{0,2}}{name}", re.IGNORECASE
    )


@cache
def _caption_label() -> re.Pattern[str]:
    label = rf"(?:(?P<drawn>(?:foto\s)?ilustrasi)|{alternation(words('credits', 'caption'))})"
    return re.compile(rf"[\s•*(-]*{label}\s{{0,2}}[:：]\s{{0,3}}(?P<rest>.+)$", re.IGNORECASE)
